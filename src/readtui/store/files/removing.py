"""Removing: a post's file deleted, if it holds what the reader saw, and nobody else's write with it.

Its name is taken off first; what bore it is looked at, and gets it back if it is not what was to go.
"""

import errno
import os
from contextlib import suppress

from readtui.store.faults import Unwritable
from readtui.store.files.beside import hold_off_others, name_for_exchange
from readtui.store.files.exchange import rename_new
from readtui.store.files.target import Target, opened, sync_folder

_ACT = "deleted"


def remove_bytes(root: str, path: str, old: bytes) -> None:
    """Remove the post at `path` below `root`, a real path, durably; it must hold `old`.

    A symbolic link is refused: gone, its text would still be there; and come back, it would be a link no more.

    Raises:
        ChangedOnDisk: it does not hold `old`, or is gone already.
        LeadsOutside: it is a link that leads out of `root`.
        Unreadable: it is no file, or the system does not let it be read.
        Unwritable: it is a link or read-only, its folder is, and so on; it is as it was.
    """
    try:
        with opened(root, path, _ACT) as target:
            link = os.path.join(root, path)
            if os.path.islink(link):
                leads_to = os.path.relpath(os.path.realpath(link), root)
                raise Unwritable(path, f"it is a link to {leads_to}; delete that post, or the link with rm", _ACT)
            if not os.fstat(target.folder).st_mode & 0o222:  # root may all the same
                raise Unwritable(path, "its folder is read-only; make that writable (chmod u+w), then try again", _ACT)
            hold_off_others(target.folder)
            target.expect(old)
            _take_off(target, old)
        _remove_emptied(root, path)
    except OSError as error:
        raise Unwritable.because(path, error, _ACT) from error


def _take_off(target: Target, old: bytes) -> None:
    off = name_for_exchange(target.name, old, None)
    try:
        os.rename(target.name, off, src_dir_fd=target.folder, dst_dir_fd=target.folder)
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        off = target.name  # no room for another name: who deletes to make some shall not be refused
    try:
        target.expect(old, off)
        sync_folder(target.folder)
        target.expect(old, off)  # who had it open may have written into it till now
        os.unlink(off, dir_fd=target.folder)
        if off == target.name:
            sync_folder(target.folder)
    except BaseException:
        with suppress(OSError):  # that it is there already, too
            rename_new(target.folder, off, target.name)
            sync_folder(target.folder)
        raise


def _remove_emptied(root: str, path: str) -> None:
    """Remove the folders that stood for the post alone, and are made again with it: a bundle's, a year's, a month's."""
    folder, _, name = path.rpartition("/")
    is_bundle = name.startswith("index.")
    while folder and (is_bundle or folder.rpartition("/")[2].isdigit()):
        try:
            os.rmdir(os.path.join(root, folder))
        except OSError:  # it holds something else
            return
        folder, is_bundle = folder.rpartition("/")[0], False
