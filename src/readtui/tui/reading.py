"""Reading: the log as it becomes known, the newest rows first and the counts of their entries last."""

from collections.abc import Iterator
from time import monotonic

from readtui.model.log import ReadingLog
from readtui.model.packedrows import PackedRows
from readtui.model.post import PostRow
from readtui.store.folder import LogFolder
from readtui.store.rowprocess import All, Counted, RowProcess

_PAUSE = 0.25
"""Seconds between two snapshots at the least: each costs a look at the rows in view, and bytes where they changed."""


def snapshots(folder: LogFolder, process: RowProcess) -> Iterator[ReadingLog[PostRow]]:
    """The log, better known each time: the newest rows, every row, then rows with counts as they come."""
    rows, counted, shown = PackedRows(), dict[int, bytes](), 0.0
    for message in process.messages():
        if isinstance(message, Counted):
            counted[message.number] = message.chunk
            if monotonic() - shown < _PAUSE:
                continue
            rows, counted = rows.replacing_chunks(counted), {}
        else:
            rows = message.rows
            if isinstance(message, All):
                folder.conventions = message.conventions
        yield ReadingLog(rows)
        shown = monotonic() if not isinstance(message, All) else 0.0  # the first counts are those in view
    yield ReadingLog(rows.replacing_chunks(counted))
