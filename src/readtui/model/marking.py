"""Marking: the entries, or the posts, that the reader marked for the next command, kept by what they are known by."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from readtui.model.mark import Mark
from readtui.model.post import Post

if TYPE_CHECKING:
    from readtui.model.session import Session


class Marked(NamedTuple):
    """An entry that is marked, or a post as a whole."""

    path: str
    """The post's."""
    mark: Mark | None
    """The entry's; None for the post as a whole."""

    def place_in(self, post: Post) -> int | None:
        """The entry of its post, as that is now, counted from 1, or 0 for the whole; None where it is gone."""
        if post.path != self.path:
            return None
        return 0 if self.mark is None else self.mark.found_in(post)


def marks_posts(session: "Session") -> bool:
    """Whether what is marked are posts as wholes."""
    return any(marked.mark is None for marked in session.marked)


def marked_in(session: "Session", post: Post | None) -> frozenset[int]:
    """Which entries of the post are marked, counted from 1; 0 for the post as a whole."""
    here = (marked.place_in(post) for marked in session.marked) if post else ()
    return frozenset(place for place in here if place is not None)


def toggling(session: "Session", index: int | None) -> "Session":
    """The session once an entry of the chosen post, or for None the post as a whole, is marked, or no longer is.

    Raises:
        ValueError: entries are marked and this is a post, or the other way round; in a sentence.
    """
    post = session.post
    if post is None:
        return session
    others = tuple(marked for marked in session.marked if marked.place_in(post) != (index or 0))
    if len(others) < len(session.marked):
        return replace(session, marked=others)
    if others and marks_posts(session) != (index is None):
        raise ValueError(f"{told(session)}: esc clears the marks; entries and weeks are not marked together")
    return replace(session, marked=(*others, Marked(post.path, Mark.of(post, index))))


def unmarking(session: "Session") -> "Session":
    """The session with nothing marked."""
    return replace(session, marked=()) if session.marked else session


def renaming(marked: Iterable[Marked], renamed: Mapping[str, str]) -> tuple[Marked, ...]:
    """What is marked, in posts whose paths others changed."""
    return tuple(each._replace(path=renamed.get(each.path, each.path)) for each in marked)


def told(session: "Session") -> str:
    """How much is marked, in words: `3 entries marked`, `1 week marked`; empty for nothing."""
    count = len(session.marked)
    one, more = ("week", "weeks") if marks_posts(session) else ("entry", "entries")
    return f"{count} {one if count == 1 else more} marked" if count else ""
