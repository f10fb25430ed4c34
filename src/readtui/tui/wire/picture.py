"""Picture: what the terminal shows, what it shall show, and the fewest bytes that make the one of the other."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from rich.segment import Segment

from readtui.tui.wire.cells import BESIDE, cells_of
from readtui.tui.wire.pens import PLAIN, Pens

_CLEAR = "\x1b[m\x1b[2J"
_TO_END = "\x1b[K"
_GAP = 5
"""So many cells that stay cost less to send again than a move of the cursor."""
_FEWEST_ERASED = 4
_EMOJI = "\U0001f000"
"""The first of the characters that are emoji or may be."""


class _Row:
    """A row of cells: what they hold, and with which pens it was written."""

    __slots__ = ("pens", "texts")

    def __init__(self, width: int) -> None:
        self.texts = [" "] * width
        self.pens = [PLAIN] * width


class Picture:
    """The cells of a terminal: as they are there, and as they shall be.

    Rows and columns count from 0.
    """

    def __init__(self, width: int, height: int, pens: Pens) -> None:
        self.width = width
        self.height = height
        self._pens = pens
        self._shown = [_Row(width) for _ in range(height)]
        self._wanted = [_Row(width) for _ in range(height)]
        self._touched: set[int] = set()
        self._is_known = False
        self._cursor: tuple[int, int] | None = None
        """Where the terminal's cursor is; None where that is not certain."""
        self._pen = PLAIN

    def forget(self) -> None:
        """Take nothing for granted of what the terminal shows: it was cleared, or another program wrote on it."""
        self._is_known = False

    def put(self, row: int, column: int, end: int, segments: Iterable[Segment]) -> None:
        """Have the segments shown from `column` on, as far as they stand before the column `end`."""
        if not 0 <= row < self.height:
            return
        wanted, end = self._wanted[row], min(end, self.width)
        for text, style, control in segments:
            if control or column >= end:
                continue
            texts = cells_of(text)
            if column + len(texts) > end:
                texts = texts[: end - column]
            after = column + len(texts)
            wanted.texts[column:after] = texts
            wanted.pens[column:after] = [self._pens.of(style)] * len(texts)
            column = after
        self._touched.add(row)

    def drawn(self) -> tuple[str, list[list[tuple[str, str, str]]]]:
        """What draws all that was put on a terminal of which nothing is known, and it as rows.

        Rows are of texts, each with the codes of how it looks and with its link. The pen is plain after it.
        """
        copy = Picture(self.width, self.height, self._pens)
        copy._wanted = self._wanted
        rows = []
        for row in self._wanted:
            runs = groupby(zip(row.texts, row.pens, strict=True), key=lambda cell: cell[1])
            rows.append([("".join(text for text, _ in cells), *self._pens.codes(pen)) for pen, cells in runs])
        return copy.changes((0, 0)) + self._pens.way(copy._pen, PLAIN), rows

    def show(self, rows: Iterable[Iterable[tuple[str, str, str]]]) -> None:
        """Be told that the terminal shows these rows, and that its pen is plain."""
        for shown, runs in zip(self._shown, rows, strict=False):
            drawn = [(text, self._pens.of_codes(codes, link)) for text, codes, link in runs]
            cells = [(cell, pen) for text, pen in drawn for cell in cells_of(text)]
            if len(cells) == self.width:
                shown.texts[:], shown.pens[:] = (list(column) for column in zip(*cells, strict=True))
        self._is_known, self._cursor, self._pen = True, None, PLAIN

    def changes(self, cursor: tuple[int, int]) -> str:
        """What makes the terminal show what was put, and its cursor stand at (column, row), or near it.

        While the size changes a place may be meant for the old one: the terminal keeps its cursor on the screen.
        """
        out: list[str] = []
        if not self._is_known:
            self._begin_anew(out)
        for row in sorted(self._touched):
            self._change_row(out, row)
        self._touched.clear()
        bare = self._pens.leading_nowhere(self._pen)  # else what follows the program's end would be part of the link
        out.append(self._pens.way(self._pen, bare))
        self._pen = bare
        column, row = cursor
        self._move(out, min(column, self.width - 1), min(row, self.height - 1))
        return "".join(out)

    def _begin_anew(self, out: list[str]) -> None:
        out.append(_CLEAR)
        self._shown = [_Row(self.width) for _ in range(self.height)]
        self._touched.update(range(self.height))
        self._is_known, self._cursor, self._pen = True, None, PLAIN

    def _change_row(self, out: list[str], y: int) -> None:
        wanted, shown = self._wanted[y], self._shown[y]
        if wanted.texts == shown.texts and wanted.pens == shown.pens:
            return
        places = self._differing(wanted, shown)
        tail = self._tail(wanted, places)
        for start, end in _spans([place for place in places if place < tail]):
            self._write(out, y, wanted, start, end)
        if tail < self.width:
            self._move(out, tail, y)
            out += (self._pens.way(self._pen, PLAIN), _TO_END)
            self._pen = PLAIN
        shown.texts[:], shown.pens[:] = wanted.texts, wanted.pens

    def _differing(self, wanted: _Row, shown: _Row) -> list[int]:
        """The places at which the row does not look as it shall, the first cells of wide characters among them."""
        blank, texts, pens = self._pens.blank, wanted.texts, wanted.pens
        cells = zip(texts, shown.texts, pens, shown.pens, strict=True)
        others = [place for place, (text, there, pen, before) in enumerate(cells) if text != there or pen != before]
        places = [
            place
            for place in others
            if texts[place] != " " or shown.texts[place] != " " or blank(pens[place]) != blank(shown.pens[place])
        ]
        if BESIDE in texts:
            places = sorted({*places, *(place - 1 for place in places if place and texts[place] == BESIDE)})
        return places

    def _tail(self, wanted: _Row, places: Sequence[int]) -> int:
        """Where blanks begin that are best made by erasing to the end of the row; the width where none are.

        Only blanks on the terminal's own ground: not every terminal erases with another.
        """
        start = self.width
        while start and wanted.texts[start - 1] == " " and self._pens.blank(wanted.pens[start - 1]) == PLAIN:
            start -= 1
        erased = [place for place in places if place >= start]
        return erased[0] if len(erased) >= _FEWEST_ERASED else self.width

    def _write(self, out: list[str], y: int, row: _Row, start: int, end: int) -> None:
        """Send the cells from `start` to before `end`, and a wide character at the end whole."""
        self._move(out, start, y)
        while end < self.width and row.texts[end] == BESIDE:
            end += 1
        texts = row.texts[start:end]
        text = "".join(texts)
        if len(text) == len(texts) and BESIDE not in texts and max(text) < _EMOJI:
            self._write_narrow(out, text, row.pens[start:end])
            is_certain = True
        else:
            is_certain = self._write_cells(out, y, row, start, end)
        # In the last column the cursor stays where it is, or waits to wrap: there too terminals differ.
        self._cursor = (end, y) if end < self.width and is_certain else None

    def _write_narrow(self, out: list[str], text: str, pens: Sequence[int]) -> None:
        """Send characters that certainly take a cell each, with the pen of each."""
        blank, start = self._pens.blank, 0
        for pen, run in groupby(pens):
            part = text[start : start + len(list(run))]
            start += len(part)
            if pen != self._pen:
                if blank(pen) == blank(self._pen):
                    rest = part.lstrip(" ")
                    out.append(part[: len(part) - len(rest)])
                    part = rest
                if part:
                    out.append(self._pens.way(self._pen, pen))
                    self._pen = pen
            out.append(part)

    def _write_cells(self, out: list[str], y: int, row: _Row, start: int, end: int) -> bool:
        """Send any cells; whether it is certain then where the terminal's cursor is."""
        blank, is_certain = self._pens.blank, True
        for x, text, wanted in zip(range(start, end), row.texts[start:end], row.pens[start:end], strict=True):
            if text == BESIDE:
                continue
            if not is_certain:
                self._cursor = None
                self._move(out, x, y)
            if wanted != self._pen and not (text == " " and blank(wanted) == blank(self._pen)):
                out.append(self._pens.way(self._pen, wanted))
                self._pen = wanted
            out.append(text)
            # Terminals differ in how wide a character is that others are drawn on or joined to, and in how wide emoji
            # are.
            is_certain = len(text) == 1 and text < _EMOJI
        return is_certain

    def _move(self, out: list[str], x: int, y: int) -> None:
        if self._cursor == (x, y):
            return
        ways = [f"\x1b[{y + 1};{x + 1}H" if x else f"\x1b[{y + 1}H" if y else "\x1b[H"]
        if self._cursor is not None:
            from_x, from_y = self._cursor
            by = x - from_x
            if from_y == y:
                ways += _sideways(by)
            elif x == 0 and y == from_y + 1:
                ways.append("\r\n")
            elif by == 0:
                ways.append(_counted(abs(y - from_y), "B" if y > from_y else "A"))
        out.append(min(ways, key=len))
        self._cursor = (x, y)


def _sideways(by: int) -> list[str]:
    return [_counted(by, "C")] if by > 0 else [_counted(-by, "D"), "\b" * -by]


def _counted(count: int, final: str) -> str:
    return f"\x1b[{count}{final}" if count > 1 else f"\x1b[{final}"


def _spans(places: Sequence[int]) -> Iterable[tuple[int, int]]:
    """Runs of places, from and to before, with what is between them where that is little."""
    start = end = -1
    for place in places:
        if start < 0:
            start = place
        elif place > end + _GAP:
            yield start, end
            start = place
        end = place + 1
    if start >= 0:
        yield start, end
