"""ReadingLog: every post there is, newest first."""

import datetime
from bisect import bisect
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, Self, TypeVar

from readtui.model.packedrows import PackedRows
from readtui.model.post import PostRow

Row = TypeVar("Row", bound=PostRow)

_FEW = 8  # rows that are sooner put in their places one by one than by going through a log of 10,000


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
        if isinstance(self.posts, PackedRows):
            return None if path is None else self.posts.place_of(path)
        return next((place for place, post in enumerate(self.posts) if post.path == path), None)


def showing(log: ReadingLog[PostRow], row: PostRow) -> ReadingLog[PostRow]:
    """The log with this row, in its place in the order; where there is one of its path already, in place of that."""
    place = log.place_of(row.path)
    if place is not None and log.posts[place] == row:
        return log
    rows = _packed(log)
    if place is not None and _order(rows[place]) == _order(row):
        return ReadingLog(rows.replacing(place, row))
    rows = rows if place is None else rows.removing(place)
    # The log counts down, so the places of rows are sought from its end.
    behind = bisect(range(len(rows)), _order(row), key=lambda number: _order(rows[len(rows) - 1 - number]))
    return ReadingLog(rows.inserting(len(rows) - behind, row))


def hiding(log: ReadingLog[PostRow], path: str) -> ReadingLog[PostRow]:
    """The log without the row of the post at `path`."""
    place = log.place_of(path)
    return log if place is None else ReadingLog(_packed(log).removing(place))


def changing(
    log: ReadingLog[PostRow],
    rows: Collection[PostRow],
    gone: Collection[str],
    breathing: Callable[[], object] | None = None,
) -> ReadingLog[PostRow]:
    """The log with all of these rows, each in its place, and without those of the posts at the paths `gone`.

    `breathing` is called in between, where it takes long: it may let others do their work.
    """
    if len(rows) + len(gone) > _FEW:
        return _going_through(log, rows, gone, breathing or (lambda: None))
    for path in gone:
        log = hiding(log, path)
    for row in rows:
        log = showing(log, row)
    return log


def _going_through(
    log: ReadingLog[PostRow], rows: Collection[PostRow], gone: Collection[str], breathing: Callable[[], object]
) -> ReadingLog[PostRow]:
    left = sorted(rows, key=_order)  # the next to be put in its place stands last
    taken_out = {*gone, *(row.path for row in rows)}

    def rewriting(chunk: list[PostRow], is_last: bool) -> list[PostRow]:
        breathing()
        made: list[PostRow] = []
        is_among = bool(left and chunk) and _order(left[-1]) >= _order(chunk[-1])
        for row in chunk:
            while is_among and left and _order(left[-1]) >= _order(row):
                made.append(left.pop())
            if row.path not in taken_out:
                made.append(row)
        return [*made, *reversed(left)] if is_last else made

    changed = _packed(log).rewriting(rewriting)
    return log if changed == log.posts else ReadingLog(changed)


def _packed(log: ReadingLog[PostRow]) -> PackedRows:
    return log.posts if isinstance(log.posts, PackedRows) else PackedRows.of(log.posts)


def _order(row: PostRow) -> tuple[datetime.date, str, str]:
    """What rows are put in order by, the greatest first."""
    return row.day or datetime.date.min, _time(row), row.path


def _time(row: PostRow) -> str:
    return row.date.time().isoformat() if isinstance(row.date, datetime.datetime) else ""
