"""Terminal: a real program on an emulated terminal, driven by keys and judged by its screen.

    with Terminal(["readtui", str(log)], home=tmp_path) as terminal:
        terminal.wait_for("July 5 - July 11")
        terminal.press("j", "enter")
        terminal.wait_for(lambda screen: "JAX" in screen.lines[3])
        terminal.press("q")
        assert terminal.wait_for_exit() == 0

It answers no query: a program must do without a terminal's replies. Nothing sleeps: each wait reads the terminal
until its condition holds, and fails with the screen as it stood.
"""

import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Self

import pyte

from emulator import Emulator
from pseudo_terminal import Child, Size, bytes_of, private_environment

READTUI = [sys.executable, "-m", "readtui"]
"""How the program is started, as it is installed for these tests."""

PATIENCE = 15.0
"""Seconds that a wait may take, on a slow machine with others at work on it."""

_GLANCE = 0.05  # seconds between two looks at conditions that are not about the screen


class Terminal:
    """A real program on an emulated terminal."""

    def __init__(
        self,
        argv: Sequence[str],
        *,
        home: Path,
        size: tuple[int, int] = (80, 24),
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
    ) -> None:
        """Start the program; `size` is columns and rows, `home` stands for all folders of the user."""
        self.size = Size(*size)
        self.raw = bytearray()
        """All bytes that the program has sent."""
        self._emulator = Emulator(self.size)
        self.child = Child(argv, self.size, private_environment(home, **(env or {})), cwd or home)

    @property
    def screen(self) -> pyte.Screen:
        """The emulator's screen, for what `lines` do not tell: colours, attributes."""
        return self._emulator.screen

    @property
    def lines(self) -> list[str]:
        """The rows of the screen, each without the blanks at its end."""
        return self._emulator.lines

    @property
    def text(self) -> str:
        """The screen, one row a line."""
        return self._emulator.text

    @property
    def cursor(self) -> tuple[int, int]:
        """The cursor's column and row, from 0."""
        return self.screen.cursor.x, self.screen.cursor.y

    def press(self, *keys: str) -> None:
        """Press keys by name (`enter`, `ctrl+s`) or character."""
        for key in keys:
            self.send(bytes_of(key))

    def type(self, text: str) -> None:
        """Type a text, character by character."""
        self.send(text.encode())

    def paste(self, text: str) -> None:
        """Paste a text, in the brackets that terminals put around it."""
        self.send(b"\x1b[200~" + text.encode() + b"\x1b[201~")

    def send(self, data: bytes) -> None:
        """Send raw bytes, reading meanwhile what the program says, so that neither side waits for the other."""
        end = time.monotonic() + PATIENCE
        while data:
            data = data[self.child.write(data) :]
            self._take(0)
            self._fail_after(end, "the program took no more keys")

    def wait_for(
        self, condition: "str | Callable[[Terminal], bool]", timeout: float = PATIENCE, *, gone: bool = False
    ) -> None:
        """Read until the screen holds the text or satisfies the predicate, or with `gone` until it no longer does.

        Raises:
            AssertionError: it did not within `timeout` seconds, or the program ended before; with the screen.
        """
        holds = (lambda screen: condition in screen.text) if isinstance(condition, str) else condition
        end = time.monotonic() + timeout
        while bool(holds(self)) is gone:
            if self._take(min(_GLANCE, end - time.monotonic())) == b"" and bool(holds(self)) is gone:
                raise AssertionError(self._failure(f"the program ended before {condition!r}"))
            self._fail_after(end, f"{'still there' if gone else 'not seen'}: {condition!r}")

    def wait_for_bytes(self, data: bytes, timeout: float = PATIENCE, *, since: int = 0) -> None:
        """Read until the program has sent these bytes, from `since` bytes of `raw` on.

        Raises:
            AssertionError: it did not within `timeout` seconds.
        """
        end = time.monotonic() + timeout
        while self.raw.find(data, since) < 0:
            if self._take(min(_GLANCE, end - time.monotonic())) == b"" and self.raw.find(data, since) < 0:
                raise AssertionError(self._failure(f"the program ended before it sent {data!r}"))
            self._fail_after(end, f"not sent: {data!r}")

    def wait_for_exit(self, timeout: float = PATIENCE) -> int:
        """Read until the program has ended; its exit status, or minus the signal that ended it.

        Raises:
            AssertionError: it still runs after `timeout` seconds.
        """
        end = time.monotonic() + timeout
        while (status := self.child.ended()) is None:
            if self._take(_GLANCE) == b"":
                time.sleep(0.001)  # the terminal is closed already, the process not yet gone
            self._fail_after(end, "the program did not end")
        while self._take(0):
            pass
        return status

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size."""
        self._take(0)
        self.size = Size(columns, rows)
        self._emulator.resize(self.size)
        self.child.resize(self.size)

    def signal(self, number: int) -> None:
        """Send the program a signal."""
        self.child.signal(number)

    def hang_up(self) -> None:
        """Close the terminal under the program, as a dropped line does."""
        self.child.hang_up()

    def close(self) -> int:
        """End the program where it still runs; its exit status, or minus the signal that ended it."""
        self.child.kill()
        assert self.child.status is not None
        return self.child.status

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _take(self, timeout: float) -> bytes | None:
        data = self.child.read(timeout)
        if data:
            self.raw += data
            self._emulator.feed(data)
        return data

    def _fail_after(self, end: float, reason: str) -> None:
        if time.monotonic() > end:
            raise AssertionError(self._failure(reason))

    def _failure(self, reason: str) -> str:
        rows = "\n".join(f"{row:3} |{line}" for row, line in enumerate(self.lines))
        x, y = self.cursor
        return f"{reason}\nexit status: {self.child.ended()}, cursor: column {x}, row {y}\n{rows}"
