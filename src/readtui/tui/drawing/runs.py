"""Runs: pieces of a line with a look, and the breaking of them into lines that fit.

Widths are terminal cells. Text is expected to be printable already: `readtui.model.printable.visible`.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from rich.cells import cell_len

from readtui.tui.drawing.clusters import MAYBE_WIDE, clusters, fitting_head, units, wide_ending

LOOKS = (
    "text",
    "heading",
    "quote",
    "strong",
    "emphasis",
    "strike",
    "code",
    "link",
    "url",
    "mark",
    "rule",
    "dim",
)
"""The words of a look. A pane maps them to styles; `mark` is what stands for markup, `rule` a drawn line."""


class Run(NamedTuple):
    """Text that is drawn in one look."""

    text: str
    look: str = "text"
    """One or more of LOOKS, in their order, with a space between: `strong emphasis`."""
    link: str = ""
    """Where it leads, in visible ASCII and to the web or to mail; empty where it leads nowhere."""


Line = tuple[Run, ...]
"""What stands on one line of the screen; empty where the line is blank."""

_PIECES = re.compile(r"\n| +|[^ \n]+")


@cache
def looking(look: str, word: str) -> str:
    """`look` with one more word."""
    words = {*look.split(), word} - {"text"}
    return " ".join(known for known in LOOKS if known in words) or "text"


def cells(text: str) -> int:
    """How many cells the text takes."""
    return len(text) if text.isascii() else cell_len(text)


def line_cells(line: Iterable[Run]) -> int:
    """How many cells the line takes."""
    return sum(cells(run.text) for run in line)


def joined(runs: Iterable[Run]) -> Line:
    """The runs with neighbours of one look made one, and no run that begins in the midst of a character."""
    parts: list[list[str]] = []
    looks: list[tuple[str, str]] = []
    for text, shade, link in runs:
        look = (shade, link)
        if parts and text and not text[0].isascii():
            first = next(clusters(text))
            if cell_len(first) == 0:  # an accent on what stands before: same look as its letter
                parts[-1].append(first)
                text = text[len(first) :]
        if not text:
            continue
        if looks and looks[-1] == look:
            parts[-1].append(text)
        else:
            parts.append([text])
            looks.append(look)
    return tuple(Run("".join(texts), *look) for texts, look in zip(parts, looks, strict=True))


def chopping(text: str, width: int) -> list[str]:
    """The text cut by characters into lines of at most `width` cells; at least one, which may be empty."""
    width = max(width, 1)
    if text.isascii() or (cell_len(text) == len(text) and not MAYBE_WIDE.search(text)):
        return [text[start : start + width] for start in range(0, len(text), width)] or [""]
    lines, start = [], 0
    while start < len(text):
        drawn, start = fitting_head(text, start, width, is_line_empty=True)
        lines.append(drawn)
    return lines


def wrapping(runs: Iterable[Run], width: int, first_indent: Line = (), rest_indent: Line = ()) -> list[Line]:
    """The runs broken at spaces, between wide characters and at newlines into lines of at most `width` cells.

    Words longer than a line are cut. The indents stand before the first line and before all others; one that
    leaves less than two cells is left out. Without any text there is one line: the first indent.
    """
    filler = _Filler(width, first_indent, rest_indent)
    for text, look, link in joined(runs):
        for piece in _PIECES.findall(text):
            if piece[0] == " ":
                filler.space(Run(piece, look, link))
            elif piece == "\n":
                filler.end_line()
            elif piece.isascii() and not filler.ends_wide:
                filler.extend_word(Run(piece, look, link), len(piece))
            else:
                for unit, may_break in units(piece, filler.ending):
                    if may_break:
                        filler.end_word()
                    filler.extend_word(Run(unit, look, link), cells(unit))
                filler.ending = wide_ending(unit)
    filler.end_line()
    return filler.lines


class _Filler:
    """Lines as they fill: the word in the making, the space before it, the line that it will stand on."""

    __slots__ = (
        "_gap",
        "_gap_cells",
        "_indent",
        "_line",
        "_rest",
        "_room",
        "_width",
        "_word",
        "_word_cells",
        "ending",
        "lines",
    )

    def __init__(self, width: int, first: Line, rest: Line) -> None:
        self.lines: list[Line] = []
        self.ending = ""
        """The last character of the word in the making, where it takes two cells."""
        self._width = max(width, 1)
        self._rest = rest
        self._gap: list[Run] = []
        self._gap_cells = 0
        self._word: list[Run] = []
        self._word_cells = 0
        self._start_line(first)

    @property
    def ends_wide(self) -> bool:
        """Whether the word in the making ends in a character after which a line may break."""
        return bool(self.ending)

    def _start_line(self, indent: Line) -> None:
        size = line_cells(indent)
        if self._width - size < min(2, self._width):
            indent, size = (), 0
        self._indent = indent
        self._line: list[Run] = []
        self._room = self._width - size

    def space(self, run: Run) -> None:
        """End the word; the space counts only if another follows on the same line."""
        self.end_word()
        self.ending = ""
        if self._line:
            self._gap.append(run)
            self._gap_cells += len(run.text)

    def extend_word(self, run: Run, size: int) -> None:
        """Go on with the word in the making."""
        self._word.append(run)
        self._word_cells += size
        self.ending = ""

    def end_word(self) -> None:
        """Put the word on the line, or where it does not fit on the next."""
        if not self._word:
            return
        word, size = self._word, self._word_cells
        self._word, self._word_cells = [], 0
        if self._line and self._gap_cells + size > self._room:
            self._break()
        if size > self._room:
            self._cut(word)
            return
        self._line += self._gap
        self._line += word
        self._room -= self._gap_cells + size
        self._gap, self._gap_cells = [], 0

    def end_line(self) -> None:
        """Put the word on the line and begin another."""
        self.end_word()
        self.ending = ""
        self._break()

    def _break(self) -> None:
        line = joined([*self._indent, *self._line])
        if not self._line:
            line = trimmed(line)
        self.lines.append(line)
        self._gap, self._gap_cells = [], 0
        self._start_line(self._rest)

    def _cut(self, word: list[Run]) -> None:
        for text, look, link in word:
            start = 0
            while start < len(text):
                drawn, start = fitting_head(text, start, self._room, is_line_empty=not self._line)
                if drawn:
                    self._line.append(Run(drawn, look, link))
                    self._room -= cells(drawn)
                if start < len(text):
                    self._break()


def trimmed(line: Line) -> Line:
    """The line without the spaces at its end."""
    while line and not line[-1].text.rstrip(" "):
        line = line[:-1]
    return (*line[:-1], line[-1]._replace(text=line[-1].text.rstrip(" "))) if line else ()
