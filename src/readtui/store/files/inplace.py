"""In place: new bytes written over the old ones of a file that must stay the same file.

A kill or a power cut tears such a file: some of its bytes are the new ones, some the old. Both are in the history by
then, so the next start finishes it.
"""

import errno
import os
from collections.abc import Sequence
from contextlib import suppress

from readtui.store.faults import ChangedOnDisk, LeadsOutside, NoSuchPost, Unreadable, Unwritable
from readtui.store.files.durable import write_all
from readtui.store.files.reading import let_go, open_inside, read_open
from readtui.store.files.target import Target, holds, opened

_BLOCK = 512
"""What a disk writes whole, in bytes; at the smallest."""


def write_into(target: Target, old: bytes, new: bytes) -> None:
    """Write the bytes over the old ones of the open file, durably, or leave these.

    Raises:
        ChangedOnDisk: it does not hold the old ones, or somebody wrote over the new ones at once.
        OSError: the disk is full or fails.
    """
    named = os.stat(target.name, dir_fd=target.folder, follow_symlinks=False)
    if (named.st_dev, named.st_ino) != (target.status.st_dev, target.status.st_ino):
        raise ChangedOnDisk(target.path)
    target.expect(old)
    try:
        _overwrite(target.file, new)
        is_there = target.holds(new)
    except BaseException:
        with suppress(OSError):
            _overwrite(target.file, old)
        raise
    if not is_there:
        raise ChangedOnDisk(target.path)


def mend(root: str, path: str, old: bytes, new: bytes) -> bool:
    """Finish the post at `path` below `root` if a kill tore it while `new` was written over `old`; whether it had.

    What holds anything else, or is gone, is somebody else's and stays as it is.

    Raises:
        Unreadable: the disk fails, or the system does not let it be read any more.
        Unwritable: it is torn and cannot be written.
    """
    try:
        if not _is_torn_at(root, path, old, new):
            return False
        with opened(root, path) as target:
            if not is_torn(read_open(target.file, path), old, new):
                return False
            _overwrite(target.file, new)
            return holds(target.file, new, path)
    except (NoSuchPost, ChangedOnDisk, LeadsOutside):
        return False
    except OSError as error:
        raise Unwritable.because(path, error) from error


def is_torn(now: bytes, old: bytes, new: bytes) -> bool:
    """Whether `now` is what is left where `new` was being written over `old`, or `old` back over `new`.

    That is at each place the old bytes or the new ones; zeros where room was made, or was being given back; and a
    length between theirs.
    """
    if now in (old, new) or not min(len(old), len(new)) <= len(now) <= max(len(old), len(new)):
        return False
    before = old.ljust(len(now), b"\0")
    stages = (before, new + before[len(new) :], new.ljust(len(now), b"\0"))
    return all(
        _has_one_seam(now[at : at + _BLOCK], [stage[at : min(at + _BLOCK, len(now))] for stage in stages])
        for at in range(0, len(now), _BLOCK)
    )


def _has_one_seam(now: bytes, stages: Sequence[bytes]) -> bool:
    """Whether a block is of one stage, or begins as of one and goes on as of another."""
    if now in stages:
        return True
    seams = (next((at for at in range(len(now)) if now[at] != stage[at]), len(now)) for stage in stages)
    return any(now[seam:] == stage[seam:] for seam in seams for stage in stages)


def _is_torn_at(root: str, path: str, old: bytes, new: bytes) -> bool:
    try:
        file, _ = open_inside(root, path)
    except Unreadable as fault:
        if fault.problem.code in ("no-permission", "unreadable"):
            raise
        return False
    try:
        now = read_open(file, path)
        if now in (old, new):
            os.fsync(file)  # a process that was killed had no time for it
        return is_torn(now, old, new)
    finally:
        let_go(file)


def _overwrite(file: int, source: bytes) -> None:
    if len(source) > os.fstat(file).st_size:
        _reserve(file, len(source))
    os.lseek(file, 0, os.SEEK_SET)
    write_all(file, source)
    os.ftruncate(file, len(source))
    os.fsync(file)


def _reserve(file: int, length: int) -> None:
    """Take the room first, so that a full disk is found out before a byte is changed."""
    if hasattr(os, "posix_fallocate"):
        try:
            os.posix_fallocate(file, 0, length)
        except OSError as error:
            if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP):
                raise
