"""Shifting: the dates and week numbers in a title, a path or a field, moved from one week of a log to another."""

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Self

from readtui.grammar.days.monthnames import ENGLISH, are_cut_short, language_of, month_of, month_pattern, name_like
from readtui.model.week import Week

_NEAR = 21  # days between a post and a day that is told of its week
_THURSDAY = 3  # in the middle of ISO's week, which has its number
_MONTH = month_pattern()
_DAY = r"\d{1,2}(?:st|nd|rd|th)?(?![\d:])"
_DASH = r"(?:\s?[-–—]\s?|\s(?:to|au|al|a|bis|t/m|till|til|do|по)\s)"
_OF = r"(?:\s(?:de\s)?|\.\s)"
_WEEK_WORD = r"(?:[a-z]*week[a-z]*|wk|kw|w|semaine|woche|settimana|semana)(?:[\s_-]*notes?)?[\s#._-]*"
_COUNT_WORD = r"(?:issue|edition|episode|vol\.?|no\.?|nr\.?|part|#)[\s#._-]*"
_TOKEN = re.compile(
    r"(?<!\d)(?:"
    r"(?P<ymd>\d{4}(?:-\d{1,2}-|/\d{1,2}/|\.\d{1,2}\.|_\d{1,2}_|年\s?\d{1,2}月\s?)\d{1,2})(?!\d)"
    r"|(?P<compact>(?:19|20)\d{6})(?!\d)"
    r"|(?P<ending>\d{1,2}(?:-\d{1,2}-|/\d{1,2}/|\.\d{1,2}\.)\d{4})(?!\d)"
    rf"|(?P<yearweek>\d{{4}}(?:[\s:,/_-]*{_WEEK_WORD}|-)\d{{1,2}})(?!\d)"
    rf"|(?P<dayrange>\d{{1,2}}\.?{_DASH}\d{{1,2}}{_OF}{_MONTH})"
    rf"|(?P<daymonth>{_DAY}(?:\sde\s|[\s.-]+){_MONTH}(?:[\s,.-]+\d{{4}}(?!\d))?)"
    r"|(?P<year>\d{4})(?!\d)"
    r")|(?<![a-z])(?:"
    rf"(?P<monthrange>{_MONTH}\s\d{{1,2}}{_DASH}\d{{1,2}})(?![\d/.:]|\s*{_MONTH})"
    rf"|(?P<monthday>{_MONTH}[\s.-]+{_DAY}(?:(?:,\s?|\s|-)\d{{4}}(?!\d))?)"
    rf"|(?P<monthyear>{_MONTH}[\s,]+\d{{4}}(?!\d))"
    rf"|(?P<count>(?:{_WEEK_WORD}|{_COUNT_WORD})\d{{1,3}})(?!\d)"
    r")",
    re.IGNORECASE,
)
_PART = re.compile(rf"\d+(?:st|nd|rd|th)?|{_MONTH}", re.IGNORECASE)
_MARKS = re.compile(r"\0(?:\s*(?:[-–—~]|to)\s*\0)*")
_LEADING_ZERO = re.compile(r"(?<![\d:.T/_-])0\d(?!\d|[:.]|[-/]\d)")


def shape_of(text: str) -> str:
    """The text with one mark for each date, range of days, and number of a week or an issue."""
    return _MARKS.sub("\0", _TOKEN.sub("\0", " ".join(text.split())))


def count_in(text: str) -> int | None:
    """The last number of a week or an issue in the text; None where there is none."""
    found = [match.group() for match in _TOKEN.finditer(text) if match.lastgroup in ("count", "yearweek")]
    return _numbers(found[-1])[-1] if found else None


