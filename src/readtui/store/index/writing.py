"""Writing: posts put into the index and taken out of it."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from readtui.grammar.searching.documents import documents
from readtui.model.canonical import canonical
from readtui.model.document import Document
from readtui.model.post import Post
from readtui.model.week import Week
from readtui.store.index.columns import Columns, path_bytes, sought, sound, stored, summed, told
from readtui.store.index.fingerprints import fingerprint_of
from readtui.store.index.leading import number_of
from readtui.store.index.placing import Key, Slot, slot_for
from readtui.store.index.rowforms import entry_columns, post_columns
from readtui.store.index.terms import columns_of, searched

_POST = (
    "INSERT INTO post (path, looks, digest, first, last, is_stray, time,"
    " title, date, day, draft, starts, ends, language, form, entries, words, problems, kind, sum, weekday, fingerprint)"
    f" VALUES ({', '.join('?' * 22)})"
)
_FIND = "INSERT INTO find (rowid, title, people, links, about, note, marks) VALUES (?, ?, ?, ?, ?, ?, ?)"
_UNFIND = (
    "INSERT INTO find (find, rowid, title, people, links, about, note, marks) VALUES ('delete', ?, ?, ?, ?, ?, ?, ?)"
)


class Passage(NamedTuple):
    """What is searched of a post or of one of its entries, in the columns of the index."""

    entry_index: int
    """From 1; 0 for the post beside its entries."""
    kept: Columns
    searched: tuple[str, ...]
    entry: Columns | None
    sought: Columns
    leads: tuple[int, ...]
    """The numbers of the pages that the entry links to."""


class Reading(NamedTuple):
    """A post as it was just read, in the columns of the index: it can be made in another process."""

    path: bytes
    is_text: bool
    """Whether it has any: nothing is known of a post that cannot be read."""
    looks: bytes
    """How its file looked before that; nothing where looks cannot be trusted, so that it is read the next time."""
    digest: bytes
    key: Key
    columns: Columns
    weekday: int | None
    passages: tuple[Passage, ...]


def reading_of(post: Post, looks: bytes, digest: bytes) -> Reading:
    """What the index keeps of a post."""
    return Reading(
        path_bytes(post.path),
        bool(post.source),
        looks,
        digest,
        order_of(post),
        post_columns(post.row, post.kind),
        _weekday(post.week),
        tuple(_passage(post, document) for document in documents(post)),
    )


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
        old = _taken_out(connection, reading.path)
        number, slot = _put_post(connection, reading, old)
        for passage in reading.passages:
            place = slot.last - passage.entry_index
            _put_passage(connection, passage, place=place, number=number)
            finds.append((place, passage.searched))
    # FTS5 gathers what comes in the order of its numbers, and writes out what it has where that goes back.
    finds.sort()
    connection.executemany(_FIND, ((place, *columns) for place, columns in finds))


def put_looks(connection: sqlite3.Connection, path: bytes, looks: bytes, digest: bytes) -> None:
    """Put in how the file of a post looks now, if these are the bytes that the index has of it.

    Raises:
        sqlite3.Error: that cannot be written.
    """
    connection.execute(
        "UPDATE post SET looks = ?, fingerprint = ? WHERE path = ? AND digest = ?",
        (looks, fingerprint_of(path, looks), path, digest),
    )


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


def _passage(post: Post, document: Document) -> Passage:
    columns = columns_of(document)
    asked = ("\n".join(document.people), document.host, document.kind or "")
    leads = {number_of(canonical(link)) for link in document.links} if document.index else ()
    return Passage(
        document.index,
        summed(*map(stored, columns)),
        searched(columns),
        entry_columns(post.entries[document.index - 1]) if document.index else None,
        tuple(map(sought, asked)),
        tuple(leads),
    )


def _put_post(connection: sqlite3.Connection, reading: Reading, old: tuple[Slot, Key] | None) -> tuple[int, Slot]:
    slot = slot_for(connection, reading.key, len(reading.passages), old)
    path, title, date, *others = reading.columns
    columns = (title, date, *others, reading.weekday, fingerprint_of(reading.path, reading.looks))
    number = connection.execute(
        _POST, (path, reading.looks, reading.digest, *slot, int(slot.is_stray), reading.key[1], *columns)
    ).lastrowid
    assert number is not None
    return number, slot


def _weekday(week: Week | None) -> int | None:
    """The day, from 0, Monday, that a stated week begins with: from these is learned how the log writes weeks."""
    return week.start.weekday() if week and week.rule == "title" and (week.end - week.start).days == 6 else None


def _put_passage(connection: sqlite3.Connection, passage: Passage, *, place: int, number: int) -> None:
    connection.execute("INSERT INTO text VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (place, number, *passage.kept))
    if passage.entry is not None:
        connection.execute(f"INSERT INTO entry VALUES ({', '.join('?' * 16)})", (place, number, *passage.entry))
        connection.execute("INSERT INTO sought VALUES (?, ?, ?, ?)", (place, *passage.sought))
        connection.executemany("INSERT INTO leads VALUES (?, ?)", ((place, page) for page in passage.leads))


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
    connection.execute("DELETE FROM leads WHERE place BETWEEN ? AND ?", places)
    for table in ("entry", "sought"):
        connection.execute(f"DELETE FROM {table} WHERE id BETWEEN ? AND ?", places)
    connection.execute("DELETE FROM post WHERE id = ?", (number,))
    return Slot(first, last), (day, time, path)
