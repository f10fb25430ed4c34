"""Reading: the log as it becomes known, the newest rows first and the counts of their entries last."""

from collections.abc import Iterator
from time import monotonic
from typing import NamedTuple

from readtui.model.log import ReadingLog
from readtui.model.packedrows import PackedRows
from readtui.model.post import Post, PostRow
from readtui.store.folder import LogFolder
from readtui.store.rowprocess import All, Counted, Prepared, RowProcess, Stamped
from readtui.tui.drawing.ahead import LaidOut

_PAUSE = 0.25
"""Seconds between two snapshots at the least: each costs a look at the rows in view, and bytes where they changed."""


class Snapshot(NamedTuple):
    """The log as far as it is known."""

    log: ReadingLog[PostRow]
    newest: Post | None
    """Its first post, which came with the rows."""
    is_known: bool
    """Whether any part of the folder was read."""
    laid_out: LaidOut | None = None
    """That post's detail, once, if there was time for it."""
    stamped: Stamped | None = None
    """With the last: what changed since is told by these."""


def snapshots(folder: LogFolder, process: RowProcess) -> Iterator[Snapshot]:
    """The log, better known each time: the newest rows, every row, then rows with counts as they come.

    The first snapshot comes at once, with all that the process has sent by then, and be it nothing.
    """
    rows, newest, counted, shown = PackedRows(), None, dict[int, bytes](), 0.0
    is_new, is_known, stamped, laid_out = True, False, None, None
    for message in process.messages():
        if isinstance(message, Counted):
            counted[message.number] = message.chunk
        elif isinstance(message, Stamped):
            stamped = message
        elif isinstance(message, Prepared):
            laid_out = message.made if isinstance(message.made, LaidOut) else None
        elif message is not None:
            rows, newest, is_new, is_known = message.rows, message.post, True, True
            if isinstance(message, All):
                folder.conventions = message.conventions
        if (message is None and is_new) or (counted and monotonic() - shown > _PAUSE and shown):
            rows, counted, shown, is_new = rows.replacing_chunks(counted), {}, monotonic(), False
            yield Snapshot(ReadingLog(rows), newest, is_known, laid_out)
            laid_out = None
    yield Snapshot(ReadingLog(rows.replacing_chunks(counted)), newest, True, laid_out, stamped)
