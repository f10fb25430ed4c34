"""UnsavedText: what was typed and is not yet in the file."""

from dataclasses import dataclass, replace
from typing import Self

from readtui.model.post import Post


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

    def is_over_the_same(self, other: Self) -> bool:
        """Whether both were typed over the same text in the same place."""
        return (self.path, self.index, self.base) == (other.path, other.index, other.base)

    def retyped(self, typed: bytes) -> Self:
        """The same place with other bytes typed."""
        return replace(self, typed=typed)

    def anchored_in(self, post: Post) -> Self | None:
        """The same text over the entry that has its base in `post` today; None where none has, or it is not clear.

        Entries before it may have come and gone since it was typed: the bytes tell, and only among equals the index.
        """
        if self.index is None:
            return self if post.source == self.base else None
        same = [entry.index for entry in post.entries if entry.span.of(post.source) == self.base]
        if self.index in same:
            return self
        return replace(self, index=same[0]) if len(same) == 1 else None
