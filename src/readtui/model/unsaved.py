"""UnsavedText: what was typed and is not yet in the file."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Self

from readtui.model.post import Post
from readtui.model.span import Span, Splice


@dataclass(frozen=True, slots=True)
class UnsavedText:
    """What was typed for an entry, or for a whole post, and is not yet in the file."""

    path: str
    """The post's, as in its row."""
    index: int | None
    """The entry it was typed over, counted from 1; 0 for a new one that the post has not; None for the whole post."""
    source: bytes
    """The post as it was read when the text was begun: what others changed since, a merge can tell from it."""
    span: Span
    """The place in `source` that it was typed over."""
    typed: bytes
    """The bytes that shall stand there."""

    @classmethod
    def over(cls, post: Post, index: int | None) -> Self:
        """Nothing typed yet, over the entry at `index`, from 1, or for None over the whole post."""
        span = post.span_of(index)
        return cls(post.path, index, post.source, span, span.of(post.source))

    @property
    def base(self) -> bytes:
        """The bytes that it was typed over."""
        return self.span.of(self.source)

    @property
    def whole(self) -> bytes:
        """The whole post with the text in its place, as if nobody else had written."""
        return Splice(self.span, self.typed).apply(self.source)

    @property
    def over_whole(self) -> Self:
        """A new entry's text as one of its whole post, which can be shown, edited and saved; any other as it is."""
        if self.index != 0:
            return self
        return replace(self, index=None, span=Span(0, len(self.source)), typed=self.whole)

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
            return self if post.source == self.source else None
        same = [entry.index for entry in post.entries if entry.span.of(post.source) == self.base]
        if self.index not in same and len(same) != 1:
            return None
        index = self.index if self.index in same else same[0]
        return replace(self, index=index, source=post.source, span=post.span_of(index))

    def place_in(self, post: Post) -> int | None:
        """The entry of its own post, as that is today, that it belongs to; 0 for the whole post, None for no entry.

        Others may have changed the entry, so that its base is nowhere; then its first line tells.
        """
        if self.index is None:
            return 0
        here = self.anchored_in(post)
        if here:
            return here.index
        head = _head(self.base)
        same = [entry.index for entry in post.entries if _head(entry.span.of(post.source)) == head]
        return self.index if self.index in same else same[0] if len(same) == 1 else None

    def following_into(self, posts: Iterable[Post]) -> Self:
        """The same text over its entry in whichever of these posts has it now, its own before others.

        Where none has exactly one such entry, it stays as it is.
        """
        own, others = [], []
        for post in posts if self.index is not None else ():
            if post.path == self.path:
                own.append(self.anchored_in(post))
            else:
                others.append(replace(self, path=post.path, index=0).anchored_in(post))  # it was none of that post's
        return next((text for text in (*own, *others) if text), self)


def _head(text: bytes) -> bytes:
    return text.partition(b"\n")[0].rstrip()
