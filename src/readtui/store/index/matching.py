"""Matching: the numbers of the documents that fit a search, found without any value that has to be loaded."""

import datetime
import sqlite3
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from readtui.model.search import Order, Search, Term
from readtui.model.week import week_holding
from readtui.store.index.placing import STRAYS
from readtui.store.index.terms import WEIGHTS, expression

_MIDDLE = datetime.timedelta(days=3)


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


def numbers_of(connection: sqlite3.Connection, search: Search, first_day: int, asking: Asking) -> list[int]:
    """The numbers of the documents that fit the search, which asks for something, in the order that is asked for.

    Raises:
        sqlite3.Error: the index cannot be read.
    """
    condition, asked = _condition(search, first_day), expression(search)
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
        f" WHERE t.place IN ({listed(found)}) OR (t.place IN ({listed(strays)}) AND {where})",
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


def _condition(search: Search, first_day: int) -> Condition | None:
    """What the days that are asked for ask of a post; None where none are."""
    parts: list[str] = []
    values: list[str] = []
    for term in search.terms:
        if term.what not in ("days", "week"):
            continue
        part, its = _of_days(term) if term.what == "days" else _of_week(term, first_day)
        parts.append(f"NOT ({part})" if term.is_not else f"({part})")
        values += its
    return (" AND ".join(parts), tuple(values)) if parts else None


def _of_days(term: Term) -> tuple[str, list[str]]:
    first, last = term.first or datetime.date.min, term.last or datetime.date.max
    return "p.day BETWEEN ? AND ?", [first.isoformat(), last.isoformat()]


def _of_week(term: Term, first_day: int) -> tuple[str, list[str]]:
    week = week_holding(term.first or datetime.date.min, "date", first_day)
    middle = min(week.start + _MIDDLE, week.end) if week.start < week.end else week.start
    return (
        "CASE WHEN p.starts IS NULL THEN p.day BETWEEN ? AND ? ELSE ? BETWEEN p.starts AND p.ends END",
        [week.start.isoformat(), week.end.isoformat(), middle.isoformat()],
    )


def listed(numbers: Iterable[int]) -> str:
    """Numbers as SQL lists them."""
    return ", ".join(map(str, numbers))
