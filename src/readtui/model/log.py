"""ReadingLog: every post there is, newest first."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, Self, TypeVar

from readtui.model.post import PostRow

Row = TypeVar("Row", bound=PostRow, covariant=True)


@dataclass(frozen=True, slots=True)
class ReadingLog(Generic[Row]):
    """Every post there is, newest first: an immutable snapshot.

    A notebook holds a log of whole posts, `ReadingLog[Post]`; the screen holds one of rows, which is light.
    """

    posts: tuple[Row, ...] = ()

    @classmethod
    def of(cls, posts: Iterable[Row]) -> Self:
        """The log of these posts, put in order: newest first, undated last, then by path backwards."""
        return cls(tuple(sorted(posts, key=_place, reverse=True)))

    def __len__(self) -> int:
        return len(self.posts)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.posts)

    def find(self, path: str) -> Row | None:
        """The post at `path`; None where there is none."""
        return next((post for post in self.posts if post.path == path), None)

    def place_of(self, path: str | None) -> int | None:
        """Where the post at `path` stands, counted from 0; None where it does not."""
        return next((place for place, post in enumerate(self.posts) if post.path == path), None)


def _place(row: PostRow) -> tuple[datetime.date, str, str]:
    day = row.day or datetime.date.min
    time = row.date.time().isoformat() if isinstance(row.date, datetime.datetime) else ""
    return day, time, row.path
