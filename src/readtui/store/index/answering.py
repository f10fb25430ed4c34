"""Answering: what a search finds in the index."""

import datetime
import sqlite3
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from readtui.grammar.searching.snippets import snippet_of
from readtui.model.conventions import Conventions
from readtui.model.found import Answer, Hit, Snippet
from readtui.model.search import Order, Search, Term
from readtui.model.week import week_holding
from readtui.store.index.columns import ENTRY_COLUMNS, POST_COLUMNS, sound, told
from readtui.store.index.placing import STRAYS
from readtui.store.index.rowforms import entry_from, post_from
from readtui.store.index.terms import WEIGHTS, expression

_P = ", ".join(f"p.{name}" for name in POST_COLUMNS.split(", "))
_E = ", ".join(f"e.{name}" for name in ENTRY_COLUMNS.split(", "))
_T = "t.title, t.people, t.links, t.about, t.note, t.marks, t.sum"
_WIDTHS = (len(POST_COLUMNS.split(", ")), len(ENTRY_COLUMNS.split(", ")))
_MIDDLE = datetime.timedelta(days=3)
_MOST_RANGES = 400


class Asking(NamedTuple):
    """How a search is to be answered."""

    order: Order
    limit: int
    """Hits at most."""
    with_snippets: bool
    has_strays: bool
    """Whether there are documents whose numbers do not stand in the log's order."""


Condition = tuple[str, tuple[str, ...]]
"""What is asked of a post `p`, in SQL, and its values."""


def answer(connection: sqlite3.Connection, search: Search, conventions: Conventions, asking: Asking) -> Answer:
    """What fits the search, which asks for something.

    Raises:
        sqlite3.Error: the index cannot be read.
        ValueError: it is damaged.
    """
    numbers = numbers_of(connection, search, conventions, asking._replace(limit=asking.limit + 1))
    shown = numbers[: asking.limit]
    hits = _hits(connection, shown, search, conventions, with_snippets=asking.with_snippets)
    return Answer(tuple(hits), has_more=len(numbers) > len(shown))


def numbers_of(connection: sqlite3.Connection, search: Search, conventions: Conventions, asking: Asking) -> list[int]:
    """The numbers of the documents that fit the search, which asks for something, in the order that is asked for.

    Raises:
        sqlite3.Error: the index cannot be read.
    """
    condition, asked = _condition(search, conventions), expression(search)
    if asking.order == "best":
        return _best(connection, asked, condition, asking.limit)
    return _newest(connection, asked, condition, asking.limit, has_strays=asking.has_strays)


def _newest(
    connection: sqlite3.Connection, asked: str, condition: Condition | None, limit: int, *, has_strays: bool
) -> list[int]:
    """The numbers of the newest documents that fit, in the log's order."""
    found: list[int] = []
    for first, last in _ranges(connection, condition):
        found += (
            number
            for (number,) in connection.execute(
                "SELECT rowid FROM find WHERE find MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid DESC LIMIT ?",
                (asked, first, last, limit - len(found)),
            )
        )
        if len(found) >= limit:
            break
    if not has_strays:
        return found
    strays = [
        number
        for (number,) in connection.execute("SELECT rowid FROM find WHERE find MATCH ? AND rowid >= ?", (asked, STRAYS))
    ]
    if not strays:
        return found
    where, values = condition or ("1", ())
    keys = connection.execute(
        "SELECT p.day, p.time, p.path, t.place FROM text t JOIN post p ON p.id = t.post"
        f" WHERE t.place IN ({_listed(found)}) OR (t.place IN ({_listed(strays)}) AND {where})",
        values,
    )
    return [number for *_, number in sorted(keys, reverse=True)][:limit]


