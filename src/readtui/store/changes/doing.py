"""Doing: changes to the posts' files, each recorded before it is made, and finished or taken back where one dies.

Only one readtui changes a log at a time. Where a change is over several files they are written in their order; if one
cannot be, those before it get their old bytes back.
"""

import stat
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from readtui.model.change import Change, FileChange, Record, RecordKind, steps_of, what_stands
from readtui.model.post import Post
from readtui.store.faults import Busy, NothingToUndo, Unreadable, Unwritable, reason
from readtui.store.files.reading import now

if TYPE_CHECKING:
    from readtui.store.changes.history import History
    from readtui.store.changes.undoing import Settling, TakenBack
    from readtui.store.statefolder import StateFolder

MERGED = "what others changed in the file meanwhile is kept"
"""The remark on a change that was merged with somebody else's."""

_WORDS = {"undo": "undid", "redo": "redid"}


@dataclass(frozen=True, slots=True)
class Done:
    """A change that stands on disk."""

    what: str
    """What was done, as the history tells it."""
    record: int | None = None
    """Its record; None where nothing had to be written, or nothing could be recorded."""
    posts: tuple[Post, ...] = ()
    """The posts that were written or made, as they read back, in the order in which they were written."""
    gone: tuple[str, ...] = ()
    """The paths of posts that were deleted."""
    index: int | None = None
    """The entry that was edited, from 1, as it stands now; None for a whole post."""
    is_changed: bool = True
    """Whether any file is another than it was."""
    remark: str = ""
    """What the reader should know of it beside: that others' edits were kept, or that it cannot be undone."""


