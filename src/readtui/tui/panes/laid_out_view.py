"""LaidOutView: a text that is laid out for one width, and scrolls."""

from readtui.tui.drawing.runs import Line
from readtui.tui.panes.line_view import LineView


class LaidOutView(LineView):
    """Lines that are all laid out at once, and anew for another width."""

    def __init__(self) -> None:
        super().__init__()
        self._laid_out: list[Line] | None = None
        self._width = 0

    def laid_out(self, width: int) -> list[Line]:
        """Every line, for so many cells, at least one."""
        raise NotImplementedError

    def lay_out_anew(self) -> None:
        """Be told that there is something else to show."""
        self._laid_out = None
        self.refresh()

    def on_resize(self) -> None:
        """Leave no empty rows at the end."""
        self.scroll_to_line(self.top)

    def line_count(self) -> int:
        """As many as the text takes at this width."""
        return len(self._lines())

    def line(self, number: int) -> Line:
        """A line of the text."""
        return self._lines()[number]

    def scroll_to_line(self, top: int) -> None:
        """Put line `top` first, and tell in the heading which is."""
        before = self.top
        super().scroll_to_line(top)
        if self.top != before:
            self.refresh_heading()

    def _lines(self) -> list[Line]:
        if self._laid_out is None or self._width != self.room:
            self._width, self._laid_out = self.room, self.laid_out(max(1, self.room))
        return self._laid_out
