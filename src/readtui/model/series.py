"""Series: those posts of a log that follow each other from week to week, among all that a blog holds."""

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TypeVar

from readtui.model.post import PostRow

Row = TypeVar("Row", bound=PostRow)

_DIGITS = re.compile(r"\d+")
_WEEKLY = range(4, 11)  # days between posts at the median: nobody writes on the same weekday always
_FEWEST = 3


def series_of(rows: Iterable[Row]) -> list[Row]:
    """The posts of the log's series, newest first: those that state their week in the title, and those filed alike.

    Posts are filed alike whose paths differ in numbers alone. Where no title states a week it is the posts so filed
    that follow weekly, else those with the newest post; empty where there are no three of a kind, nor two a week apart.
    """
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if _day(row) is not None:
            groups[_shape(row.path)].append(row)
    stating = [group for group in groups.values() if any(row.week and row.week.rule == "title" for row in group)]
    found = [row for group in stating for row in group] or max(
        (group for shape, group in groups.items() if "#" in shape and _is_series(group)), key=_rank, default=[]
    )
    return sorted(found, key=lambda row: (_day(row) or datetime.date.min, row.path), reverse=True)


def _day(row: PostRow) -> datetime.date | None:
    """The post's day, else the first of the week that its title states."""
    return row.day or (row.week.start if row.week else None)


def _shape(path: str) -> str:
    return _DIGITS.sub("#", path)


def _is_series(group: Sequence[PostRow]) -> bool:
    """Whether these are enough to be more than a chance; two are where they stand a week apart."""
    return len(group) >= _FEWEST or (len(group) > 1 and _rank(group)[0])


def _rank(group: Sequence[PostRow]) -> tuple[bool, datetime.date]:
    """Whether the posts follow weekly, and the day of the newest."""
    days = sorted((day for row in group if (day := _day(row))), reverse=True)
    return middle_of([(later - earlier).days for later, earlier in pairwise(days)]) in _WEEKLY, days[0]


def middle_of(counts: list[int]) -> int:
    """The median of some numbers, without its fraction: the module for such takes 10 ms to load."""
    ordered, half = sorted(counts), len(counts) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) // 2
