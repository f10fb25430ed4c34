"""History file: the SQLite file of a log's history, opened, made, or set aside where it is broken."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from readtui.store.faults import reason
from readtui.store.sqlitefile import BESIDE, SqliteTrouble

_FORMAT = 1
_SCHEMA = """
CREATE TABLE text (id INTEGER PRIMARY KEY, digest BLOB NOT NULL UNIQUE, content BLOB NOT NULL);
CREATE TABLE record (
    id INTEGER PRIMARY KEY AUTOINCREMENT, what TEXT NOT NULL, at TEXT NOT NULL, kind TEXT NOT NULL, of INTEGER,
    is_done INTEGER NOT NULL);
CREATE TABLE file (
    record INTEGER NOT NULL, place INTEGER NOT NULL, path BLOB NOT NULL,
    before INTEGER, after INTEGER, mode INTEGER, is_in_place INTEGER NOT NULL,
    PRIMARY KEY (record, place)) WITHOUT ROWID;
CREATE INDEX file_by_path ON file (path, record);
CREATE INDEX file_by_before ON file (before);
CREATE INDEX file_by_after ON file (after);
CREATE INDEX record_begun ON record (is_done) WHERE is_done = 0;
"""
_LARGEST_LOG = 1 << 20
"""Bytes that SQLite's log is cut down to, once its records are in the file."""


class HistoryTrouble(SqliteTrouble):
    """The history cannot be read or written."""


@contextmanager
def troubles() -> Iterator[None]:
    """Turn what SQLite and the system say into one trouble.

    Raises:
        HistoryTrouble: they said something.
    """
    try:
        yield
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
            why = f"the history is broken ({error}); the next change begins a new one, and keeps this beside it"
            raise HistoryTrouble(why, is_broken=True) from error
        raise HistoryTrouble(f"the history cannot be used: {error}") from error
    except OSError as error:
        raise HistoryTrouble(f"the history cannot be used: {reason(error)}") from error


def opened(path: Path) -> sqlite3.Connection:
    """A connection to the file, which is made if missing, for nobody else to look into.

    Raises:
        HistoryTrouble: a newer readtui wrote it.
        OSError: the system does not let it be opened.
        sqlite3.Error: it is broken, or somebody keeps it busy.
    """
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
    connection = sqlite3.connect(path, timeout=5, isolation_level=None, check_same_thread=False)
    try:
        _prepare(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def set_aside(path: Path) -> str:
    """Give a broken file another name, which is returned, with what SQLite keeps beside it.

    Raises:
        OSError: the system does not let it be renamed.
    """
    aside = path.with_name(f"{path.name}.broken-{os.urandom(4).hex()}")
    path.rename(aside)
    for ending in BESIDE:
        with suppress(FileNotFoundError):
            path.with_name(path.name + ending).rename(aside.with_name(aside.name + ending))
    return aside.name


def _prepare(connection: sqlite3.Connection) -> None:
    """Make the tables in a new file; refuse those of a later readtui."""
    connection.execute("PRAGMA cache_size = -512")  # KiB: what is read is read once
    connection.execute(f"PRAGMA journal_size_limit = {_LARGEST_LOG}").fetchall()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > _FORMAT:
        raise HistoryTrouble("the history was written by a newer readtui; use that one")
    if version == 0:
        connection.execute("PRAGMA auto_vacuum = INCREMENTAL")  # only an empty file takes this
    connection.execute("PRAGMA journal_mode = WAL").fetchall()  # one fsync for each record
    if version == 0:
        connection.execute("BEGIN IMMEDIATE")
        if connection.execute("PRAGMA user_version").fetchone() == (0,):  # else another process was first
            for statement in _SCHEMA.split(";"):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {_FORMAT}")
        connection.execute("COMMIT")
