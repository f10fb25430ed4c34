"""Asking: how a search is written, from what was typed to what is asked for."""

import datetime
import re

from readtui.grammar.searching.days import day_of_week, days_named
from readtui.grammar.searching.folding import words_of
from readtui.model.search import Misunderstood, Search, Term, What
from readtui.model.snippet import Place

_MOST_TERMS = 60
_LONGEST = 1000  # characters that are looked at; what is longer was pasted by mistake
_PART = re.compile(
    r"(?P<not>-?)(?:(?P<field>[^\W\d_]+):(?!//))?"
    r"(?:[\"“”](?P<quoted>[^\"“”]*)(?P<closed>[\"“”]?)|(?P<bare>[^\s\"“”]*))"
)
_WORDS: dict[str, tuple[What, str]] = {
    "kind": ("kind", "talk"),
    "by": ("by", "vanderplas"),
    "site": ("site", "youtube.com"),
    "tag": ("tag", "python"),
    "link": ("link", "github.com/google/jax"),
}
"""Fields that are compared with words: what each asks about, and an example."""
_DAYS = {"year": "2020", "since": "2020-07", "until": "2020-07-31"}
_CHOICES: dict[str, tuple[What, tuple[str, ...]]] = {"is": ("is", ("draft", "problem")), "has": ("has", ("quote",))}
FIELDS = (*_WORDS, *_DAYS, "week", *_CHOICES)
"""What can be asked about besides the text, each written as `kind:talk`."""


def read_search(text: str, today: datetime.date, *, is_typing: bool = False) -> Search:
    """What is asked for by `text`; never raises.

    While it is typed, the last word may go on, and a field that has no value yet is not complained about. `today`
    is what `week:this` counts from.
    """
    terms: list[Term] = []
    wrong: list[Misunderstood] = []
    place, end = 0, min(len(text), _LONGEST)
    while place < end:
        part = _PART.match(text, place, end)
        if text[place].isspace() or part is None:
            place += 1
            continue
        place = max(part.end(), place + 1)
        made = _term(part, today, is_open=is_typing and place == len(text) and not part["closed"])
        if isinstance(made, str):
            wrong.append(Misunderstood(Place(part.start(), place), made))
        elif made is not None:
            terms.append(made)
    if len(text) > _LONGEST:
        wrong.append(Misunderstood(Place(_LONGEST, len(text)), f"only the first {_LONGEST} characters are looked at"))
    if len(terms) > _MOST_TERMS:
        wrong.append(Misunderstood(Place(0, len(text)), f"only the first {_MOST_TERMS} words are looked for"))
    return Search(text, tuple(terms[:_MOST_TERMS]), tuple(wrong))


def _term(part: re.Match[str], today: datetime.date, *, is_open: bool) -> Term | str | None:
    """What a part asks for; a sentence where it means nothing, None where it asks for nothing.

    `is_open` says that its last word is still being typed.
    """
    is_not, value = bool(part["not"]), part["bare"] if part["quoted"] is None else part["quoted"]
    is_starred = part["quoted"] is None and value.endswith("*")
    is_prefix = is_open or is_starred
    if part["field"] is None:
        if words_of(value):
            return Term("text", value.rstrip("*") if is_starred else value, is_not, is_prefix)
        if is_open or not value.strip():
            return None  # a lone `-` or `"`: there is more to come
        return f"“{value}” has no letter and no digit in it, so it is not looked for"
    name, value = part["field"].casefold(), value.strip()
    if name not in FIELDS:
        others = ", ".join(f"{each}:" for each in FIELDS)
        return f'there is no field “{name}:”, only {others}; as text it is written "{part["field"]}:{value}"'
    if not value and is_open:
        return None
    if name in _WORDS:
        return _compared(name, value, is_not=is_not, is_prefix=is_prefix)
    if name in _CHOICES:
        return _chosen(name, value, is_not=is_not)
    return _timed(name, value, today, is_not=is_not)


def _compared(name: str, value: str, *, is_not: bool, is_prefix: bool) -> Term | str:
    what, example = _WORDS[name]
    value = value.rstrip("*")
    if not value or (what not in ("kind", "tag") and not words_of(value)):
        return f"{name}: wants a word behind it, such as {name}:{example}"
    return Term(what, value, is_not, is_prefix)


def _chosen(name: str, value: str, *, is_not: bool) -> Term | str:
    what, choices = _CHOICES[name]
    if value.casefold() not in choices:
        there_are = " and ".join(f"{name}:{each}" for each in choices)
        return f"“{name}:{value}” means nothing here; there {'is' if len(choices) == 1 else 'are'} {there_are}"
    return Term(what, value.casefold(), is_not)


def _timed(name: str, value: str, today: datetime.date, *, is_not: bool) -> Term | str:
    try:
        if name == "week":
            day = day_of_week(value, today)
            return Term("week", value, is_not, first=day, last=day)
        first, last = days_named(value, is_year=name == "year")
    except ValueError as error:
        return str(error)
    return Term(
        "days",
        value,
        is_not,
        first=None if name == "until" else first,
        last=None if name == "since" else last,
    )
