"""Updating: what changed in the log since the index was written, read and put into it."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from readtui.store.faults import NoSuchPost, Unreadable
from readtui.store.files.reading import read_bytes
from readtui.store.index.columns import path_bytes, path_of
from readtui.store.index.fingerprints import check_fingerprints, fingerprint_of_all, known_fingerprint
from readtui.store.index.looks import looks_from, looks_of
from readtui.store.index.placing import MOST_STRAYS, count_of_strays
from readtui.store.index.survey import paths_of
from readtui.store.walk import newest_first

if TYPE_CHECKING:
    from readtui.store.folder import LogFolder
    from readtui.store.index.survey import Whereabouts
    from readtui.store.index.writing import Reading


_MANY = 64
"""Posts missing from the index that are worth putting in order first."""

Seeing = Callable[[str, os.stat_result | None], object]
Progress = Callable[[int, int], object]
"""Told how many posts were read, and of how many."""


class Difference(NamedTuple):
    """How the posts differ from what the index has of them."""

    changed: tuple[str, ...] = ()
    """Those to be read, the new ones among them, newest first by a guess."""
    gone: tuple[bytes, ...] = ()
    post_count: int = 0
    """How many posts there are."""
    is_in_order: bool = False
    """Whether those to be read are all there are, in the log's own order."""

    @property
    def is_none(self) -> bool:
        """Whether the index says what the posts say."""
        return not self.changed and not self.gone


def difference(connection: sqlite3.Connection, folder: "Whereabouts", seen: Seeing | None = None) -> Difference:
    """How the posts of the log differ from what the index has of them, as far as the system tells unopened.

    `seen` is told of each post what the system tells.

    Raises:
        sqlite3.Error: the index cannot be read.
        ValueError: it is damaged.
    """
    root, paths = os.path.realpath(folder.root), paths_of(folder)
    looked = None if seen else fingerprint_of_all(root, paths)
    if looked is not None and looked == known_fingerprint(connection):  # a third of the time, and nearly always so
        return Difference(post_count=len(paths))
    known = dict(connection.execute("SELECT path, looks FROM post"))
    changed, prefix = [], f"{root}/"
    take, stat = known.pop, os.stat
    for path in paths:
        try:
            status = stat(prefix + path)
        except (OSError, ValueError):
            take(path_bytes(path), None)
            changed.append(path)
            if seen is not None and os.path.lexists(prefix + path):
                seen(path, None)
            continue
        if seen is not None:
            seen(path, status)
        if take(path_bytes(path), None) != looks_from(status):
            changed.append(path)
    if looked is not None and not changed and not known:
        check_fingerprints(connection)
    return Difference(tuple(newest_first(changed)), tuple(known), len(paths))


def bringing_up_to_date(
    connection: sqlite3.Connection, folder: "LogFolder", found: Difference
) -> Iterator[tuple[int, int]]:
    """Put what differs into the index, the newest posts first; how many it has by now, each time, and of how many.

    Raises:
        sqlite3.Error: the index cannot be read or written.
        ValueError: it is damaged.
    """
    if found.is_none and count_of_strays(connection) <= MOST_STRAYS:
        return
    from readtui.store.index.readings import readings
    from readtui.store.index.writing import changing, take_out  # with the grammar: 10 ms where nothing changed

    paths = _really_changed(connection, folder, found.changed)
    if count_of_strays(connection) > MOST_STRAYS or (len(paths) > _MANY and len(paths) > found.post_count / 2):
        with changing(connection):
            empty(connection)
        if not found.is_in_order or len(paths) < len(found.changed):  # others may have brought in some meanwhile
            paths = [row.path for row in folder.rows()]  # all, in the log's own order
    elif found.gone:
        with changing(connection):
            take_out(connection, [path for path in found.gone if not os.path.lexists(_file(folder, path))])
    done = 0
    for batch, read in readings(folder, paths):
        _bring_in(connection, batch, read)
        done += len(batch)
        yield done, len(paths)


def _really_changed(connection: sqlite3.Connection, folder: "LogFolder", paths: tuple[str, ...]) -> list[str]:
    """Those of the posts whose bytes are others; of the rest the index learns how their files look now.

    A copy or a change of rights makes a whole log look changed: to read it is a tenth of what parsing it takes.
    """
    from hashlib import blake2b

    from readtui.store.index.readings import DIGEST
    from readtui.store.index.writing import changing, put_looks

    root, changed, same = os.path.realpath(folder.root), [], []
    digests: dict[bytes, bytes] = dict(connection.execute("SELECT path, digest FROM post"))
    for path in paths:
        kept, looks = path_bytes(path), looks_of(folder, path)
        try:
            source = read_bytes(root, path) if kept in digests else b""
        except (NoSuchPost, Unreadable):
            source = b""
        if source and blake2b(source, digest_size=DIGEST).digest() == digests[kept]:
            same.append((kept, looks, digests[kept]))
        else:
            changed.append(path)
    if same:
        with changing(connection):
            for each in same:
                put_looks(connection, *each)
    return changed


def empty(connection: sqlite3.Connection) -> None:
    """Take everything out.

    Raises:
        sqlite3.Error: that cannot be written.
    """
    for table in ("post", "entry", "sought", "leads", "text"):
        connection.execute(f"DELETE FROM {table}")
    connection.execute("INSERT INTO find (find) VALUES ('delete-all')")


def bring_in(connection: sqlite3.Connection, folder: "LogFolder", paths: list[str]) -> None:
    """Read posts, and put into the index what another process has not put there meanwhile.

    Raises:
        sqlite3.Error: the index cannot be written.
        ValueError: it is damaged.
    """
    from readtui.store.index.readings import readings

    for batch, read in readings(folder, paths):
        _bring_in(connection, batch, read)


def _bring_in(connection: sqlite3.Connection, paths: list[str], read: list["Reading"]) -> None:
    from readtui.store.index.writing import changing, put, take_out

    with changing(connection):
        put(connection, [reading for reading in read if _is_news(connection, reading)])
        take_out(connection, {path_bytes(path) for path in paths} - {reading.path for reading in read})


def _is_news(connection: sqlite3.Connection, reading: "Reading") -> bool:
    """Whether the index has not yet what was read; where the bytes are the same, it learns how the file looks now."""
    from readtui.store.index.writing import put_looks

    known = connection.execute("SELECT digest FROM post WHERE path = ?", (reading.path,)).fetchone()
    if known != (reading.digest,) or not reading.is_text:
        return True
    put_looks(connection, reading.path, reading.looks, reading.digest)
    return False


def _file(folder: "LogFolder", path: bytes) -> str:
    return os.fspath(folder.file_of(path_of(path)))
