"""Durable: small files of our own, written whole or not at all and there after a power cut."""

import errno
import os
from contextlib import suppress
from pathlib import Path


def put(path: Path, content: bytes) -> None:
    """Make the file at `path` hold `content`, for nobody else to read, durably; it is never seen half written.

    Raises:
        OSError: it cannot be written; what was there is still there.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}-{os.urandom(4).hex()}.tmp")
    file = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        try:
            write_all(file, content)
            os.fsync(file)
        finally:
            os.close(file)  # where disk quotas are counted late, this is what fails
        beside.replace(path)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise
    sync_folder(path.parent)


def remove(path: Path) -> None:
    """Remove the file at `path`, durably; one that is not there is removed already.

    Raises:
        OSError: it cannot be removed.
    """
    path.unlink(missing_ok=True)
    sync_folder(path.parent)


def write_all(file: int, content: bytes) -> None:
    """Write all of `content` at the place where the open file stands.

    Raises:
        OSError: the disk is full or fails.
    """
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(file, rest) :]


def sync_folder(folder: Path) -> None:
    """Make durable which files a folder holds; some network drives know no such thing.

    Raises:
        OSError: the disk fails.
    """
    file = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(file)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(file)
