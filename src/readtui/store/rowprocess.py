"""RowProcess: a process of its own that reads the rows of a log, so that a key never waits for a parser."""

import os
import pickle
import signal
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import BinaryIO, NamedTuple

from readtui.model.conventions import Conventions
from readtui.model.log import ReadingLog
from readtui.model.packedrows import CHUNK, PackedRows, packed
from readtui.model.post import PostRow
from readtui.store.folder import LogFolder


class Newest(NamedTuple):
    """The newest rows there are, by their front matter; sent where all of them take long."""

    rows: PackedRows


class All(NamedTuple):
    """Every row by its front matter, in the log's order, and what was learned from them."""

    rows: PackedRows
    conventions: Conventions


class Counted(NamedTuple):
    """A chunk of the rows, now with what was counted in their bodies."""

    number: int
    chunk: bytes


Message = Newest | All | Counted


@dataclass(frozen=True, slots=True)
class RowProcess:
    """Reads rows beside the screen: Python runs one thread at a time, and parsing 520 posts takes half a second.

    It is forked before the screen is loaded, while this process is small and has no threads, and it starts reading
    at once. Where a system cannot fork, the rows are read by whoever asks for them.
    """

    folder: LogFolder
    pid: int | None
    pipe: BinaryIO | None

    @classmethod
    def reading(cls, folder: LogFolder) -> "RowProcess":
        """A process that reads the rows of `folder`."""
        if not hasattr(os, "fork"):
            return cls(folder, None, None)
        source, sink = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(source)
            _serve(folder, sink)
        os.close(sink)
        return cls(folder, pid, os.fdopen(source, "rb"))

    def messages(self) -> Iterator[Message]:
        """What is read, as it comes: perhaps the newest rows, then all, then chunk by chunk with their counts."""
        if self.pipe is None:
            yield from _read(self.folder)
            return
        with self.pipe, suppress(EOFError, pickle.UnpicklingError):
            while True:
                yield pickle.load(self.pipe)  # noqa: S301 - from our own child, through a pipe that nobody else has

    def end(self) -> None:
        """End the process, if it still runs."""
        if self.pid is not None:
            with suppress(ProcessLookupError, ChildProcessError):
                os.kill(self.pid, signal.SIGKILL)
                os.waitpid(self.pid, 0)


def _read(folder: LogFolder) -> Iterator[Message]:
    peeked: list[PostRow] = []
    for rows in folder.peeking():
        is_first = not peeked
        peeked += rows
        if is_first:
            yield Newest(PackedRows.of(ReadingLog.of(peeked)))
    log = folder.placed(peeked)
    yield All(PackedRows.of(log), folder.conventions)
    for number, start in enumerate(range(0, len(log), CHUNK)):
        yield Counted(number, packed([folder.open(row.path).row for row in log.posts[start : start + CHUNK]]))


def _serve(folder: LogFolder, sink: int) -> None:
    """What the forked process does: it writes messages into the pipe and ends without a word."""
    code = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # ctrl+c is meant for the screen
        nowhere = os.open(os.devnull, os.O_RDWR)
        for terminal in (0, 1, 2):  # a terminal that closes must not be held open from here
            os.dup2(nowhere, terminal)
        with os.fdopen(sink, "wb") as pipe:
            for message in _read(folder):
                pickle.dump(message, pipe, pickle.HIGHEST_PROTOCOL)
                pipe.flush()
        code = 0
    except OSError:  # the screen has ended
        pass
    finally:
        os._exit(code)  # nothing of the parent's may run here: no exit handlers, no buffers
