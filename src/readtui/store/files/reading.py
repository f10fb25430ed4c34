"""Reading: a post's bytes, opened so that nothing that lies in a folder can hang, harm or mislead the reader."""

import errno
import os
import stat
from contextlib import suppress

from readtui.store.faults import NoSuchPost, Unreadable

MOST_BYTES = 4 << 20
"""A post larger than this is not opened. The largest of 23,853 real ones had 0.4 MB."""

SAFELY = (
    getattr(os, "O_NOFOLLOW", 0)  # a link is resolved first, and looked at
    | getattr(os, "O_NONBLOCK", 0)  # a pipe answers at once
    | getattr(os, "O_NOCTTY", 0)  # a terminal does not become ours
    | getattr(os, "O_CLOEXEC", 0)
)


def read_bytes(root: str, path: str) -> bytes:
    """The bytes of the post at `path` below `root`, which is a real path.

    Raises:
        NoSuchPost: there is nothing of that name.
        Unreadable: it is no file, too large, outside `root`, or the system says no.
    """
    file, _ = open_inside(root, path)
    try:
        return read_open(file, path)
    except OSError as error:
        raise Unreadable.because(path, error) from error
    finally:
        let_go(file)


def now(root: str, path: str) -> bytes | None:
    """What the post's file holds now; None where it is not there.

    Raises:
        Unreadable: it is there, and cannot be read.
    """
    try:
        return read_bytes(root, path)
    except NoSuchPost:
        return None


def open_inside(root: str, path: str) -> tuple[int, str]:
    """An open regular file below `root`, and its real path. Links are followed as far as they stay inside.

    Raises:
        NoSuchPost: there is nothing of that name.
        Unreadable: it is no file, too large, outside `root`, or the system says no.
    """
    where = f"{root}/{path}"
    try:
        try:
            file = os.open(where, os.O_RDONLY | SAFELY)
        except OSError as error:
            if error.errno not in (errno.ELOOP, errno.EMLINK):  # EMLINK is what BSD says of a link
                raise
            file = os.open(_link_target(root, path), os.O_RDONLY | SAFELY)
    except OSError as error:
        raise _fault(path, error) from error
    try:
        real = path_of(file) or os.path.realpath(where)
        _look_at(file, real, root, path)
    except BaseException as error:
        let_go(file)
        if isinstance(error, OSError):
            raise Unreadable.because(path, error) from error
        raise
    return file, real


def read_open(file: int, path: str) -> bytes:
    """All bytes of an open file, however many it says it has.

    Raises:
        OSError: the disk fails.
        Unreadable: there are too many.
    """
    asked = os.fstat(file).st_size + 1  # one more than there should be, so that a short answer is the end
    source = chunk = os.read(file, asked)
    while len(chunk) == asked:  # it has grown, or it is one of the system's that says 0
        if len(source) > MOST_BYTES:
            raise _too_large(path)
        asked = 1 << 18
        chunk = os.read(file, asked)
        source += chunk
    return source


def let_go(file: int) -> None:
    """Close what was only read, or is durable already: that this fails tells nothing."""
    with suppress(OSError):
        os.close(file)


def path_of(file: int) -> str | None:
    """Where an open file really is, which no exchange of folders can forge; None where the system cannot tell."""
    with suppress(OSError):
        return os.readlink(f"/proc/self/fd/{file}")
    return None


def lies_inside(real: str, root: str) -> bool:
    """Whether the real path `real` is `root` or lies below it."""
    return real == root or real.startswith(root.rstrip("/") + "/")


def _link_target(root: str, path: str) -> str:
    """The real path that a symbolic link leads to; it is looked at before it is opened."""
    real = os.path.realpath(os.path.join(root, path))
    if not lies_inside(real, root):
        raise _outside(path, real)
    try:
        os.stat(real)
    except OSError as error:
        raise Unreadable(path, "dangling-link", "it is a link that leads nowhere; mend it or delete it") from error
    return real


def _look_at(file: int, real: str, root: str, path: str) -> None:
    status = os.fstat(file)
    if not stat.S_ISREG(status.st_mode):
        raise _not_a_file(path, status.st_mode)
    if not lies_inside(real, root):
        raise _outside(path, real)
    if status.st_size > MOST_BYTES:
        raise _too_large(path)


def _fault(path: str, error: OSError) -> NoSuchPost | Unreadable:
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return NoSuchPost(path)
    if error.errno in (errno.ENXIO, errno.EOPNOTSUPP):  # a socket, or a device without its driver
        return _not_a_file(path, stat.S_IFSOCK)
    return Unreadable.because(path, error)


def _not_a_file(path: str, mode: int) -> Unreadable:
    kind = "a folder" if stat.S_ISDIR(mode) else "a pipe" if stat.S_ISFIFO(mode) else "a device or a socket"
    return Unreadable(path, "not-a-file", f"it is {kind} and no file; give it another name")


def _outside(path: str, real: str) -> Unreadable:
    where = f"it leads to {real}, outside of the log's folder, and is not opened; open that folder"
    return Unreadable(path, "outside-the-log", where)


def _too_large(path: str) -> Unreadable:
    return Unreadable(path, "too-large", f"it is larger than {MOST_BYTES >> 20} MiB and is not opened; split it")
