"""Patterns: how the reader says what a new post is called: `What I read this week ({start} - {end})`."""

import datetime
import re
from collections.abc import Callable, Mapping

from readtui.grammar.days.monthnames import ENGLISH, full_names
from readtui.model.week import Week

NAMES = ("date", "start", "end", "year", "week", "title")
"""What may stand in braces: the post's day, the week's first and last day, its year and ISO number, a title's words."""
_PLACE = re.compile(r"\{([^{}:]*)(?::([^{}]*))?\}")
_FORM = re.compile(r"%(-?[A-Za-z])")
_NO_WORD = re.compile(r"[^\w\s.-]+")
_GAP = re.compile(r"[\s-]+")
_THURSDAY = datetime.timedelta(days=3)  # in the middle of ISO's week, which has its number
_FORMS: Mapping[str, Callable[[datetime.date, str], str]] = {
    "Y": lambda day, _: f"{day.year:04}",
    "y": lambda day, _: f"{day.year % 100:02}",
    "m": lambda day, _: f"{day.month:02}",
    "-m": lambda day, _: f"{day.month}",
    "d": lambda day, _: f"{day.day:02}",
    "-d": lambda day, _: f"{day.day}",
    "B": lambda day, language: full_names(language)[day.month - 1],
    "b": lambda day, language: full_names(language)[day.month - 1][:3],
}


def check_pattern(pattern: str) -> None:
    """Make sure that a pattern can be filled in.

    Raises:
        ValueError: something in it has no meaning; the sentence says what.
    """
    for match in _PLACE.finditer(pattern):
        if match[1] not in NAMES:
            raise ValueError(
                f"{{{match[1]}}} means nothing here; there are {', '.join(f'{{{name}}}' for name in NAMES)}"
            )
        unknown = [form for form in _FORM.findall(match[2] or "") if form not in _FORMS]
        if unknown:
            raise ValueError(f"%{unknown[0]} means nothing here; there are {', '.join(f'%{form}' for form in _FORMS)}")
    if set("{}") & set(_PLACE.sub("", pattern)):
        raise ValueError("a brace has no other half")


def filled(pattern: str, week: Week, day: datetime.date, title: str = "", language: str = ENGLISH) -> str:
    """The pattern with the week, the post's day and the title's words put in."""
    middle = (week.start + _THURSDAY).isocalendar() if week.start < datetime.date.max - _THURSDAY else None
    number = middle or week.start.isocalendar()

    def part(match: re.Match[str]) -> str:
        name, form = match[1], match[2]
        if name == "title":
            return slug_of(title)
        if name == "week":
            return f"{number.week:02}"
        shown = {"date": day, "start": week.start, "end": week.end, "year": day}[name]
        default = {"date": "%Y-%m-%d", "year": "%Y"}.get(name, "%B %-d")
        return _FORM.sub(lambda each: _FORMS[each[1]](shown, language), form or default)

    return _PLACE.sub(part, pattern)


def slug_of(title: str) -> str:
    """The title as it stands in an address: small letters and digits of any language, hyphens between the words."""
    return _GAP.sub("-", _NO_WORD.sub("", title.lower()).strip()).strip("-.")
