"""FirstPaint: the first frame, on the terminal before the screen is loaded, which takes most of the start.

It is the frame that the screen itself drew when this log was opened the last time on a terminal like this one, and is
shown while nothing it tells of has changed. What the screen then draws is compared with it, so that nothing jumps.
"""

import json
import os
import re
import signal
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from shutil import get_terminal_size
from types import FrameType
from typing import Any

from readtui.store.firstframes import FirstFrames

with suppress(ImportError):  # Windows, where nothing is painted
    import termios
    import tty

Rows = Sequence[Sequence[tuple[str, str, str]]]
"""The rows of a terminal: texts, each with the codes of how it looks and with its link."""

ENTER = "\x1b[?1049h"
"""Opens the terminal's other screen."""
_BEFORE = f"{ENTER}\x1b[?25l\x1b[?7l"
"""The other screen; no cursor; do not wrap."""
_COARSE = 20_000_000
"""Nanoseconds by which the times of files may lie behind the clock."""
_LEAVE = "\x1b[?7h\x1b[?1049l\x1b[?25h"
ENDING_SIGNALS = [getattr(signal, name) for name in ("SIGHUP", "SIGTERM", "SIGQUIT") if hasattr(signal, name)]
"""Those by which the system ends a program, and which it can take as a wish to end in order."""
_OF_TERMINALS = ("TERM", "COLORTERM", "NO_COLOR", "TEXTUAL_COLOR_SYSTEM")
"""What of the environment decides which colours are sent."""


class FirstPaint:
    """Paints the first frame, if one is known, and keeps the one that the next start may paint."""

    def __init__(self, frames: FirstFrames, look: Sequence[object], environ: Mapping[str, str]) -> None:
        """`look` is what decides how the screen looks, terminal and environment aside."""
        self._frames = frames
        self._begun = time.time_ns() - _COARSE
        """When nothing of the log was read yet."""
        self.size = tuple(get_terminal_size())
        """Columns and rows for which it was painted, or will be."""
        self._look = repr([*look, self.size, *(environ.get(name) for name in _OF_TERMINALS)])
        self._modes: list[Any] | None = None
        self._kept: str | None = None
        self.rows: Rows = ()
        """What the terminal shows already; empty where it was not painted."""

    def paint(self) -> None:
        """Paint the frame, if one is known; keys that are typed from now on wait until the screen reads them."""
        self._kept = self._frames.kept(self._look) if "termios" in sys.modules else None
        if self._kept is None:
            return
        try:
            drawn, rows = _understood(self._kept)
            modes = termios.tcgetattr(sys.__stdin__.fileno())  # type: ignore[union-attr]
            for number in ENDING_SIGNALS:
                signal.signal(number, _end)
            signal.signal(signal.SIGCONT, self._take_again)
            self._modes = modes
            _take_keys(modes)
            _say(f"{_BEFORE}{drawn}")
        except (ValueError, TypeError, OSError, termios.error):
            self.give_back()
            return
        self.rows = rows

    @property
    def is_on(self) -> bool:
        """Whether the terminal is held from here, with the frame on it."""
        return self._modes is not None

    def handed_over(self) -> list[Any] | None:
        """The terminal's modes as they were found; from now on it is for others to restore them."""
        modes, self._modes = self._modes, None
        return modes

    def give_back(self) -> None:
        """Leave the terminal as it was, if nobody took it over."""
        modes = self.handed_over()
        if modes is not None:
            with suppress(termios.error):
                termios.tcsetattr(sys.__stdin__.fileno(), termios.TCSANOW, modes)  # type: ignore[union-attr]
            with suppress(OSError):
                _say(_LEAVE)

    def _take_again(self, _number: int, _frame: FrameType | None) -> None:
        """Go on after a stop: the shell may have set and drawn the terminal its own way."""
        self.rows = ()
        if self._modes is not None:
            with suppress(termios.error):
                _take_keys(self._modes)

    @property
    def is_old(self) -> bool:
        """Whether no frame is kept, or what it was drawn from has changed."""
        return self._frames.kept(self._look) is None

    def keep(self, drawn: str, rows: Rows, paths: Iterable[str], *, is_followed: bool) -> None:
        """Keep a frame for the next start, drawn from what is at these paths below the log's folder.

        Unless `is_followed`, what changed there since the start may have been read before that: then none is kept.
        """
        drawn_from, frame = [*paths], json.dumps([drawn, rows])
        if not is_followed and self._frames.is_changed(drawn_from, self._begun):
            return
        if frame != self._kept or self.is_old:
            self._kept = frame
            self._frames.keep(self._look, frame, drawn_from)


def _understood(frame: str) -> tuple[str, Rows]:
    """What draws a frame, and its rows.

    Raises:
        ValueError: it is in no form of ours.
    """
    drawn, rows = json.loads(frame)
    runs = [run for row in rows for run in row]
    if not isinstance(drawn, str) or not all(isinstance(part, str) for run in runs for part in run):
        raise ValueError(frame)
    if not all(re.fullmatch(r"[0-9;]*", codes) for _, codes, _ in runs):
        raise ValueError(frame)
    return drawn, rows


def _take_keys(modes: list[Any]) -> None:
    """Have keys neither shown nor acted on by the system, as Textual does later."""
    modes = [*modes]
    modes[tty.IFLAG] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
    modes[tty.LFLAG] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
    termios.tcsetattr(sys.__stdin__.fileno(), termios.TCSANOW, modes)  # type: ignore[union-attr]


def _say(text: str) -> None:
    left = text.encode()
    while left:
        left = left[os.write(sys.__stderr__.fileno(), left) :]  # type: ignore[union-attr]


def _end(number: int, _: FrameType | None) -> None:
    raise SystemExit(128 + number)
