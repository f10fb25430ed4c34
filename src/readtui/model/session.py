"""Session: what the reader is looking at."""

from dataclasses import dataclass, field, replace
from typing import Self

from readtui.model.entry import Entry
from readtui.model.log import ReadingLog, showing
from readtui.model.packedrows import PackedRows
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

    @property
    def entry(self) -> Entry | None:
        """The chosen entry; None where the post as a whole is chosen."""
        return self.post.entry(self.index) if self.post else None

    def unsaved_for(self, index: int | None) -> UnsavedText | None:
        """What was typed for this entry of the chosen post, or for None its whole, and is not yet saved."""
        if self.post is None:
            return None
        here = (text.anchored_in(self.post) for text in self.unsaved if text.path == self.post.path)
        return next((text for text in here if text and text.index == index), None)

    def unsaved_beside(self, index: int | None) -> bool:
        """Whether text is unsaved that overlaps: an entry's for the whole post, the whole post's for an entry."""
        return any(text.path == self.path and (text.index is None) != (index is None) for text in self.unsaved)

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
        if isinstance(self.log.posts, PackedRows):
            for row in self.log.posts.others.values():
                log = showing(log, row)
        if not log.posts or log.place_of(self.path) is not None:
            return replace(self, log=log, is_known=True)
        place = min(self.log.place_of(self.path) or 0, len(log) - 1)
        return replace(self, log=log, is_known=True, path=log.posts[place].path, post=None, index=None)

    def choosing_week(self, post: Post) -> Self:
        """The session once a post is chosen: at its first entry, or at the whole where it has none."""
        return replace(self, path=post.path, post=post, index=1 if post.entries else None)

    def choosing_entry(self, index: int | None) -> Self:
        """The session once an entry of the chosen post is chosen, or for None the whole of it."""
        return self if index == self.index else replace(self, index=index)

    def showing(self, post: Post) -> Self:
        """The session once a post was read anew: its row follows, and the choice stays where it can."""
        log = showing(self.log, post.row)
        unsaved = tuple((text.anchored_in(post) or text) if text.path == post.path else text for text in self.unsaved)
        if post.path != self.path:
            return replace(self, log=log, unsaved=unsaved)
        index = min(self.index, len(post.entries)) or None if self.index else None
        return replace(self, log=log, post=post, index=index, unsaved=unsaved)

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

    def _unsaved_but(self, text: UnsavedText) -> tuple[UnsavedText, ...]:
        return tuple(other for other in self.unsaved if not other.is_over_the_same(text))
