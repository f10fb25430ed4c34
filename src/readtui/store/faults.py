"""Faults: what can go wrong between readtui and the disk, each worded for the reader in one sentence.

    Fault
    ├── BadConfig          2  the configuration cannot be read
    ├── NoLog              3  no log where one was looked for
    ├── NoSuchPost         3  the log has no such post
    ├── NoSuchEntry        3  the post has no such entry
    ├── NoSuchText         3  no such unsaved text is kept
    ├── Unreadable         3  a file could not be read
    ├── Unwritable         3  a file could not be written; it is as it was
    ├── Broken            70  the program met an error of its own
    └── Refused            4  nothing was changed, by choice
        ├── ChangedOnDisk     somebody else wrote, moved or deleted the file
        │   └── Conflict      what they wrote touches what is to be written
        ├── TargetExists      a file of that name is there already
        ├── Busy              another readtui is changing the log
        ├── NothingToUndo     no change is there to be taken back, or made again
        ├── WouldLoseEntry    the edit would change or swallow another entry
        ├── LeadsOutside      the file is a link to somewhere outside the log
        └── NotEditable       the post can be read, but not be edited safely

The number is the exit code of a command that ends by it.
"""

import errno
import os
from typing import ClassVar, Self

_REASONS = {
    errno.ENOSPC: "the disk is full; free some space, then try again",
    errno.EDQUOT: "your share of the disk is used up; free some space, then try again",
    errno.EROFS: "the file system is read-only; mount it writable, then try again",
    errno.EACCES: "permission denied; look at the rights of the file and its folder",
    errno.EPERM: "the system forbids it; look at the file's owner and attributes",
    errno.EIO: "the disk reports an error; save a copy elsewhere and check the disk",
    errno.ENOENT: "it is no longer there; look where it was moved to",
    errno.ENOTDIR: "part of its path is no folder; look where it was moved to",
    errno.EBUSY: "another program keeps it busy; close that, then try again",
    errno.ETXTBSY: "another program keeps it busy; close that, then try again",
    errno.EFBIG: "it would be larger than this system allows; shorten it",
    errno.ENAMETOOLONG: "its name is too long for this file system; choose a shorter one",
    errno.EMFILE: "too many files are open; close some programs, then try again",
    errno.ENFILE: "too many files are open; close some programs, then try again",
    errno.ESTALE: "the network drive lost it; mount the drive again",
}


def reason(error: OSError) -> str:
    """What the system says is wrong, and what to do, as the end of a sentence and without a full stop."""
    told = _REASONS.get(error.errno or 0)
    return told or (os.strerror(error.errno) if error.errno else "the system gives no reason")


class Fault(Exception):  # noqa: N818 -- the word of the whole tree
    """Something that went wrong, as one printable sentence: `str(fault)`."""

    exit_code: ClassVar[int] = 3

    def __init__(self, sentence: str) -> None:
        from readtui.model.printable import one_line  # 1 ms, and most commands have nothing to complain of

        super().__init__(one_line(sentence))


class BadConfig(Fault):
    """The configuration cannot be read."""

    exit_code = 2


class NoLog(Fault):
    """There is no log where one was looked for."""


class NoSuchPost(Fault):
    """The log has no such post."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{path}: no such post in this log; `readtui weeks` lists them")


class NoSuchEntry(Fault):
    """The post has no such entry."""

    def __init__(self, path: str, index: int, count: int) -> None:
        there_are = {0: "it has no entries", 1: "it has one entry"}.get(count, f"its entries are #1 to #{count}")
        super().__init__(f"{path}: no entry #{index}; {there_are}")


class NoSuchText(Fault):
    """No such unsaved text is kept."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name}: no such unsaved text in this log; `readtui unsaved` lists them")


class Unreadable(Fault):
    """A file could not be read."""

    def __init__(self, path: str, code: str, why: str) -> None:
        from readtui.model.printable import one_line
        from readtui.model.problem import Problem  # a dataclass, with what these take to be loaded

        super().__init__(f"{path}: {why}")
        self.problem = Problem(code, None, one_line(f"{why[:1].upper()}{why[1:]}."), forbids_editing=True)
        """The same for a row of a listing, where the path stands beside it."""

    @classmethod
    def because(cls, path: str, error: OSError) -> Self:
        """The fault for what the system said."""
        if error.errno in (errno.EACCES, errno.EPERM):
            return cls(path, "no-permission", "you have no permission to read it; change its rights or its owner's")
        return cls(path, "unreadable", f"it cannot be read: {reason(error)}")


class Unwritable(Fault):
    """A file could not be written; it is as it was."""

    def __init__(self, path: str, why: str, act: str = "saved") -> None:
        super().__init__(f"{path}: not {act}: {why}")

    @classmethod
    def because(cls, path: str, error: OSError, act: str = "saved") -> Self:
        """The fault for what the system said."""
        return cls(path, reason(error), act)


class Broken(Fault):
    """The program met an error of its own."""

    exit_code = 70  # as mail programs have it: EX_SOFTWARE


class Refused(Fault):
    """Nothing was changed, by choice."""

    exit_code = 4


class ChangedOnDisk(Refused):
    """Somebody else wrote, moved or deleted the file since it was read."""

    def __init__(self, path: str, what: str = "changed on disk") -> None:
        super().__init__(f"{path}: {what} since it was opened; nothing was saved: read it again, then repeat the edit")


class Conflict(ChangedOnDisk):
    """What somebody else wrote touches what is to be written: the reader chooses."""

    def __init__(self, path: str, base: bytes | None, mine: bytes | None, theirs: bytes | None) -> None:
        super().__init__(path, "deleted on disk" if theirs is None else "changed on disk")
        self.path = path
        self.base = base
        """What the file held when the change was begun; None where there was none."""
        self.mine = mine
        """What it was to hold; None where it was to be deleted."""
        self.theirs = theirs
        """What it holds now; None where it is gone."""


class TargetExists(Refused):
    """A file of that name is there already."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{path}: not made: a file of that name is there already; open that one")


class Busy(Refused):
    """Another readtui is changing the log."""

    def __init__(self) -> None:
        super().__init__("another readtui is changing this log; nothing was changed: wait a moment, then try again")


class NothingToUndo(Refused):
    """No change is there to be taken back, or made again."""

    def __init__(self, which: str = "undo", record: int | None = None) -> None:
        what = "nothing" if record is None else f"no change {record} that stands"
        super().__init__(f"there is {what} to {which}; `readtui history` lists the changes")


class WouldLoseEntry(Refused):
    """The edit would change or swallow another entry of the post."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"{path}: not saved: {why}")


class LeadsOutside(Refused):
    """The file is a link to somewhere outside the log."""

    def __init__(self, path: str, where: str | None = None, act: str = "saved") -> None:
        link = f"it is a link to {where}, outside of the log; change it there"
        outside = "it would lie outside of the log; choose another place"
        super().__init__(f"{path}: not {act}: {link if where else outside}")


class NotEditable(Refused):
    """The post can be read, but not be edited safely."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"{path}: cannot be edited: {why}")
