"""Weeks: which days a title says that its post is about, and which day a file's name tells."""

import datetime
import re

from readtui.model.week import Week

_LONGEST_TITLE = 400  # characters; what is longer is no title, and the patterns need not wade through it
_DAY_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_.]?)([01]\d)\2([0-3]\d)(?!\d)")
_DAY_IN_FOLDERS = re.compile(r"(?:^|/)((?:19|20)\d\d)/(\d\d?)/(\d\d?)(?:[-_/.][^/]*)?(?:/|$)")


def week_in_title(title: str, day: datetime.date | None) -> Week | None:
    """The week that a title's own words state, completed from the post's day; None where they state none.

    A bare date, a month and an issue's number state no week, and what is not certain is none either.
    """
    if len(title) > _LONGEST_TITLE or not any(map(str.isdigit, title)):
        return None
    from readtui.grammar.days.titledays import days_in_title  # its patterns take 10 ms to compile

    days = days_in_title(title, day)
    return Week(*days, "title") if days else None


def day_in_name(path: str) -> datetime.date | None:
    """The day that a post's file name tells, or else the folder it stands in; None where neither does."""
    *folders, name = path.split("/")
    for part in (name, *folders[-1:]):
        for match in _DAY_IN_NAME.finditer(part):
            if found := _date(match[1], match[3], match[4]):
                return found
    dated = _DAY_IN_FOLDERS.search(path)
    return _date(dated[1], dated[2], dated[3]) if dated else None


def _date(year: str, month: str, day: str) -> datetime.date | None:
    try:
        return datetime.date(int(year), int(month), int(day))
    except ValueError:
        return None
