"""WeekList: the posts of the log, newest first, each with its week."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from textual.message import Message
from textual.reactive import var

from readtui.model.missing import Gaps, Missing, gaps_in
from readtui.model.post import PostRow
from readtui.model.session import Session
from readtui.model.week import Week
from readtui.tui.drawing.fitting import fitted
from readtui.tui.drawing.hits import marked
from readtui.tui.drawing.runs import Line, Run
from readtui.tui.panes.line_list import MARK, LineList

_DATES_WIDTH = len("2020 Jul 26–01 ")
_LONG_DATES_WIDTH = len("2020 Jul 26–Aug 01 ")
_WIDE = 42
"""Cells from which on both ends of a week are written with their month."""
_COUNT_WIDTH = 4
_FLAGS_WIDTH = 4


class WeekList(LineList):
    """The posts of the log, newest first: week, title, number of entries, and flags."""

    session: var[Session] = var(Session(), init=False)
    _gaps = Gaps()

    @dataclass
    class WeekHighlighted(Message):
        """The cursor goes to a post."""

        path: str

    class WeekOpened(Message):
        """The reader went deeper into the chosen post."""

    @dataclass
    class MissingHighlighted(Message):
        """The cursor goes to weeks without a post."""

        missing: Missing

    @dataclass
    class MissingOpened(Message):
        """The reader wants a post where there is none."""

        missing: Missing

    def on_mount(self) -> None:
        """Part the weeks from what is read."""
        self.edge = self.glyphs.edge

    def watch_session(self, old: Session, new: Session) -> None:
        """Draw what changed: rows, the chosen one, what is marked or unsaved."""
        is_other_log = new.listing is not old.listing
        has_other_signs = old.unsaved != new.unsaved or old.marked != new.marked
        if is_other_log or (old.narrowing is None) != (new.narrowing is None):
            gaps, self._gaps = self._gaps, Gaps() if new.narrowing else gaps_in(new.listing, date.today())
            is_other_log = is_other_log or gaps != self._gaps
        if (new.path, new.gap) == (old.path, old.gap) and not is_other_log and not has_other_signs:
            return
        place = self._place_of(new)
        if is_other_log and old.turn == new.turn and self.top:
            # Posts that others put above the view do not move it; at the top of the log they are to be seen.
            self.top = max(0, min(self.top + place - self.cursor, self.line_count() - self.rows))
            self.cursor = place
        if is_other_log or has_other_signs:
            self.refresh_changed()
        self.place_cursor(place)

    def line_count(self) -> int:
        """A line for each post, and for each week without one."""
        return self._gaps.lines(len(self.session.listing))

    def heading(self) -> Line:
        """How many posts there are, and which is chosen."""
        count = len(self.session.listing)
        here = self._gaps.at(self.cursor)
        place = f" {here + 1}/{count}" if isinstance(here, int) else f" {self.glyphs.dot}/{count}"
        place = place if count else ""
        return (Run(" 1 Weeks ", self.heading_look), Run(place, "dim"))

    def line(self, number: int) -> Line:
        """A post's row: `▸2020 Jul 05–Jul 11 What I read this…  3 d*!`; dimmed that of a week without one."""
        here = self._gaps.at(number)
        if isinstance(here, Missing):
            return self._line_of_missing(here, number)
        session = self.session
        row = session.listing.posts[here]
        room = self.room
        is_wide = room >= _WIDE
        dates_width = _LONG_DATES_WIDTH if is_wide else _DATES_WIDTH
        width = max(4, room - 1 - dates_width - _COUNT_WIDTH - _FLAGS_WIDTH)
        count = str(row.entry_count or "") if row.is_read else self.glyphs.dot
        dates = self._dates(row, both_months=is_wide)
        look, name_look = super().look_of_line(number), "text" if row.is_editable else "dim"
        name = Run(fitted(row.name, width, self.glyphs.cut), name_look if dates else f"{look} {name_look}")
        search = session.narrowing.marked if session.narrowing else None
        sign = MARK if session.marked and any(each.path == row.path for each in session.marked) else ""
        is_unsaved = any(text.path == row.path for text in session.unsaved)
        return (
            Run(f"{self.pointer(number)}{dates}", look),
            Run(sign.rjust(max(0, dates_width - len(dates))), "flag"),
            *marked((name,), search),
            Run(f"{count.rjust(_COUNT_WIDTH)} ", "dim"),
            Run(f"{'d' if row.draft else ' '}{'*' if is_unsaved else ' '}", "flag"),
            Run("!" if row.problems else " ", "problem"),
        )

    def look_of_line(self, number: int) -> str:
        """None: of the chosen line its dates stand out, since whoever goes down a log waits for these few cells."""
        del number
        return ""

    def line_chosen(self, line: int) -> None:
        """Tell which post the cursor goes to, or which weeks without one."""
        here = self._gaps.at(line)
        if isinstance(here, Missing):
            self.post_message(self.MissingHighlighted(here))
        else:
            self.post_message(self.WeekHighlighted(self.session.listing.posts[here].path))

    def action_go_deeper(self) -> None:
        """Tell that the reader wants the chosen post's entries, or a post of the chosen week."""
        gap = self.session.gap
        self.post_message(self.MissingOpened(gap) if gap else self.WeekOpened())

    def _place_of(self, session: Session) -> int:
        """Where the chosen post stands; looked for near the cursor first, since looking through all takes 15 ms."""
        if session.gap:
            line = self._gaps.line_of_missing(session.gap)
            return self.cursor if line is None else line
        near = [self._gaps.at(line) for line in range(max(0, self.cursor - 1), self.cursor + 2)]
        posts, path = session.listing.posts, session.path
        place = next((at for at in near if isinstance(at, int) and at < len(posts) and posts[at].path == path), None)
        return self._gaps.line_of(session.listing.place_of(path) or 0 if place is None else place)

    def _line_of_missing(self, missing: Missing, number: int) -> Line:
        """`▸2020 Jul 05–11 no post`, dimmed."""
        is_wide = self.room >= _WIDE
        dates_width = _LONG_DATES_WIDTH if is_wide else _DATES_WIDTH
        first = week_dates(missing.first, self.glyphs.to, both_months=is_wide)
        dates = first if missing.is_one else f"{missing.first.start:%Y %b %d}{self.glyphs.to}"
        told = "no post" if missing.is_one else f"{missing.count} weeks no post"
        look = super().look_of_line(number) or "dim"
        text = fitted(told, max(4, self.room - 1 - dates_width), self.glyphs.cut)
        return (Run(f"{self.pointer(number)}{dates}", look), Run(" " * (dates_width - len(dates))), Run(text, "dim"))

    def _dates(self, row: PostRow, *, both_months: bool) -> str:
        if row.week:
            return week_dates(row.week, self.glyphs.to, both_months=both_months)
        return row.day.isoformat() if row.day else ""


@lru_cache(maxsize=256)
def week_dates(week: Week, to: str, *, both_months: bool) -> str:
    """A week as short as it can be read: `2020 Jul 05–11`, `2020 Jul 26–01`, or `2020 Jul 26–Aug 01`."""
    end = f"{week.end:%b %d}" if both_months and week.end.month != week.start.month else f"{week.end:%d}"
    return f"{week.start:%Y %b %d}{to}{end}"
