"""LineList: lines of which one is chosen, and the cursor that chooses it."""

from typing import ClassVar

from textual.binding import Binding, BindingType

from readtui.tui.drawing.glyphs import Glyphs
from readtui.tui.panes.line_view import LineView

MARK = "+"
"""Before a line that is marked for the next command."""


class LineList(LineView):
    """Lines of which one is chosen: a view with a cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,l,right", "go_deeper", "Open", id="go-deeper", key_display="enter"),
    ]

    def __init__(self, glyphs: Glyphs, *, is_lean: bool = False) -> None:
        super().__init__()
        self.glyphs = glyphs
        self._is_lean = is_lean
        """Whether half a page is turned where the cursor leaves the view: all rows are sent, but seldom."""
        self.cursor = 0
        """The chosen line, counted from 0."""

    def line_chosen(self, line: int) -> None:
        """Tell others that the reader chose a line; the cursor follows once they agree, all in one frame."""
        raise NotImplementedError

    def place_cursor(self, line: int) -> None:
        """Choose a line and bring it into view, telling nobody."""
        line = max(0, min(line, self.line_count() - 1))
        old, self.cursor = self.cursor, line
        self._bring_into_view(line)
        if old != line:
            self.refresh_heading()
            self.refresh_line(old)
            self.refresh_line(line)

    def _bring_into_view(self, line: int) -> None:
        if not self.size.height:  # before the first layout nothing has a height, and no line is out of view
            self.scroll_to_line(0)
            return
        turned = self.rows // 2 if self._is_lean else 0
        if line >= self.top + self.rows:
            self.scroll_to_line(line - self.rows + 1 + turned)
        elif line < self.top:
            self.scroll_to_line(line - turned)
        else:
            self.scroll_to_line(self.top)

    def look_of_line(self, number: int) -> str:
        """The chosen line stands out, more so where the keys go."""
        if number != self.cursor:
            return ""
        return "focused" if self.has_focus else "chosen"

    def pointer(self, number: int) -> str:
        """The sign before a line: a pointer at the chosen one, so that it shows without colours."""
        return self.glyphs.pointer if number == self.cursor else " "

    def on_resize(self) -> None:
        """Keep the chosen line in view."""
        self.scroll_to_line(min(max(self.top, self.cursor - self.rows + 1), self.cursor))

    def action_move(self, by: int) -> None:
        """Choose the line `by` lines on."""
        self._choose(self.cursor + by)

    def action_move_to(self, line: int) -> None:
        """Choose a line, counted from 0, or from the end for -1."""
        self._choose(line if line >= 0 else self.line_count() + line)

    def _choose(self, line: int) -> None:
        line = max(0, min(line, self.line_count() - 1))
        if line != self.cursor:
            self.line_chosen(line)
