"""Fingerprints: numbers that stand for posts and how they look, those of an index and those on disk."""

import os
from typing import TYPE_CHECKING
from zlib import crc32

from readtui.store.index.columns import path_bytes
from readtui.store.index.looks import KEPT, LAID_OUT

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable


def fingerprint_of(path: bytes, looks: bytes) -> int:
    """A number of 64 bits, signed, that stands for a post and how it looks: the same in every process.

    A sum of these stands for many. Python hashes numbers, unlike text, without a seed.
    """
    return hash((crc32(path), *LAID_OUT.unpack(looks))) if looks else hash((crc32(path),))


def fingerprint_of_all(root: str, paths: "Iterable[str]") -> int | None:
    """The sum of the posts' fingerprints, by how their files look; None where the system does not tell it of all."""
    try:
        folder = os.open(root, os.O_RDONLY)
    except OSError:
        return None
    try:
        return sum(  # as `fingerprint_of` of `looks_from`, without their calls
            hash((crc32(path_bytes(path)), of.st_size, of.st_mtime_ns & KEPT, of.st_ctime_ns & KEPT, of.st_ino & KEPT))
            for path in paths
            for of in (os.stat(path, dir_fd=folder),)  # the way to the folder is gone once
        )
    except (OSError, ValueError):
        return None
    finally:
        os.close(folder)


def known_fingerprint(connection: "sqlite3.Connection") -> int | None:
    """The sum of the fingerprints of all posts that an index has; None where it has none.

    SQLite adds 10,000 in 1 ms, by halves, since its numbers have as many bits as one fingerprint.

    Raises:
        sqlite3.Error: the index cannot be read.
    """
    high, low = connection.execute(
        "SELECT sum(fingerprint >> 32), sum(fingerprint & 4294967295) FROM post INDEXED BY post_by_fingerprint"
    ).fetchone()
    return None if low is None else (high << 32) + low


def check_fingerprints(connection: "sqlite3.Connection") -> None:
    """Make sure that each post of an index has its own fingerprint: with another it would never be believed again.

    Raises:
        sqlite3.Error: the index cannot be read.
        ValueError: one has not.
    """
    for path, looks, told in connection.execute("SELECT path, looks, fingerprint FROM post"):
        if fingerprint_of(path, looks) != told:
            raise ValueError("a post has the fingerprint of another")
