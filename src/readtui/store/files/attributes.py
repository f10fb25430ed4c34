"""Attributes: what a file is besides its bytes, carried over to the file that takes its place."""

import errno
import os
import stat
import sys

_THE_SYSTEMS_OWN = ("security.", "trusted.")
"""Labels that the kernel gives each file by its own rules and lets nobody copy."""


def dress(file: int, model: int, status: os.stat_result) -> bool:
    """Give an open file the owner, access lists, attributes and mode of `model`; False where one cannot be kept.

    Raises:
        OSError: the disk is full or fails.
    """
    own = os.fstat(file)
    try:
        if (own.st_uid, own.st_gid) != (status.st_uid, status.st_gid):
            os.fchown(file, status.st_uid, status.st_gid)
        _copy_attributes(file, model)
    except OSError as error:
        if error.errno in (errno.EPERM, errno.EACCES, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EINVAL):
            return False
        raise
    os.fchmod(file, stat.S_IMODE(status.st_mode))  # last: a change of owner takes mode bits away
    return True


def _copy_attributes(file: int, model: int) -> None:
    """Make the extended attributes those of `model`, access lists among them."""
    if sys.platform != "linux":
        return
    wanted = {name: os.getxattr(model, name) for name in _attributes(model)}
    for name, value in wanted.items():
        os.setxattr(file, name, value)
    for name in _attributes(file):  # a folder's default access list dresses new files unasked
        if name not in wanted:
            os.removexattr(file, name)


def _attributes(file: int) -> list[str]:
    try:
        return [name for name in os.listxattr(file) if not name.startswith(_THE_SYSTEMS_OWN)]
    except OSError as error:
        if error.errno in (errno.ENOTSUP, errno.EOPNOTSUPP):  # FAT and some network drives have none
            return []
        raise
