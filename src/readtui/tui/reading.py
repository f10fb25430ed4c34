"""Reading: the log as it becomes known, the newest rows first and the counts of their entries last."""

from collections.abc import Iterable, Iterator
from time import monotonic
from typing import NamedTuple

from readtui.model.log import ReadingLog
from readtui.model.packedrows import PackedRows
from readtui.model.post import Post, PostRow
from readtui.store.folder import LogFolder
from readtui.store.rowprocess import All, Counted, Prepared, RowProcess, Stamped
from readtui.store.watching.stamps import stamp_of
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
    ahead: tuple[Prepared, ...] = ()
    """Of the first posts what was prepared by now, each once."""
    stamped: Stamped | None = None
    """With the last: what changed since is told by these."""


class Ahead:
    """The first posts of the log, read and laid out before they are asked for."""

    def __init__(self, folder: LogFolder) -> None:
        self._folder = folder
        self._prepared: dict[str, Prepared] = {}

    def take(self, prepared: Iterable[Prepared]) -> None:
        """Keep what was prepared."""
        self._prepared |= {each.post.path: each for each in prepared}

    @property
    def laid_out(self) -> tuple[LaidOut, ...]:
        """What the detail may show."""
        return tuple(each.made for each in self._prepared.values() if isinstance(each.made, LaidOut))

    def open(self, path: str) -> Post:
        """The post as `LogFolder.open` gives it; what was prepared counts as long as the file looks as it did."""
        known = self._prepared.get(path)
        if known and known.stamp == stamp_of(self._folder.file_of(path)):
            return known.post
        return self._folder.open(path)

    def load_parsers(self, path: str) -> None:
        """Load what opens and lays out posts that were not prepared, by opening the one at `path`."""
        self._folder.open(path)
        import readtui.tui.drawing.details  # noqa: F401

        self._prepared = {}  # from now on a post is opened as soon as it is found here


def snapshots(folder: LogFolder, process: RowProcess) -> Iterator[Snapshot]:
    """The log, better known each time: the newest rows, every row, then rows with counts as they come.

    The first snapshot comes at once, with all that the process has sent by then, and be it nothing.
    """
    rows, newest, counted, shown = PackedRows(), None, dict[int, bytes](), 0.0
    is_new, is_known, is_counted, stamped, ahead = True, False, False, None, list[Prepared]()
    for message in process.messages():
        if isinstance(message, Counted):
            counted[message.number] = message.chunk
        elif isinstance(message, Stamped):
            stamped = message
        elif isinstance(message, Prepared):
            ahead.append(message)
        elif message is not None:
            rows, newest, is_new, is_known = message.rows, message.post, True, True
            if isinstance(message, All):
                folder.conventions = message.conventions
        is_due = message is None and is_new
        if counted and shown:  # the first counts are of what is in view
            is_due |= not is_counted or monotonic() - shown > _PAUSE
        if is_due:
            is_counted |= bool(counted)
            rows, counted, shown, is_new = rows.replacing_chunks(counted), {}, monotonic(), False
            yield Snapshot(ReadingLog(rows), newest, is_known, tuple(ahead))
            ahead.clear()
    yield Snapshot(ReadingLog(rows.replacing_chunks(counted)), newest, True, tuple(ahead), stamped)