def _best(connection: sqlite3.Connection, asked: str, condition: Condition | None, limit: int) -> list[int]:
    """The numbers of the documents that fit best: those first whose titles, people and links have the words."""
    if condition is None:
        found = connection.execute(
            f"SELECT rowid FROM find WHERE find MATCH ? ORDER BY bm25(find, {WEIGHTS}), rowid DESC LIMIT ?",
            (asked, limit),
        )
    else:
        where, values = condition
        found = connection.execute(
            "SELECT find.rowid FROM find JOIN text t ON t.place = find.rowid JOIN post p ON p.id = t.post"
            f" WHERE find MATCH ? AND {where} ORDER BY bm25(find, {WEIGHTS}), find.rowid DESC LIMIT ?",
            (asked, *values, limit),
        )
    return [number for (number,) in found]


def _ranges(connection: sqlite3.Connection, condition: Condition | None) -> Iterator[tuple[int, int]]:
    """The numbers, strays aside, of the posts that the condition takes, the newest first."""
    if condition is None:
        yield 0, STRAYS - 1
        return
    where, values = condition
    first = last = None
    for start, end in connection.execute(
        f"SELECT p.first, p.last FROM post p WHERE p.is_stray = 0 AND {where}"
        " ORDER BY p.day DESC, p.time DESC, p.path DESC",
        values,
    ):
        if first is not None and end + 1 == first:
            first = start
            continue
        if first is not None and last is not None:
            yield first, last
        first, last = start, end
    if first is not None and last is not None:
        yield first, last


def _condition(search: Search, conventions: Conventions) -> Condition | None:
    """What the days that are asked for ask of a post; None where none are."""
    parts: list[str] = []
    values: list[str] = []
    for term in search.terms:
        if term.what not in ("days", "week"):
            continue
        part, its = _of_days(term) if term.what == "days" else _of_week(term, conventions)
        parts.append(f"NOT ({part})" if term.is_not else f"({part})")
        values += its
    return (" AND ".join(parts), tuple(values)) if parts else None


def _of_days(term: Term) -> tuple[str, list[str]]:
    first, last = term.first or datetime.date.min, term.last or datetime.date.max
    return "p.day BETWEEN ? AND ?", [first.isoformat(), last.isoformat()]


def _of_week(term: Term, conventions: Conventions) -> tuple[str, list[str]]:
    week = week_holding(term.first or datetime.date.min, "date", conventions.first_day)
    middle = min(week.start + _MIDDLE, week.end) if week.start < week.end else week.start
    return (
        "CASE WHEN p.starts IS NULL THEN p.day BETWEEN ? AND ? ELSE ? BETWEEN p.starts AND p.ends END",
        [week.start.isoformat(), week.end.isoformat(), middle.isoformat()],
    )


def _hits(
    connection: sqlite3.Connection,
    numbers: list[int],
    search: Search,
    conventions: Conventions,
    *,
    with_snippets: bool,
) -> Iterator[Hit]:
    post_width, entry_width = _WIDTHS
    rows = connection.execute(
        f"SELECT t.place, e.id, {_P}, {_E}, {_T} FROM text t JOIN post p ON p.id = t.post"
        f" LEFT JOIN entry e ON e.id = t.place WHERE t.place IN ({_listed(numbers)})"
    )
    made: dict[int, Hit] = {}
    for number, entry_number, *columns in rows:
        row, fallback = post_from(tuple(columns[:post_width]))
        entry = None
        if entry_number is not None:
            entry = entry_from(tuple(columns[post_width : post_width + entry_width]))
        kind, is_fallback = (fallback, True) if entry is None else entry.kind_or(fallback)
        snippet = Snippet("")
        if with_snippets:
            title, people, links, about, note, _ = sound(tuple(columns[post_width + entry_width :]))
            texts = (told(text) or "" for text in (note, title, people, about, links))
            snippet = snippet_of(texts, search)
        made[number] = Hit(conventions.placing(row), entry, kind, is_fallback and kind is not None, snippet)
    if len(made) != len(numbers):
        raise ValueError("documents are missing")
    return (made[number] for number in numbers)


def _listed(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, numbers))
