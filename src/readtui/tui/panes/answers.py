"""Answers: what can be done, and by which keys, at the foot of a dialog."""

from collections.abc import Sequence

from textual.geometry import Size

from readtui.tui.drawing.glyphs import Glyphs
from readtui.tui.drawing.runs import Line, Run, wrapping
from readtui.tui.panes.bottom_lines import BottomLine

_INDENT: Line = (Run(" " * 6),)


class Answers(BottomLine):
    """A line for each thing that can be done, or more where it is long."""

    DEFAULT_CSS = "Answers { height: auto; }"

    def __init__(self, answers: Sequence[tuple[str, str]], glyphs: Glyphs) -> None:
        """Of each answer its key, and what it does."""
        super().__init__(glyphs)
        self._answers = answers

    def line_count(self) -> int:
        """One for each answer, or more where it is long."""
        return len(self._lines_at(self.size.width))

    def line(self, number: int) -> Line:
        """An answer, or a part of it."""
        return self._lines_at(self.size.width)[number]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The rows that the answers take at a width in cells."""
        del container, viewport
        return len(self._lines_at(width))

    def _lines_at(self, width: int) -> list[Line]:
        return [
            line
            for key, told in self._answers
            for line in wrapping([Run(told)], max(1, width), (Run(f" {key:>3}  ", "strong"),), _INDENT)
        ]
