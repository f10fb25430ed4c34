"""Week: a start and an end date and the rule that they came from."""

import datetime
from typing import Literal, NamedTuple

WeekRule = Literal["title", "date", "file"]
"""What a week was read from: the title's own words, the post's date, or the file name's date."""

MONDAY = 0


class Week(NamedTuple):  # a listing without values of the model has weeks too: dataclasses take 8 ms to be loaded
    """The days that a post is about, both ends included."""

    start: datetime.date
    end: datetime.date
    rule: WeekRule


def week_holding(day: datetime.date, rule: WeekRule, first_day: int = MONDAY) -> Week:
    """The seven days that hold `day`; `first_day` counts from 0, Monday, as `date.weekday` does."""
    try:
        start = day - datetime.timedelta(days=(day.weekday() - first_day) % 7)
        return Week(start, start + datetime.timedelta(days=6), rule)
    except OverflowError:  # the calendar's first and last week are short
        return Week(day, day, rule)
