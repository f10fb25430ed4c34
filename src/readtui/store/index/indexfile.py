"""Index file: the SQLite file of a log's index, found in the cache folder, opened, made, thrown away."""

import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from readtui import __version__
from readtui.store.faults import reason
from readtui.store.index.pruning import mark_used, prune
from readtui.store.index.whereabouts import path_of_index
from readtui.store.ownfolders import made_private
from readtui.store.sqlitefile import BESIDE, SqliteTrouble

_APPLICATION = 0x52545549  # "RTUI"
_FORMAT = 1
_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE post (
    id INTEGER PRIMARY KEY, path BLOB NOT NULL UNIQUE,
    looks BLOB NOT NULL, digest BLOB NOT NULL,
    first INTEGER NOT NULL, last INTEGER NOT NULL, is_stray INTEGER NOT NULL, day TEXT NOT NULL, time TEXT NOT NULL,
    title, date TEXT, draft INTEGER, starts TEXT, ends TEXT, language TEXT, form TEXT, entries INTEGER, words INTEGER,
    problems TEXT, kind, sum INTEGER, weekday INTEGER, fingerprint INTEGER NOT NULL);
CREATE INDEX post_by_fingerprint ON post (fingerprint);
CREATE INDEX post_by_weekday ON post (weekday) WHERE weekday IS NOT NULL;
CREATE INDEX post_in_order ON post (is_stray, day, time, path, first, last);
CREATE TABLE entry (
    id INTEGER PRIMARY KEY, post INTEGER NOT NULL, number INTEGER, line INTEGER, last_line INTEGER, start INTEGER,
    stop INTEGER, kind, section, title, url, bylines TEXT, links TEXT, words INTEGER, quoted INTEGER, sum INTEGER);
CREATE TABLE sought (id INTEGER PRIMARY KEY, people TEXT NOT NULL, host TEXT NOT NULL, kind TEXT NOT NULL);
CREATE TABLE leads (place INTEGER NOT NULL, page INTEGER NOT NULL, PRIMARY KEY (place, page)) WITHOUT ROWID;
CREATE INDEX leads_by_page ON leads (page);
CREATE TABLE text (
    id INTEGER PRIMARY KEY, place INTEGER NOT NULL UNIQUE, post INTEGER NOT NULL,
    title, people, links, about, note, marks, sum INTEGER);
CREATE VIRTUAL TABLE find USING fts5(
    title, people, links, about, note, marks, content='', tokenize='ascii', prefix='1 2');
"""
_CACHE = 16 << 10
"""KiB of pages that are held in memory while much is written."""
_SMALL_CACHE = 1 << 10
"""KiB of them otherwise: a screen has its index open for as long as it searches."""
_LARGEST_LOG = 8 << 20
"""Bytes that SQLite's log is cut down to, once what it holds is in the file."""
_TRIES = 5


class IndexTrouble(SqliteTrouble):
    """The index cannot be used: the reader is served without, and a broken one is made anew."""


@contextmanager
def troubles() -> Iterator[None]:
    """Turn what SQLite and the system say into one trouble.

    Raises:
        IndexTrouble: they said something.
    """
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        passing = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY)
        system = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_AUTH)
        is_broken = code not in (*passing, *system)
        raise IndexTrouble(f"the index cannot be used: {error}", is_broken=is_broken) from error
    except OSError as error:
        raise IndexTrouble(f"the index cannot be used: {reason(error)}") from error
    except (ValueError, TypeError, AttributeError, ArithmeticError, LookupError) as error:  # from damaged rows
        raise IndexTrouble(f"the index is damaged: {error}", is_broken=True) from error


