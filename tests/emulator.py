"""Emulator: what a terminal shows, from the bytes that a program sends."""

import re
from typing import Any
from unicodedata import combining

import pyte
from wcwidth import wcwidth

from pseudo_terminal import Size

# What pyte 0.8.2 would print or take for something else: private modes by < = > (kitty's keyboard, xterm's keys),
# queries of modes, strings for the device.
_UNKNOWN = re.compile(
    rb"\x1b\[[<=>][0-9;:]*[ -/]*[@-~]"
    rb"|\x1b\[\?[0-9;]*\$p"
    rb"|\x1b[P_^X][^\x1b\x9c]*(?:\x1b\\)"
)
_JOINED = re.compile("(?:\u200d[^\u200d])+")
_UNFINISHED = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*|[P_^X][^\x1b]*\x1b?|\][^\x07\x1b]*\x1b?)?\Z")


class _Screen(pyte.Screen):
    """pyte's screen, which answers no query and knows no private way to set colours."""

    @property
    def display(self) -> list[str]:
        """The rows; pyte's own fails where half of a wide character was written over."""
        return ["".join(self.buffer[y][x].data for x in range(self.columns)) for y in range(self.lines)]

    def draw(self, data: str) -> None:
        """Draw text, what is joined as one character; pyte's own drops all that follows what takes no cell."""
        if not data.isascii():
            data = _JOINED.sub("", data)
            data = "".join(letter for letter in data if wcwidth(letter) or combining(letter))
        super().draw(data)

    def select_graphic_rendition(self, *attributes: int, **private: Any) -> None:
        if not private:
            super().select_graphic_rendition(*attributes)

    def cursor_position(self, line: int | None = None, column: int | None = None, *_: int) -> None:
        """Go there; what is dropped of a frame may make one sequence of two, with parameters that mean nothing."""
        super().cursor_position(line, column)

    def report_device_status(self, *_: Any, **__: Any) -> None:
        """Say nothing: a program must do without."""

    def report_device_attributes(self, *_: Any, **__: Any) -> None:
        """Say nothing: a program must do without."""


class Emulator:
    """What a terminal shows, from the bytes that a program sends; sequences cut in two wait for their rest."""

    def __init__(self, size: Size) -> None:
        self.screen = _Screen(*size)
        self._stream = pyte.ByteStream(self.screen)
        self._rest = b""

    def feed(self, data: bytes) -> None:
        """Show what these bytes draw."""
        data = self._rest + data
        unfinished = _UNFINISHED.search(data)
        cut = unfinished.start() if unfinished else len(data)
        self._rest = data[cut:]
        self._stream.feed(_UNKNOWN.sub(b"", data[:cut]))

    def resize(self, size: Size) -> None:
        """Give the screen another size."""
        self.screen.resize(lines=size.rows, columns=size.columns)

    @property
    def lines(self) -> list[str]:
        """The rows, top first, each without the blanks at its end."""
        return [line.rstrip() for line in self.screen.display]

    @property
    def text(self) -> str:
        """The rows, one a line."""
        return "\n".join(self.lines)
