"""Journal: what is typed and not yet saved, on disk within a second of each key.

Keys hand over a function that makes the text; a thread of the journal's own calls it and writes. A handler of signals
may ask at any moment, between any two steps of the main thread, that all be written at once. Hence the shape of it:
what shall be on disk is one value, put in its place by one assignment, and whoever writes makes the disk like it. The
one lock is that of the writers, and may be taken again by the thread that has it.
"""

from collections.abc import Callable
from datetime import datetime
from queue import Empty, SimpleQueue
from threading import RLock, Thread
from time import monotonic, time
from typing import NamedTuple

from readtui.model.printable import one_line
from readtui.model.unsaved import UnsavedText
from readtui.store.faults import Refused, Unwritable, reason
from readtui.store.journalfiles import JournalFiles
from readtui.store.leftover import Leftover, discard_record, removing, tidy
from readtui.store.statefolder import StateFolder

_PAUSE = 0.25
"""Seconds without a key after which a text is written."""
_LATEST = 0.6
"""Seconds after a key at which it is written though typing goes on."""
_AGAIN = 2.0
"""Seconds until a text that could not be written is tried again."""
_AT_ONCE = 0.0

Making = Callable[[], UnsavedText]
"""Makes a text of what an editor held at one moment."""


class _Wanted(NamedTuple):
    """What shall be on disk."""

    settled: tuple[UnsavedText, ...] = ()
    typing: Making | None = None
    when: float = 0.0
    """When the last key was typed, as the clock tells."""


class Journal:
    """Keeps unsaved text on disk for as long as the program runs, and longer where it ends unasked.

    Its methods are for the main thread, those but `flush` outside of signal handlers.
    """

    def __init__(self, state: StateFolder, on_trouble: Callable[[str | None], None] | None = None) -> None:
        """A journal in the state folder of a log, where it makes nothing until there is a text.

        `on_trouble` is told what `trouble` is when it changes, in the journal's thread: it must wait for no other.
        """
        self._state = state
        self._on_trouble = on_trouble
        self._wanted = self._there = _Wanted()
        self._wakes: SimpleQueue[float | None] = SimpleQueue()
        """When to write at the latest, for each key; None to end."""
        self._thread: Thread | None = None
        self._writing = RLock()
        self._files = JournalFiles(state)
        self._trouble: str | None = None
        self._told: str | None = None

    @property
    def trouble(self) -> str | None:
        """Why what is typed is not on disk, as a sentence; None while all is well."""
        return self._trouble

    def put(self, make: Making) -> None:
        """Have what is typed now on disk soon; `make` is called later, in another thread."""
        self._wanted = _Wanted(self._wanted.settled, make, time())
        self._wake(monotonic() + _LATEST)

    def keep(self, texts: tuple[UnsavedText, ...], *, typing: bool) -> None:
        """Have these on disk and no others; if `typing` goes on, also what was put last."""
        if typing:
            self._wanted = self._wanted._replace(settled=texts)
        else:
            self._wanted = _Wanted(texts, None, self._wanted.when or time())
        self._wake(_AT_ONCE)

    def flush(self, patience: float = 2.0) -> bool:
        """Write at once, also from a handler of signals; whether all is on disk.

        `patience` is how many seconds to wait for a write that is under way.
        """
        is_mine = self._writing.acquire(timeout=patience)  # a disk that hangs must not hold up the end for ever
        try:
            is_written = self._write()
        finally:
            if is_mine:
                self._writing.release()
        if not is_written:
            self._wakes.put(_AT_ONCE)  # for the thread to try again, and to tell
        return is_written

    def adopt(self, leftover: Leftover) -> UnsavedText:
        """Take over a text of a session that has ended: it is on disk here before it is gone from there.

        Raises:
            Refused: other text is unsaved in the same place, or the leftover is not there any more or not to be taken.
            Unwritable: it could not be written, and is where it was.
        """
        text, before = leftover.text, self._wanted
        if any(other.is_over_the_same(text) and other != text for other in _texts(before)):
            raise Refused(f"{text.path}: there is unsaved text for this already: save that first")
        with removing(leftover):
            self._files.taking(leftover)
            settled = tuple(other for other in before.settled if other != text)
            self._wanted = before._replace(settled=(*settled, text), when=before.when or time())
            if not self.flush():
                self._wanted = before
                raise Unwritable(text.path, self._trouble or "it could not be kept")
        return text

    def discard(self, text: UnsavedText) -> None:
        """Let go of a text, which stays among those discarded for a while.

        Raises:
            Unwritable: it could not be put there, and is kept.
        """
        try:
            discard_record(self._state, self._files.record_of(text))
        except OSError as error:
            raise Unwritable.because(text.path, error) from error
        wanted = self._wanted
        typing = wanted.typing
        if typing is not None and typing().is_over_the_same(text):
            typing = None
        settled = tuple(other for other in wanted.settled if not other.is_over_the_same(text))
        self._wanted = _Wanted(settled, typing, wanted.when)
        self._wake(_AT_ONCE)

    def end(self, *, keep: bool) -> None:
        """End the journal: if `keep`, its texts wait for the next start, else they go to those discarded."""
        if not keep:
            for text in _texts(self._wanted):
                try:
                    self.discard(text)
                except Unwritable:
                    break  # then they wait for the next start: nothing typed is dropped because a disk is full
        self.flush()
        self._wakes.put(None)
        if self._thread is not None:
            self._thread.join(_PAUSE)
        self._files.end()

    def _wake(self, latest: float) -> None:
        self._wakes.put(latest)  # a queue that may be put into while it is being put into
        if self._thread is None or not self._thread.is_alive():
            self._thread = Thread(target=self._run, name="journal", daemon=True)
            try:
                self._thread.start()
            except RuntimeError:  # the system gives no more threads: then keys wait for the disk
                self._thread = None
                self.flush()

    def _run(self) -> None:
        """What the thread does: it waits for a pause in the typing, but not for long, and writes."""
        is_tidy = False
        while True:
            try:
                latest = self._wakes.get(timeout=_AGAIN if self._trouble else None)
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
                self._trouble = one_line(f"what you type cannot be kept on disk, and readtui is to blame: {error!r}")
                raise  # the next key begins with a new thread
            finally:
                self._tell()
            if not is_tidy and self._files.folder is not None:
                is_tidy = True
                tidy(self._state)

    def _write(self) -> bool:
        """Make the disk like what is wanted; whether that was done."""
        wanted = self._wanted
        if wanted is not self._there:
            try:
                self._files.bring(_texts(wanted), datetime.fromtimestamp(wanted.when).astimezone())
            except OSError as error:
                self._trouble = f"what you type cannot be kept on disk: {reason(error)} ({self._state.folder})"
                return False
            self._there = wanted
        self._trouble = None
        return True

    def _tell(self) -> None:
        """Tell of trouble that came or went; outside of the lock, for who is told may wait for the screen."""
        if self._trouble != self._told:
            self._told = self._trouble
            if self._on_trouble is not None:
                self._on_trouble(self._told)


def _texts(wanted: _Wanted) -> list[UnsavedText]:
    """The texts to be kept; what is typed now stands for what was kept of it before."""
    typed = wanted.typing() if wanted.typing is not None else None
    texts = [text for text in wanted.settled if typed is None or not text.is_over_the_same(typed)]
    return [text for text in (*texts, typed) if text is not None and text.is_changed]
