"""Missing: the weeks of a weekly log that have no post, and where they stand between its posts."""

import datetime
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise
from typing import NamedTuple

from readtui.model.log import ReadingLog
from readtui.model.packedrows import PackedRows, loaded
from readtui.model.post import PostRow
from readtui.model.series import middle_of, series_of
from readtui.model.week import Week, week_holding

_A_WEEK = datetime.timedelta(days=7)
_MIDDLE = datetime.timedelta(days=3)
_MOST_APART = 8
"""Weeks in a row that have a line each; more of them share one."""
_LOOKED_AT = 512
"""Posts between which weeks are missed, of weekly ones ten years: to unpack these takes 3 ms."""
_WEEKLY = range(5, 11)  # days between the weeks of two posts at the median
_FEWEST = 3


@dataclass(frozen=True, slots=True)
class Missing:
    """Weeks in a row without a post."""

    first: Week
    """The oldest."""
    last: Week
    """The newest."""
    count: int

    @property
    def is_one(self) -> bool:
        """Whether it is one week, whose post can be made at once."""
        return self.count == 1

    def is_of(self, week: Week | None) -> bool:
        """Whether a post of this week is what was missing."""
        return week is not None and self.is_one and week.start <= self.first.start + _MIDDLE <= week.end


class Gaps(NamedTuple):
    """Where weeks are missing among listed posts, newest first."""

    missing: tuple[Missing, ...] = ()
    places: tuple[int, ...] = ()
    """For each the place, from 0, of the post that it stands before."""

    def lines(self, posts: int) -> int:
        """How many lines so many posts and these weeks take."""
        return posts + len(self.missing)

    def line_of(self, place: int) -> int:
        """The line, from 0, of the post at a place."""
        return place + bisect_right(self.places, place)

    def line_of_missing(self, missing: Missing) -> int | None:
        """The line of these weeks, or of those that they are among by now; None where none of them is missing."""
        for number, (each, place) in enumerate(zip(self.missing, self.places, strict=True)):
            if each.first.start <= missing.first.start <= each.last.end:
                return place + number
        return None

    def at(self, line: int) -> Missing | int:
        """What stands on a line, from 0: missing weeks, or the post at a place."""
        lines = [place + number for number, place in enumerate(self.places)]
        number = bisect_left(lines, line)
        return self.missing[number] if number < len(lines) and lines[number] == line else line - number


class _Told(NamedTuple):
    """What of a row matters here."""

    path: str
    day: datetime.date | None
    week: Week | None


def gaps_in(log: ReadingLog[PostRow], today: datetime.date) -> Gaps:
    """The weeks that the newest posts of a log leave out; none where no titles state weeks, nor posts follow weekly.

    The weeks since the newest post up to this one are missing too, unless it has been longer than weeks stand apart.
    """
    rows = list(islice(_told_of(log), _LOOKED_AT))
    series = {row.path for row in series_of(PostRow(path=row.path, day=row.day, week=row.week) for row in rows)}
    ours = [(place, row.week) for place, row in enumerate(rows) if row.path in series and row.week]
    starts = sorted({week.start for _, week in ours})
    apart = [(later - earlier).days for earlier, later in pairwise(starts)]
    is_said = sum(week.rule == "title" for _, week in ours) * 2 > len(ours)
    if len(starts) < 2 or not (is_said or (len(starts) >= _FEWEST and middle_of(apart) in _WEEKLY)):
        return Gaps()
    first_day = Counter(week.start.weekday() for _, week in ours).most_common(1)[0][0]
    covered = [week for _, week in ours]
    found = [*_since(covered, today, first_day)]
    for newer, older in _neighbours(covered):
        found += _between(newer, older, first_day)
    return _placed(found, rows)


def _told_of(log: ReadingLog[PostRow]) -> Iterator[_Told]:
    if not isinstance(log.posts, PackedRows):
        yield from (_Told(row.path, row.day, row.week) for row in log.posts)
        return
    for chunk in log.posts.chunks:
        yield from _told_in(chunk)


@lru_cache(maxsize=16)  # counts come in a few at a time, and the weeks stay
def _told_in(chunk: bytes) -> tuple[_Told, ...]:
    return tuple(_Told(row.path, row.day, row.week) for row in loaded(chunk))


def _neighbours(weeks: Iterable[Week]) -> Iterator[tuple[Week, Week]]:
    """Each week of the series with the next older one; several posts of a week are one."""
    return pairwise(sorted(set(weeks), key=lambda week: (week.start, week.end), reverse=True))


def _between(newer: Week, older: Week, first_day: int) -> Iterator[Missing]:
    """The weeks between two, the newest first: those whose middle is in neither."""
    week = week_holding(newer.start, "date", first_day)
    weeks = []
    while week.start + _MIDDLE > older.end:
        if not newer.start <= week.start + _MIDDLE <= newer.end and week.start < newer.start:
            weeks.append(week)
        week = week_holding(week.start - _A_WEEK, "date", first_day)
    yield from _folded(weeks)


def _since(covered: Iterable[Week], today: datetime.date, first_day: int) -> Iterator[Missing]:
    """The weeks after the newest of the log, up to this one."""
    end = max(week.end for week in covered)
    week = week_holding(today, "date", first_day)
    weeks: list[Week] = []
    while week.start + _MIDDLE > end and len(weeks) <= _MOST_APART:
        weeks.append(week)
        week = week_holding(week.start - _A_WEEK, "date", first_day)
    return _folded(weeks) if len(weeks) <= _MOST_APART else iter(())


def _folded(weeks: list[Week]) -> Iterator[Missing]:
    if len(weeks) > _MOST_APART:
        yield Missing(weeks[-1], weeks[0], len(weeks))
    else:
        yield from (Missing(week, week, 1) for week in weeks)


def _placed(found: list[Missing], rows: list[_Told]) -> Gaps:
    """Each before the first row that is older than its weeks."""
    places, place = [], 0
    for missing in found:
        while place < len(rows) and (day := rows[place].day) is not None and day >= missing.last.start:
            place += 1
        places.append(place)
    return Gaps(tuple(found), tuple(places))
