"""Ending: how the program ends where the reader did not end it: what was typed is kept, the terminal as before."""

import _thread
import os
import signal
import threading
from asyncio import AbstractEventLoop
from collections.abc import Callable
from contextlib import suppress
from time import monotonic, sleep
from types import FrameType, TracebackType
from typing import Any, Self

from readtui.store.faults import Broken, Fault
from readtui.store.statefolder import StateFolder
from readtui.store.unsaved.journal import Journal
from readtui.tui.wire.first_paint import ENDING_SIGNALS

_PATIENCE = 1.0
"""Seconds that an end in order may take; on a line that hangs it never comes."""
_KEEPING = 10.0
"""Seconds that writing what was typed may take."""
_LOOK = 0.02


class Ending:
    """Ends the program when a signal or an error of its own says so. It stands around the run of the app.

    Signals are taken by `signal.signal`: a line that hangs blocks the event loop, and handlers of the loop with it.
    """

    def __init__(self, journal: Journal, state: StateFolder, *, is_kept: bool) -> None:
        """`is_kept` says whether the state folder is there at the next start."""
        self.code = 0
        """The exit code that a signal or an error asks for; 0 while none does."""
        self._journal = journal
        self._state = state
        self._state_is_kept = is_kept
        self._error: BaseException | None = None
        self._is_journalled = False
        self._loop: AbstractEventLoop | None = None
        self._end: Callable[[int], None] = lambda code: None
        self._let_go: Callable[[], None] = lambda: None
        self._before: dict[int, Any] = {}

    def begin(self, loop: AbstractEventLoop, end: Callable[[int], None], let_go: Callable[[], None]) -> None:
        """From now on `end` ends the app with an exit code; `let_go` restores the terminal where that hangs."""
        self._end, self._let_go, self._loop = end, let_go, loop
        loop.set_exception_handler(self._loop_failed)

    def failed(self, error: BaseException) -> None:
        """Take note of an error of the program's own: keep what was typed, and have the app ended."""
        if not self.code:  # else the end is under way, and parts of the screen miss others that are gone
            self._error = error
            self._begin_end(Broken.exit_code)

    def __enter__(self) -> Self:
        self._before = {number: signal.signal(number, self._signalled) for number in ENDING_SIGNALS}
        if hasattr(signal, "pthread_sigmask"):
            signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING_SIGNALS)  # whoever started this may have blocked them
        self._hook_before, threading.excepthook = threading.excepthook, self._thread_failed
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        """Keep what is unsaved, and tell of an error.

        Raises:
            Broken: the program ended by an error of its own.
        """
        self._loop = None
        self._journal.end(keep=True)
        threading.excepthook = self._hook_before
        for number, handler in self._before.items():
            signal.signal(number, handler)
        if isinstance(error, Exception) and not isinstance(error, Fault) and not self.code:
            self._error = error
        if self._error is not None:
            raise Broken(self._in_words(self._error)) from None

    def _signalled(self, number: int, interrupted: FrameType | None) -> None:
        code = 128 + number
        if self._loop is not None and _is_in_import(interrupted):
            # What was typed would find half a module there: it is kept once the import is done.
            self._have_end_by_force(code)
            with suppress(RuntimeError):
                self._loop.call_soon_threadsafe(self._begin_end, code)
            return
        self._begin_end(code)
        if self._loop is None:
            raise SystemExit(self.code)

    def _have_end_by_force(self, code: int) -> None:
        if not self.code:
            self.code = code
            # Not by `threading`: it takes locks, which who is interrupted here may hold.
            _thread.start_new_thread(self._end_by_force, ())

    def _begin_end(self, code: int) -> None:
        self._have_end_by_force(code)
        try:
            self._journal.flush()
        finally:
            self._is_journalled = True
            if self._loop is not None:
                with suppress(RuntimeError):  # it is closed: the end is near
                    self._loop.call_soon_threadsafe(self._end, self.code)

    def _end_by_force(self) -> None:
        """End the program after a while, however stuck it is."""
        latest = monotonic() + _KEEPING
        while not self._is_journalled and monotonic() < latest:
            sleep(_LOOK)
        sleep(_PATIENCE)
        self._let_go()
        os._exit(self.code)

    def _thread_failed(self, told: threading.ExceptHookArgs) -> None:
        if self._loop is not None and told.exc_value is not None:
            self._loop.call_soon_threadsafe(self.failed, told.exc_value)

    def _loop_failed(self, _: AbstractEventLoop, told: dict[str, Any]) -> None:
        if isinstance(told.get("exception"), Exception):
            self.failed(told["exception"])

    def _in_words(self, error: BaseException) -> str:
        from readtui.store.mishap import write_down

        try:
            where = f"it is written down in {write_down(self._state, error)}"
        except OSError as trouble:
            where = f"it could not be written down: {trouble.strerror}"
        kept = "what was typed and not saved is kept, and the next start offers it"
        if self._journal.trouble:
            kept = f"what was typed last is lost: {self._journal.trouble}"
        elif not self._state_is_kept:
            kept, where = "the sample log is thrown away with all that was typed", "open a log of your own to keep it"
        return f"ended by an error of its own ({type(error).__name__}); {kept}; {where}"


def _is_in_import(frame: FrameType | None) -> bool:
    while frame is not None and frame.f_code.co_filename != "<frozen importlib._bootstrap>":
        frame = frame.f_back
    return frame is not None