class IndexFile(NamedTuple):
    """Where the index of one log is kept: in the cache folder, private. It need not exist."""

    path: Path
    root: str
    """The real path of the log's folder."""

    @classmethod
    def of(cls, root: Path, sections: tuple[str, ...], environ: Mapping[str, str]) -> "IndexFile":
        """The index of the posts in `sections` of the log at `root`."""
        return cls(path_of_index(root, sections, environ), os.path.realpath(root))

    @property
    def is_there(self) -> bool:
        """Whether there is a file, of whatever kind."""
        return os.path.isfile(self.path)  # also where the way to it is closed

    def opened(self, *, may_make: bool, patience: float) -> sqlite3.Connection:
        """A connection to the file; with `may_make` one that is missing, broken or another's is made anew.

        `patience` is for others that keep it busy, in seconds.

        Raises:
            IndexTrouble: there is none that can be used.
        """
        try:
            return self._opened(may_make=may_make, patience=patience)
        except IndexTrouble as trouble:
            if not (trouble.is_broken and may_make):
                raise
        self.discard()
        return self._opened(may_make=True, patience=patience)

    def discard(self) -> None:
        """Throw the file away; who has it open goes on with it, unseen by others.

        Raises:
            IndexTrouble: the system does not let it be removed.
        """
        with troubles():
            for ending in (*BESIDE, ""):
                with suppress(FileNotFoundError):
                    self.path.with_name(self.path.name + ending).unlink()

    def _opened(self, *, may_make: bool, patience: float) -> sqlite3.Connection:
        with troubles():
            if may_make:
                is_new = not self.is_there
                made_private(self.path.parents[1])
                made_private(self.path.parent)
                os.close(os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
                if is_new:
                    prune(self.path)
            elif not self.is_there:
                raise IndexTrouble("there is no index yet")
            mark_used(self.path)
            connection = sqlite3.connect(self.path, timeout=patience, isolation_level=None, check_same_thread=False)
            try:
                prepare(connection, self.root, may_make=may_make)
            except BaseException:
                connection.close()
                raise
            return connection


def in_memory() -> sqlite3.Connection:
    """An index that is kept nowhere."""
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    prepare(connection, "", may_make=True)
    return connection


@contextmanager
def of_one_moment(connection: sqlite3.Connection) -> Iterator[None]:
    """Have all that is asked be of one moment: rows that another readtui writes meanwhile would look like damage."""
    connection.execute("BEGIN")
    try:
        yield
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


@contextmanager
def with_room(connection: sqlite3.Connection) -> Iterator[None]:
    """Hold more in memory, while much is written."""
    connection.execute(f"PRAGMA cache_size = -{_CACHE}")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA cache_size = -{_SMALL_CACHE}")


def prepare(connection: sqlite3.Connection, root: str, *, may_make: bool) -> None:
    """Make the tables in a new file, and refuse what another program or readtui made.

    Raises:
        IndexTrouble: it is another's, or new where none may be made.
        sqlite3.Error: it is damaged.
    """
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if (application, version) == (0, 0) and connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,):
        if not may_make:
            raise IndexTrouble("there is no index yet", is_broken=True)
        _make(connection, root)
    elif (application, version) != (_APPLICATION, _FORMAT):
        raise IndexTrouble("the index is another program's, or another readtui's", is_broken=True)
    elif dict(connection.execute("SELECT key, value FROM meta WHERE key IN ('made by', 'root')")) != _made_by(root):
        raise IndexTrouble("the index is another readtui's, or another log's", is_broken=True)
    connection.execute(f"PRAGMA journal_size_limit = {_LARGEST_LOG}").fetchall()
    connection.execute("PRAGMA synchronous = NORMAL")  # a power cut may cost the last batches, never their order
    connection.execute(f"PRAGMA cache_size = -{_SMALL_CACHE}")


def _make(connection: sqlite3.Connection, root: str) -> None:
    _let_others_read(connection)
    connection.execute("BEGIN IMMEDIATE")
    if connection.execute("PRAGMA user_version").fetchone() == (0,):  # else another process was first
        for statement in filter(str.strip, _SCHEMA.split(";")):
            connection.execute(statement)
        connection.executemany("INSERT INTO meta VALUES (?, ?)", _made_by(root).items())
        connection.execute(f"PRAGMA application_id = {_APPLICATION}")
        connection.execute(f"PRAGMA user_version = {_FORMAT}")
    connection.execute("COMMIT")


def _let_others_read(connection: sqlite3.Connection) -> None:
    """Have who reads wait for nobody.

    SQLite does not wait where another process makes the same file at the same time: it waits for a transaction alone.
    """
    for _ in range(_TRIES):
        try:
            connection.execute("PRAGMA journal_mode = WAL").fetchall()
        except sqlite3.OperationalError:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("COMMIT")
        else:
            return


def _made_by(root: str) -> dict[str, str]:
    """What tells whose rows these are: posts that another readtui read may have been read differently."""
    import unicodedata

    package = Path(__file__).parents[2]
    sizes = [
        entry.stat().st_size
        for room in ("model", "grammar", "grammar/frontmatter", "grammar/searching", "store/index")
        for entry in sorted(os.scandir(package / room), key=lambda entry: entry.name)
        if entry.name.endswith(".py")
    ]
    told = f"{__version__} {unicodedata.unidata_version} {hash(tuple(sizes))}"
    return {"made by": told, "root": os.fsencode(root).hex()}
