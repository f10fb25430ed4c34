"""Writing: posts put into the index and taken out of it."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from readtui.grammar.searching.documents import documents
from readtui.model.document import Document
from readtui.model.post import Post
from readtui.model.week import Week
from readtui.store.index.placing import Key, Slot, slot_for
from readtui.store.index.rowforms import (
    Columns,
    entry_columns,
    path_bytes,
    post_columns,
    sought,
    sound,
    stored,
    summed,
    told,
)
from readtui.store.index.terms import columns_of, searched

_POST = (
    "INSERT INTO post (path, looks, digest, first, last, is_stray, time,"
    " title, date, day, draft, starts, ends, language, form, entries, words, problems, kind, sum, weekday)"
    f" VALUES ({', '.join('?' * 21)})"
)
_FIND = "INSERT INTO find (rowid, title, people, links, about, note, marks) VALUES (?, ?, ?, ?, ?, ?, ?)"
_UNFIND = (
    "INSERT INTO find (find, rowid, title, people, links, about, note, marks) VALUES ('delete', ?, ?, ?, ?, ?, ?, ?)"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A post as it was just read."""

    post: Post
    looks: bytes
    """How its file looked before that; nothing where looks cannot be trusted, so that it is read the next time."""
    digest: bytes


@contextmanager
def changing(connection: sqlite3.Connection) -> Iterator[None]:
    """Make several changes as one.

    Raises:
        sqlite3.Error: they cannot be made; none is.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def put(connection: sqlite3.Connection, readings: Iterable[Reading]) -> None:
    """Put posts into the index, in the places of what it has of them.

    Raises:
        sqlite3.Error: they cannot be written.
        ValueError: what the index has is damaged.
    """
    finds: list[tuple[int, tuple[str, ...]]] = []
    for reading in readings:
        old = _taken_out(connection, path_bytes(reading.post.path))
        number, slot = _put_post(connection, reading, old)
        for document in documents(reading.post):
            columns = columns_of(document)
            place = slot.last - document.index
            _put_document(connection, reading.post, document, columns, place=place, number=number)
            finds.append((place, searched(columns)))
    # FTS5 gathers what comes in the order of its numbers, and writes out what it has where that goes back.
    finds.sort()
    connection.executemany(_FIND, ((place, *columns) for place, columns in finds))


def take_out(connection: sqlite3.Connection, paths: Iterable[bytes]) -> None:
    """Take posts out of the index.

    Raises:
        sqlite3.Error: that cannot be written.
        ValueError: what the index has is damaged.
    """
    for path in paths:
        _taken_out(connection, path)


def order_of(post: Post) -> Key:
    """What the post is put in order by."""
    time = post.date.time().isoformat() if post.date is not None and hasattr(post.date, "time") else ""
    return post.day.isoformat() if post.day else "", time, path_bytes(post.path)


def _put_post(connection: sqlite3.Connection, reading: Reading, old: tuple[Slot, Key] | None) -> tuple[int, Slot]:
    post = reading.post
    key = order_of(post)
    slot = slot_for(connection, key, len(post.entries) + 1, old)
    path, title, date, *others = post_columns(post.row, post.kind)
    number = connection.execute(
        _POST,
        (
            path,
            reading.looks,
            reading.digest,
            *slot,
            int(slot.is_stray),
            key[1],
            title,
            date,
            *others,
            _weekday(post.week),
        ),
    ).lastrowid
    assert number is not None
    return number, slot


def _weekday(week: Week | None) -> int | None:
    """The day, from 0, Monday, that a stated week begins with: from these is learned how the log writes weeks."""
    return week.start.weekday() if week and week.rule == "title" and (week.end - week.start).days == 6 else None


def _put_document(
    connection: sqlite3.Connection,
    post: Post,
    document: Document,
    columns: tuple[str, ...],
    *,
    place: int,
    number: int,
) -> None:
    kept: Columns = summed(*map(stored, columns))
    connection.execute("INSERT INTO text VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (place, number, *kept))
    if document.index:
        entry = post.entries[document.index - 1]
        connection.execute(f"INSERT INTO entry VALUES ({', '.join('?' * 16)})", (place, number, *entry_columns(entry)))
        connection.execute(
            "INSERT INTO sought VALUES (?, ?, ?, ?)",
            (place, *map(sought, ("\n".join(document.people), document.host, document.kind or ""))),
        )


def _taken_out(connection: sqlite3.Connection, path: bytes) -> tuple[Slot, Key] | None:
    """Take a post out, if it is there; the numbers it had, and its order."""
    found = connection.execute("SELECT id, first, last, day, time FROM post WHERE path = ?", (path,)).fetchone()
    if found is None:
        return None
    number, first, last, day, time = found
    places = (first, last)
    rows = connection.execute(
        "SELECT place, title, people, links, about, note, marks, sum FROM text"
        " WHERE place BETWEEN ? AND ? ORDER BY place",
        places,
    ).fetchall()
    for place, *columns in rows:
        texts = tuple(told(text) or "" for text in sound(tuple(columns)))
        connection.execute(_UNFIND, (place, *searched(texts)))
    connection.execute("DELETE FROM text WHERE place BETWEEN ? AND ?", places)
    for table in ("entry", "sought"):
        connection.execute(f"DELETE FROM {table} WHERE id BETWEEN ? AND ?", places)
    connection.execute("DELETE FROM post WHERE id = ?", (number,))
    return Slot(first, last), (day, time, path)
