"""JournalWriter: makes the disk like what the journal wants, in a thread of its own, or at once where that is asked."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from queue import Empty, SimpleQueue
from threading import RLock, Thread
from time import monotonic

from readtui.model.printable import one_line
from readtui.store.faults import reason
from readtui.store.statefolder import StateFolder
from readtui.store.unsaved.journal import Wanted
from readtui.store.unsaved.journalfiles import JournalFiles
from readtui.store.unsaved.leftover import tidy

with suppress(ImportError):  # Windows has none
    import fcntl  # noqa: F401 - locking would import it; a handler that comes in the middle of that finds half a module

_PAUSE = 0.25
"""Seconds without a key after which a text is written."""
_AGAIN = 2.0
"""Seconds until a text that could not be written is tried again."""
_AT_ONCE = 0.0


class JournalWriter:
    """Writes what the journal wants.

    A handler of signals may call `flush` between any two steps of the main thread, also while that is in `flush`, or
    in `wake`. So the one lock may be taken again by who has it, and the queue is one that may be put into while it is
    being put into.
    """

    def __init__(
        self, state: StateFolder, wanted: Callable[[], Wanted], on_trouble: Callable[[str | None], None] | None
    ) -> None:
        """For the texts that `wanted` gives, which is the same value as long as nothing else is wanted."""
        self.files = JournalFiles(state)
        self.trouble: str | None = None
        """Why not all is on disk, as a sentence."""
        self._state = state
        self._wanted = wanted
        self._there: Wanted | None = None
        self._beside: JournalFiles | None = None
        """What was written elsewhere while a write hung, until that one is over."""
        self._on_trouble = on_trouble
        self._told: str | None = None
        self._wakes: SimpleQueue[float | None] = SimpleQueue()
        """When to write at the latest, for each key; None to end."""
        self._thread: Thread | None = None
        self._writing = RLock()

    def wake(self, latest: float) -> None:
        """Have the thread write in the next pause, and at the latest at the moment `latest`."""
        self._wakes.put(latest)
        if self._thread is None or not self._thread.is_alive():
            self._thread = Thread(target=self._run, name="journal", daemon=True)
            try:
                self._thread.start()
            except RuntimeError:  # the system gives no more threads: then keys wait for the disk
                self._thread = None
                self.flush()

    def flush(self, patience: float = 2.0) -> bool:
        """Write at once; whether all is on disk. A write that is under way is waited for so many seconds."""
        if not self._writing.acquire(timeout=patience):  # a disk that hangs must not hold up the end for ever
            self._wakes.put(_AT_ONCE)  # for the thread to write too, once it can
            return self._write_beside()
        try:
            is_written = self._write()
        finally:
            self._writing.release()
        if not is_written:
            self._wakes.put(_AT_ONCE)  # for the thread to try again, and to tell
        return is_written

    def end(self) -> None:
        """Write what is wanted, and end."""
        self.flush()
        self._wakes.put(None)
        if self._thread is not None:
            self._thread.join(_PAUSE)
        self.files.end()

    def _run(self) -> None:
        """What the thread does: it waits for a pause in the typing, but not for long, and writes."""
        is_tidy = False
        while True:
            try:
                latest = self._wakes.get(timeout=_AGAIN if self.trouble else None)
                while latest is not None and (left := min(_PAUSE, latest - monotonic())) > 0:
                    further = self._wakes.get(timeout=left)
                    latest = None if further is None else min(latest, further)
            except Empty:
                latest = _AT_ONCE
            if latest is None:
                return
            try:
                with self._writing:
                    self._write()
            except BaseException as error:
                self.trouble = one_line(f"what you type cannot be kept on disk, and readtui is to blame: {error!r}")
                raise  # the next key begins with a new thread
            finally:
                self._tell()
            if not is_tidy and self.files.folder is not None:
                is_tidy = True
                tidy(self._state)

    def _write(self) -> bool:
        """Make the disk like what is wanted; whether that was done."""
        wanted = self._wanted()
        if wanted is not self._there:
            if not self._bring(self.files, wanted):
                return False
            self._there = wanted
        self.trouble = None
        if self._beside is not None and wanted is self._wanted():  # else it may have what is newer
            beside, self._beside = self._beside, None
            self._bring(beside, Wanted())
            beside.end()
        return True

    def _write_beside(self) -> bool:
        """Have what is wanted in a folder of its own, too: two who write into one at a time may leave neither's."""
        self._beside = self._beside or JournalFiles(self._state)
        return self._bring(self._beside, self._wanted())

    def _bring(self, files: JournalFiles, wanted: Wanted) -> bool:
        try:
            files.bring(wanted.texts(), datetime.fromtimestamp(wanted.when).astimezone())
        except OSError as error:
            self.trouble = f"what you type cannot be kept on disk: {reason(error)} ({self._state.folder})"
            return False
        return True

    def _tell(self) -> None:
        """Tell of trouble that came or went; outside of the lock, for who is told may wait for the screen."""
        if self.trouble != self._told:
            self._told = self.trouble
            if self._on_trouble is not None:
                self._on_trouble(self._told)
