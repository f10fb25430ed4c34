"""Day words: the days that somebody means by words such as `last july`, and the post to be shown for them."""

import datetime
import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from readtui.grammar.days.dates import read_date
from readtui.grammar.days.weekwords import week_named
from readtui.grammar.searching.days import days_named
from readtui.model.post import PostRow
from readtui.model.series import series_of
from readtui.model.week import MONDAY, week_holding

Days = tuple[datetime.date, datetime.date]
"""A first and a last day, both included."""

_LONGEST = 64  # characters; what is longer was pasted by mistake
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_COUNTS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_NUMBER = r"(?P<number>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?:(?P<year>\d{4})|(?P<near>last|this) year)"
_A_DAY = datetime.timedelta(days=1)
_A_WEEK = datetime.timedelta(days=7)


def days_meant(text: str, today: datetime.date, first_day: int = MONDAY) -> Days | None:
    """The days that are meant by `text`, in any case; None where it names none. Never raises.

    `today`, `yesterday`, `friday`, `last friday`; `this week`, `last month`, `3 weeks ago`, `a year ago`; `july`,
    `last july`, `july 2020`, `july last year`; `8 july`, `july 8 2020`, `2020-07-08`; `2020`, `2020-07`, `2020-W28`,
    `week 28`, `week 28 2020`. Without a year it is the last that has begun. `first_day` is that of the log's weeks.
    """
    words = " ".join(text[: _LONGEST + 1].replace(",", " ").casefold().split())
    if len(words) > _LONGEST or not words.isascii():
        return None
    words = re.sub(r"^(?:(?:in|on) )?(?:the )?", "", words)
    try:
        for pattern, days in _FORMS:
            if match := re.fullmatch(pattern, words):
                return days(match, today, first_day)
        return _written(words, today, first_day)
    except (ValueError, OverflowError):  # no such day, or outside of the calendar
        return None


class Dated(NamedTuple):
    """A post and its days: those of its week, or the one of a post without."""

    path: str
    first: datetime.date
    last: datetime.date

    def lies_off(self, days: Days) -> int:
        """How many days lie between these and its own; 0 where they touch."""
        return max((self.first - days[1]).days, (days[0] - self.last).days, 0)

    def is_of(self, days: Days) -> bool:
        """Whether most of its own lie in these, or these in its own."""
        middle = self.first + (self.last - self.first) // 2
        return days[0] <= middle <= days[1] or (self.first <= days[0] and days[1] <= self.last)


def dated(rows: Iterable[PostRow]) -> list[Dated]:
    """Those of the posts that have days, in their order."""
    weeks = ((row.path, row.week.start, row.week.end) if row.week else (row.path, row.day, row.day) for row in rows)
    return [Dated(path, first, last) for path, first, last in weeks if first and last]


def post_for(days: Days, posts: Sequence[Dated], rows: Iterable[PostRow]) -> Dated | None:
    """Of a log's posts the one to be shown for these days: the newest of a week that is theirs, else the next to them.

    Of several in one week that of the log's series comes first, which its `rows` tell. None where no post has a day.
    """
    theirs = [post for post in posts if post.is_of(days)]
    if not theirs:
        return min(posts, key=lambda post: post.lies_off(days), default=None)
    newest = theirs[0]
    same = [post for post in theirs if post.lies_off((newest.first, newest.last)) == 0]
    if len(same) > 1:
        series = {row.path for row in series_of(rows)}  # looks through all
        return next((post for post in same if post.path in series), newest)
    return newest


def _written(words: str, today: datetime.date, first_day: int) -> Days | None:
    """The days of what is written in digits, and of days with their month and year."""
    if (day := read_date(words)) is not None:
        day = day.date() if isinstance(day, datetime.datetime) else day
        return day, day
    try:
        return days_named(words)
    except ValueError:
        if not words[:1].isdigit():  # `this` and `last` alone are words of a title as well
            return None
    week = week_named(words, today, first_day)
    return week.start, week.end


def _one(day: datetime.date) -> Days:
    return day, day


def _around(unit: str, day: datetime.date, first_day: int) -> Days:
    """The day, week, month or year that holds a day."""
    if unit == "day":
        return day, day
    if unit == "week":
        week = week_holding(day, "date", first_day)
        return week.start, week.end
    return _month(day.year, day.month) if unit == "month" else days_named(f"{day.year:04}")


def _month(year: int, month: int) -> Days:
    return days_named(f"{year:04}-{month:02}")


