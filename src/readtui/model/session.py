"""Session: what the reader is looking at."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Self

from readtui.model.entry import Entry
from readtui.model.log import ReadingLog, hiding, showing
from readtui.model.post import Post, PostRow
from readtui.model.unsaved import UnsavedText


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
    unsaved: tuple[UnsavedText, ...] = ()
    newer: Mapping[str, PostRow | None] = field(default_factory=dict)
    """Rows of posts that were read here since the log was, by path; None for a post that is gone."""

    @property
    def entry(self) -> Entry | None:
        """The chosen entry; None where the post as a whole is chosen."""
        return self.post.entry(self.index) if self.post else None

    def unsaved_for(self, index: int | None) -> UnsavedText | None:
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
        if not log.posts or log.place_of(self.path) is not None:
            return replace(self, log=log, is_known=True)
        return replace(self, log=log, is_known=True, path=self._neighbour_in(log), post=None, index=None)

    def choosing_week(self, post: Post) -> Self:
        """The session once a post is chosen: at its first entry, or at the whole where it has none."""
        return replace(self, path=post.path, post=post, index=1 if post.entries else None)

    def choosing_entry(self, index: int | None) -> Self:
        """The session once an entry of the chosen post is chosen, or for None the whole of it."""
        return self if index == self.index else replace(self, index=index)

    def showing(self, post: Post) -> Self:
        """The session once a post was read anew: its row follows, and the choice stays where it can."""
        log, newer = showing(self.log, post.row), {**self.newer, post.path: post.row}
        unsaved = tuple((text.anchored_in(post) or text) if text.path == post.path else text for text in self.unsaved)
        if post.path != self.path:
            return replace(self, log=log, newer=newer, unsaved=unsaved)
        index = min(self.index, len(post.entries)) or None if self.index else None
        return replace(self, log=log, newer=newer, post=post, index=index, unsaved=unsaved)

    def hiding(self, path: str) -> Self:
        """The session once a post is gone; where it was chosen, the choice falls to the one in its place."""
        log, newer = hiding(self.log, path), {**self.newer, path: None}
        if path != self.path:
            return replace(self, log=log, newer=newer)
        return replace(self, log=log, newer=newer, path=self._neighbour_in(log), post=None, index=None)

    def acting(self, posts: Iterable[Post], gone: Iterable[str] = ()) -> Self:
        """The session once an act wrote or made these posts and deleted those.

        Unsaved text follows its entry, also into another of the posts.
        """
        session, posts, gone = self, tuple(posts), tuple(gone)
        for post in posts:
            session = session.showing(post)
        for path in gone:
            session = session.hiding(path)
        written = {*gone, *(post.path for post in posts)}
        unsaved = (text.following_into(posts) if text.path in written else text for text in session.unsaved)
        return replace(session, unsaved=tuple(unsaved))

    def typing(self, text: UnsavedText) -> Self:
        """The session with this text kept as unsaved; text that changes nothing is not kept."""
        others = self._unsaved_but(text)
        return replace(self, unsaved=(*others, text) if text.is_changed else others)

    def saving(self, text: UnsavedText, post: Post, index: int | None) -> Self:
        """The session once `text` stands in its file, which reads back as `post`, as the entry at `index`."""
        session = self.discarding(text).showing(post)
        return replace(session, index=index) if session.path == post.path and self.index is not None else session

    def discarding(self, text: UnsavedText) -> Self:
        """The session without this unsaved text."""
        return replace(self, unsaved=self._unsaved_but(text))

    def _neighbour_in(self, log: ReadingLog[PostRow]) -> str | None:
        """The post that stands in `log` where the chosen one stood; None where there is none."""
        place = min(self.log.place_of(self.path) or 0, len(log) - 1)
        return log.posts[place].path if log.posts else None

    def _unsaved_but(self, text: UnsavedText) -> tuple[UnsavedText, ...]:
        return tuple(other for other in self.unsaved if not other.is_over_the_same(text))
