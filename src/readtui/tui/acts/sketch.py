"""Sketch: a new entry that was typed and is not added, which can be kept on disk as unsaved text of its post."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Self

from readtui.grammar.changing.arranging import adding
from readtui.grammar.making.grouping import group_for
from readtui.grammar.making.sketching import put_last, sketched
from readtui.model.post import Post
from readtui.model.unsaved import UnsavedText
from readtui.store.faults import Fault
from readtui.tui.acts.adding import NewEntry, composed

_MOST_BYTES = 64 * 1024
"""Of a post that is read again at each pause: that takes 30 to 150 ms, in which keys have to wait their turn."""

_NOT_COMPOSED = (Fault, ValueError, LookupError, RecursionError, ImportError)
"""What is refused, what trips over text as hostile as can be, and an import that a signal came in the middle of."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """What was typed of a new entry, and the post it is for."""

    post: Post
    model: Callable[[], Post]
    """Gives the post whose entries show how a new one is written, where this post has none."""
    new: NewEntry

    def typing(self, new: NewEntry) -> Self:
        """The same with other words typed."""
        return replace(self, new=new)

    def over(self, post: Post) -> Self:
        """The same words for the post as others left it."""
        return replace(self, post=post)

    def text(self) -> UnsavedText:
        """The entry put into the post as it would be added; while it cannot be, so that all that was typed is there.

        It is made in the thread that writes, or in a handler of signals, and never fails.
        """
        post, like, new, splice = self.post, self.post, self.new, None
        with suppress(*_NOT_COMPOSED):
            like = post if post.entries else self.model()
            if len(post.source) <= _MOST_BYTES:
                group = group_for(post, new.kind.strip() or None)
                (splice,) = adding(post, composed(like, new, is_grouped=group is not None), under=group)
        if splice is None:
            text = sketched(like, kind=new.kind, title=new.title, url=new.link, by=new.by, note=new.note)
            splice = put_last(post, text)
        return UnsavedText(post.path, 0, post.source, splice.span, splice.replacement)
