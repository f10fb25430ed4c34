"""Days: the days that a search names."""

import datetime
import re

_YEAR = re.compile(r"([0-9]{4})")
_MONTH = re.compile(r"([0-9]{4})-([0-9]{1,2})")
_DAY = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_WEEK = re.compile(r"([0-9]{4})-?[Ww]([0-9]{1,2})")
_THURSDAY = 4  # of ISO's days, which count from Monday, 1
_A_WEEK = datetime.timedelta(days=7)
_A_DAY = datetime.timedelta(days=1)


def days_named(text: str, *, is_year: bool = False) -> tuple[datetime.date, datetime.date]:
    """The first and the last day of the year, month or day that `text` names; with `is_year` of a year alone.

    Raises:
        ValueError: it names none; the sentence says how to.
    """
    try:
        if match := _YEAR.fullmatch(text):
            year = int(match[1])
            return datetime.date(year, 1, 1), datetime.date(year, 12, 31)
        if (match := _MONTH.fullmatch(text)) and not is_year:
            first = datetime.date(int(match[1]), int(match[2]), 1)
            after = first.replace(day=28) + datetime.timedelta(days=4)  # a day of the month after
            return first, after.replace(day=1) - _A_DAY
        if (match := _DAY.fullmatch(text)) and not is_year:
            day = datetime.date(int(match[1]), int(match[2]), int(match[3]))
            return day, day
    except (ValueError, OverflowError):
        pass
    how = "2020" if is_year else "2020, 2020-07 or 2020-07-31"
    raise ValueError(f"“{text}” is no {'year' if is_year else 'date'} of the calendar: write it as {how}")


def day_of_week(text: str, today: datetime.date) -> datetime.date:
    """A day in the week that `text` names; where the log's weeks do not begin on Mondays, in the one it means most.

    Raises:
        ValueError: it names none; the sentence says how to.
    """
    word = text.casefold()
    try:
        if word in ("this", "last"):
            return today if word == "this" else today - _A_WEEK
        if match := _WEEK.fullmatch(text):
            return datetime.date.fromisocalendar(int(match[1]), int(match[2]), _THURSDAY)
        if match := _DAY.fullmatch(text):
            return datetime.date(int(match[1]), int(match[2]), int(match[3]))
    except (ValueError, OverflowError):
        pass
    raise ValueError(f"“{text}” is no week: write it as 2020-W28, as a day in it such as 2020-07-08, as this or last")
