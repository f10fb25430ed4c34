"""Links in the detail are links of the terminal too, where the line is not spared: those of the web and of mail."""

import re
from collections.abc import Callable
from pathlib import Path

from terminal import Terminal

Browse = Callable[..., Terminal]

_LINK = re.compile(rb"\x1b\]8;([^;]*);([^\x1b\x07]*)\x1b\\")


def _told(terminal: Terminal) -> list[str]:
    """Where each piece that was sent leads; empty where a link ends."""
    assert all(not parameters for parameters, _ in _LINK.findall(bytes(terminal.raw)))
    return [url.decode() for _, url in _LINK.findall(bytes(terminal.raw))]


def test_links_are_told_and_none_is_left_open(browse: Browse, log: Path, newest: Path) -> None:
    newest.write_bytes(newest.read_bytes() + "\n[a](javascript:x) [b](https://b\u00fc.example/\u202e).\n".encode())
    terminal = browse(log)
    terminal.press("2", "G")
    terminal.wait_for("Third and last.")
    terminal.press("q")
    assert terminal.wait_for_exit() == 0
    told = _told(terminal)
    assert {*told} == {
        "https://talks.example.org/trees",
        "https://example.org/slides",
        "https://example.org/nothing",
        "https://xn--b-eha.example/%E2%80%AE",
        "",
    }
    assert told[-1] == ""


def test_a_spared_line_carries_none(browse: Browse, log: Path) -> None:
    for terminal in (
        browse(log, "--lean"),
        browse(log, env={"SSH_CONNECTION": "1"}),
        browse(log, env={"TERM": "vt100"}),
    ):
        terminal.press("2", "j")
        terminal.wait_for("The long line")
        assert _told(terminal) == []
