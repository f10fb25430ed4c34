"""RowProcess: a process of its own that reads the rows of a log, so that a key never waits for a parser."""

import os
import pickle
import select
import signal
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from readtui.model.conventions import Conventions
from readtui.model.log import ReadingLog
from readtui.model.packedrows import CHUNK, PackedRows, packed
from readtui.model.post import Post, PostRow
from readtui.store.beside import end, forked
from readtui.store.folder import LogFolder
from readtui.store.framing import received, send

if TYPE_CHECKING:
    from readtui.store.watching.stamps import Stamp, Stamps


class Newest(NamedTuple):
    """The newest rows by their front matter, as far as the files' names tell, and the newest post."""

    rows: PackedRows
    post: Post | None


class All(NamedTuple):
    """Every row by its front matter, in the log's order, with the newest post, and what was learned from them."""

    rows: PackedRows
    post: Post | None
    conventions: Conventions


class Prepared(NamedTuple):
    """One of the first posts of the log, and what was made of it by the function that was handed over for that."""

    post: Post
    made: object
    stamp: "Stamp | None" = None
    """How its file looked before it was read; None for the newest, which comes with the rows."""


class Counted(NamedTuple):
    """A chunk of the rows, now with what was counted in their bodies; of the first at first in some alone."""

    number: int
    chunk: bytes


class Stamped(NamedTuple):
    """What tells whether a post changed since it was counted, and the folders in which they are worth watching."""

    stamps: "Stamps"
    folders: tuple[str, ...]
    finished: tuple[str, ...] = ()
    """The changes that a readtui which died had begun, and that were finished before the log was read."""


_PIPE = 1 << 20
"""Bytes that the pipe holds while the screen is loaded."""
_NICENESS = 5
"""How far it stands back where there is one core for it and the screen."""
_LONG_INDEX = 4 << 20
"""Bytes of an index, of some 250 posts: the rows of shorter logs are read before SQLite is loaded."""
_MANY = 600
"""Rows that are read in some 40 ms."""
_BELOW = 2
"""Posts below the newest that are prepared too."""
_IN_VIEW = 32
"""Rows that are counted before all others: on most terminals no more are in view."""
_PATIENCE = 0.02
"""Seconds without a message that are a pause."""

Message = Newest | All | Prepared | Counted | Stamped
Preparing = Callable[[Post], object]


@dataclass(slots=True)
class RowProcess:
    """Reads rows beside the screen: Python runs one thread at a time, and parsing 520 posts takes half a second.

    It is forked before the screen is loaded, while this process is small and has no threads, and it starts reading
    at once. Where a system cannot fork, the rows are read by whoever asks for them.
    """

    folder: LogFolder
    pid: int | None
    pipe: int | None
    """The end to read from."""
    is_ended: bool = False
    """Whether it was ended on purpose."""

    @classmethod
    def reading(
        cls, folder: LogFolder, prepare: Preparing | None = None, environ: Mapping[str, str] | None = None
    ) -> "RowProcess":
        """A process that reads the rows of `folder`, and does with the newest post what can be done ahead.

        With `environ`, which says where the cache is, it takes the rows of a long log from its index, and keeps that.
        """
        work = partial(_serve, folder, prepare, None if folder.only else environ)
        pid, pipe = forked(work, room=_PIPE)
        if pid is None:
            os.close(pipe)
            return cls(folder, None, None)
        return cls(folder, pid, pipe)

    def messages(self) -> Iterator[Message | None]:
        """What is read, as it comes: the newest rows, then all, then chunk by chunk with their counts.

        None stands where nothing more is there yet: a good moment to show what came.
        """
        if self.pipe is None:
            yield None
            yield from _read(self.folder)
            return
        patience = 0.0  # what is there by now shall be in the first frame, and that waits for nothing
        try:
            while True:
                if not select.select([self.pipe], [], [], patience)[0]:
                    if self.is_ended:  # others that it began may hold the pipe for a while
                        return
                    patience = _PATIENCE
                    yield None
                    continue
                message: Message | None = pickle.loads(received(self.pipe))  # noqa: S301 - from our own child
                if message is None:
                    return
                yield message
        except EOFError:
            pass
        finally:
            os.close(self.pipe)
        if not self.is_ended:  # it died: what it did not tell is read here, if not at once
            yield None
            yield from _read(self.folder)

    def end(self) -> None:
        """End the process, if it still runs; who waits for its messages gets no more."""
        if self.pid is not None and not self.is_ended:
            self.is_ended = True
            end(self.pid)


