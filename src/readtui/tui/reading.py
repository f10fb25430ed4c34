"""Reading: the log as it becomes known, the newest rows first and the counts of their entries last."""

from collections.abc import Iterator
from time import monotonic

from readtui.model.log import ReadingLog
from readtui.model.post import PostRow
from readtui.store.folder import LogFolder
from readtui.store.rowprocess import RowProcess

_PAUSE = 0.25
"""Seconds between two snapshots at the least: each costs a look at every row, and bytes where rows changed."""
_PATIENCE = 0.05
"""Seconds to wait for every row before the newest are shown alone."""


def snapshots(folder: LogFolder, process: RowProcess) -> Iterator[ReadingLog[PostRow]]:
    """The log, better known each time: the newest rows, every row, then rows with counts as they come."""
    arriving = process.rows()
    begun, peeked, is_shown = monotonic(), [*next(arriving, ())], False
    for rows in arriving:
        if not rows:
            break
        peeked += rows
        if not is_shown and monotonic() - begun > _PATIENCE:
            is_shown = True
            yield ReadingLog.of(peeked)
    log = folder.placed(peeked)
    yield log
    read: dict[str, PostRow] = {}
    shown = monotonic()
    for rows in arriving:
        read |= {row.path: row for row in rows}
        if monotonic() - shown > _PAUSE or len(read) == len(rows):  # the first counts are those on the screen
            log, read, shown = _with(log, read), {}, monotonic()
            yield log
    yield _with(log, read)


def _with(log: ReadingLog[PostRow], read: dict[str, PostRow]) -> ReadingLog[PostRow]:
    return ReadingLog(tuple(read.get(row.path, row) for row in log.posts))
