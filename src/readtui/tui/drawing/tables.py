"""Tables: rows and columns fitted to a width, or told row by row where the columns find no room."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Literal

from readtui.tui.drawing.runs import Line, Run, line_cells, wrapping

Cell = Sequence[Run]
Alignment = Literal["left", "center", "right"]

_NARROWEST = 6
"""A column of fewer cells than this, where its text needs more, reads worse than the row told as a list."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table's cells; every row has as many as the head."""

    head: Sequence[Cell]
    rows: Sequence[Sequence[Cell]]
    alignments: Sequence[Alignment]

    def lines(self, width: int, *, is_ascii: bool) -> list[Line]:
        """The table in at most `width` cells."""
        widths = self._column_widths(width - 3 * (len(self.head) - 1))
        if widths is None:
            return self._told(width)
        bar, cross, dash = (" | ", "-+-", "-") if is_ascii else (" │ ", "─┼─", "─")
        line_between = (Run(cross.join(dash * column for column in widths), "rule"),)
        lines = self._row(self.head, widths, bar)
        lines.append(line_between)
        rows = [self._row(row, widths, bar) for row in self.rows]
        is_any_wrapped = any(len(row) > 1 for row in rows)
        for place, row in enumerate(rows):
            if is_any_wrapped and place:
                lines.append(line_between)
            lines += row
        return lines

    def _column_widths(self, room: int) -> list[int] | None:
        """The cells for each column; None where they find no room."""
        columns = list(zip(self.head, *self.rows, strict=True))
        wanted = [max(1, *(_natural(cell) for cell in column)) for column in columns]
        if sum(wanted) <= room:
            return wanted
        widths = [0] * len(wanted)
        waiting = sorted(range(len(wanted)), key=wanted.__getitem__)
        while waiting:
            share = room // len(waiting)
            place = waiting.pop(0)
            widths[place] = min(wanted[place], share)
            room -= widths[place]
            if widths[place] < min(wanted[place], _NARROWEST):
                return None
        return widths

    def _row(self, row: Sequence[Cell], widths: Sequence[int], bar: str) -> list[Line]:
        columns = [wrapping(cell, width) for cell, width in zip(row, widths, strict=True)]
        return [self._row_line(parts, widths, bar) for parts in zip_longest(*columns, fillvalue=())]

    def _row_line(self, parts: Sequence[Line], widths: Sequence[int], bar: str) -> Line:
        runs: list[Run] = []
        for place, (part, width, alignment) in enumerate(zip(parts, widths, self.alignments, strict=True)):
            if place:
                runs.append(Run(bar, "rule"))
            room = width - line_cells(part)
            before = {"left": 0, "center": room // 2, "right": room}[alignment]
            is_last = place == len(widths) - 1
            runs += [Run(" " * before), *part, Run("" if is_last else " " * (room - before))]
        return tuple(run for run in runs if run.text)

    def _told(self, width: int) -> list[Line]:
        """Each row as a list of its cells, each after its column's head."""
        lines: list[Line] = []
        for row in self.rows or [[() for _ in self.head]]:
            if lines:
                lines.append(())
            for head, cell in zip(self.head, row, strict=True):
                name = [*head, Run(": ", "rule")] if head else []
                if name or cell:
                    lines += wrapping([*name, *cell], width, (), (Run("  "),))
        return lines


def _natural(cell: Cell) -> int:
    """The cells of the longest line of an unbroken cell."""
    if not any("\n" in run.text for run in cell):
        return line_cells(cell)
    return max((len(line) for line in "".join(run.text for run in cell).split("\n")), default=0)