@dataclass(frozen=True, slots=True)
class Shift:
    """The way from the week of one post to another week."""

    day: datetime.date
    """The post's."""
    week: Week
    to: Week
    step: int
    """What is added to a number that counts posts instead of ISO's weeks."""
    pads: bool
    """Whether a day beside a month's name, and a week's number, has two digits always."""
    language: str = ENGLISH
    """In which the log names months."""
    cuts: bool = False
    """Whether it cuts these names short."""
    off: datetime.timedelta = datetime.timedelta()
    """What is added to the day of the new post, where that is not as far into its week."""

    @classmethod
    def between(cls, day: datetime.date, week: Week, to: Week, step: int, samples: Iterable[str]) -> Self:
        """The way from one to the other; `samples` show how days below ten are written."""
        samples = list(samples)
        pads = any(_LEADING_ZERO.search(text) for text in samples)
        return cls(day, week, to, step, pads, language_of(samples), are_cut_short(samples))

    def of_text(self, text: str) -> str:
        """The text with each date near the post's, and each number of its week or issue, moved on."""
        return _TOKEN.sub(self._moved, text)

    def of_day(self, day: datetime.date) -> datetime.date:
        """The day that stands as far into the new week as this one into the old."""
        try:
            return day + (self.to.start - self.week.start) + self.off
        except OverflowError:  # the calendar's first and last week are short
            return self.to.end

    def dating(self, day: datetime.date) -> Self:
        """The way from any other day to the day of the new post."""
        new = self.of_day(self.day)
        return replace(self, day=day, week=Week(day, day, "date"), to=Week(new, new, "date"), off=datetime.timedelta())

    def _moved(self, match: re.Match[str]) -> str:
        written, numbers = match.group(), _numbers(match.group())
        month = next((month_of(part) for part in _PART.findall(written) if part[0].isalpha()), 0)
        years = numbers[-1:] if numbers[-1] > 31 else [self.day.year, self.day.year - 1, self.day.year + 1]
        match match.lastgroup:
            case "ymd":
                return self._date(written, [(numbers, "ymd")])
            case "compact":
                new = self._near([int(written[:4]), int(written[4:6]), int(written[6:])], "ymd")
                return new.strftime("%Y%m%d") if new else written
            case "ending":
                return self._date(written, [(numbers, "mdy"), (numbers, "dmy")])
            case "monthday":
                return self._date(written, [([month, numbers[0], year], "mdy") for year in years])
            case "daymonth":
                return self._date(written, [([numbers[0], month, year], "dmy") for year in years])
            case "monthrange" | "dayrange":
                return self._range(written, month, numbers)
            case "monthyear":
                is_posts = (month, numbers[0]) == (self.day.month, self.day.year)
                return self._spelled(written, "my", self.of_day(self.day), pads=True) if is_posts else written
            case "yearweek" | "count":
                return self._numbered(written, numbers)
        return str(self.of_day(self.day).year) if numbers[0] == self.day.year else written

    def _near(self, numbers: list[int], order: str) -> datetime.date | None:
        """The day that these numbers mean, moved on; None where that is no day, or none of the post's week."""
        parts = dict(zip(order, numbers, strict=True))
        try:
            day = datetime.date(parts["y"], parts["m"], parts["d"])
            return self.of_day(day) if abs((day - self.day).days) <= _NEAR else None
        except (ValueError, OverflowError):
            return None

    def _date(self, written: str, readings: list[tuple[list[int], str]]) -> str:
        for numbers, order in readings:
            if new := self._near(numbers, order):
                has_name = any(part[0].isalpha() for part in _PART.findall(written))
                pads = self.pads if has_name else all(len(part) != 1 for part in _PART.findall(written))
                return self._spelled(written, order, new, pads=pads)
        return written

    def _range(self, written: str, month: int, numbers: list[int]) -> str:
        """Two days of one month; where they fall in two, each gets its own."""
        first, last = (self._near([self.day.year, month, number], "ymd") for number in numbers)
        if not first or not last:
            return written
        if first.month == last.month:
            dated = iter((first, last))
            return _PART.sub(
                lambda part: (
                    self._name(part.group(), first.month)
                    if part.group()[0].isalpha()
                    else _digits(part.group(), next(dated).day, pads=self.pads)
                ),
                written,
            )
        dash = re.findall(_DASH, written)[0].strip() or "-"
        name = next(part for part in _PART.findall(written) if part[0].isalpha())
        between = re.split(r"\d+", written.replace(name, ""))[-1] or " "
        pieces = []
        for day in (first, last):
            number = f"{day.day:02}" if self.pads else str(day.day)
            words = self._name(name, day.month), number
            pieces.append(" ".join(words) if written[0].isalpha() else between.join(reversed(words)))
        return f" {dash} ".join(pieces)

    def _spelled(self, written: str, order: str, day: datetime.date, *, pads: bool) -> str:
        """The day in the spelling of `written`, whose parts are in this order; a year that is not there stays away."""
        roles: Iterator[str] = iter(order)

        def part(match: re.Match[str]) -> str:
            role, old = next(roles), match.group()
            if old[0].isalpha():
                return self._name(old, day.month)
            return _digits(old, {"y": day.year, "m": day.month, "d": day.day}[role], pads=pads)

        return _PART.sub(part, written)

    def _name(self, old: str, month: int) -> str:
        return name_like(old, month, self.language, cuts=self.cuts)

    def _numbered(self, written: str, numbers: list[int]) -> str:
        """ISO's number of the week, with its year; a month in digits; or a number that counts."""
        old_year, old_week, _ = _thursday(self.week).isocalendar()
        new_year, new_week, _ = _thursday(self.to).isocalendar()
        number, new_day = numbers[-1], self.of_day(self.day)
        if number == old_week and (len(numbers) == 1 or numbers[0] == old_year):
            new = {"y": new_year, "n": new_week}
        elif (
            len(numbers) > 1
            and (numbers[0], number) == (self.day.year, self.day.month)
            and not re.search("[a-z]", written)
        ):
            new = {"y": new_day.year, "n": new_day.month}
        else:
            new = {"y": new_day.year if numbers[0] == self.day.year else numbers[0], "n": number + self.step}
        roles = iter("n" if len(numbers) == 1 else "yn")
        pads = self.pads or re.search(r"[-_]\d+\Z|0\d\Z|\d-?[Ww]\d\d\Z", written) is not None
        return re.sub(r"\d+", lambda part: _digits(part.group(), new[next(roles)], pads=pads), written)


def _thursday(week: Week) -> datetime.date:
    """The fourth day of the week; the calendar's last week is short."""
    return week.start + min(datetime.timedelta(_THURSDAY), datetime.date.max - week.start)


def _numbers(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", text)]


def _digits(old: str, number: int, *, pads: bool) -> str:
    """The number, with an ordinal's ending where the old one has one."""
    shown = f"{number:02}" if pads and len(old.rstrip("stndrh")) < 3 else str(number)
    if old[-1].isdigit():
        return shown
    ending = "th" if 11 <= number <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return shown + ending
