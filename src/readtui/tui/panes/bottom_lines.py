"""StatusLine and KeyLine: what happened, and which keys fit the focus."""

from typing import ClassVar, NamedTuple

from textual.geometry import Size
from textual.reactive import var

from readtui.model.printable import one_line
from readtui.tui.drawing.fitting import fitted
from readtui.tui.drawing.glyphs import Glyphs
from readtui.tui.drawing.runs import Line, Run, cells, wrapping
from readtui.tui.panes.line_view import LineView

_MOST_ROWS = 4


class Notice(NamedTuple):
    """What the status line tells."""

    text: str = ""
    is_problem: bool = False


class BottomLine(LineView, can_focus=False):
    """One line without a cursor or keys."""

    DEFAULT_CSS = "BottomLine { height: 1; }"
    heading_rows: ClassVar[int] = 0

    def __init__(self, glyphs: Glyphs, *, id: str | None = None) -> None:  # noqa: A002 (Textual's own word)
        super().__init__(id=id)
        self.glyphs = glyphs

    def line_count(self) -> int:
        """Just one."""
        return 1


class StatusLine(BottomLine):
    """What happened last, on as many rows as it takes; where nothing did, which log this is."""

    DEFAULT_CSS = "StatusLine { height: auto; }"

    notice: var[Notice] = var(Notice(), init=False)
    trouble: var[str] = var("", init=False)
    """What stays wrong, and is shown until it is well again."""
    wrong: var[str] = var("", init=False)
    """What of a search means nothing, as long as it stands."""
    place: var[str] = var("", init=False)
    marked: var[str] = var("", init=False)
    """How much is marked for the next command; shown before the place."""

    hint: var[str] = var("", init=False)
    """What a reader who is new here may want to know; beside the place, where there is room."""

    def watch_hint(self) -> None:
        """Draw it, or that there is none."""
        self._fit()

    def watch_notice(self) -> None:
        """Draw the new notice."""
        self._fit()

    def watch_trouble(self) -> None:
        """Draw the new trouble, or that there is none."""
        self._fit()

    def watch_wrong(self) -> None:
        """Draw what means nothing, or that all means something."""
        self._fit()

    def watch_marked(self) -> None:
        """Draw how much is marked now."""
        self._fit()

    def watch_place(self) -> None:
        """Draw the new place."""
        self._fit()

    def on_resize(self) -> None:
        """Take the rows that the notice needs at this width."""
        self._fit()

    def line_count(self) -> int:
        """As many as the notice takes."""
        return len(self._lines())

    def line(self, number: int) -> Line:
        """A line of the notice, or the log's place."""
        return self._lines()[number]

    def _fit(self) -> None:
        rows = self.line_count()
        self.refresh(layout=self.size.height != rows)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The rows that the notice takes at a width in cells."""
        del container, width  # a grid asks with the width of one column, and this spans all
        return len(self._lines_at(viewport.width))

    def _lines(self) -> list[Line]:
        return self._lines_at(self.size.width)

    def _lines_at(self, width: int) -> list[Line]:
        margin: Line = (Run(" "),)
        told = [Notice(self.trouble, is_problem=True), Notice(self.wrong, is_problem=True), self.notice]
        if not any(notice.text for notice in told):
            marked = f"{self.marked}  " if self.marked else ""
            place = fitted(one_line(self.place), width - 1 - len(marked), self.glyphs.cut)
            has_room = cells(marked) + cells(place) + cells(self.hint) + 3 <= width
            hint = Run(f"  {self.hint}", "strong") if self.hint and has_room else Run("")
            return [(*margin, Run(marked, "strong"), Run(place, "dim"), hint)]
        lines: list[Line] = []
        for notice in told:
            if notice.text:
                look = "problem" if notice.is_problem else "strong"
                mark = "! " if notice.is_problem else ""
                lines += wrapping([Run(f"{mark}{one_line(notice.text)}", look)], max(8, width), margin, margin)
        return lines[:_MOST_ROWS]


class KeyLine(BottomLine):
    """The keys that fit the focus, as many as there is room for."""

    keys: var[tuple[tuple[str, str], ...]] = var((), init=False)
    """Each key as it is shown, and what it does."""

    def watch_keys(self) -> None:
        """Draw the new keys."""
        self.refresh()

    def line(self, number: int) -> Line:
        """Keys and what they do."""
        del number
        shown = [*self.keys]
        while shown and sum(cells(f" {key} {does} ") for key, does in shown) > self.size.width:
            # The last before the way to all others goes first.
            del shown[-2 if len(shown) > 1 else -1]
        return tuple(run for key, does in shown for run in (Run(f" {key} ", "strong"), Run(f"{does} ", "dim")))


class TooSmall(BottomLine):
    """What covers a screen that is too small for the panes."""

    def line_count(self) -> int:
        """As many as it takes."""
        return len(self._lines())

    def line(self, number: int) -> Line:
        """What is needed."""
        return self._lines()[number]

    def _lines(self) -> list[Line]:
        return wrapping([Run("readtui needs 40 columns and 10 rows")], max(1, self.size.width))
