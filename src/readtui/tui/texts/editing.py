"""Editing: what the editor was opened on, and the way back from its text to bytes."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Self

from readtui.grammar.changing.buffer import Buffer
from readtui.model.post import Post
from readtui.model.unsaved import UnsavedText
from readtui.tui.texts.counting import Words, words_in

_BLANK_END = re.compile(r"(?:\n[ \t]*)+\Z")


@dataclass(frozen=True, slots=True)
class Editing:
    """An entry or a post in the editor."""

    target: UnsavedText
    """What it was opened on, with the bytes that stood in the editor then."""
    buffer: Buffer
    """Those bytes as the editor shows them."""
    words: Words | None
    """The words of what it was opened on; None where they are to be counted."""

    @classmethod
    def of(cls, post: Post, index: int | None, unsaved: UnsavedText | None) -> Self:
        """The post's entry at `index`, or for None its whole; where there is unsaved text, that."""
        target = unsaved or UnsavedText.over(post, index)
        return cls(target, Buffer.of(target.typed), None if unsaved else words_in(post, index))

    def is_unsaved(self, text: str) -> bool:
        """Whether the editor's text is another than what stands in the file."""
        shown = self._without_blank_end(text)
        if not self.target.is_changed:
            return shown != self.buffer.text
        return shown != _shown(self.target.base) or self.typed(text).is_changed  # by far the most keys need no bytes

    def typed(self, text: str) -> UnsavedText:
        """What was opened, with the editor's text as bytes; lines that were not touched keep theirs."""
        return self.target.retyped(self.buffer.encoding_back(self._without_blank_end(text)))

    def retyped(self, typed: bytes) -> Self:
        """The same with other bytes in the editor."""
        return type(self)(self.target.retyped(typed), Buffer.of(typed), None)

    def taking_in(self, foreign: str, shown: str) -> tuple[Self, str]:
        """The same made ready for text from elsewhere, and that text as it may stand beside `shown` in the editor."""
        buffer, marked = self.buffer.taking_in(foreign, shown)
        return replace(self, buffer=buffer), marked

    def going_on_over(self, text: UnsavedText) -> Self:
        """The same over `text`'s place: that of what was opened in its post as others left it."""
        return replace(self, target=text.retyped(self.target.typed))

    def _without_blank_end(self, text: str) -> str:
        """An entry's text without blank lines at its end: they are no part of an entry."""
        if self.target.index is None or text == self.buffer.text:
            return text
        return _BLANK_END.sub("", text) + ("\n" if self.buffer.text.endswith("\n") else "")


@lru_cache(maxsize=1)
def _shown(source: bytes) -> str:
    return Buffer.of(source).text
