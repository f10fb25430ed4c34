"""Typist: somebody who types numbers into an entry, 25 keys a second, until they are cut off."""

import signal
import sys
import time
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
        self.terminal = Terminal([sys.executable, "-m", "readtui", str(log)], home=home)
        self.text = "".join(f"{number} " for number in range(10_000))
        self.sent: list[float] = []
        """When each key was pressed."""
        self.killed: float | None = None

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
            self.terminal.signal(signal.SIGKILL)
            assert self.terminal.wait_for_exit() == -signal.SIGKILL

    def is_rested(self, _: Terminal) -> bool:
        """Whether the time for the next key has come."""
        return time.monotonic() > self.sent[-1] + 1 / KEYS_A_SECOND

    def missing(self) -> float:
        """How many seconds before its end the first key was pressed that the next start does not offer."""
        assert self.killed is not None
        found = offered_at(self.log, self.home)
        assert len(found) <= 1
        kept = 0
        if found:
            typed = found[0].rpartition(b"structure.\n")[2].rstrip(b"\n")
            kept = len(typed)
            assert self.text.startswith(typed.decode())
        return self.killed - self.sent[kept] if kept < len(self.sent) else 0.0
