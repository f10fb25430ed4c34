"""Fitting: the posts that fit a search and what of them does, for lists that show no text."""

import sqlite3
from collections.abc import Callable
from functools import lru_cache

from readtui.model.conventions import Conventions
from readtui.model.log import ReadingLog
from readtui.model.narrowing import Found
from readtui.model.packedrows import PackedRows
from readtui.model.post import PostRow
from readtui.model.search import Search
from readtui.store.index.columns import POST_COLUMNS
from readtui.store.index.matching import Asking, listed, numbers_of
from readtui.store.index.rowforms import post_from

_TOGETHER = 256
"""Documents that are looked up at once: 1 ms, after which others get their turn."""
_FEW = 128
"""Rows that are not worth packing."""
_row_from = lru_cache(maxsize=_TOGETHER)(post_from)
"""Of a search the next character leaves many posts in view: one row each, until another is written."""


def fitting(
    connection: sqlite3.Connection,
    search: Search,
    conventions: Conventions,
    asking: Asking,
    is_dropped: Callable[[], bool],
) -> Found | None:
    """What fits the search, which asks for something; None where it was dropped meanwhile.

    Raises:
        sqlite3.Error: the index cannot be read.
        ValueError: it is damaged.
    """
    numbers = numbers_of(connection, search, conventions.first_day, asking._replace(limit=asking.limit + 1))
    shown = numbers[: asking.limit]
    rows: dict[int, PostRow] = {}
    indexes: dict[int, list[int]] = {}
    for start in range(0, len(shown), _TOGETHER):
        if is_dropped():
            return None
        some = shown[start : start + _TOGETHER]
        found = connection.execute(
            "SELECT t.place, p.id, p.last - t.place FROM text t JOIN post p ON p.id = t.post"
            f" WHERE t.place IN ({listed(some)})"
        )
        where = {number: (post, index) for number, post, index in found}
        if len(where) != len(some):
            raise ValueError("documents are missing")
        for number in some:
            post, index = where[number]
            indexes.setdefault(post, []).append(index)
        new = {post for post, _ in where.values()} - rows.keys()
        columns = connection.execute(f"SELECT id, {POST_COLUMNS} FROM post WHERE id IN ({listed(new)})")
        rows.update((post, conventions.placing(_row_from(tuple(its))[0])) for post, *its in columns)
    narrowed = [rows[post] for post in indexes]  # in the order of their first or best hits
    known: dict[tuple[int, ...], tuple[int, ...]] = {}  # of 10,000 posts most have one of a few
    fits = {rows[post].path: known.setdefault(each, each) for post, its in indexes.items() if (each := _sorted(its))}
    log = ReadingLog(tuple(narrowed) if len(narrowed) <= _FEW else PackedRows.of(narrowed))
    return Found(search, asking.order, log, fits, is_all=len(numbers) <= len(shown))


def _sorted(indexes: list[int]) -> tuple[int, ...]:
    return tuple(sorted(indexes))
