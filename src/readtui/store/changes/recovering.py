"""Recovering: what a readtui that died had begun, found in the history and brought to an end."""

import datetime
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from readtui.model.change import Change, FileChange, Record
from readtui.store.changes.historyfile import HistoryTrouble
from readtui.store.files.writing import settle

if TYPE_CHECKING:
    from readtui.store.changes.history import History
    from readtui.store.statefolder import StateFolder

_UNDER_WAY = datetime.timedelta(seconds=60)
"""For so long a change may be under way where there are no locks to tell."""


def recovered(root: str, state: "StateFolder", history: "History", *, is_alone: bool) -> list[str]:
    """Bring to an end what was begun in the log at `root` and never finished; what was finished only now.

    With `is_alone` all others are held off; without, what is young is left to whoever may be at it.
    """
    told = []
    with suppress(HistoryTrouble, OSError):
        for record in history.begun():
            is_old = datetime.datetime.now().astimezone() - record.when > _UNDER_WAY
            if (is_alone or is_old) and _is_finished_now(root, state, history, record):
                told.append(record.what)
    return told


def open_files(state: "StateFolder", history: "History", record: int) -> tuple[tuple[FileChange, int | None], ...]:
    """A record's files by their paths in the open log, with their rights; none where one lies outside of it.

    Raises:
        HistoryTrouble: it cannot be read.
    """
    files = []
    for file, mode in history.files(record):
        path = state.opened(file.path)
        if path is None:
            return ()
        files.append((FileChange(path, file.before, file.after), mode))
    return tuple(files)


def _is_finished_now(root: str, state: "StateFolder", history: "History", record: Record) -> bool:
    files = [file for file, _ in open_files(state, history, record.id)]
    if not files:
        return False
    in_place = {path for kept in history.in_place(record.id) if (path := state.opened(kept)) is not None}
    outcome = settle(root, files, in_place, partial(_keep, state, history, record))
    if outcome == "never made":
        history.forget(record.id)
    elif outcome != "torn":  # that one waits until its file can be written
        history.finish(record.id)
    return outcome == "finished now"


def _keep(state: "StateFolder", history: "History", record: Record, torn: FileChange) -> None:
    """Keep what a file holds that is taken for torn: it might be somebody's."""
    file = FileChange(state.kept(torn.path), torn.before, torn.after)
    history.finish(history.begin(Change(f"found torn: {record.what}", (file,)), "torn"))
