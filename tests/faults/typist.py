"""Typist: somebody who types numbers into an entry, 25 keys a second, until they are cut off."""

import select
import signal
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from terminal import Terminal
from unsaved_on_disk import offered_at

KEYS_A_SECOND = 25

_POST = b"""+++
title = "What I read this week (July 5 - July 11)"
date = 2020-07-11
+++

## [Talk] [Trees that wait](https://talks.example.org/trees)
**Speaker**: Ann Lee

> In my words: patience is a data structure.

## [Book] [The long line](https://books.example.org/line)

Last.
"""


def a_log(parent: Path) -> Path:
    """A log of one post with two entries, in a new folder."""
    folder = parent / "log"
    folder.mkdir()
    (folder / "2020-07-11.md").write_bytes(_POST)
    return folder


class Typist:
    """Types numbers into an entry until its moment comes."""

    def __init__(self, log: Path, home: Path, moment: float) -> None:
        self.log, self.home, self.moment = log, home, moment
        self.terminal = Terminal(self.words(), home=home)
        self.text = "".join(f"{number} " for number in range(10_000))
        self.sent: list[float] = []
        """When each key was pressed."""
        self.killed: float | None = None

    def words(self) -> list[str]:
        """The command line that begins the program."""
        return [sys.executable, "-m", "readtui", str(self.log)]

    def open_editor(self) -> None:
        self.terminal.wait_for("patience")
        self.terminal.press("2", "e")
        self.terminal.wait_for("3 Editor")
        self.terminal.press("ctrl+end")

    def act(self, now: float) -> None:
        """Press the keys whose time has come, or fall."""
        if not self.sent:
            self.sent.append(now)
            self.terminal.send(self.text[0].encode())
        while now - self.sent[0] > len(self.sent) / KEYS_A_SECOND and now - self.sent[0] < self.moment:
            self.terminal.send(self.text[len(self.sent)].encode())
            self.sent.append(time.monotonic())
        if now - self.sent[0] > self.moment:
            self.killed = time.monotonic()
            self.fall()

    @property
    def is_over(self) -> bool:
        """Whether it was cut off, and nothing is left to wait for."""
        return self.killed is not None

    def fall(self) -> None:
        """Be cut off."""
        self.terminal.signal(signal.SIGKILL)
        assert self.terminal.wait_for_exit() == -signal.SIGKILL

    def is_rested(self, _: Terminal) -> bool:
        """Whether the time for the next key has come."""
        return time.monotonic() > self.sent[-1] + 1 / KEYS_A_SECOND

    def type_until_its_moment(self) -> None:
        """Press keys, and look at each on the screen."""
        begun = time.monotonic()
        while time.monotonic() - begun < self.moment:
            self.terminal.send(self.text[len(self.sent)].encode())
            self.sent.append(time.monotonic())
            self.terminal.wait_for(self.is_rested)

    def end_by(self, number: signal.Signals | None) -> None:
        """End the program by a signal, or for None by closing its terminal."""
        if number is None:
            self.terminal.hang_up()
        else:
            self.terminal.signal(number)
        assert self.terminal.wait_for_exit() == 128 + (number or signal.SIGHUP)

    def kept(self) -> int:
        """How many of its keys the next start offers."""
        found = offered_at(self.log, self.home)
        assert len(found) <= 1
        typed = self.typed_in(found[0]) if found else ""
        assert self.text.startswith(typed)
        return len(typed)

    def typed_in(self, offered: bytes) -> str:
        """What it typed, in a text that is offered."""
        return offered.rpartition(b"structure.\n")[2].rstrip(b"\n").decode()

    def missing(self) -> float:
        """How many seconds before its end the first key was pressed that the next start does not offer."""
        assert self.killed is not None
        kept = self.kept()
        return self.killed - self.sent[kept] if kept < len(self.sent) else 0.0


def seconds_missing(typists: Sequence[Typist]) -> list[float]:
    """Have all of these type at once, each till it is cut off; what each misses then."""
    with ExitStack() as stack:
        for typist in typists:
            stack.enter_context(typist.terminal)
        for typist in typists:
            typist.open_editor()
        while alive := [typist for typist in typists if not typist.is_over]:
            for typist in alive:
                typist.act(time.monotonic())
            select.select([], [], [], 0.005)
        return [typist.missing() for typist in typists]
