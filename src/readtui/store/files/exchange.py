"""Exchange: give files other names in one step, so that none is ever missing or overwritten unseen."""

import errno
import functools
import os
import sys
from collections.abc import Callable
from contextlib import suppress

_CALLS = {"linux": "renameat2", "darwin": "renameatx_np"}
_EXCHANGE = 2  # RENAME_EXCHANGE here, RENAME_SWAP there: the same number
_NEVER_OVER = {"linux": 1, "darwin": 4}  # RENAME_NOREPLACE, RENAME_EXCL
_UNKNOWN = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM}
"""What file systems and sandboxes without the call answer; what else EPERM may mean, a plain rename says again."""


def get_ready() -> None:
    """Look for the system's call, which takes milliseconds the first time, before a moment that must be short."""
    _rename()


def exchange(folder: int, one: str, other: str) -> bool:
    """Swap what two names in the open folder stand for; False where the system cannot.

    Raises:
        OSError: the system can, and it failed.
    """
    return _renamed(folder, one, other, _EXCHANGE)


def rename_over(folder: int, new: str, name: str, kept: str) -> bool:
    """Let the file `new` take a name, where the system cannot exchange; what bore it is `kept`, if that can be.

    Raises:
        OSError: it failed; the name stands for what it did.
    """
    is_kept = True
    try:
        os.link(name, kept, src_dir_fd=folder, dst_dir_fd=folder, follow_symlinks=False)
    except OSError as error:
        if error.errno not in _UNKNOWN:
            raise
        is_kept = False
    try:
        os.rename(new, name, src_dir_fd=folder, dst_dir_fd=folder)
    except BaseException:
        if is_kept:
            with suppress(OSError):
                os.unlink(kept, dir_fd=folder)
        raise
    return is_kept


def rename_new(folder: int, old: str, new: str) -> None:
    """Give a file of the open folder a name that nothing bears yet.

    Raises:
        FileExistsError: something bears it.
        OSError: it failed; the file has its old name.
    """
    if _renamed(folder, old, new, _NEVER_OVER.get(sys.platform, 0)):
        return
    try:
        os.link(old, new, src_dir_fd=folder, dst_dir_fd=folder, follow_symlinks=False)
    except OSError as error:
        if error.errno not in _UNKNOWN:
            raise
    else:
        with suppress(OSError):  # it has its new name; the old one is tidied up at a later start
            os.unlink(old, dir_fd=folder)
        return
    # FAT, some network drives: nobody else gets the name once it is taken, and what takes it is empty.
    os.close(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600, dir_fd=folder))
    try:
        os.rename(old, new, src_dir_fd=folder, dst_dir_fd=folder)
    except BaseException:
        with suppress(OSError):
            os.unlink(new, dir_fd=folder)
        raise


def _renamed(folder: int, one: str, other: str, flag: int) -> bool:
    rename = _rename()
    if rename is None or not flag:
        return False
    error = rename(folder, os.fsencode(one), os.fsencode(other), flag)
    if error in _UNKNOWN:
        return False
    if error:
        raise OSError(error, os.strerror(error), other)
    return True


@functools.cache
def _rename() -> Callable[[int, bytes, bytes, int], int] | None:
    """A call that renames within a folder as a flag says, and returns the error's number, 0 for none."""
    import ctypes  # 3 ms, at the first save

    library = ctypes.CDLL(None, use_errno=True)
    call = getattr(library, _CALLS.get(sys.platform, "none"), None)
    if call is None:
        return None
    call.argtypes = (ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint)
    call.restype = ctypes.c_int

    def renaming(folder: int, one: bytes, other: bytes, flag: int) -> int:
        return ctypes.get_errno() if call(folder, one, folder, other, flag) else 0

    return renaming
