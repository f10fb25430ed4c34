"""Listed: the rows of a warm index as the objects that commands print, made without any value of the model."""

import datetime
import json
import sqlite3
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, cast

from readtui.commands.json_form import (
    ENTRY_KEYS,
    WEEK_KEYS,
    JsonObject,
    beside_entries,
    byline_objects,
    days_object,
    link_objects,
    marked,
    problem_objects,
)
from readtui.model.week import week_holding
from readtui.store.index.columns import POST_WIDTH, path_of, sound, told
from readtui.store.index.listing import entries, posts

if TYPE_CHECKING:
    from readtui.model.search import Order, Search

Columns = tuple[object, ...]


def listed_weeks(connection: sqlite3.Connection, first_day: int) -> Iterator[JsonObject]:
    """Each post as a row of `weeks`.

    Raises:
        sqlite3.Error: the index cannot be read.
        ValueError: it is damaged.
    """
    return (_week(columns, first_day) for columns in posts(connection))


def listed_entries(
    connection: sqlite3.Connection,
    first_day: int,
    *,
    since: datetime.date | None,
    until: datetime.date | None,
    post: str | None,
    **parts: str | None,
) -> Iterator[tuple[JsonObject, str | None]]:
    """Entries as rows of `entries`, each with what its post's front matter says of its kind.

    `parts` are a kind, a person, a site: of these there may be more than are asked for.

    Raises:
        sqlite3.Error: the index cannot be read.
        ValueError: it is damaged.
    """
    known: Columns = ()
    for columns in entries(connection, since=since, until=until, post=post, **parts):
        if columns[:POST_WIDTH] != known:
            known = columns[:POST_WIDTH]
            week, fallback = _week(known, first_day), told(known[-2])
        yield _entry(week, columns[POST_WIDTH:]), fallback


def listed_hits(
    connection: sqlite3.Connection, first_day: int, search: "Search", order: "Order", limit: int
) -> Iterator[tuple[JsonObject, str | None]]:
    """What a search that asks for something finds, as rows of `search`, with what posts say of their entries' kind.

    Raises:
        sqlite3.Error: the index cannot be read.
        ValueError: it is damaged.
    """
    from readtui.store.index.documents import documents  # what finds is not loaded by who only lists
    from readtui.store.index.matching import Asking, numbers_of
    from readtui.store.index.placing import count_of_strays

    asking = Asking(order, limit, with_snippets=True, has_strays=count_of_strays(connection) > 0)
    for document in documents(connection, numbers_of(connection, search, first_day, asking)):
        week = _week(document.post, first_day)
        found = beside_entries(week) if document.entry is None else _entry(week, document.entry)
        yield found | {"snippet": marked(document.snippet(search))}, told(document.post[-2])


def _week(columns: Columns, first_day: int) -> JsonObject:
    path, title, date, day, draft, starts, ends, language, form, count, words, problems, _ = sound(columns)
    days: JsonObject | None = None
    if starts is not None:
        days = {"start": starts, "end": ends, "rule": "title"}
    elif day:
        on = datetime.date.fromisoformat(cast(str, day))
        days = days_object(week_holding(on, "file" if date is None else "date", first_day))
    found = problem_objects(_unlisted(problems))
    named = (path_of(cast(bytes, path)), told(title), date, bool(draft))
    return dict(zip(WEEK_KEYS, (*named, days, language, form, count, words, found), strict=True))


def _entry(week: JsonObject, columns: Columns) -> JsonObject:
    index, line, last_line, start, end, kind, section, title, url, bylines, links, words, quoted = sound(columns)
    places = (week["post"], index, line, last_line, start, end)
    texts = (told(kind), told(section), told(title) or "", told(url))
    lists = (byline_objects(_unlisted(bylines)), link_objects(_unlisted(links)))
    return dict(zip(ENTRY_KEYS, (*places, *texts, *lists, words, quoted, week["date"], week["week"]), strict=True))


def _unlisted(value: object) -> Iterable[list[str]]:
    return json.loads(cast(str, value)) if value is not None else ()
