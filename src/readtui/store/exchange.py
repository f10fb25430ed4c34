"""Exchange: swap two files' names in one step, so that neither is ever missing or overwritten unseen."""

import errno
import functools
import os
import sys
from collections.abc import Callable

_CALLS = {"linux": "renameat2", "darwin": "renameatx_np"}
_EXCHANGE = 2  # RENAME_EXCHANGE here, RENAME_SWAP there: the same number
_UNKNOWN = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM}
"""What file systems and sandboxes without the call answer; what else EPERM may mean, a plain rename says again."""


def exchange(folder: int, one: str, other: str) -> bool:
    """Swap what two names in the open folder stand for; False where the system cannot.

    Raises:
        OSError: the system can, and it failed.
    """
    rename = _rename()
    if rename is None:
        return False
    error = rename(folder, os.fsencode(one), os.fsencode(other))
    if error in _UNKNOWN:
        return False
    if error:
        raise OSError(error, os.strerror(error), other)
    return True


@functools.cache
def _rename() -> Callable[[int, bytes, bytes], int] | None:
    """A call that exchanges two names in a folder and returns the error's number, 0 for none."""
    import ctypes  # 3 ms, at the first save

    library = ctypes.CDLL(None, use_errno=True)
    call = getattr(library, _CALLS.get(sys.platform, "none"), None)
    if call is None:
        return None
    call.argtypes = (ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint)
    call.restype = ctypes.c_int

    def exchanging(folder: int, one: bytes, other: bytes) -> int:
        return ctypes.get_errno() if call(folder, one, folder, other, _EXCHANGE) else 0

    return exchanging
