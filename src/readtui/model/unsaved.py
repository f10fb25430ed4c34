"""UnsavedText: what was typed and is not yet in the file."""

from dataclasses import dataclass, replace
from typing import Self

from readtui.model.post import Post
from readtui.model.span import Span


@dataclass(frozen=True, slots=True)
class UnsavedText:
    """What was typed for an entry, or for a whole post, and is not yet in the file."""

    path: str
    """The post's, as in its row."""
    index: int | None
    """The entry it was typed over, counted from 1; None for the whole post."""
    base: bytes
    """The bytes that it was typed over."""
    typed: bytes
    """The bytes that shall stand there."""

    @property
    def is_changed(self) -> bool:
        """Whether saving it would change anything."""
        return self.base != self.typed

    def retyped(self, typed: bytes) -> Self:
        """The same place with other bytes typed."""
        return replace(self, typed=typed)

    def place_in(self, post: Post) -> Span | None:
        """Where its base stands in `post` today; None where it stands nowhere or more than once.

        Entries before it may have come and gone since it was typed: the bytes tell, not the index.
        """
        if self.index is None:
            return Span(0, len(post.source)) if post.source == self.base else None
        places = [entry.span for entry in post.entries if entry.span.of(post.source) == self.base]
        return places[0] if len(places) == 1 else None
