"""Text that is typed and not saved is kept, shown, and asked about before the program ends."""

from collections.abc import Callable
from pathlib import Path

import pytest

from terminal import Terminal

Browse = Callable[..., Terminal]


@pytest.fixture
def typing(browse: Browse, log: Path) -> Terminal:
    """The first entry in the editor, with a line added to its end."""
    terminal = browse(log)
    terminal.wait_for("A slow tree")
    terminal.press("2", "e")
    terminal.wait_for("3 Editor")
    terminal.press("ctrl+end")
    terminal.type("Added.\r")
    terminal.wait_for("* unsaved")
    return terminal


def test_esc_keeps_it_and_marks_it(typing: Terminal) -> None:
    typing.press("esc")
    typing.wait_for("not yet saved")
    assert typing.lines[1].split("│")[0].rstrip().endswith("d*")
    typing.press("e")
    typing.wait_for("Added.")


def test_quitting_asks_and_saves(typing: Terminal, newest: Path) -> None:
    typing.press("ctrl+q")
    typing.wait_for("not saved")
    typing.press("s")
    assert typing.wait_for_exit() == 0
    assert b"Added." in newest.read_bytes()


def test_quitting_asks_and_discards(typing: Terminal, newest: Path) -> None:
    before = newest.read_bytes()
    typing.press("esc")
    typing.wait_for("not yet saved")
    typing.press("q")
    typing.wait_for("discard and quit")
    typing.press("d")  # a letter that is soon typed by mistake does nothing
    typing.press("D")
    assert typing.wait_for_exit() == 0
    assert newest.read_bytes() == before


def test_quitting_asks_and_stays(typing: Terminal) -> None:
    typing.press("ctrl+q")
    typing.wait_for("go back")
    typing.press("esc")
    typing.wait_for("go back", gone=True)
    typing.wait_for("Added.")


def test_where_nothing_is_unsaved_q_quits_at_once(browse: Browse, log: Path) -> None:
    terminal = browse(log)
    terminal.press("q")
    assert terminal.wait_for_exit() == 0


def test_q_is_text_in_the_editor(typing: Terminal) -> None:
    typing.type("quit")
    typing.wait_for("quit")
    assert typing.child.ended() is None


def test_a_save_that_fails_on_the_way_out_keeps_the_program_open(typing: Terminal, newest: Path) -> None:
    newest.chmod(0o444)
    typing.press("ctrl+q")
    typing.wait_for("save and quit")
    typing.press("s")
    typing.wait_for("not saved")
    assert typing.child.ended() is None
    assert b"Added." not in newest.read_bytes()


def test_all_that_can_be_saved_on_the_way_out_is(browse: Browse, log: Path, newest: Path) -> None:
    older = newest.with_name("2020-07-04-what-i-read.md")
    terminal = browse(log)
    terminal.wait_for("A slow tree")
    for keys in (("2", "e"), ("1", "j", "2", "e")):
        terminal.press(*keys)
        terminal.wait_for("3 Editor")
        terminal.press("ctrl+end")
        terminal.type("Added.\r")
        terminal.wait_for("* unsaved")
        terminal.press("esc")
        terminal.wait_for("3 Editor", gone=True)
    newest.chmod(0o444)
    terminal.press("q")
    terminal.wait_for("2 texts")
    terminal.press("s")
    terminal.wait_for("read-only")
    assert b"Added." in older.read_bytes()
    assert terminal.child.ended() is None


def test_the_keys_stay_with_the_editor_whatever_the_size(typing: Terminal) -> None:
    typing.resize(39, 9)
    typing.wait_for("readtui needs")
    typing.resize(80, 24)
    typing.wait_for("3 Editor")
    typing.type("quid")
    typing.wait_for("quid")
    assert typing.child.ended() is None


def test_own_editor_waits_for_unsaved_text(typing: Terminal) -> None:
    typing.press("esc")
    typing.wait_for("not yet saved")
    typing.press("E")
    typing.wait_for("This post has text that is not yet saved")
