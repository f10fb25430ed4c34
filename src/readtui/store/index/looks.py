"""Looks: what the system tells of a post's file, by which it is known without being read."""

import os
import time
from struct import Struct
from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    from readtui.store.folder import LogFolder

NO_LOOKS = b""
"""Of a file that is to be read the next time."""
INODE = (1 << 63) - 1
"""As much of an inode's number as is kept."""
_LAID_OUT = Struct("=4q")
"""Looks: a size, two times and an inode's number."""
_YOUNG = 3_000_000_000
"""Nanoseconds in which a file may be written again and look the same: clocks of file systems tick in up to 2 s."""


def looks_of(folder: "LogFolder", path: str) -> bytes:
    """How the file looks, before it is read; nothing where the same looks may come to mean something else."""
    file = folder.file_of(path)
    try:
        status = os.stat(file)
        if os.path.islink(file) or max(status.st_ctime_ns, status.st_mtime_ns) > time.time_ns() - _YOUNG:
            return NO_LOOKS
    except (OSError, ValueError):
        return NO_LOOKS
    return looks_from(status)


def looks_from(status: os.stat_result) -> bytes:
    """How a file looks of which the system told this."""
    return _LAID_OUT.pack(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino & INODE)


def fingerprint_of(path: bytes, looks: bytes) -> int:
    """A number of 64 bits, signed, that stands for a post and how it looks: the same in every process.

    A sum of these stands for many. Python hashes numbers, unlike text, without a seed.
    """
    return hash((crc32(path), *_LAID_OUT.unpack(looks))) if looks else hash((crc32(path),))
