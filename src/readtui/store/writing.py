"""Writing: the files of a change, put on disk one after the other; and what became of one that was broken off."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Literal

from readtui.model.change import FileChange
from readtui.store.faults import Conflict, Fault, TargetExists
from readtui.store.inplace import is_torn, mend
from readtui.store.making import create_bytes
from readtui.store.reading import now
from readtui.store.removing import remove_bytes
from readtui.store.saving import replace_bytes

Outcome = Literal["never made", "made", "finished now", "torn"]
"""What became of a change whose maker died; `torn` is a file that cannot be finished now."""
Stand = Literal["before", "after", "torn", "other"]
"""What a file of a change holds: what it did before, what it does after, a mixture, or what somebody else wrote."""


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


def standing(root: str, files: Sequence[FileChange]) -> set[Stand]:
    """What the files of a change hold; one that is written in place and was torn is finished first, if it can be."""
    return {_stand(root, file) for file in files}


def _stand(root: str, file: FileChange) -> Stand:
    before, after = file.before, file.after
    with suppress(Fault):
        if before is not None and after is not None:
            mend(root, file.path, before, after)
    try:
        there = now(root, file.path)
    except Fault:
        return "other"
    if there in (before, after):
        return "after" if there == after else "before"
    is_mixed = there and before and after and is_torn(there, before, after)
    return "torn" if is_mixed else "other"


def settle(root: str, files: Sequence[FileChange]) -> Outcome:
    """Finish a change that was begun by a process which died; one of which no file was written was never made.

    Where somebody else wrote since, everything stays as it is, and the change counts as made: what it wrote over can
    be had back by undoing it.
    """
    stand = standing(root, files)
    if stand == {"before"}:
        return "never made"
    if stand != {"before", "after"}:
        return "torn" if "torn" in stand else "made"
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
