"""Beside: a process forked from this one, which does its part of the work and tells of it through a pipe."""

import os
from collections.abc import Callable
from contextlib import suppress
from typing import BinaryIO

from readtui.store.framing import received

_SIGKILL = 9
"""As POSIX has it; `signal` takes 1 ms to be loaded with its names."""


def forked(work: Callable[[BinaryIO], object], *, room: int = 0) -> tuple[int | None, int]:
    """A process that does `work`, given the pipe to tell into, and ends without a word; its number and the end to read.

    The pipe holds `room` bytes where the system has that. It is at its end at once, and there is no number, where
    there can be no process: what it was to tell has to be found out here.
    """
    source, sink = os.pipe()
    if room:
        with suppress(ImportError, AttributeError, OSError):  # Linux: else it waits once the usual 64 KiB are full
            import fcntl

            fcntl.fcntl(sink, fcntl.F_SETPIPE_SZ, room)
    try:
        pid = os.fork() if hasattr(os, "fork") else None
    except OSError:  # too many processes
        pid = None
    if pid == 0:
        _do(work, source, sink)
    os.close(sink)
    return pid, source


def end(pid: int) -> None:
    """End such a process, if it still works."""
    with suppress(ProcessLookupError, ChildProcessError):
        os.kill(pid, _SIGKILL)
        os.waitpid(pid, 0)


class Beside:
    """Such a process, and what it tells: messages with their sizes, as `framing` sends them."""

    def __init__(self, work: Callable[[BinaryIO], object]) -> None:
        self._pid, self._pipe = forked(work)

    @property
    def has_told(self) -> bool:
        """Whether its next message, or its end, need not be waited for."""
        import select  # by who has begun such a process, and not by who only could

        if self._pid is None or not hasattr(select, "poll"):
            return True
        waiting = select.poll()
        waiting.register(self._pipe, select.POLLIN)
        return bool(waiting.poll(0))

    def next(self) -> bytes:
        """Its next message.

        Raises:
            EOFError: it has died, or there never was one.
        """
        return received(self._pipe)

    def end(self) -> None:
        """End it where it still works: nobody asks for that any more."""
        os.close(self._pipe)
        if self._pid is not None:
            end(self._pid)


def _do(work: Callable[[BinaryIO], object], source: int, sink: int) -> None:
    code = 1
    try:
        os.close(source)
        with os.fdopen(sink, "wb") as pipe:
            work(pipe)
        code = 0
    except OSError:  # who asked has ended
        pass
    finally:
        os._exit(code)  # nothing of the parent's may run here: no exit handlers, no buffers
