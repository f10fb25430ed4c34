"""Pruning: indexes that nobody needs any more, taken away. They are safe to delete, even in use: they are made anew."""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple

from readtui.store.sqlitefile import BESIDE

_DAY = 86_400
_UNUSED = 90 * _DAY
_LARGEST = 1 << 30
"""Bytes of all indexes together: of some 200,000 posts."""
_MARK = "pruned"
"""The file that tells by its time when this was done last."""


class _Known(NamedTuple):
    """An index, and what is known of it unopened."""

    used: float
    size: int
    path: Path


def mark_used(path: Path) -> None:
    """Have the index at `path` kept for another 90 days."""
    with suppress(OSError):  # of a folder that cannot be written, nothing is taken away either
        if path.stat().st_mtime < time.time() - _DAY:
            os.utime(path)


def prune_daily(kept: Path) -> None:
    """Do as `prune` does, unless that was done within a day."""
    mark = kept.with_name(_MARK)
    with suppress(OSError):
        if mark.exists() and mark.stat().st_mtime > time.time() - _DAY:
            return
        mark.touch(mode=0o600)
        os.utime(mark)
        prune(kept)


def prune(kept: Path) -> None:
    """Take away the indexes of logs that are gone, those unused for 90 days, and beyond 1 GiB those used least lately.

    The one at `kept` stays.
    """
    now, size = time.time(), 0
    for index in sorted(_indexes(kept.parent), reverse=True):
        is_wanted = now - index.used < _UNUSED and size + index.size <= _LARGEST
        if index.path == kept or (is_wanted and not _is_of_a_lost_log(index.path)):
            size += index.size
        else:
            for ending in (*BESIDE, ""):
                with suppress(OSError):
                    index.path.with_name(index.path.name + ending).unlink()


def _indexes(folder: Path) -> Iterator[_Known]:
    for path in folder.glob("*.db"):
        with suppress(OSError):
            status = path.stat()
            yield _Known(status.st_mtime, status.st_size, path)


def _is_of_a_lost_log(path: Path) -> bool:
    """Whether the folder that the index is about is gone; what does not tell is its owner's to mend."""
    from urllib.parse import quote  # 3 ms, once a day

    address = f"file:{quote(os.fsencode(path))}?mode=ro"
    with suppress(sqlite3.Error, ValueError, TypeError):
        with closing(sqlite3.connect(address, uri=True, timeout=0)) as connection:
            ((root,),) = connection.execute("SELECT value FROM meta WHERE key = 'root'")
        return not os.path.isdir(bytes.fromhex(root))
    return False