def _read(
    folder: LogFolder, prepare: Preparing | None = None, environ: Mapping[str, str] | None = None
) -> Iterator[Message]:
    finished = tuple(folder.recover(is_tidying=False))  # before anything is read: a file may be torn
    if environ is not None and (yield from _indexed(folder, prepare, environ, finished)):
        folder.tidy()
        return
    peeked: list[PostRow] = []
    first: Post | None = None
    laid_out: Post | None = None
    for rows in folder.peeking():
        is_first = not peeked
        peeked += rows
        if is_first:
            newest = ReadingLog.of(peeked)
            first = first_of(folder, newest)
            yield Newest(PackedRows.of(newest), first)
        if len(peeked) > _MANY and laid_out != first:  # of fewer posts, all rows can be in the first frame
            laid_out = first
            yield from prepared(first, prepare)
    log = folder.placed(peeked)
    really_first = first_of(folder, log)
    yield All(PackedRows.of(log), really_first, folder.conventions)
    if laid_out != really_first:
        yield from prepared(really_first, prepare)
    stamps: dict[str, Stamp] = {}
    yield from _counted(folder, log.posts[:CHUNK], stamps)
    yield from prepared_below(folder, log.posts, prepare)
    if len(log) > CHUNK:
        yield from _counted_below(folder, log.posts, stamps, environ)
    from readtui.store.watching.looking import folders_of, worth_watching  # 3 ms, of which the start has none to spare
    from readtui.store.watching.stamps import NOTHING, Stamps

    # Of the rows alone: what came or went since they were listed is told by the watch.
    known = Stamps((row.path, stamps.get(row.path, NOTHING)) for row in log.posts)
    yield Stamped(known, worth_watching(folders_of(folder)), finished)
    folder.tidy()


def _counted(
    folder: LogFolder, rows: Sequence[PostRow], stamps: "dict[str, Stamp]", number: int = 0
) -> Iterator[Counted]:
    """The rows of a chunk with their counts; of the first those in view before the others."""
    from readtui.store.watching.stamps import stamp_of

    for row in rows:  # before they are read
        stamps.setdefault(row.path, stamp_of(folder.file_of(row.path)))
    counted: list[PostRow] = []
    for row in rows:
        counted.append(folder.open(row.path).row)
        if number == 0 and len(counted) == _IN_VIEW:
            yield Counted(number, packed([*counted, *rows[_IN_VIEW:]]))
    yield Counted(number, packed(counted))


def _counted_below(
    folder: LogFolder, rows: Sequence[PostRow], stamps: "dict[str, Stamp]", environ: Mapping[str, str] | None
) -> Iterator[Counted]:
    """The chunks below the first with their counts: out of the index, for which each post is read once."""
    number = 1
    if environ is not None:
        from readtui.store.index.ahead import counted_by_index
        from readtui.store.index.indexfile import IndexTrouble
        from readtui.store.watching.stamps import stamp_from

        def seen(path: str, status: os.stat_result | None) -> None:
            stamps.setdefault(path, stamp_from(status))

        with suppress(IndexTrouble):
            for chunk in islice(counted_by_index(folder, environ, rows, seen), 1, None):
                yield Counted(number, packed(chunk))
                number += 1
    for start in range(number * CHUNK, len(rows), CHUNK):
        yield from _counted(folder, rows[start : start + CHUNK], stamps, start // CHUNK)


def _indexed(
    folder: LogFolder, prepare: Preparing | None, environ: Mapping[str, str], finished: tuple[str, ...]
) -> Generator[Message, None, bool]:
    """The rows from the index of a long log; whether they were all there is to tell."""
    from readtui.store.index.whereabouts import size_of_index

    message: Message | None = None
    if (size_of_index(folder.root, folder.sections, environ) or 0) > _LONG_INDEX:
        from readtui.store.index.ahead import rows_from_index  # SQLite: 10 ms
        from readtui.store.index.indexfile import IndexTrouble

        with suppress(IndexTrouble):
            for message in rows_from_index(folder, environ, prepare, finished):
                yield message
    return isinstance(message, Stamped)


def first_of(folder: LogFolder, log: ReadingLog[PostRow]) -> Post | None:
    """The first post of the log, read; None where it has none."""
    return folder.open(log.posts[0].path) if log.posts else None


def prepared(post: Post | None, prepare: Preparing | None) -> Iterator[Prepared]:
    """What can be made of the newest post ahead."""
    if post and prepare:
        yield Prepared(post, prepare(post))


def prepared_below(folder: LogFolder, rows: Iterable[PostRow], prepare: Preparing | None) -> Iterator[Prepared]:
    """What can be made of the posts below the newest of `rows`: whoever goes down at once waits for no parser."""
    if prepare is None:
        return
    from readtui.store.watching.stamps import stamp_of

    for row in islice(rows, 1, 1 + _BELOW):
        stamp, post = stamp_of(folder.file_of(row.path)), folder.open(row.path)
        yield Prepared(post, prepare(post), stamp)


def _keep_index(folder: LogFolder, environ: Mapping[str, str]) -> None:
    from readtui.store.index.ahead import keep_index
    from readtui.store.index.indexfile import IndexTrouble

    with suppress(IndexTrouble):
        keep_index(folder, environ)


def _serve(folder: LogFolder, prepare: Preparing | None, environ: Mapping[str, str] | None, pipe: BinaryIO) -> None:
    """What the forked process does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # ctrl+c is meant for the screen
    os.nice(_NICENESS)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for terminal in (0, 1, 2):  # a terminal that closes must not be held open from here
        os.dup2(nowhere, terminal)
    with pipe:
        for message in chain(_read(folder, prepare, environ), (None,)):  # the last says that nothing is missing
            send(pipe, pickle.dumps(message, pickle.HIGHEST_PROTOCOL))
    if environ is not None:
        _keep_index(folder, environ)
