"""Dates: what front matter says of when a post is from, read as Hugo reads it and a little kinder."""

import datetime
import re

from readtui.model.frontmatter import FrontMatter

DATE_KEYS = ("date", "publishdate", "pubdate", "published", "lastmod", "modified")
"""Where Hugo looks for a page's date, in this order, in any case."""

_TIME = (
    r"(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,](?P<fraction>\d+))?)?"
    r"(?: ?(?P<half>[AaPp])\.?[Mm]\.?)?"
)
_ZONE = r"(?: ?(?P<zone>[Zz]|[+-]\d\d(?::?\d\d)?)(?: [A-Z]{3,5})?| (?P<name>[A-Z]{3,5}))?"
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? )?"
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4}|\d\d)"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_NUMBERS = re.compile(
    rf"(?P<year>\d{{4}})(?P<sep>[-/.])(?P<month>\d{{1,2}})(?P=sep)(?P<day>\d{{1,2}})(?:[Tt ]{_TIME}{_ZONE})?"
)
_WORDS = (
    rf"{_WEEKDAY}{_DAY}[- ]{_MONTH},?[- ]{_YEAR}(?:,? (?:at )?{_TIME}{_ZONE})?",
    rf"{_WEEKDAY}{_MONTH} {_DAY},? {_YEAR}(?:,? (?:at )?{_TIME}{_ZONE})?",
    rf"{_WEEKDAY}{_MONTH} {_DAY} {_TIME}{_ZONE} {_YEAR}",
)
_LONGEST = 64


def date_of(front_matter: FrontMatter) -> datetime.date | datetime.datetime | None:
    """When the post is from: the first of Hugo's keys that can be read; None where none can."""
    return first_date(front_matter)[0]


def first_date(front_matter: FrontMatter) -> tuple[datetime.date | datetime.datetime | None, str | None]:
    """When the post is from, and the first of the keys before it whose value cannot be read; None where all can."""
    values = front_matter.values
    if "date" in values and (found := read_date(values["date"])) is not None:
        return found, None  # nearly every post: no need to fold the keys
    folded = {key.casefold(): (key, value) for key, value in values.items()}
    unread = None
    for wanted in DATE_KEYS:
        key, value = folded.get(wanted, (wanted, None))
        if value is None or value == "" or (wanted == "published" and isinstance(value, bool)):
            continue  # Jekyll's `published: false` is no date
        found = read_date(value)
        if found is not None or _is_no_date(value):
            return found, unread
        unread = unread or key
    return None, unread


def read_date(value: object) -> datetime.date | datetime.datetime | None:
    """The date or time that a front matter value means.

    A time without a zone stays without, a day without a time stays a day, whole numbers are seconds since 1970 as in
    Hugo. None for what is none, and for the year 1 and before, with which Hugo says that there is no date.
    """
    match value:
        case bool():
            return None
        case datetime.date():
            found: datetime.date | datetime.datetime | None = value
        case str():
            found = _read_text(value)
        case int():
            found = _read_seconds(value)
        case _:
            return None
    return found if found is not None and found.year > 1 else None


def _is_no_date(value: object) -> bool:
    """Whether the value is the year 1 or before, which is Hugo's way to say that there is no date."""
    if isinstance(value, datetime.date):
        return value.year <= 1
    return isinstance(value, str) and value.startswith(("0000-", "0001-"))


def _read_text(text: str) -> datetime.date | datetime.datetime | None:
    if len(text) > _LONGEST or not text.isascii():
        return None
    text = " ".join(text.split())
    match = _NUMBERS.fullmatch(text)
    if match is None and not text[:4].isdigit():
        # Compiled when the first such date is met: most logs have none.
        match = next((found for form in _WORDS if (found := re.fullmatch(form, text, re.IGNORECASE))), None)
    return _built(match.groupdict()) if match else None


def _built(parts: dict[str, str | None]) -> datetime.date | datetime.datetime | None:
    """The date that the parts of a match name; None for a day or time that is none."""
    month = parts["month"] or ""
    year = int(parts["year"] or "")
    if len(parts["year"] or "") == 2:
        year += 1900 if year >= 69 else 2000  # as Go does
    try:
        day = datetime.date(
            year, int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1, int(parts["day"] or "")
        )
        if parts["hour"] is None:
            return day
        hour = int(parts["hour"])
        if half := parts["half"]:
            if not 1 <= hour <= 12:
                return None
            hour = hour % 12 + (12 if half in "pP" else 0)
        microsecond = int((parts["fraction"] or "0")[:6].ljust(6, "0"))
        time = datetime.time(hour, int(parts["minute"] or "0"), int(parts["second"] or "0"), microsecond)
        return datetime.datetime.combine(day, time, _zone(parts))
    except ValueError:
        return None


def _zone(parts: dict[str, str | None]) -> datetime.timezone | None:
    """The zone of a time; of a bare name such as MST the offset is unknown, and Go takes it for none."""
    zone = parts["zone"]
    if zone is None:
        return datetime.UTC if parts["name"] else None
    if zone in "Zz":
        return datetime.UTC
    digits = zone[1:].replace(":", "").ljust(4, "0")
    offset = datetime.timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return datetime.timezone(-offset if zone[0] == "-" else offset)


def _read_seconds(seconds: int) -> datetime.datetime | None:
    try:
        return datetime.datetime.fromtimestamp(seconds, datetime.UTC)
    except (OverflowError, OSError, ValueError):
        return None
