"""Saving: a post's bytes replaced, whole or not at all, and never over somebody else's.

The new bytes are written beside the post, with its mode, owner and attributes, and made durable. Then the two
files swap names in one step, and what came out is looked at: if it is not what the edit began with, they swap back.
A file whose identity matters (hard links, a foreign owner, a folder that takes no new files) is written in place.
"""

import errno
import os
from collections.abc import Callable
from contextlib import ExitStack, suppress

from readtui.store.faults import ChangedOnDisk, Unwritable
from readtui.store.files.attributes import dress
from readtui.store.files.beside import hold_off_others, make_durable, name_for_exchange, written_beside
from readtui.store.files.exchange import exchange, get_ready, rename_over
from readtui.store.files.inplace import write_into
from readtui.store.files.target import Target, check_size, opened, sync_folder


def replace_bytes(root: str, path: str, old: bytes, new: bytes, announce: Callable[[], None] = lambda: None) -> None:
    """Make the post at `path` below `root`, a real path, hold `new`, durably; it must hold `old`.

    Equal bytes write nothing. `announce` is called before it is written in place, where a kill can tear it.

    Raises:
        ChangedOnDisk: it does not hold `old`, or is gone.
        LeadsOutside: it is a link that leads out of `root`.
        Unreadable: it is no file, or the system does not let it be read.
        Unwritable: it is read-only, the disk is full, and so on; it still holds `old`.
    """
    if old == new:
        return
    check_size(path, new)
    try:
        with opened(root, path) as target:
            hold_off_others(target.folder)
            target.expect(old)
            if target.status.st_nlink > 1 or not _is_replaced(target, old, new):
                announce()
                write_into(target, old, new)
    except OSError as error:
        raise Unwritable.because(path, error) from error


def _is_replaced(target: Target, old: bytes, new: bytes) -> bool:
    """Replace the file by a new one; False where it must stay the same file, and does."""
    with ExitStack() as stack:
        try:
            beside, file = stack.enter_context(written_beside(target.folder, target.name, new, 0o600))
        except PermissionError:
            return False
        if not dress(file, target.file, target.status):
            return False
        make_durable(file)
        return _is_swapped(target, beside, old, new)


def _is_swapped(target: Target, beside: str, old: bytes, new: bytes) -> bool:
    """Let the file beside, which holds `new`, take the target's name, if what bears it holds `old`.

    False where the target is a mount of its own, as in containers, which nothing can take the name of.
    """
    get_ready()
    swap = out = name_for_exchange(target.name, old, new)
    os.rename(beside, swap, src_dir_fd=target.folder, dst_dir_fd=target.folder)
    try:
        # Seldom does a write come between this look and the swap; a kill just then would hide it till the next start.
        target.expect(old, target.name)
        is_kept = exchange(target.folder, swap, target.name)
        if not is_kept:
            out = name_for_exchange(target.name, old, new)
            is_kept = rename_over(target.folder, swap, target.name, out)
    except BaseException as error:
        with suppress(OSError):
            os.unlink(swap, dir_fd=target.folder)
        if isinstance(error, OSError) and error.errno == errno.EBUSY:
            return False
        raise
    if is_kept:
        _look_at(target, out, old, new)
    else:
        sync_folder(target.folder)
    return True


def _look_at(target: Target, out: str, old: bytes, new: bytes) -> None:
    """Make sure of what came out, and remove it."""
    try:
        target.expect(old, out)
        sync_folder(target.folder)
        is_there = target.holds(new, target.name)
        target.expect(old, out)  # who had it open may have written into it till now
    except BaseException:
        # Somebody wrote between the look and the swap, or the disk fails: what was there gets its name back.
        with suppress(OSError):
            if not exchange(target.folder, out, target.name):
                if target.holds(new, target.name):
                    os.rename(out, target.name, src_dir_fd=target.folder, dst_dir_fd=target.folder)
            elif target.holds(new, out):
                os.unlink(out, dir_fd=target.folder)
            else:  # and wrote again: that stays, and the other stays beside it
                exchange(target.folder, out, target.name)
            sync_folder(target.folder)
        raise
    with suppress(OSError):  # what is left is tidied up at a later start
        os.unlink(out, dir_fd=target.folder)
    if not is_there:  # somebody wrote over it at once: theirs stays
        raise ChangedOnDisk(target.path)
