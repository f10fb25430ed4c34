"""Counting: the words of what is in the editor, as listings count them once it is saved."""

from typing import NamedTuple

from readtui.grammar.posts import read_post
from readtui.grammar.words import count_words
from readtui.model.post import Post
from readtui.model.unsaved import UnsavedText


class Words(NamedTuple):
    """How many words there are."""

    written: int
    """Of the notes; of a text without entries, of all of it."""
    quoted: int
    """Of the `>` parts of the notes."""

    @property
    def told(self) -> tuple[str, ...]:
        """`120 words, 30 quoted`, and the same in less and less room."""
        words = f"{self.written} word{'' if self.written == 1 else 's'}"
        if not self.quoted:
            return (words,)
        return f"{words}, {self.quoted} quoted", f"{self.written} ({self.quoted} quoted)", words


def words_in(post: Post, index: int | None) -> Words:
    """Those of the entry at `index`, from 1, or for None those of the whole post."""
    entry = post.entry(index)
    if entry:
        return Words(entry.words, entry.quoted_words)
    return Words(post.words, sum(entry.quoted_words for entry in post.entries))


def words_typed(text: UnsavedText) -> Words:
    """Those of a text that is not yet saved, in the midst of its post."""
    post = read_post(text.path, text.whole)
    if text.index is None:
        return words_in(post, None)
    start, end = text.span.start, text.span.start + len(text.typed)
    entries = [entry for entry in post.entries if start <= entry.span.start < end]
    if not entries:
        return Words(count_words(text.typed.decode(errors="replace")), 0)
    return Words(sum(entry.words for entry in entries), sum(entry.quoted_words for entry in entries))


def credit_at(text: UnsavedText, place: int) -> str:
    """Who made the entry that has the byte at `place` of the typed text, else its title; empty outside of entries."""
    post, place = read_post(text.path, text.whole), text.span.start + place
    entry = next((entry for entry in reversed(post.entries) if entry.span.start <= place), None)
    if entry is None:
        return ""
    people = [name for byline in entry.bylines for name in byline.people]
    return " and ".join(filter(None, (", ".join(people[:-1]), *people[-1:]))) or entry.title
