"""JumpingScreen: the log, in which the reader goes to a week or an entry by its name, from the palette."""

from typing import TYPE_CHECKING

from readtui.model.post import Post
from readtui.model.printable import one_line
from readtui.model.session import Session
from readtui.tui.panes.written import TextLeft
from readtui.tui.screens.sharing import SharingScreen
from readtui.tui.setting import Setting

if TYPE_CHECKING:
    from readtui.grammar.searching.titles import Titled
    from readtui.tui.jumping import Places


class JumpingScreen(SharingScreen):
    """The log, in which any post or entry can be gone to at once."""

    def __init__(self, setting: Setting) -> None:
        super().__init__(setting)
        self.places: Places | None = None
        """What was known of the log's names when the palette was open last."""

    async def jump_to(self, target: "Titled") -> None:
        """Choose a post, or one of its entries, as going there by the lists would; text in the editor is kept."""
        if self.session.log.place_of(target.path) is None:
            self.tell(f"{one_line(target.path)} is no longer there", is_problem=True)
            return
        if self.has_class("editing"):
            from readtui.tui.panes.writing import Writing

            self._keep(TextLeft(self.query_one(Writing).typed))
        post = self.setting.folder.open(target.path)
        index = _index_of(post, target) if target.number else None
        is_searching = self.session.narrowing is not None
        session = _where_it_is_listed(self.session, post.path, index).choosing_week(post)
        self.session = session.choosing_entry(index) if index else session
        if is_searching and session.narrowing is None:
            await self.search_left()
            self.tell("The search is left, since this does not fit it")
        self.action_go_to("EntryList" if index else "WeekList")
        if target.number and not index:
            self.tell(f"“{one_line(target.title)}” is no longer in this post", is_problem=True)

    async def search_left(self) -> None:
        """Be told that a jump led out of the search: nothing is searched for any more."""


def _where_it_is_listed(session: Session, path: str, index: int | None) -> Session:
    """The session, without its search where that does not list the post, or the entry."""
    found = session.narrowing.found if session.narrowing else None
    fitting = found.fitting.get(path) if found else None
    is_listed = bool(fitting) if index is None else index in (fitting or ())
    if session.narrowing is None or is_listed:
        return session
    from readtui.model.searching import leaving_search

    return leaving_search(session)


def _index_of(post: Post, target: "Titled") -> int | None:
    """Where the entry stands now; None where it is gone."""
    entry = post.entry(target.number)
    if entry and entry.title == target.title:
        return entry.index
    return next((entry.index for entry in post.entries if entry.title == target.title), None)
