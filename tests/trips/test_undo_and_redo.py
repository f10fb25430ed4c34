"""The last change to the log is taken back and made again, across sessions and restarts, beside what others wrote."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from pseudo_terminal import private_environment
from terminal import READTUI, Terminal

Browse = Callable[..., Terminal]
Files = Callable[[], dict[str, bytes]]

_NEWER = "2020-07-11-what-i-read.md"


def _edited(terminal: Terminal, text: str = "More.\r") -> None:
    terminal.press("2", "e")
    terminal.wait_for("3 Editor")
    terminal.press("ctrl+end")
    terminal.type(text)
    terminal.press("ctrl+s")
    terminal.wait_for("Saved")
    terminal.press("esc")
    terminal.wait_for("3 Editor", gone=True)


def test_an_edit_is_taken_back_and_made_again(browse: Browse, log: Path, files: Files) -> None:
    before = files()
    terminal = browse(log)
    _edited(terminal)
    after = files()
    assert after != before
    terminal.press("u")
    terminal.wait_for("Undid: edited “Trees that wait”")
    assert files() == before
    terminal.press("ctrl+r")
    terminal.wait_for("Redid: edited “Trees that wait”")
    assert files() == after


def test_after_a_restart(browse: Browse, log: Path, files: Files) -> None:
    states = [files()]
    terminal = browse(log)
    for keys in (("2", ">"), ("d", "d"), ("1", "j", "d", "d")):
        terminal.press(*keys)
        terminal.wait_for("Moved" if keys[-1] == ">" else "Deleted")
        states.append(files())
        terminal.press("J")
        terminal.wait_for(lambda screen: "Moved" not in screen.text and "Deleted" not in screen.text)
    terminal.press("q")
    assert terminal.wait_for_exit() == 0
    terminal = browse(log)
    terminal.press("u")
    terminal.wait_for("Undid: deleted content/post/2020-07-04-what-i-read.md")
    terminal.wait_for("▸2020 Jun 28")  # the choice goes to where it was
    assert files() == states[2]
    terminal.press("u")
    terminal.wait_for("Undid: deleted “Trees that wait”")
    terminal.wait_for("▸2020 Jul 05")
    terminal.wait_for("▸ Talk")
    assert files() == states[1]
    terminal.press("q")
    assert terminal.wait_for_exit() == 0
    terminal = browse(log)
    terminal.press("u")
    terminal.wait_for("Undid: moved “Trees that wait” down")
    assert files() == states[0]
    terminal.press("u")
    terminal.wait_for("nothing to undo")
    terminal.press(*["ctrl+r"] * 3)
    terminal.wait_for("Redid: deleted content/post")
    assert files() == states[3]
    terminal.press("ctrl+r")
    terminal.wait_for("nothing to redo")


def test_what_another_session_did(browse: Browse, log: Path, files: Files) -> None:
    before = files()
    one, other = browse(log), browse(log)
    other.press("2", "d", "d")
    other.wait_for("Deleted “Trees")
    one.press("u")
    one.wait_for("Undid: deleted “Trees")
    assert files() == before


def test_what_a_command_did(browse: Browse, log: Path, files: Files, tmp_path: Path) -> None:
    before = files()
    terminal = browse(log)
    argv = [*READTUI, "set", "content/post/2020-07-11-what-i-read.md", "draft", "false", "--log", str(log)]
    subprocess.run(argv, env=private_environment(tmp_path / "home"), check=True, capture_output=True)
    assert files() != before
    terminal.press("u")
    terminal.wait_for("Undid:")
    assert files() == before


def test_what_others_wrote_elsewhere_stays(browse: Browse, log: Path, files: Files, newest: Path) -> None:
    before = files()
    terminal = browse(log)
    _edited(terminal)
    newest.write_bytes(newest.read_bytes().replace(b"Third and last", b"Third, says git"))
    terminal.press("u")
    terminal.wait_for("others changed in the file since is kept")
    assert files() == before | {_NEWER: before[_NEWER].replace(b"Third and last", b"Third, says git")}


@pytest.mark.parametrize("key", ["b", "m", "t", "esc"])
def test_where_others_wrote_the_same_it_asks(browse: Browse, log: Path, files: Files, newest: Path, key: str) -> None:
    before = files()[_NEWER]
    terminal = browse(log)
    _edited(terminal, "Mine.\r")
    theirs = newest.read_bytes().replace(b"Mine.", b"Mine, and theirs.")
    newest.write_bytes(theirs)
    terminal.press("u")
    terminal.wait_for("Others changed what undo would change")
    terminal.press(key)
    if key == "esc":
        terminal.wait_for("Others changed", gone=True)
        assert newest.read_bytes() == theirs
        return
    terminal.wait_for("Undid: edited")
    after = newest.read_bytes()
    assert after == {"m": before, "t": theirs}.get(key, after)
    assert b"Mine, and theirs." in after or key == "m"


def test_unsaved_text_stays_with_its_entry(browse: Browse, log: Path, newest: Path) -> None:
    terminal = browse(log)
    _edited(terminal)
    terminal.press("e")
    terminal.wait_for("3 Editor")
    terminal.type("x")
    terminal.wait_for("* unsaved")
    terminal.press("esc")
    terminal.wait_for("not yet saved")
    terminal.press("u")
    terminal.wait_for("Undid: edited")
    terminal.press("e")
    terminal.wait_for("x## [Talk]")
    terminal.press("ctrl+d", "ctrl+s")
    terminal.wait_for("Nothing changed")
