"""History: every change to a log as a record, with what each file held before and after it; kept by SQLite.

A record is begun, durably, before a file is touched, and finished when all files hold what they shall. One that was
begun and never finished tells the next readtui where this one died.
"""

import datetime
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import RLock

from readtui.model.change import Change, FileChange, Record, RecordKind
from readtui.model.printable import one_line
from readtui.store.changes.historyfile import HistoryTrouble, opened, set_aside, troubles
from readtui.store.statefolder import DEFAULT_BOUNDS, HISTORY, Bounds

_CHECKED_EACH = 32
"""So many records are made between two looks at the bounds."""


class History:
    """The records of one log. It may be used from several threads, and by several processes at once."""

    def __init__(self, folder: Path, bounds: Bounds = DEFAULT_BOUNDS) -> None:
        """The history in `folder`, a private one; its file is made with the first record."""
        self._path = folder / HISTORY
        self._bounds = bounds
        self._connection: sqlite3.Connection | None = None
        self._file: tuple[int, int] | None = None
        """What the connection is to: somebody may clear our folders away beneath us."""
        self.mishap = ""
        """What the reader should know of the file that was there before, until they were told."""
        self._lock = RLock()

    def __del__(self) -> None:
        self.close()  # a connection and its statements hold each other, till garbage is looked for

    def begin(
        self, change: Change, kind: RecordKind = "change", of: int | None = None, modes: Sequence[int | None] = ()
    ) -> int:
        """Record durably what is about to be done; the record's id. `modes` are the files' rights, where known.

        Raises:
            HistoryTrouble: it cannot be written.
        """
        try:
            return self._begun(change, kind, of, modes)
        except HistoryTrouble as trouble:
            if not trouble.is_broken:
                raise
            self.close()
            with troubles():
                aside = set_aside(self._path)
            self.mishap = f"what was done before cannot be undone any more: its history was broken, and is {aside} now"
            return self._begun(change, kind, of, modes)

    def finish(self, record: int) -> None:
        """Say that all files hold what they shall.

        Raises:
            HistoryTrouble: it cannot be written.
        """
        # Not durable by itself: after a power cut the files tell that it was done.
        with self._writing(is_durable=False) as connection:
            connection.execute("UPDATE record SET is_done = 1 WHERE id = ?", (record,))
        if record % _CHECKED_EACH == 0:
            self.prune()

    def mark_in_place(self, record: int, path: str) -> None:
        """Note durably that a file of the record is about to be written in place.

        Raises:
            HistoryTrouble: it cannot be written.
        """
        with self._writing(is_durable=True) as connection:
            values = (record, os.fsencode(path))
            connection.execute("UPDATE file SET is_in_place = 1 WHERE record = ? AND path = ?", values)

    def in_place(self, record: int) -> list[str]:
        """The files of a record that were to be written in place.

        Raises:
            HistoryTrouble: it cannot be read.
        """
        with self._reading() as connection:
            if connection is None:
                return []
            rows = connection.execute("SELECT path FROM file WHERE record = ? AND is_in_place", (record,))
            return [os.fsdecode(path) for (path,) in rows]

    def forget(self, record: int) -> None:
        """Take back a record of what was never done.

        Raises:
            HistoryTrouble: it cannot be written.
        """
        with self._writing(is_durable=False) as connection:
            _forget(connection, record)

    def records(self) -> list[Record]:
        """What was done, oldest first.

        Raises:
            HistoryTrouble: it cannot be read.
        """
        return self._all(is_done=True)

    def begun(self) -> list[Record]:
        """What was begun and not finished, oldest first: by one that died, or that is still at it.

        Raises:
            HistoryTrouble: it cannot be read.
        """
        return self._all(is_done=False)

    def files(self, record: int) -> tuple[tuple[FileChange, int | None], ...]:
        """The files of a record, in the order in which they were written, each with its rights before, where known.

        Raises:
            HistoryTrouble: it cannot be read.
        """
        with self._reading() as connection:
            if connection is None:
                return ()
            rows = connection.execute(
                "SELECT path, (SELECT content FROM text WHERE id = before), "
                "(SELECT content FROM text WHERE id = after), mode FROM file WHERE record = ? ORDER BY place",
                (record,),
            )
            return tuple((FileChange(os.fsdecode(path), before, after), mode) for path, before, after, mode in rows)

    def prune(self) -> int:
        """Forget what is beyond the bounds; how many records that were.

        Raises:
            HistoryTrouble: it cannot be written.
        """
        oldest = (datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=self._bounds.days)).timestamp()
        count = 0
        with self._writing(is_durable=False) as connection:
            # The newest version of any of its posts decides how long a record is kept.
            ranked = connection.execute(
                "SELECT id, at, rank FROM record JOIN (SELECT record, min(rank) AS rank FROM (SELECT record,"
                " row_number() OVER (PARTITION BY path ORDER BY record DESC) AS rank FROM file) GROUP BY record)"
                " ON record = id WHERE is_done ORDER BY id"
            ).fetchall()
            size = connection.execute("SELECT coalesce(sum(length(content)), 0) FROM text").fetchone()[0]
            for record, at, rank in ranked:
                is_old = _seconds(at) < oldest and rank > self._bounds.versions
                if is_old or (size > self._bounds.size and rank > 2):
                    size -= _forget(connection, record)
                    count += 1
        if count:
            with self._lock, troubles():
                self._connected().execute("PRAGMA incremental_vacuum").fetchall()
        return count

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _begun(self, change: Change, kind: RecordKind, of: int | None, modes: Sequence[int | None]) -> int:
        now = datetime.datetime.now().astimezone().isoformat(timespec="seconds")
        with self._writing(is_durable=True) as connection:
            values = (one_line(change.what), now, kind, of)
            cursor = connection.execute("INSERT INTO record VALUES (NULL, ?, ?, ?, ?, 0)", values)
            record = cursor.lastrowid or 0
            for place, file in enumerate(change.files):
                sides = [_put(connection, text) for text in (file.before, file.after)]
                mode = modes[place] if modes else None
                row = (record, place, os.fsencode(file.path), *sides, mode)
                connection.execute("INSERT INTO file VALUES (?, ?, ?, ?, ?, ?, 0)", row)
        return record

    def _all(self, *, is_done: bool) -> list[Record]:
        with self._reading() as connection:
            if connection is None:
                return []
            rows = connection.execute(
                "SELECT id, what, at, kind, of, path FROM record JOIN file ON record = id WHERE is_done = ?"
                " ORDER BY id, place",
                (is_done,),
            )
            records: dict[int, Record] = {}
            for number, what, at, kind, of, path in rows:
                when = datetime.datetime.fromisoformat(at)
                record = records.get(number) or Record(number, what, when, kind, of, ())
                records[number] = replace(record, paths=(*record.paths, os.fsdecode(path)))
            return list(records.values())

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection | None]:
        """A connection; None where nothing was ever recorded."""
        with self._lock, troubles():
            yield self._connected() if self._path.exists() else None

    @contextmanager
    def _writing(self, *, is_durable: bool) -> Iterator[sqlite3.Connection]:
        """A connection in a transaction, which is kept where nothing is raised."""
        with self._lock, troubles():
            connection = self._connected()
            connection.execute(f"PRAGMA synchronous = {'FULL' if is_durable else 'NORMAL'}")
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def _connected(self) -> sqlite3.Connection:
        if self._connection is not None and _identity(self._path) != self._file:
            self.close()
        if self._connection is None:
            self._connection = opened(self._path)
            self._file = _identity(self._path)
        return self._connection


