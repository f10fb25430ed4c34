"""Detail: the chosen entry or post, rendered or as its source."""

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.reactive import var

from readtui.model.missing import Missing
from readtui.model.session import Session
from readtui.tui.drawing.ahead import LaidOut
from readtui.tui.drawing.glyphs import Glyphs
from readtui.tui.drawing.hits import marked_lines
from readtui.tui.drawing.runs import Line, Run, wrapping
from readtui.tui.panes.line_view import LineView, lines_shown

if TYPE_CHECKING:
    from readtui.model.search import Search

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
        self.laid_out_ahead: tuple[LaidOut, ...] = ()
        """The first that are likely to be shown, if they are there already."""
        self.finding: Search | None = None
        """The words that were looked for in this text, by whoever has the keys here."""
        self._laid_out: list[Line] | None = None
        """The text at this width, before anything in it is marked."""
        self._width = 0
        self._marked: list[Line] | None = None
        """The same with the hits marked."""
        self._hits: list[int] = []
        """The lines in which hits begin, from 0; a line for each hit."""
        self._hit: int | None = None
        """Which of them was gone to last."""

    def watch_session(self, old: Session, new: Session) -> None:
        """Show what is chosen now, from its top; the same entry read anew keeps its place."""
        is_other_search = _words(old) != _words(new)
        is_other_post = old.post is not new.post or old.index != new.index or _nothing(old) != _nothing(new)
        if not is_other_post and not is_other_search:
            return
        self._hit = self._marked = None
        if old.turn != new.turn:
            self.finding = None
            self.top = 0
            self._draw_anew()
            return
        if is_other_post:
            self._laid_out = None
        self.scroll_to_line(self.top)  # it may be shorter now
        self.refresh_changed()

    def watch_is_source(self, _old: bool, _new: bool) -> None:
        """Show the other form, from its top."""
        self._hit = None
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
        self._lines()  # it says how many hits there are
        parts = ["source"] if self.is_source else []
        if self._hit is not None and self._hits:
            parts.append(f"hit {self._hit + 1} of {len(self._hits)}")
        if shown := lines_shown(self, self.glyphs):
            parts.append(f"lines {shown}")
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
            self._laid_out, self._width, self._marked = self._laid_out_at(width), width, None
        if self._marked is None:
            self._marked, self._hits = self._laid_out, []
            search = self.finding or _search(self.session)
            if search and search.words:
                self._marked, self._hits = marked_lines(self._laid_out, search)
        return self._marked

    def find(self, words: str) -> bool:
        """Mark these words, and go to the next place of them; False where there is none."""
        from datetime import date

        from readtui.grammar.searching.asking import read_search  # only where something is looked for

        search = read_search('"' + words.replace('"', " ") + '"' if words.strip() else "", date.today(), is_typing=True)
        if search != self.finding:
            self.finding, self._hit = search if search.words else None, None
            self._marked = None
            self.refresh_changed()
        return self.go_to_hit(1, is_round=True)

    def go_to_hit(self, by: int, *, is_round: bool) -> bool:
        """Go to the next hit in the text, or for -1 to the one before; False where there is none, if not round."""
        self._lines()
        if not self._hits:
            return False
        if self._hit is None:
            ahead = [number for number, line in enumerate(self._hits) if line >= self.top]
            hit = (ahead[0] if ahead else len(self._hits)) if by > 0 else (ahead[0] if ahead else len(self._hits)) - 1
        else:
            hit = self._hit + by
        if not is_round and not 0 <= hit < len(self._hits):
            return False
        self._hit = hit % len(self._hits)
        line = self._hits[self._hit]
        if not self.top <= line < self.top + self.rows:
            self.scroll_to_line(line - self.rows // 3)
        self.refresh_heading()
        return True

    def _laid_out_at(self, width: int) -> list[Line]:
        post = self.session.post
        if post is None:
            return nothing_here(self.session, width)
        for ahead in self.laid_out_ahead:
            if not self.is_source and ahead.fits(post, self.session.entry, width):
                return ahead.lines
        self.laid_out_ahead = ()
        from readtui.tui.drawing.details import details  # 30 ms with its parser

        return details(post, self.session.entry, width, self.glyphs, is_source=self.is_source)


def _search(session: Session) -> "Search | None":
    return session.narrowing.marked if session.narrowing else None


def _words(session: Session) -> object:
    search = _search(session)
    return search.words if search else ()


def _nothing(session: Session) -> object:
    """All that what stands in the place of an entry depends on, where none is chosen."""
    if session.post is not None:
        return None
    narrowing = session.narrowing
    state = narrowing and (narrowing.found is None, narrowing.is_reading)
    return session.gap, session.is_known, not session.log.posts, state


def nothing_here(session: Session, width: int) -> list[Line]:
    """What stands in the place of an entry where none is chosen."""
    if session.gap:
        return no_post(session.gap, width)
    if session.narrowing and session.narrowing.found and session.log.posts:
        yet = " yet: the log is still being read" if session.narrowing.is_reading else ""
        return wrapping([Run(f"Nothing fits this search{yet}. / changes it, esc ends it.")], width)
    return nothing_yet(width) if session.is_known and not session.log.posts else []


def no_post(missing: Missing, width: int) -> list[Line]:
    """What stands in the place of an entry where weeks without a post are chosen."""
    week = f"{missing.first.start} to {missing.last.end}"
    told = (
        f"No post for {week}. The key enter makes it, a draft as this log writes its posts; u takes it back."
        if missing.is_one
        else f"No post for {missing.count} weeks, {week}. The key enter asks which of them to make."
    )
    return wrapping([Run(told)], width)


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
