"""Saving: a post's bytes replaced, whole or not at all, and never over somebody else's.

The new bytes are written beside the post, with its mode, owner and attributes, and made durable. Then the two
files swap names in one step, and what came out is looked at: if it is not what the edit began with, they swap back.
A file whose identity matters (hard links, a foreign owner, a folder that takes no new files) is written in place.
"""

import errno
import os
import re
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from readtui.store.attributes import dress
from readtui.store.exchange import exchange
from readtui.store.faults import ChangedOnDisk, LeadsOutside, NoSuchPost, Unreadable, Unwritable
from readtui.store.reading import SAFELY, lies_inside, open_inside, path_of, read_open

_BESIDE = re.compile(r"\..*\.(\d+)-[0-9a-f]+\.readtui\.tmp", re.S)
"""What is written beside a post: hidden, and `.tmp` because Hugo's server ignores that."""
_LONGEST_NAME = 255


@dataclass(frozen=True, slots=True)
class _Target:
    """The file to be replaced, held open with its folder."""

    path: str
    """As the reader knows it."""
    folder: int
    name: str
    """In the folder, all links resolved."""
    file: int
    status: os.stat_result


def replace_bytes(root: str, path: str, old: bytes, new: bytes) -> None:
    """Make the post at `path` below `root`, a real path, hold `new`, durably; it must hold `old`.

    Equal bytes write nothing.

    Raises:
        ChangedOnDisk: it does not hold `old`, or is gone.
        LeadsOutside: it is a link that leads out of `root`.
        Unreadable: it is no file, or the system does not let it be read.
        Unwritable: it is read-only, the disk is full, and so on; it still holds `old`.
    """
    if old == new:
        return
    try:
        with _opened(root, path) as target:
            _expect(old, target.file, path)
            _put(target, old, new)
    except OSError as error:
        raise Unwritable.because(path, error) from error


def tidy(root: str, folders: Iterable[str]) -> int:
    """Remove what processes that are dead have left beside posts; how many files that were."""
    count = 0
    for folder in folders:
        with suppress(OSError):
            for name in os.listdir(os.path.join(root, folder)):
                match = _BESIDE.fullmatch(name)
                if match and not _is_alive(int(match[1])):
                    os.unlink(os.path.join(root, folder, name))
                    count += 1
    return count


@contextmanager
def _opened(root: str, path: str) -> Iterator[_Target]:
    where = _real_path(root, path)
    folder = os.open(os.path.dirname(where), os.O_RDONLY | os.O_DIRECTORY | SAFELY)
    try:
        if not lies_inside(path_of(folder) or os.path.dirname(where), root):
            raise LeadsOutside(path)
        name = os.path.basename(where)
        # Being asked to write is the one honest test of whether it may be written.
        file = os.open(name, os.O_RDWR | SAFELY, dir_fd=folder)
        try:
            status = os.fstat(file)
            if not stat.S_ISREG(status.st_mode):
                raise ChangedOnDisk(path)
            if not status.st_mode & 0o222:  # root may write it all the same, and a rename asks nobody
                raise Unwritable(path, "the file is read-only; make it writable (chmod u+w), then save again")
            yield _Target(path, folder, name, file, status)
        finally:
            _let_go(file)
    finally:
        _let_go(folder)


def _real_path(root: str, path: str) -> str:
    try:
        file, where = open_inside(root, path)
    except NoSuchPost as fault:
        raise ChangedOnDisk(path, "moved or deleted") from fault
    except Unreadable as fault:
        if fault.problem.code == "outside-the-log":
            raise LeadsOutside(path) from fault
        raise
    os.close(file)
    return where


def _put(target: _Target, old: bytes, new: bytes) -> None:
    """Replace the file by a new one where its identity does not matter, else write into it."""
    beside = _written_beside(target, new) if target.status.st_nlink == 1 else None
    if beside is not None:
        try:
            _swap(target, beside, old, new)
        except OSError as error:
            if error.errno != errno.EBUSY:  # it is a mount of its own, as in containers
                raise
        else:
            return
        finally:
            with suppress(OSError):  # what is left is tidied up at a later start
                os.unlink(beside, dir_fd=target.folder)
    _write_into(target, old, new)