def _put(connection: sqlite3.Connection, text: bytes | None) -> int | None:
    """The id of a text, which is kept once however often it comes."""
    if text is None:
        return None
    from hashlib import sha256

    digest = sha256(text).digest()
    connection.execute("INSERT OR IGNORE INTO text VALUES (NULL, ?, ?)", (digest, text))
    found = connection.execute("SELECT id FROM text WHERE digest = ?", (digest,)).fetchone()
    return int(found[0])


def _forget(connection: sqlite3.Connection, record: int) -> int:
    """Take a record away, and the texts that no other has; how many bytes these had."""
    texts = connection.execute("SELECT before, after FROM file WHERE record = ?", (record,)).fetchall()
    connection.execute("DELETE FROM file WHERE record = ?", (record,))
    connection.execute("DELETE FROM record WHERE id = ?", (record,))
    size = 0
    for text in {text for pair in texts for text in pair if text is not None}:
        gone = connection.execute(
            "DELETE FROM text WHERE id = :id AND NOT EXISTS (SELECT 1 FROM file WHERE before = :id)"
            " AND NOT EXISTS (SELECT 1 FROM file WHERE after = :id) RETURNING length(content)",
            {"id": text},
        ).fetchone()
        size += gone[0] if gone else 0
    return size


def _seconds(at: str) -> float:
    return datetime.datetime.fromisoformat(at).timestamp()


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_dev, status.st_ino
