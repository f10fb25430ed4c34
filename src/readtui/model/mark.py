"""Mark: what an entry is known by when its post is written anew."""

from dataclasses import dataclass
from typing import Self

from readtui.model.post import Post


@dataclass(frozen=True, slots=True)
class Mark:
    """What an entry is known by when its post is written anew: its text, or else its link, or else its title."""

    index: int
    """Where it stood, counted from 1; among several that fit, the nearest is it."""
    text: bytes
    title: str
    url: str | None

    @classmethod
    def of(cls, post: Post, index: int | None) -> Self | None:
        """The mark of the post's entry at `index`; None where there is none."""
        entry = post.entry(index)
        return cls(entry.index, entry.span.of(post.source), entry.title, entry.url) if entry else None

    def found_in(self, post: Post) -> int | None:
        """The entry of `post` that this is the mark of, counted from 1; None where it has none."""
        entries = post.entries
        ways = (
            [entry.index for entry in entries if entry.span.of(post.source) == self.text],
            [entry.index for entry in entries if self.url and entry.url == self.url and entry.title == self.title],
            [entry.index for entry in entries if self.url and entry.url == self.url],
            [entry.index for entry in entries if self.title and entry.title == self.title],
        )
        found: list[int] = next(filter(None, ways), [])
        return min(found, key=lambda index: abs(index - self.index), default=None)


def found_again(old: Post, index: int, new: Post) -> int | None:
    """The entry of `new` that is the one at `index`, from 1, in `old`; None where it is gone."""
    mark = Mark.of(old, index)
    if mark is None:
        return None
    found = mark.found_in(new)
    if found is None and len(old.entries) == len(new.entries):
        there = Mark.of(new, index)
        # All of it may have been written anew in its place; one that stood elsewhere before is another.
        return index if there and there.found_in(old) is None else None
    return found
