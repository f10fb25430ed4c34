"""Writing: the files of a change, put on disk one after the other; and what became of one that was broken off."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Literal

from readtui.model.change import FileChange
from readtui.store.faults import Conflict, Fault, TargetExists
from readtui.store.reading import now
from readtui.store.inplace import mend
from readtui.store.making import create_bytes
from readtui.store.removing import remove_bytes
from readtui.store.saving import replace_bytes

Outcome = Literal["never made", "made", "finished now"]
"""What became of a change whose maker died."""


def write(root: str, files: Sequence[FileChange], modes: Sequence[int | None] = ()) -> None:
    """Write the files in their order below `root`, a real path.

    Where one cannot be written, those before it get back what they held. `modes` are the rights of files made again.

    Raises:
        Conflict: a file does not hold what the change begins with; nothing was changed.
        TargetExists: a file that is to be made is there already; nothing was changed.
        Fault: a file could not be written.
    """
    for file in files:
        there = now(root, file.path)
        if file.before is None and there is not None:
            raise TargetExists(file.path)
        if there != file.before:
            raise Conflict(file.path, file.before, file.after, there)
    for place, file in enumerate(files):
        try:
            _put(root, file, modes[place] if modes else None)
        except BaseException:
            for written in reversed(files[:place]):
                with suppress(Fault):  # else the record, which was begun, tells the next start
                    _put(root, FileChange(written.path, written.after, written.before), None)
            raise


def standing(root: str, files: Sequence[FileChange]) -> set[Literal["before", "after", "other"]]:
    """What the files of a change hold: what they did before it, after it, or what somebody else wrote.

    A file that is written in place and was torn is finished first.
    """
    stand: set[Literal["before", "after", "other"]] = set()
    for file in files:
        try:
            if file.before is not None and file.after is not None:
                mend(root, file.path, file.before, file.after)
            there = now(root, file.path)
        except Fault:
            stand.add("other")
        else:
            stand.add("after" if there == file.after else "before" if there == file.before else "other")
    return stand


def settle(root: str, files: Sequence[FileChange]) -> Outcome:
    """Finish a change that was begun by a process which died; one of which no file was written was never made.

    Where somebody else wrote since, everything stays as it is, and the change counts as made: what it wrote over can
    be had back by undoing it.
    """
    stand = standing(root, files)
    if stand == {"before"}:
        return "never made"
    if stand != {"before", "after"}:
        return "made"
    with suppress(Fault):
        for file in files:
            if now(root, file.path) == file.before:
                _put(root, file, None)
    return "finished now"


def _put(root: str, file: FileChange, mode: int | None) -> None:
    if file.before is None and file.after is not None:
        create_bytes(root, file.path, file.after, mode)
    elif file.before is not None and file.after is None:
        remove_bytes(root, file.path, file.before)
    elif file.before is not None and file.after is not None:
        replace_bytes(root, file.path, file.before, file.after)
