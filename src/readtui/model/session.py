"""Session: what the reader is looking at."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple, Self

from readtui.model.entry import Entry
from readtui.model.log import ReadingLog, changing, hiding, showing
from readtui.model.mark import Mark, found_again
from readtui.model.marking import Marked, renaming
from readtui.model.missing import Missing
from readtui.model.post import Post, PostRow

if TYPE_CHECKING:
    from readtui.model.narrowing import Fitting, Narrowing
    from readtui.model.news import News
    from readtui.model.problem import Problem
    from readtui.model.unsaved import UnsavedText


class Lost(NamedTuple):
    """What was chosen, and was taken away by others or by an act: the choice comes back to it, if it comes back."""

    path: str
    mark: Mark | None
    """The entry's; None for the post as a whole."""


@dataclass(frozen=True, slots=True)
class Session:
    """The log, what is chosen in it, and what is typed and not yet saved: all the state there is.

    What is chosen is kept by name, a path and a place in the post, so that a choice outlives its snapshot.
    """

    log: ReadingLog[PostRow] = field(default_factory=ReadingLog)
    is_known: bool = False
    """Whether the log was looked at: one that is empty now may only be on its way."""
    path: str | None = None
    """The chosen post's."""
    post: Post | None = None
    """The chosen post as it was last read."""
    index: int | None = None
    """The chosen entry's, counted from 1; None is the post as a whole."""
    unsaved: "tuple[UnsavedText, ...]" = ()
    newer: Mapping[str, PostRow | None] = field(default_factory=dict)
    """Rows of posts that were read here since the log was, by path; None for a post that is gone."""
    lost: Lost | None = None
    """What the reader chose last, where it is gone."""
    turn: int = 0
    """Counts the choices: in one turn the same thing is shown, whatever its path and its index are by now."""
    narrowing: "Narrowing | None" = None
    """What is searched for; None while nothing is."""
    marked: tuple[Marked, ...] = ()
    """What the next command is about, in the order in which it was marked."""
    missing: Missing | None = None
    """Weeks without a post that were chosen where no post is."""

    @property
    def entry(self) -> Entry | None:
        """The chosen entry; None where the post as a whole is chosen."""
        return self.post.entry(self.index) if self.post else None

    @property
    def gap(self) -> Missing | None:
        """The weeks without a post that are chosen; None where a post is."""
        return self.missing if self.path is None and self.log.posts else None

    @property
    def listing(self) -> ReadingLog[PostRow]:
        """The posts that are listed: those that fit, while something is searched for."""
        return self.narrowing.found.log if self.narrowing and self.narrowing.found else self.log

    @property
    def fitting(self) -> "Fitting | None":
        """What of the chosen post is listed, 0 for the post beside its entries; None for all of it."""
        return self.narrowing.fitting_in(self.post) if self.narrowing and self.post else None

    def unsaved_for(self, index: int | None) -> "UnsavedText | None":
        """What was typed for this entry of the chosen post, or for None its whole, and is not yet saved."""
        post = self.post
        if post is None:
            return None
        here = (text for text in self.unsaved if text.path == post.path and text.place_in(post) == (index or 0))
        return next((text.anchored_in(post) or text for text in here), None)

    def unsaved_beside(self, index: int | None) -> bool:
        """Whether text is unsaved that overlaps: an entry's for the whole post, the whole post's for an entry."""
        here = (text.place_in(self.post) for text in self.unsaved if self.post and text.path == self.post.path)
        return any(place is not None and (place == 0) != (index is None) for place in here)

    def subject(self, index: int | None) -> str:
        """What is edited there, in words for a heading: an entry's title, or the post's."""
        entry = self.post.entry(index) if self.post else None
        if entry:
            return entry.title
        return f"{self.post.name} (whole post)" if self.post else ""

    def reading(self, log: ReadingLog[PostRow]) -> Self:
        """The session over a newer snapshot; a choice that is gone falls to the post next to its old place.

        Rows that were read anew here are newer still.
        """
        for path, row in self.newer.items():
            log = showing(log, row) if row else hiding(log, path)
        if not log.posts or log.place_of(self.path) is not None or (self.path is None and (self.narrowing or self.gap)):
            return replace(self, log=log, is_known=True)
        return replace(self._falling_to_neighbour_in(log, self.listing), is_known=True)

    def choosing_week(self, post: Post) -> Self:
        """The session once a post is chosen: at its first entry, or at the whole where it has none."""
        return replace(self.arriving(post), lost=None)

    def choosing_missing(self, missing: Missing) -> Self:
        """The session once weeks without a post are chosen, and so no post."""
        return replace(self, path=None, post=None, index=None, missing=missing, lost=None, turn=self.turn + 1)

    def arriving(self, post: Post) -> Self:
        """The session once the post was read that the choice fell to, since what the reader chose is gone."""
        here = replace(self, path=post.path, post=post, missing=None, turn=self.turn + 1)
        index = 1 if post.entries else None
        if here.narrowing and here.fitting is None and here.narrowing.origin.path == post.path:
            mark = here.narrowing.origin.mark
            index = (mark.found_in(post) or index) if mark else None
        elif here.fitting is not None:
            index = (here.fitting[0] or None) if here.fitting else None
        return here._with_choice(index)

    def staying(self) -> Self:
        """The session once the reader makes do with what the choice fell to: it goes back by itself no more."""
        return replace(self, lost=None) if self.lost else self

    def choosing_entry(self, index: int | None) -> Self:
        """The session once an entry of the chosen post is chosen, or for None the whole of it."""
        return self if index == self.index else replace(self, lost=None, turn=self.turn + 1)._with_choice(index)

    def showing(self, post: Post) -> Self:
        """The session once a post was read anew: its row follows, and the choice stays where it can."""
        log, newer = showing(self.log, post.row), {**self.newer, post.path: post.row}
        return replace(self, log=log, newer=newer)._narrowing_told([post.row])._rereading(post)

    def acting(self, posts: Iterable[Post], gone: Iterable[str] = ()) -> Self:
        """The session once an act wrote or made these posts and deleted those.

        Unsaved text follows its entry, also into another of the posts.
        """
        posts, gone = tuple(posts), tuple(gone)
        rows = [post.row for post in posts]
        newer = {**self.newer, **{row.path: row for row in rows}, **dict.fromkeys(gone)}
        session = replace(self, log=changing(self.log, rows, gone), newer=newer)._narrowing_told(rows, gone)
        for post in posts:
            session = session._rereading(post)
        if session.path in gone:
            session = session._falling_to_neighbour_in(session.log, self.listing)
        written = {*gone, *(post.path for post in posts)}
        unsaved = (text.following_into(posts) if text.path in written else text for text in session.unsaved)
        return replace(session, unsaved=tuple(unsaved))

    def typing(self, text: "UnsavedText") -> Self:
        """The session with this text kept as unsaved; text that changes nothing is not kept."""
        others = self._unsaved_but(text)
        return replace(self, unsaved=(*others, text) if text.is_changed else others)

    def saving(self, text: "UnsavedText", post: Post, index: int | None) -> Self:
        """The session once `text` stands in its file, which reads back as `post`, as the entry at `index`."""
        session = self.discarding(text).showing(post)
        if session.path != post.path or self.index is None:
            return session
        return replace(session, index=index, lost=None)

    def discarding(self, text: "UnsavedText") -> Self:
        """The session without this unsaved text."""
        return replace(self, unsaved=self._unsaved_but(text))

    def following(self, news: "News") -> Self:
        """The session once others changed the log's files; itself where that changes nothing of it.

        The choice and unsaved text go with a post that was renamed, and stay with one that is gone while it has such
        text; else the choice falls to the post next to it, and comes back with it.
        """
        here = self._renaming(news.renamed)
        with_text = {text.path for text in here.unsaved} & news.gone
        log = news.told_to(self.log)
        for place in map(self.log.place_of, with_text):
            if place is not None:
                row = self.log.posts[place]
                log = showing(log, replace(row, problems=_with_gone(row)))
        if here.path in with_text and here.post:
            here = replace(here, post=replace(here.post, problems=_with_gone(here.post)))
        listing, told = here.listing, replace(here, log=log)._narrowing_told(news.rows, news.gone - with_text)
        is_gone = here.path in news.gone - with_text
        here = told._falling_to_neighbour_in(log, listing) if is_gone else told
        for post in news.posts:
            here = here._rereading(post)
        made = next((row.path for row in news.rows if here.gap and here.gap.is_of(row.week)), None)
        if made is not None:
            here = replace(here, path=made, turn=here.turn + 1)
        return self if here == self else here

    def _renaming(self, renamed: Mapping[str, str]) -> Self:
        unsaved = tuple(replace(text, path=renamed.get(text.path, text.path)) for text in self.unsaved)
        path = self.path and renamed.get(self.path, self.path)
        post = replace(self.post, path=path) if self.post and path and path != self.path else self.post
        narrowing = self.narrowing.renaming(renamed) if self.narrowing and renamed else self.narrowing
        marked = renaming(self.marked, renamed) if self.marked and renamed else self.marked
        return replace(self, unsaved=unsaved, path=path, post=post, narrowing=narrowing, marked=marked)

    def _rereading(self, post: Post) -> Self:
        """The session once a post was read anew that it may hold on to."""
        unsaved = tuple((text.anchored_in(post) or text) if text.path == post.path else text for text in self.unsaved)
        here = replace(self, unsaved=unsaved)
        mark = self.lost.mark if self.lost and self.lost.path == post.path else None
        if self.lost and self.lost.path == post.path and (mark is None or mark.found_in(post)):
            index = mark.found_in(post) if mark else None
            here = replace(here, path=post.path, post=post, lost=None, turn=self.turn + 1)
            return here._with_choice(index)
        if post.path != self.path or post == self.post:
            return here
        if here.narrowing and self.post:
            here = replace(here, narrowing=here.narrowing.following(self.post, post))
        if self.post is None or self.index is None:
            return replace(here, post=post)
        index = found_again(self.post, self.index, post)
        if index is not None:
            return replace(here, post=post, index=index)
        lost = self.lost or Lost(post.path, Mark.of(self.post, self.index))
        from readtui.model.narrowing import near  # only where an entry is gone

        index = near(here.narrowing, post, self.index)
        return replace(here, post=post, lost=lost, turn=self.turn + 1)._with_choice(index)

    def _falling_to_neighbour_in(self, log: ReadingLog[PostRow], listed: ReadingLog[PostRow]) -> Self:
        """The session over a log in which the chosen post is gone: at the one in its place, to be read.

        `listed` is what was listed before.
        """
        here = replace(self, log=log, post=None, index=None, turn=self.turn + 1)
        place = min(listed.place_of(self.path) or 0, len(here.listing) - 1)
        path = here.listing.posts[place].path if here.listing.posts else None
        mark = Mark.of(self.post, self.index) if self.post else None
        lost = self.lost or (Lost(self.path, mark) if self.path else None)
        return replace(here, path=path, lost=lost)

    def _with_choice(self, index: int | None) -> Self:
        """The session with an entry of the chosen post chosen, and listed."""
        here = replace(self, index=index)
        if here.narrowing is None or here.post is None:
            return here
        return replace(here, narrowing=here.narrowing.including(here.post.row, index))

    def _narrowing_told(self, rows: Iterable[PostRow], gone: Iterable[str] = ()) -> Self:
        return replace(self, narrowing=self.narrowing.telling(rows, tuple(gone))) if self.narrowing else self

    def _unsaved_but(self, text: "UnsavedText") -> "tuple[UnsavedText, ...]":
        return tuple(other for other in self.unsaved if not other.is_over_the_same(text))


def _with_gone(row: PostRow) -> "tuple[Problem, ...]":
    from readtui.model.news import GONE  # only where others write

    return (*(problem for problem in row.problems if problem.code != GONE.code), GONE)
