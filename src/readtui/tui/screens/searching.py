"""SearchingScreen: the log, narrowed to what fits a search."""

import os
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.screen import Screen

from readtui.model.session import Session
from readtui.tui.hurry import Hurry
from readtui.tui.panes.bottom_lines import StatusLine
from readtui.tui.panes.detail import Detail
from readtui.tui.panes.entry_list import EntryList
from readtui.tui.panes.searched import MOST, SearchCut, SearchKept
from readtui.tui.panes.week_list import WeekList
from readtui.tui.screens.acting import Asked
from readtui.tui.screens.jumping import JumpingScreen
from readtui.tui.setting import Setting

if TYPE_CHECKING:
    from readtui.model.news import News
    from readtui.model.search import Order, Search
    from readtui.tui.panes.search_bar import SearchBar
    from readtui.tui.searching import Heard, Searcher

_ONE_FRAME = 0.006
"""Seconds that a typed character waits for its answer, so that both are sent at once."""
_BEFORE_A_KEY = 1.0
"""Seconds that the keys behind a search wait for its answer: they are about what it finds."""
_NEEDS_SEARCH = ("next_hit", "turn_order")


class SearchingScreen(JumpingScreen):
    """The log, of which what fits a search is listed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "search", "Search; in the detail: find", id="search", show=False),
        Binding("n", "next_hit(1)", "Next hit", id="next-hit"),
        Binding("N", "next_hit(-1)", "Hit before", id="previous-hit", show=False),
        Binding("s", "turn_order", "Best first, or newest first", id="order", show=False),
        Binding("escape", "leave_search", "One step back, out of a search too", id="leave-search", show=False),
    ]

    def __init__(self, setting: Setting) -> None:
        super().__init__(setting)
        self._searcher: Searcher | None = None
        self._order: Order = "newest"
        self._asking = Hurry(self.set_timer, self._ask)
        self._awaited: Search | None = None
        """What was typed just now and is asked, but not yet shown: if it is answered at once, both are in one step."""
        self._came_from = "WeekList"
        """The pane in which a search was begun."""
        self._progress = ""
        self._trouble = ""
        """Why no index is kept: told while the first search is typed, since each key ends what was told before."""

    def on_unmount(self) -> None:
        """Let go of the index."""
        if self._searcher:
            self._searcher.end()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """In the editor their keys are text; hits are gone to where there are any."""
        if action in ("search", "leave_search", *_NEEDS_SEARCH) and self.has_class("editing"):
            return False
        if action in _NEEDS_SEARCH and self.session.narrowing is None:
            return bool(self.query_one(Detail).finding) and action == "next_hit" if self.is_mounted else False
        return super().check_action(action, parameters)

    def watch_session(self) -> None:
        """Look again at what changed, as long as a search stands."""
        before = self._seen
        self._seen = self.session
        super().watch_session()
        if bool(before.narrowing) != bool(self.session.narrowing):
            self.refresh_bindings()
        if self._searcher and self.session.narrowing and _may_differ(before, self.session):
            self._searcher.look_again()

    def follow(self, news: "News") -> None:
        """Search what others wrote, too: its row may be as it was."""
        super().follow(news)
        if self._searcher and self.session.narrowing and news.rows:
            self._searcher.look_again()

    _seen: Session = Session()

    def _show_keys(self, _screen: Screen[object]) -> None:
        super()._show_keys(_screen)
        is_asking = self.focused is not None and type(self.focused).__name__ == "SearchBar"
        self.set_class(is_asking, "asking")
        if is_asking:
            self.add_class("at-weeks")  # what is found is seen where there is room for one list alone

    async def action_search(self) -> None:
        """Search the log; in the detail, find words in its text."""
        if isinstance(self.focused, Detail):
            from readtui.tui.dialogs.find import Find

            self.app.push_screen(Find(self.query_one(Detail).find, self._words), self._remember_words)
            return
        if isinstance(self.focused, WeekList | EntryList):  # not the bar itself: the palette searches from there too
            self._came_from = type(self.focused).__name__
        await self._open_bar()
        self.query_one("SearchBar").focus()

    async def search_for(self, text: str) -> None:
        """Show what fits a search, as if it had been typed and kept; text in the editor is kept."""
        if self.has_class("editing"):
            from readtui.tui.panes.writing import Writing
            from readtui.tui.panes.written import TextLeft

            self._keep(TextLeft(self.query_one(Writing).typed))
        await self._open_bar(text)
        await self._search(text, is_typing=False)
        await self._have_answer()
        self.action_go_to("WeekList")

    async def _open_bar(self, text: str | None = None) -> None:
        from readtui.tui.panes.search_bar import SearchBar  # with Textual's line to type in: 10 ms
        from readtui.tui.searching import Searcher  # SQLite: 10 ms

        if self._searcher:
            self._searcher.look_again()  # what changed outside of a search was not looked at
        else:
            environ = None if self.setting.is_thrown_away else os.environ
            self._searcher = Searcher(self.setting.folder, environ, self.setting.rows, self._take_heard)
        if not self.query(SearchBar):
            self.add_class("searching")
            await self.mount(SearchBar(), before=self.query_one(StatusLine))
        if text is not None:
            self.query_one(SearchBar).show(text)
        if self.session.narrowing is None:
            self._narrow()

    async def on_search_bar_changed(self, event: "SearchBar.Changed") -> None:  # by name: the bar is loaded later
        """Search what is typed now."""
        event.stop()
        await self._search(event.value, is_typing=True)

    @on(SearchCut)
    def _tell_cut(self, event: SearchCut) -> None:
        event.stop()
        self.tell(f"A search has {MOST:,} characters at most: what is pasted beyond them is left out")

    async def _search(self, text: str, *, is_typing: bool) -> None:
        from readtui.grammar.searching.asking import read_search

        search = read_search(text, date.today(), is_typing=is_typing)
        if self.session.narrowing and self.session.narrowing.search == search:
            self._show_state()
            return
        # On a lean line each answer costs its rows, and of one who types on the next character has another.
        is_later = self.setting.line.is_lean and is_typing and self._asking.is_choice_hurried()
        if is_later or search.is_empty:
            self._narrow(search)
        else:
            self._awaited = search
        if not is_later:
            self._ask()
            if self._searcher and is_typing:
                await self._searcher.settle(_ONE_FRAME)
        if self._awaited:
            self._narrow(search)

    def _narrow(self, search: "Search | None" = None) -> None:
        from readtui.model.search import Search
        from readtui.model.searching import searching

        self._awaited = None
        self._arrive(searching(self.session, search or Search(), self._order))
        self._show_state()

    def _ask(self) -> None:
        self._asking.end()
        search = self._awaited or (self.session.narrowing and self.session.narrowing.search)
        if self._searcher and search:
            self._searcher.ask(search, self._order)

    def _unless_refused(self, ask: Callable[[], Asked]) -> Asked | None:
        if self._progress and self.session.narrowing and self.session.path is None:
            self.tell("Nothing that fits is found yet: the log is still being read for searches", is_problem=True)
            return None
        return super()._unless_refused(ask)

    async def _have_answer(self) -> None:
        """Wait for the answer: what is pressed behind a search is about that."""
        narrowing = self.session.narrowing
        if narrowing and not narrowing.is_answered:
            self._ask()
        if self._searcher:
            await self._searcher.settle(_BEFORE_A_KEY)

    def _take_heard(self, heard: "Heard") -> None:
        from readtui.model.searching import finding, searching, told_of_reading

        if not self.is_mounted:
            return
        self._progress = self._progress if heard.found or heard.trouble else heard.progress
        if heard.trouble:
            self._trouble = heard.trouble
            self.tell(heard.trouble)
        session = told_of_reading(self.session, is_reading=bool(self._progress))
        if heard.found:
            session = searching(session, self._awaited, self._order) if self._awaited else session
            self._awaited, session = None, finding(session, heard.found)
        self._arrive(session)
        self._show_state()

    def _arrive(self, session: Session) -> None:
        """Show the session, with the post read that it chooses."""
        if session.post is None and session.path is not None:
            session = session.arriving(self.setting.folder.open(session.path))
        if session is not self.session:
            self.session = session

    @on(SearchKept)
    async def _keep_search(self, event: SearchKept) -> None:
        event.stop()
        if self.session.narrowing is None or self.session.narrowing.search.is_empty:
            await self._close()
            return
        await self._have_answer()
        self.action_go_to(self._came_from)

    async def action_leave_search(self) -> None:
        """One step back: what is marked no longer is; from the weeks, out of the search, to where the reader was."""
        if self.drop_marks():
            return
        is_here = self.focused is not None and type(self.focused).__name__ == "WeekList"
        if self.session.narrowing is None or not is_here or self.has_class("zoomed"):
            self.action_go_back()
        else:
            await self._close()

    async def _close(self) -> None:
        """End the search: all is listed, and the choice is where it was."""
        from readtui.model.searching import leaving_search

        if self.session.narrowing:
            self._narrow()
            self._ask()
            self.session = leaving_search(self.session)
        self.action_go_to(self._came_from)
        await self.search_left()

    async def search_left(self) -> None:
        """Put the bar away: the search has ended, or a jump led out of it, and the choice is where that led."""
        self._asking.end()
        self._trouble, self._awaited, self._order = "", None, "newest"
        self._show_state()
        await self.query("SearchBar").remove()
        self.remove_class("searching")

    def action_next_hit(self, by: int) -> None:
        """Go to the next hit in the detail, where that has the keys, else to the next entry that fits."""
        detail = self.query_one(Detail)
        if detail.has_focus and detail.go_to_hit(by, is_round=bool(detail.finding)):
            return
        from readtui.model.searching import next_hit

        target = next_hit(self.session, by)
        if target is None:
            self.tell("Nothing fits")
            return
        is_here = self.session.post is not None and target.path == self.session.path
        session = self.session if is_here else self.session.choosing_week(self.setting.folder.open(target.path))
        self.session = session.choosing_entry(target.index)
        detail.go_to_hit(by, is_round=True)
        if target.is_round:
            self.tell("Past the last hit: on from the first" if by > 0 else "Past the first hit: on from the last")

    async def action_turn_order(self) -> None:
        """Show what fits best first, or the newest first."""
        self._order = "best" if self._order == "newest" else "newest"
        if self.session.narrowing:
            self._narrow(self._awaited or self.session.narrowing.search)
            await self._have_answer()

    def _show_state(self) -> None:
        """Say under the bar what is found, and what of the search means nothing."""
        status, narrowing = self.query_one(StatusLine), self.session.narrowing
        if narrowing is None:
            status.place, status.wrong = self.setting.place, ""
            return
        from readtui.tui.found import told

        status.wrong = "; ".join(each.sentence for each in narrowing.search.misunderstood)
        status.place = self._progress or told(narrowing)
        if self._trouble and self.has_class("asking"):
            self.tell(self._trouble)


def _may_differ(before: Session, after: Session) -> bool:
    """Whether posts may have changed in between."""
    return before.log is not after.log or (before.path == after.path and before.post is not after.post)
