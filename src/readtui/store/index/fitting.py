"""Fitting: the posts that fit a search and what of them does, for lists that show no text."""

import sqlite3
from collections.abc import Callable, Iterator
from functools import lru_cache

from readtui.model.conventions import Conventions
from readtui.model.log import ReadingLog
from readtui.model.narrowing import Fitting, Found
from readtui.model.packedrows import PackedRows
from readtui.model.post import PostRow
from readtui.model.search import Search
from readtui.store.index.columns import POST_COLUMNS
from readtui.store.index.matching import Asking, numbers_of
from readtui.store.index.rowforms import post_from

_TOGETHER = 256
"""Documents, or posts, that are looked up at once: 1 ms, after which others get their turn."""
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
    indexes: dict[int, list[int]] = {}
    for some in _parts(shown):
        if is_dropped():
            return None
        for post, index in _places(connection, some):
            indexes.setdefault(post, []).append(index)
    is_few = len(indexes) <= _FEW
    fits: dict[str, Fitting] = {}
    known: dict[Fitting, Fitting] = {}  # of 10,000 posts most have one of a few

    def narrowed() -> Iterator[PostRow]:
        """The posts in the order of their first or best hits; not all at once, since 10,000 take 5 MB."""
        for some in _parts([*indexes]):
            if is_dropped():
                return
            for post, row in _rows(connection, some):
                fit = tuple(sorted(indexes.pop(post)))
                fits[row.path] = known.setdefault(fit, fit)
                yield conventions.placing(row)

    log = ReadingLog(tuple(narrowed()) if is_few else PackedRows.of(narrowed()))
    return None if indexes else Found(search, asking.order, log, fits, is_all=len(numbers) <= len(shown))


def _places(connection: sqlite3.Connection, numbers: list[int]) -> list[tuple[int, int]]:
    """Of each document its post's number, and its entry's, from 1, or 0 for the post itself."""
    found = connection.execute(
        "SELECT t.place, p.id, p.last - t.place FROM text t JOIN post p ON p.id = t.post"
        f" WHERE t.place IN ({_marks(numbers)})",
        numbers,
    )
    where = {number: (post, index) for number, post, index in found}
    if len(where) != len(numbers):
        raise ValueError("documents are missing")
    return [where[number] for number in numbers]


def _rows(connection: sqlite3.Connection, posts: list[int]) -> list[tuple[int, PostRow]]:
    """These posts by their numbers, with the rows that are kept of them."""
    columns = connection.execute(f"SELECT id, {POST_COLUMNS} FROM post WHERE id IN ({_marks(posts)})", posts)
    rows = {post: _row_from(tuple(its))[0] for post, *its in columns}
    if len(rows) != len(posts):
        raise ValueError("posts are missing")
    return [(post, rows[post]) for post in posts]


def _marks(values: list[int]) -> str:
    """As many marks: with the values themselves each part would be a statement, of which sqlite3 keeps 128 by 30 KB."""
    return ", ".join("?" * len(values))


def _parts(numbers: list[int]) -> Iterator[list[int]]:
    return (numbers[start : start + _TOGETHER] for start in range(0, len(numbers), _TOGETHER))
