"""Looks: what the system tells of a post's file, by which it is known without being read."""

import os
import time
from struct import Struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from readtui.store.folder import LogFolder

NO_LOOKS = b""
"""Of a file that is to be read the next time."""
KEPT = (1 << 63) - 1
"""As much as is kept of a time and of an inode's number, of which either may be any."""
LAID_OUT = Struct("=4q")
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
    return LAID_OUT.pack(status.st_size, status.st_mtime_ns & KEPT, status.st_ctime_ns & KEPT, status.st_ino & KEPT)
