"""Where what is typed cannot be kept on disk, the reader is told, and goes on typing."""

import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from terminal import Terminal
from unsaved_on_disk import is_kept, offered_at

Browse = Callable[..., Terminal]
_TOLD = "cannot be kept on disk"
_SOON = 2.0
"""Seconds; the issue's own figure. The first try comes half a second after a key."""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def blocked(home: Path) -> Path:
    """A file that lies where the state folder should."""
    folder = home / "state"
    folder.mkdir(parents=True)
    (folder / "readtui").write_bytes(b"in the way")
    return folder / "readtui"


@pytest.fixture
def typing(browse: Browse, log: Path, blocked: Path) -> Terminal:
    """The first entry in the editor, with words added at its end; they cannot be kept."""
    terminal = browse(log)
    terminal.wait_for("A slow tree")
    terminal.press("2", "e")
    terminal.wait_for("3 Editor")
    terminal.press("ctrl+end")
    terminal.type("First words.")
    terminal.wait_for("First words.")
    terminal.wait_for(_TOLD, timeout=_SOON)
    return terminal


def test_it_is_said_soon_and_typing_goes_on(typing: Terminal, newest: Path) -> None:
    typing.type(" And more.\r")
    typing.wait_for("And more.")
    assert _TOLD in typing.text  # keys do not put it away
    typing.press("ctrl+s")
    typing.wait_for(lambda _: b"First words. And more.\n" in newest.read_bytes())


def test_once_it_works_again_it_is_kept_and_no_more_is_said(
    typing: Terminal, blocked: Path, log: Path, home: Path
) -> None:
    blocked.unlink()
    typing.wait_for(_TOLD, gone=True)
    typing.wait_for(is_kept(home, b"First words."))
    typing.signal(signal.SIGKILL)
    typing.wait_for_exit()
    assert offered_at(log, home)


def test_keeping_on_the_way_out_is_refused(typing: Terminal, newest: Path) -> None:
    typing.press("ctrl+q")
    typing.wait_for("keep and quit")
    typing.press("k")
    typing.wait_for("Not left")
    assert typing.child.ended() is None
    typing.press("ctrl+q", "s")
    assert typing.wait_for_exit() == 0
    assert b"First words." in newest.read_bytes()


def test_discarding_on_the_way_out_is_still_possible(typing: Terminal, newest: Path) -> None:
    before = newest.read_bytes()
    typing.press("ctrl+q")
    typing.wait_for("what was typed is lost")
    typing.press("D")
    assert typing.wait_for_exit() == 0
    assert newest.read_bytes() == before