class Doing:
    """What makes changes in the files of one log."""

    def __init__(self, root: str, state: "StateFolder | None") -> None:
        """For the log at `root`, a real path; without a state folder nothing is recorded."""
        self._root = root
        self._state = state
        self._history: History | None = None
        self._is_alone = True
        """Whether the lock that is held does hold others off: some network drives have none."""

    def history(self) -> "History | None":
        """The records of the log, those of the parts that are not open among them; None where nothing is recorded."""
        if self._history is None and self._state is not None:
            from readtui.store.changes.history import History  # SQLite: 10 ms, at the first change

            self._history = History(self._state.folder, self._state.bounds)  # which is made when the log is locked
        return self._history

    def do(
        self, change: Change, kind: RecordKind = "change", of: int | None = None, modes: tuple[int | None, ...] = ()
    ) -> tuple[int | None, str]:
        """Make the change; its record, and where it could not be recorded a sentence that says so.

        `modes` are the rights of files that are to be made again. What was not recorded is made all the same, unless
        something is deleted by it: that could never be had back.

        Raises:
            ChangedOnDisk: a file does not hold what the change begins with; nothing was changed.
            TargetExists: a file that is to be made is there already; nothing was changed.
            Refused: another readtui is changing the log for long, and so on; nothing was changed.
            Unwritable: a file could not be written; all are as they were.
        """
        with self._alone() as trouble:
            return self._do(change, kind, of, modes, trouble)

    def records(self, only: str | None) -> list[Record]:
        """What was done to the posts of the open log, oldest first, by their paths in it; only to the one at `only`.

        Raises:
            Unreadable: the history cannot be read.
        """
        with self._reading():
            history = self.history()
            return [*self._open_ones(history.records(), only)] if history else []

    def take_back(
        self, which: Literal["undo", "redo"], record: int | None, settling: "Settling", only: str | None
    ) -> tuple["TakenBack", Record, str]:
        """Undo or redo the last change that stands to be, or undo the one that is named; undoing an undo is a redo.

        What was written, the record of it, and where it could not be recorded a sentence that says so.

        Raises:
            NothingToUndo: there is none.
            Conflict: somebody wrote there since, and `settling` is `ask`.
            Unreadable: the history cannot be read.
            Unwritable: a file could not be written; all are as they were.
        """
        from readtui.store.changes.recovering import open_files
        from readtui.store.changes.undoing import taking_back

        with self._alone() as trouble:  # two that undo at once undo two changes
            if trouble and self._state:
                raise Unreadable("history", "unreadable", trouble)
            if self._state and self._state.has_history:
                self._recovered()  # the last change may be one that was never finished
            records = {each.id: each for each in self.records(only)}
            steps = steps_of(records.values())
            if record in steps.redo:
                which = "redo"
            there = steps.undo if which == "undo" else steps.redo
            last = next(iter(there), None)
            chosen = last if record is None else what_stands(records.values()).get(record)
            if chosen is None or chosen not in there:
                raise NothingToUndo(which, record)
            with self._reading():
                history = self.history()
                files = open_files(self._state, history, chosen) if self._state and history else ()
            taken = taking_back(files, partial(now, self._root), settling)
            told = records[chosen]
            what = f"{_WORDS[which]}: {told.what.removeprefix('undid: ').removeprefix('redid: ')}"
            made, trouble = self._do(Change(what, taken.files), which, chosen, taken.modes, trouble)
        return taken, replace(told, id=made or 0, what=what, kind=which, of=chosen), trouble

    def recover(self) -> list[str]:
        """Finish what a readtui that died had begun in a log that has a history; what was finished, for the reader.

        Where every file holds its old bytes the change was never made, and is forgotten.
        """
        try:
            with self._alone(patience=0) as trouble:
                return [] if trouble else self._recovered()
        except Busy:  # who is at it has looked
            return []

    def _do(
        self, change: Change, kind: RecordKind, of: int | None, modes: tuple[int | None, ...], trouble: str
    ) -> tuple[int | None, str]:
        """Make the change, other readtuis being held off; `trouble` is why it cannot be recorded, or nothing."""
        from readtui.store.files.writing import expect, write

        expect(self._root, change.files)  # before anything is recorded: what is refused was never begun
        record = None
        if not trouble:
            record, trouble = self._begin(change, kind, of)
        lost = [
            file.path for file in change.files if change.is_loss or (file.after is None and file.before is not None)
        ]
        if trouble and self._state and lost:
            raise Unwritable(lost[0], f"{trouble}, so it could not be undone", "deleted")
        write(self._root, change.files, modes, partial(self._in_place, record), partial(self._forget, record))
        later = self._finish(record)
        told = f"it cannot be undone: {trouble}" if trouble and self._state else later
        if self._history is not None and self._history.mishap:
            told, self._history.mishap = self._history.mishap, ""
        return record, told

    def _begin(self, change: Change, kind: RecordKind, of: int | None) -> tuple[int | None, str]:
        from readtui.store.changes.historyfile import HistoryTrouble

        try:
            history = self.history()
            if history is None or self._state is None:
                return None, ""
            self._recovered()
            files = tuple(FileChange(self._state.kept(file.path), file.before, file.after) for file in change.files)
            modes = [_mode(self._root, file.path) for file in change.files]
            return history.begin(Change(change.what, files), kind, of, modes), ""
        except HistoryTrouble as trouble:
            return None, str(trouble)
        except OSError as error:
            return None, self._cannot_keep(error)

    def _forget(self, record: int | None) -> None:
        """Take back the record of a change of which nothing is left."""
        from readtui.store.changes.historyfile import HistoryTrouble

        with suppress(HistoryTrouble):  # else the next start finds out
            if record is not None and self._history is not None:
                self._history.forget(record)

    def _finish(self, record: int | None) -> str:
        """Say that the change is made; where that cannot be written, why: the files tell the next start that it was."""
        from readtui.store.changes.historyfile import HistoryTrouble

        try:
            if record is not None and self._history is not None:
                self._history.finish(record)
        except HistoryTrouble as trouble:
            return f"it can be undone only later: {trouble}"
        return ""

    def _in_place(self, record: int | None, path: str) -> None:
        """Note that a file is about to be written in place, and may be found torn.

        Raises:
            Unwritable: that cannot be noted.
        """
        from readtui.store.changes.historyfile import HistoryTrouble

        try:
            if record is not None and self._history is not None and self._state is not None:
                self._history.mark_in_place(record, self._state.kept(path))
        except HistoryTrouble as trouble:
            raise Unwritable(path, str(trouble)) from trouble

    def _recovered(self) -> list[str]:
        """What a readtui that died had begun, and is finished now."""
        from readtui.store.changes.recovering import recovered

        history = self.history()
        if history is None or self._state is None:
            return []
        return recovered(self._root, self._state, history, is_alone=self._is_alone)

    def _open_ones(self, records: list[Record], only: str | None) -> Iterator[Record]:
        assert self._state is not None
        for record in records:
            paths = tuple(path for kept in record.paths if (path := self._state.opened(kept)) is not None)
            if len(paths) == len(record.paths) and only in (None, *paths):
                yield replace(record, paths=paths)

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """Turn what is wrong with the history into a fault.

        Raises:
            Unreadable: the history cannot be read.
        """
        from readtui.store.changes.historyfile import HistoryTrouble

        name = str(self._state.history_file) if self._state else "history"
        try:
            yield
        except HistoryTrouble as trouble:
            raise Unreadable(name, "unreadable", str(trouble)) from trouble
        except OSError as error:
            raise Unreadable.because(name, error) from error

    @contextmanager
    def _alone(self, patience: float = 2.0) -> Iterator[str]:
        """Hold off other readtuis; yields why that cannot be, where the state folder cannot be used.

        It waits for `patience` seconds.

        Raises:
            Busy: another one is at it for long.
        """
        with ExitStack() as stack:
            trouble = ""
            if self._state is not None:
                try:
                    self._is_alone = stack.enter_context(self._state.locked(patience))
                except OSError as error:
                    trouble = self._cannot_keep(error)
            yield trouble

    def _cannot_keep(self, error: OSError) -> str:
        folder = self._state.folder if self._state else "the history"
        return f"what it was before cannot be kept in {folder}: {reason(error)}"


def _mode(root: str, path: str) -> int | None:
    """The rights of a file; None where there is none."""
    with suppress(OSError):
        return stat.S_IMODE(Path(root, path).stat().st_mode)
    return None
