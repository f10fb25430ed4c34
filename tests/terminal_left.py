"""How a program left its terminal: the modes of the line, and what it asked of the screen and took back."""

import os
import pty
import termios
from typing import Any

from terminal import Terminal

_PAIRS = [
    (b"\x1b[?1049h", b"\x1b[?1049l"),  # the other screen
    (b"\x1b[?25l", b"\x1b[?25h"),  # no cursor
    (b"\x1b[?2004h", b"\x1b[?2004l"),  # marks around pastes
    (b"\x1b[?1004h", b"\x1b[?1004l"),  # word of the focus
    (b"\x1b[?7l", b"\x1b[?7h"),  # no wrapping
]


def modes(fd: int) -> list[Any]:
    """The modes of a terminal, by either of its ends."""
    return termios.tcgetattr(fd)


def fresh_modes() -> list[Any]:
    """Those of a terminal that nobody touched."""
    ends = pty.openpty()
    try:
        return modes(ends[1])
    finally:
        for end in ends:
            os.close(end)


def assert_left_as_found(terminal: Terminal) -> None:
    """The line's modes are as they were, and the screen is as a shell wants it."""
    assert modes(terminal.child.fd) == fresh_modes()
    for begun, ended in _PAIRS:
        assert terminal.raw.rfind(begun) < terminal.raw.rfind(ended), begun
    assert terminal.raw.rfind(b"\x1b[>") < terminal.raw.rfind(b"\x1b[<u")  # kitty's way to tell keys
