"""Writing: the files of a change, put on disk one after the other; and what became of one that was broken off."""

from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from functools import partial
from typing import Literal

from readtui.model.change import FileChange
from readtui.store.faults import Conflict, Fault, TargetExists
from readtui.store.files.inplace import is_torn, mend
from readtui.store.files.making import create_bytes
from readtui.store.files.reading import now
from readtui.store.files.removing import remove_bytes
from readtui.store.files.saving import replace_bytes

Keep = Callable[[FileChange], None]
"""Keeps what a file holds before it is written over."""
Outcome = Literal["never made", "made", "finished now", "torn"]
"""What became of a change whose maker died; `torn` is a file that cannot be finished now."""
Stand = Literal["before", "after", "torn", "other"]
"""What a file of a change holds: what it did before, what it does after, a mixture, or what somebody else wrote."""


def expect(root: str, files: Sequence[FileChange]) -> None:
    """Raise unless each file below `root`, a real path, holds what the change begins with.

    Raises:
        Conflict: one does not.
        TargetExists: one that is to be made is there already.
        Unreadable: one cannot be read.
    """
    for file in files:
        there = now(root, file.path)
        if file.before is None and there is not None:
            raise TargetExists(file.path)
        if there != file.before:
            raise Conflict(file.path, file.before, file.after, there)


def write(
    root: str,
    files: Sequence[FileChange],
    modes: Sequence[int | None],
    announce: Callable[[str], None],
    forget: Callable[[], None],
) -> None:
    """Write the files in their order below `root`; where one cannot be, those before it get back what they held.

    `modes` are the rights of files made again. `announce` is told the path of a file that is about to be written in
    place, which a kill can tear; `forget` is called where nothing of the change is left.

    Raises:
        Fault: a file could not be written.
    """
    for place, file in enumerate(files):
        try:
            _put(root, file, modes[place] if modes else None, announce)
        except BaseException:
            if _are_put_back(root, files[:place], announce) and not _is_torn(root, file):
                forget()
            raise


def _are_put_back(root: str, files: Sequence[FileChange], announce: Callable[[str], None]) -> bool:
    """Give files that were written what they held before; whether that was done."""
    try:
        for written in reversed(files):
            _put(root, FileChange(written.path, written.after, written.before), None, announce)
    except Fault:  # the record, which was begun, tells the next start
        return False
    return True


def settle(root: str, files: Sequence[FileChange], in_place: Collection[str], keep: Keep) -> Outcome:
    """Bring a change to an end that was begun by a process which died; one of which no file was written was never made.

    It is finished where its first files are written and the others as before, and where one of those in `in_place`
    is torn; `keep` is given what that one holds. Where somebody else wrote since, all stays as it is, and the change
    counts as made: what it wrote over can be had back by undoing it.
    """
    was_torn = any(file.path in in_place and _is_torn(root, file) for file in files)
    stands = [_stand(root, file, keep if file.path in in_place else None) for file in files]
    written = next((place for place, stand in enumerate(stands) if stand != "after"), len(stands))
    if written == 0 and set(stands) == {"before"}:
        return "never made"
    if written == len(files) or set(stands[written:]) != {"before"} or written == 0:
        if "torn" in stands:
            return "torn"
        return "finished now" if was_torn else "made"
    with suppress(Fault):
        for file in files[written:]:
            _put(root, file, None, lambda path: None)
    return "finished now"


def _stand(root: str, file: FileChange, keep: Keep | None) -> Stand:
    """What a file holds; a torn one is finished first, if it may be."""
    if keep is not None and file.before is not None and file.after is not None and _is_torn(root, file):
        with suppress(Fault):
            keep(FileChange(file.path, now(root, file.path), file.after))
            mend(root, file.path, file.before, file.after)
    try:
        there = now(root, file.path)
    except Fault:
        return "other"
    if there in (file.before, file.after):
        return "after" if there == file.after else "before"
    return "torn" if keep is not None and _is_torn(root, file) else "other"


def _is_torn(root: str, file: FileChange) -> bool:
    """Whether a file holds a mixture of what it did before and of what it does after."""
    with suppress(Fault):
        there = now(root, file.path)
        return there is not None and bool(file.before and file.after and is_torn(there, file.before, file.after))
    return False


def _put(root: str, file: FileChange, mode: int | None, announce: Callable[[str], None]) -> None:
    if file.before is None and file.after is not None:
        create_bytes(root, file.path, file.after, mode)
    elif file.before is not None and file.after is None:
        remove_bytes(root, file.path, file.before)
    elif file.before is not None and file.after is not None:
        replace_bytes(root, file.path, file.before, file.after, partial(announce, file.path))