def _written_beside(target: _Target, new: bytes) -> str | None:
    """The name of a new file with these bytes, durable and dressed as the target; None where that cannot be."""
    ending = f".{os.getpid()}-{os.urandom(4).hex()}.readtui.tmp"
    stem = os.fsdecode(os.fsencode(target.name)[: _LONGEST_NAME - len(ending) - 1])
    beside = f".{stem}{ending}"
    try:
        file = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | SAFELY, 0o600, dir_fd=target.folder)
    except PermissionError:
        return None
    is_dressed = False
    try:
        try:
            _write_all(file, new)
            is_dressed = dress(file, target.file, target.status)
            os.fsync(file)
        finally:
            os.close(file)  # where disk quotas are counted late, this is what fails
    except BaseException:
        os.unlink(beside, dir_fd=target.folder)
        raise
    if not is_dressed:
        os.unlink(beside, dir_fd=target.folder)
        return None
    return beside


def _swap(target: _Target, beside: str, old: bytes, new: bytes) -> None:
    """Let the file beside, which holds `new`, take the target's name, if what bears it holds `old`."""
    if not exchange(target.folder, beside, target.name):
        if _stamp(os.stat(target.name, dir_fd=target.folder, follow_symlinks=False)) != _stamp(target.status):
            raise ChangedOnDisk(target.path)
        os.rename(beside, target.name, src_dir_fd=target.folder, dst_dir_fd=target.folder)
        _sync_folder(target.folder)
        return
    try:
        with _reopened(target, beside) as file:
            _expect(old, file, target.path)
        _sync_folder(target.folder)
        with _reopened(target, target.name) as file:
            is_there = _holds(new, file, target.path)
    except BaseException:
        # Somebody wrote between the look and the swap, or the disk fails: what was there gets its name back.
        if not exchange(target.folder, beside, target.name):
            os.rename(beside, target.name, src_dir_fd=target.folder, dst_dir_fd=target.folder)
        raise
    if not is_there:  # somebody wrote over it at once: theirs stays
        raise ChangedOnDisk(target.path)


def _write_into(target: _Target, old: bytes, new: bytes) -> None:
    """Write the bytes over those of the open file, durably, or leave the old ones."""
    file = target.file
    try:
        if len(new) > len(old):
            _reserve(file, len(new))
        _write_all(file, new)
        os.ftruncate(file, len(new))
        os.fsync(file)
        is_there = _holds(new, file, target.path)
    except BaseException:
        with suppress(OSError):
            os.ftruncate(file, len(old))
            _write_all(file, old)
            os.fsync(file)
        raise
    if not is_there:
        raise ChangedOnDisk(target.path)


def _reserve(file: int, length: int) -> None:
    """Take the room first, so that a full disk is found out before a byte is changed."""
    if hasattr(os, "posix_fallocate"):
        try:
            os.posix_fallocate(file, 0, length)
        except OSError as error:
            if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP):
                raise


def _write_all(file: int, source: bytes) -> None:
    os.lseek(file, 0, os.SEEK_SET)
    rest = memoryview(source)
    while rest:
        rest = rest[os.write(file, rest) :]


@contextmanager
def _reopened(target: _Target, name: str) -> Iterator[int]:
    file = os.open(name, os.O_RDONLY | SAFELY, dir_fd=target.folder)
    try:
        yield file
    finally:
        _let_go(file)


def _let_go(file: int) -> None:
    """Close what was only read, or is durable already: that this fails tells nothing."""
    with suppress(OSError):
        os.close(file)


def _expect(source: bytes, file: int, path: str) -> None:
    """Raise ChangedOnDisk unless the open file holds these bytes."""
    if not _holds(source, file, path):
        raise ChangedOnDisk(path)


def _holds(source: bytes, file: int, path: str) -> bool:
    os.lseek(file, 0, os.SEEK_SET)
    try:
        return stat.S_ISREG(os.fstat(file).st_mode) and read_open(file, path) == source
    except Unreadable:  # it has grown beyond what is read
        return False


def _stamp(status: os.stat_result) -> tuple[int, int, int, int, int]:
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


def _sync_folder(folder: int) -> None:
    try:
        os.fsync(folder)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # some network drives know no such thing
            raise


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True