def _going(unit: str, day: datetime.date, by: int) -> datetime.date:
    """A day so many days, weeks, months or years on; where the month is shorter, its last."""
    if unit in ("day", "week"):
        return day + by * (_A_DAY if unit == "day" else _A_WEEK)
    count = day.year * 12 + day.month - 1 + by * (1 if unit == "month" else 12)
    first, last = _month(count // 12, count % 12 + 1)
    return min(first + (day.day - 1) * _A_DAY, last)


def _near(match: re.Match[str], today: datetime.date, first_day: int) -> Days:
    by = {"last": -1, "this": 0, "next": 1}[match["which"]]
    return _around(match["unit"], _going(match["unit"], today, by), first_day)


def _ago(match: re.Match[str], today: datetime.date, first_day: int) -> Days:
    word = match["count"]
    count = int(word) if word.isdigit() else _COUNTS.index(word) + 1 if word in _COUNTS else 1
    day = _going(match["unit"], today, -count)
    # A month ago is a day in that month, so it is the week of that day: what was read then.
    return _around("day" if match["unit"] == "day" else "week", day, first_day)


def _weekday(match: re.Match[str], today: datetime.date, _first_day: int) -> Days:
    back = (today.weekday() - _WEEKDAYS.index(match["weekday"][:3])) % 7
    return _one(today - (back or (7 if match["last"] else 0)) * _A_DAY)


def _month_of(match: re.Match[str], today: datetime.date, _first_day: int) -> Days:
    month = _MONTHS.index(match["month"][:3]) + 1
    part = match.groupdict()
    if part.get("year") or part.get("near"):
        return _month(_year(part, today), month)
    is_begun = month < today.month or (month == today.month and part.get("last") is None)
    return _month(today.year if is_begun else today.year - 1, month)


def _day_of(match: re.Match[str], today: datetime.date, _first_day: int) -> Days:
    part = match.groupdict()
    month, number = _MONTHS.index(match["month"][:3]) + 1, int(match["number"])
    if part.get("near"):
        return _one(datetime.date(_year(part, today), month, number))
    for year in range(today.year, today.year - 9, -1):  # a 29th of February is eight years old at the most
        first, last = _month(year, month)
        if 1 <= number <= (last - first).days + 1 and first + (number - 1) * _A_DAY <= today:
            return _one(first + (number - 1) * _A_DAY)
    raise ValueError(match.group())


def _numbered(match: re.Match[str], today: datetime.date, first_day: int) -> Days:
    part, number = match.groupdict(), int(match["number"])
    if part.get("year") or part.get("near"):
        week = week_named(f"{_year(part, today):04}-W{number:02}", today, first_day)
    else:
        year = today.isocalendar().year
        year = year if number <= today.isocalendar().week else year - 1
        week = week_named(f"{year:04}-W{number:02}", today, first_day)
    return week.start, week.end


def _year(part: dict[str, str | None], today: datetime.date) -> int:
    return int(part.get("year") or 0) or today.year - (part.get("near") == "last")


_FORMS: tuple[tuple[str, Callable[[re.Match[str], datetime.date, int], Days]], ...] = (
    (r"today|now", lambda _, today, _day: _one(today)),
    (r"yesterday", lambda _, today, _day: _one(today - _A_DAY)),
    (r"tomorrow", lambda _, today, _day: _one(today + _A_DAY)),
    (r"(?P<which>last|this|next) (?P<unit>week|month|year)", _near),
    (rf"(?P<count>\d{{1,4}}|an?|{'|'.join(_COUNTS)}) (?P<unit>day|week|month|year)s? (?:ago|back)", _ago),
    (r"(?P<last>last )?(?P<weekday>mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?", _weekday),
    (rf"(?P<last>last )?{_MONTH}", _month_of),
    (rf"{_MONTH} (?:of )?{_YEAR}", _month_of),
    (rf"(?P<year>\d{{4}}) {_MONTH}", _month_of),
    (rf"(?:{_MONTH} {_NUMBER})(?: (?P<near>last|this) year)?", _day_of),
    (rf"(?:{_NUMBER} (?:of )?{_MONTH})(?: (?P<near>last|this) year)?", _day_of),
    (rf"(?:week |w)(?P<number>\d{{1,2}})(?: (?:of )?{_YEAR})?", _numbered),
    (r"(?P<year>\d{4}) week (?P<number>\d{1,2})", _numbered),
)
"""How days are written, and what is made of it."""
