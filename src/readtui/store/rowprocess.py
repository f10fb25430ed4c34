"""RowProcess: a process of its own that reads the rows of a log, so that a key never waits for a parser."""

import os
import pickle
import signal
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import BinaryIO

from readtui.model.post import PostRow
from readtui.store.faults import NoSuchPost
from readtui.store.folder import LogFolder

Rows = tuple[PostRow, ...]

_BATCH = 64
"""Posts read whole between two messages: some tens of milliseconds."""


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

    def rows(self) -> Iterator[Rows]:
        """The rows as they come: all by their front matter, an empty tuple, then all again with their counts.

        What is missing after a process that died is read here. The pickles are this program's own.
        """
        if self.pipe is None:
            yield from _rows(self.folder)
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


def _rows(folder: LogFolder) -> Iterator[Rows]:
    peeked: list[PostRow] = []
    for rows in folder.peeking():
        peeked += rows
        yield rows
    yield ()
    paths = [row.path for row in folder.placed(peeked)]
    for start in range(0, len(paths), _BATCH):
        yield tuple(_read(folder, paths[start : start + _BATCH]))


def _read(folder: LogFolder, paths: list[str]) -> Iterator[PostRow]:
    for path in paths:
        with suppress(NoSuchPost):  # deleted since it was listed
            yield folder.open(path).row


def _serve(folder: LogFolder, sink: int) -> None:
    """What the forked process does: it writes rows into the pipe and ends without a word."""
    code = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # ctrl+c is meant for the screen
        nowhere = os.open(os.devnull, os.O_RDWR)
        for terminal in (0, 1, 2):  # a terminal that closes must not be held open from here
            os.dup2(nowhere, terminal)
        with os.fdopen(sink, "wb") as pipe:
            for rows in _rows(folder):
                pickle.dump(rows, pipe, pickle.HIGHEST_PROTOCOL)
                pipe.flush()
        code = 0
    except OSError:  # the screen has ended
        pass
    finally:
        os._exit(code)  # nothing of the parent's may run here: no exit handlers, no buffers
