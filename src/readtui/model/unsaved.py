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

    def retyped(self, typed: bytes) -> Self:
        """The same place with other bytes typed."""
        return replace(self, typed=typed)

    def anchored_in(self, post: Post) -> Self | None:
        """The same text over the entry that has its base in `post` today; None where none or more than one has.

        Entries before it may have come and gone since it was typed: the bytes tell, not the index.
        """
        if post.span_of(self.index).of(post.source) == self.base:
            return self
        same = [entry.index for entry in post.entries if entry.span.of(post.source) == self.base]
        return replace(self, index=same[0]) if self.index is not None and len(same) == 1 else None
