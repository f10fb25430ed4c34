"""Answering: what a search finds in the index."""

import sqlite3
from collections.abc import Iterator

from readtui.model.conventions import Conventions
from readtui.model.found import Answer, Hit
from readtui.model.search import Search
from readtui.model.snippet import Snippet
from readtui.store.index.documents import documents
from readtui.store.index.matching import Asking, numbers_of
from readtui.store.index.rowforms import entry_from, post_from


def answer(connection: sqlite3.Connection, search: Search, conventions: Conventions, asking: Asking) -> Answer:
    """What fits the search, which asks for something.

    Raises:
        sqlite3.Error: the index cannot be read.
        ValueError: it is damaged.
    """
    numbers = numbers_of(connection, search, conventions.first_day, asking._replace(limit=asking.limit + 1))
    shown = numbers[: asking.limit]
    hits = _hits(connection, shown, search, conventions, with_snippets=asking.with_snippets)
    return Answer(tuple(hits), has_more=len(numbers) > len(shown))


def _hits(
    connection: sqlite3.Connection,
    numbers: list[int],
    search: Search,
    conventions: Conventions,
    *,
    with_snippets: bool,
) -> Iterator[Hit]:
    for document in documents(connection, numbers):
        row, fallback = post_from(document.post)
        entry = None if document.entry is None else entry_from(document.entry)
        kind, is_fallback = (fallback, True) if entry is None else entry.kind_or(fallback)
        snippet = document.snippet(search) if with_snippets else Snippet("")
        yield Hit(conventions.placing(row), entry, kind, is_fallback and kind is not None, snippet)
