"""kill -9 after the editor replaced, quoted, credited or linked: that is on disk within a second, as typed text is."""

import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typist import a_log

from terminal import Terminal
from unsaved_on_disk import is_kept, offered_at


def replace_all(terminal: Terminal) -> None:
    terminal.press("ctrl+f")
    terminal.wait_for("Replace by:")
    terminal.type("wait")
    terminal.press("tab")
    terminal.type("run")
    terminal.press("ctrl+r")
    terminal.wait_for("1 replaced")


def replace_one(terminal: Terminal) -> None:
    terminal.press("ctrl+f")
    terminal.wait_for("Replace by:")
    terminal.type("wait\r")
    terminal.wait_for("1 of 1")
    terminal.press("tab")
    terminal.type("run\r")
    terminal.wait_for("Replaced.")


def quote(terminal: Terminal) -> None:
    terminal.press("ctrl+end")
    terminal.type("\r")
    terminal.paste("a\nb")
    terminal.press("ctrl+n")
    terminal.wait_for("> b")


def credit(terminal: Terminal) -> None:
    quote(terminal)
    terminal.press("ctrl+n")
    terminal.wait_for("> — Ann Lee")


def link(terminal: Terminal) -> None:
    terminal.press("ctrl+end")
    terminal.paste("https://e.example/1")
    terminal.press("ctrl+o")
    terminal.wait_for("[](https://e.example/1)")


@pytest.mark.parametrize(
    ("act", "kept"),
    [
        (replace_all, b"[Trees that run]"),
        (replace_one, b"[Trees that run]"),
        (quote, b"\n> a\n> b"),
        (credit, b"> b\n>\n> \xe2\x80\x94 Ann Lee"),
        (link, b"[](https://e.example/1)"),
    ],
    ids=["all", "one", "quote", "credit", "link"],
)
def test_it_is_kept_within_a_second(tmp_path: Path, act: Callable[[Terminal], None], kept: bytes) -> None:
    log, home = a_log(tmp_path), tmp_path / "home"
    with Terminal([sys.executable, "-m", "readtui", str(log)], home=home) as terminal:
        terminal.wait_for("patience")
        terminal.press("2", "e")
        terminal.wait_for("3 Editor")
        act(terminal)
        terminal.wait_for(is_kept(home, kept), timeout=1.5)  # half a second for a slow machine
        terminal.signal(signal.SIGKILL)
        terminal.wait_for_exit()
    assert [kept in text for text in offered_at(log, home)] == [True]
