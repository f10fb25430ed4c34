"""Reading: the log as it comes from its folder, the rows first and what stands in the posts after."""

from collections.abc import Iterator
from itertools import islice

from readtui.model.log import ReadingLog
from readtui.model.post import PostRow
from readtui.store.faults import NoSuchPost
from readtui.store.folder import LogFolder

_BATCH = 200
"""Posts read between two snapshots: a tenth of a second, so that counts come in while one looks."""


def snapshots(folder: LogFolder) -> Iterator[ReadingLog[PostRow]]:
    """The log, better known each time: the newest rows, every row, then rows with the counts of their entries."""
    peeked = folder.peeking()
    newest = next(peeked, ())
    yield ReadingLog.of(newest)
    rest = [row for rows in peeked for row in rows]
    log = folder.placed((*newest, *rest))
    yield log
    paths = iter([row.path for row in log.posts])
    while batch := tuple(islice(paths, _BATCH)):
        read = {path: _row(folder, path) for path in batch}
        log = ReadingLog(tuple(read.get(row.path) or row for row in log.posts))
        yield log


def _row(folder: LogFolder, path: str) -> PostRow | None:
    try:
        return folder.open(path).row
    except NoSuchPost:  # deleted since it was listed: its row goes with the next look at the folder
        return None
