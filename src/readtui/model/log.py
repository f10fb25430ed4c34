"""ReadingLog: every post there is, newest first."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, Self, TypeVar

from readtui.model.packedrows import PackedRows
from readtui.model.post import PostRow

Row = TypeVar("Row", bound=PostRow)


@dataclass(frozen=True, slots=True)
class ReadingLog(Generic[Row]):
    """Every post there is, newest first: an immutable snapshot.

    A script holds a log of whole posts, `ReadingLog[Post]`; the screen holds one of rows, `PackedRows`.
    """

    posts: Sequence[Row] = ()

    @classmethod
    def of(cls, posts: Iterable[Row]) -> Self:
        """The log of these posts, put in order: newest first, undated last, then by path backwards."""
        # Three stable sorts: one with a key of three parts would make 10,000 tuples, and memory does not shrink again.
        by_path = sorted(posts, key=lambda post: post.path, reverse=True)
        by_path.sort(key=_time, reverse=True)
        by_path.sort(key=lambda post: post.day or datetime.date.min, reverse=True)
        return cls(tuple(by_path))

    def __len__(self) -> int:
        return len(self.posts)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.posts)

    def place_of(self, path: str | None) -> int | None:
        """Where the post at `path` stands, counted from 0; None where it does not."""
        return next((place for place, post in enumerate(self.posts) if post.path == path), None)


def showing(log: ReadingLog[PostRow], row: PostRow) -> ReadingLog[PostRow]:
    """The log with this row in the place of the one at its path; in order again, where its day changed."""
    place = log.place_of(row.path)
    if place is None or log.posts[place] == row:
        return log
    rows = log.posts if isinstance(log.posts, PackedRows) else PackedRows.of(log.posts)
    replaced = rows.replacing(place, row)
    return ReadingLog(replaced if log.posts[place].day == row.day else PackedRows.of(ReadingLog.of(replaced)))


def _time(row: PostRow) -> str:
    return row.date.time().isoformat() if isinstance(row.date, datetime.datetime) else ""
