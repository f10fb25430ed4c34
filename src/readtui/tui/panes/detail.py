"""Detail: the chosen entry or post, rendered or as its source."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.reactive import var

from readtui.model.session import Session
from readtui.tui.drawing.ahead import LaidOut
from readtui.tui.drawing.glyphs import Glyphs
from readtui.tui.drawing.runs import Line, Run, wrapping
from readtui.tui.panes.line_view import LineView

_MARGIN = 1


class Detail(LineView):
    """The chosen entry, or the post as a whole where that is chosen."""

    session: var[Session] = var(Session(), init=False)
    is_source: var[bool] = var(False, init=False)

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "page(1)", "Page down", id="detail-page-down", show=False),
    ]

    def __init__(self, glyphs: Glyphs, *, id: str | None = None) -> None:  # noqa: A002 (Textual's own word)
        super().__init__(id=id)
        self.glyphs = glyphs
        self.laid_out_ahead: LaidOut | None = None
        """The first that is to be shown, if it is there already."""
        self._laid_out: list[Line] | None = None
        self._width = 0

    def watch_session(self, old: Session, new: Session) -> None:
        """Show what is chosen now, from its top; the same entry read anew keeps its place."""
        if old.post is new.post and old.index == new.index and old.is_known == new.is_known:
            return
        if old.turn != new.turn:
            self.top = 0
            self._draw_anew()
            return
        self._laid_out = None
        self.scroll_to_line(self.top)  # it may be shorter now
        self.refresh_changed()

    def watch_is_source(self, _old: bool, _new: bool) -> None:
        """Show the other form, from its top."""
        self.top = 0
        self._draw_anew()

    def on_resize(self) -> None:
        """Lay out for the new width, and leave no empty rows at the end."""
        self._draw_anew()
        self.scroll_to_line(self.top)

    def line_count(self) -> int:
        """As many as the text takes at this width."""
        return len(self._lines())

    def heading(self) -> Line:
        """What is shown, in which form, and which of its lines."""
        count = self.line_count()
        parts = ["source"] if self.is_source else []
        if count > self.rows:
            parts.append(f"lines {self.top + 1}{self.glyphs.to}{min(count, self.top + self.rows)} of {count}")
        name = " Entry " if self.session.index else " Post "
        return (Run(name, self.heading_look), Run(f" {', '.join(parts)}", "dim"))

    def line(self, number: int) -> Line:
        """A line of the text, with a margin."""
        return (Run(" " * _MARGIN), *self._lines()[number])

    def _draw_anew(self) -> None:
        self._laid_out = None
        self.refresh()

    def _lines(self) -> list[Line]:
        width = max(1, self.room - 2 * _MARGIN)
        if self._laid_out is None or self._width != width:
            self._laid_out, self._width = self._laid_out_at(width), width
        return self._laid_out

    def _laid_out_at(self, width: int) -> list[Line]:
        post = self.session.post
        if post is None:
            return nothing_yet(width) if self.session.is_known and not self.session.log.posts else []
        ahead = self.laid_out_ahead
        if ahead and not self.is_source and ahead.fits(post, self.session.entry, width):
            return ahead.lines
        self.laid_out_ahead = None
        from readtui.tui.drawing.details import details  # 30 ms with its parser

        return details(post, self.session.entry, width, self.glyphs, is_source=self.is_source)


def nothing_yet(width: int) -> list[Line]:
    """What stands in the place of an entry in a log without posts."""
    told = (
        "No posts here yet.",
        "A reading log is a folder of markdown files, one a week. The key A makes this week's, and a adds an entry "
        "to it. To open another folder: readtui PATH.",
        "readtui demo shows what a log can look like.",
    )
    lines: list[Line] = []
    for paragraph in told:
        lines += [*wrapping([Run(paragraph)], width), ()]
    return lines
