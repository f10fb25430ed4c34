"""Week words: the week that somebody names, and the posts that are that week's."""

import datetime
import re
from collections.abc import Iterable
from typing import TypeVar

from readtui.model.post import PostRow
from readtui.model.series import series_of
from readtui.model.week import Week, week_holding

Row = TypeVar("Row", bound=PostRow)

_NUMBERED = re.compile(r"(\d{4})-?[Ww](\d{1,2})")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_THURSDAY = 4  # of ISO's days, which count from Monday, 1
_MIDDLE = datetime.timedelta(days=3)
_A_WEEK = datetime.timedelta(days=7)
_YEARS = range(1000, 9999)
"""Those of four digits that no calendar's edge is near: a week of such has all its days."""


def week_named(text: str, today: datetime.date, first_day: int) -> Week:
    """The log's week that is meant by `2020-W28`, a day in it such as `2020-07-08`, `this` or `last`.

    `first_day` is that of the log's weeks, from 0, Monday. A number is ISO's; in a log whose weeks begin on another
    day it means the one that holds most of that week: the one with its Thursday.

    Raises:
        ValueError: it names no week; the sentence says how to.
    """
    word = text.strip()
    try:
        if word.casefold() in ("this", "last"):
            day = today if word.casefold() == "this" else today - _A_WEEK
        elif match := _NUMBERED.fullmatch(word):
            day = datetime.date.fromisocalendar(int(match[1]), int(match[2]), _THURSDAY)
        elif _DAY.fullmatch(word):
            day = datetime.date.fromisoformat(word)
        else:
            raise ValueError(word)
        if day.year not in _YEARS:
            raise ValueError(word)
    except (ValueError, OverflowError) as error:
        raise ValueError(
            f"{word!r} is no week: write it as 2020-W28, as a day in it such as 2020-07-08, as this or last"
        ) from error
    return week_holding(day, "date", first_day)


def posts_of_week(rows: Iterable[Row], week: Week) -> list[Row]:
    """The posts that are this week's, newest first: those whose own week holds its middle.

    Where the log has a series of such posts, others of the week are none of them; they stand beside the log.
    """
    rows = list(rows)
    middle = week.start + _MIDDLE
    return [row for row in series_of(rows) or rows if row.week and row.week.start <= middle <= row.week.end]
