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
    typing.press("d")
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
