"""The days that the words of a title state: ranges, weeks of a day, and weeks with their number."""

import datetime
import re
from collections.abc import Iterator

from readtui.grammar.days.titlepatterns import BARE_YEAR_WEEK, EITHER_WAY, YEAR_WEEK, ranges, weeks_ending, weeks_of
from readtui.grammar.days.titlewords import WEEK, WEEKLY, WORDS_BEFORE_A_NUMBER, marked

_LONGEST_RANGE = 16  # days: two weeks and the days between
_NEAR = 45  # days between a post's date and the week that its title tells without a year
_NEAR_NUMBER = 30  # days, where the title gives the week's number
_NEAR_DATE = 400  # days, where the title gives the year too

Days = tuple[datetime.date, datetime.date]
"""A first and a last day, both included."""


def days_in_title(title: str, day: datetime.date | None) -> Days | None:
    """The days that a title states, completed from the post's day; None where it states none for certain."""
    text = marked(title)
    return _best(_ranges(text, day), day) or _best(_weeks_of(text, day), day) or _numbered(text, day)


def _best(candidates: Iterator[Days], day: datetime.date | None) -> Days | None:
    """The candidate nearest to the post's day; without a day the first."""
    return min(candidates, key=lambda days: _distance(days, day), default=None)


def _distance(days: Days, day: datetime.date | None) -> int:
    """How many days lie between a post's day and these days; 0 inside, and where there is no day."""
    if day is None or days[0] <= day <= days[1]:
        return 0
    return min(abs((day - days[0]).days), abs((day - days[1]).days))


def _ranges(text: str, day: datetime.date | None) -> Iterator[Days]:
    for pattern in ranges(text):
        for match in pattern.finditer(text):
            part = match.groupdict()
            if _counts_something_else(match, part):
                continue
            first = _number(part.get("m1") or part["m2"]), int(part["d1"])
            last = _number(part.get("m2") or part["m1"]), int(part["d2"])
            years = part.get("y0"), part.get("y1"), part.get("y9") or part.get("y2")
            yield from _completed(first, last, years, day)
    for match in EITHER_WAY.finditer(text) if "/" in text else ():
        a, b, year, c, d, other = match.groups()
        years = None, _full(year), _full(other)
        yield from _completed((int(a), int(b)), (int(c), int(d)), years, day)
        yield from _completed((int(b), int(a)), (int(d), int(c)), years, day)


def _counts_something_else(match: re.Match[str], part: dict[str, str | None]) -> bool:
    """Whether a number beside a loose dash is none of a day: `Issue 5 - 11 May`, `July 5 - 20 links`."""
    if (part.get("m1") and part["m2"]) or not (part.get("sep") or "").startswith(" "):
        return False
    if part["m1"]:
        return not part["y2"] and re.match(r"\s+[^\W\d_]|%", match.string[match.end() :]) is not None
    before = re.findall(r"[^\W_]+|#", match.string[: match.start()])
    return bool(before) and before[-1] in WORDS_BEFORE_A_NUMBER


def _completed(
    first: tuple[int, int],
    last: tuple[int, int],
    years: tuple[str | None, str | None, str | None],
    day: datetime.date | None,
) -> Iterator[Days]:
    """The days from `first` to `last`, both month and day, in each year that may be meant."""
    lead, own, trail = (int(year) if year else None for year in years)
    over_new_year = first > last
    if own and trail:
        pairs = [(own, trail)]
    elif trail:
        pairs = [(trail - 1, trail), (trail, trail + 1)] if over_new_year else [(trail, trail)]
    elif own or lead:
        year = own or lead or 0
        pairs = [(year, year + 1), (year - 1, year)] if over_new_year else [(year, year)]
    elif day:
        is_mid_year = 4 <= day.month <= 10  # no day of another year is near
        others = [day.year] if is_mid_year else [day.year - 1, day.year, day.year + 1]
        pairs = [(year, year + over_new_year) for year in others]
    else:
        return
    near = _NEAR_DATE if any(years) else _NEAR
    for first_year, last_year in pairs:
        start, end = _date(first_year, *first), _date(last_year, *last)
        if start and end and 1 <= (end - start).days < _LONGEST_RANGE and _distance((start, end), day) <= near:
            yield start, end


def _weeks_of(text: str, day: datetime.date | None) -> Iterator[Days]:
    if WEEK not in text and "w/" not in text and "wc" not in text:
        return
    six = datetime.timedelta(days=6)
    for patterns, back, on in ((weeks_of(), 0 * six, six), (weeks_ending(), six, 0 * six)):
        for pattern in patterns:
            for match in pattern.finditer(text):
                for named in _single(match.groupdict(), day):
                    days = named - back, named + on
                    if _distance(days, day) <= (_NEAR_DATE if match["y1"] else _NEAR):
                        yield days


def _single(part: dict[str, str | None], day: datetime.date | None) -> Iterator[datetime.date]:
    """Each date that a day's words may mean; without a year, in the years around the post's day."""
    if part.get("a"):
        months_and_days = [(int(part["a"] or 0), int(part["b"] or 0)), (int(part["b"] or 0), int(part["a"] or 0))]
    else:
        months_and_days = [(_number(part["m1"]), int(part["d1"] or 0))]
    year = _full(part["y1"] or part.get("y0"))
    years = [int(year)] if year else [day.year - 1, day.year, day.year + 1] if day else []
    for month, number in months_and_days:
        yield from (found for year in years if (found := _date(year, month, number)))


def _numbered(text: str, day: datetime.date | None) -> Days | None:
    """The ISO week, or weeks, that a year and a number tell."""
    for pattern in YEAR_WEEK if WEEK in text else ():
        for match in pattern.finditer(text):
            year, number = int(match["y"]), int(match["n1"])
            both = _iso_weeks(year, number, int(match["n2"]), day) if match["n2"] else None
            if days := both or _iso_weeks(year, number, None, day):
                return days
    for match in BARE_YEAR_WEEK.finditer(text):
        year, number = int(match["y"]), int(match["n1"])
        about_weeks = WEEK in text or WEEKLY in text
        alone = number > 12 and number != (year + 1) % 100 and match.end() == len(text.rstrip(" )]"))
        before = re.findall(r"[^\W_]+|#", text[: match.start()])
        if about_weeks or (alone and day and not (before and before[-1] in WORDS_BEFORE_A_NUMBER)):
            return _iso_weeks(year, number, None, day)
    return None


def _iso_weeks(year: int, number: int, other: int | None, day: datetime.date | None) -> Days | None:
    """Monday of the week `number` to Sunday of the week `other`, or of its own."""
    try:
        start = datetime.date.fromisocalendar(year, number, 1)
        last = number if other is None else other
        end = datetime.date.fromisocalendar(year + (last < number), last, 7)
    except ValueError:
        return None
    days = start, end
    return days if (end - start).days < 5 * 7 and _distance(days, day) <= _NEAR_NUMBER else None


def _number(month: str | None) -> int:
    """The number of a month that is written as a mark or in digits."""
    assert month is not None
    return int(month) if month.isdigit() else ord(month) - 0xE000


def _full(year: str | None) -> str | None:
    return f"20{year}" if year and len(year) == 2 else year


def _date(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None
