"""Journal: what is typed and not yet saved, which is on disk within a second of each key.

Keys hand over a function that makes the text; another thread calls it and writes. A handler of signals may ask at any
moment, between any two steps of the main thread, that all be written at once. Hence the shape of it: what shall be on
disk is one value, put in its place by one assignment, and whoever writes makes the disk like it.

What writes is loaded when something is to be written: it takes 15 ms, and the journal is there from the start.
"""

from collections.abc import Callable
from time import monotonic, time
from typing import TYPE_CHECKING, NamedTuple

from readtui.store.faults import Refused, Unwritable

if TYPE_CHECKING:
    from readtui.model.unsaved import UnsavedText
    from readtui.store.statefolder import StateFolder
    from readtui.store.unsaved.journalwriter import JournalWriter
    from readtui.store.unsaved.leftover import Leftover

_LATEST = 0.6
"""Seconds after a key at which it is written though typing goes on."""
_AT_ONCE = 0.0

Making = Callable[[], "UnsavedText"]
"""Makes a text of what an editor held at one moment."""


class Wanted(NamedTuple):
    """What shall be on disk."""

    settled: "tuple[UnsavedText, ...]" = ()
    """Texts that are not being typed at."""
    typing: Making | None = None
    """Makes the text that is."""
    when: float = 0.0
    """When the last key was typed, as the clock tells."""
    adding: Making | None = None
    """Makes the text of a new entry that was typed and is not added: it is no text of the session, and beside all."""

    def texts(self) -> "list[UnsavedText]":
        """All of them; what is typed now stands for what was kept of it before."""
        typed = self.typing() if self.typing is not None else None
        texts = [text for text in self.settled if typed is None or not text.is_over_the_same(typed)]
        added = self.adding() if self.adding is not None else None
        return [text for text in (*texts, typed, added) if text is not None and text.is_changed]


class Journal:
    """Keeps unsaved text on disk for as long as the program runs, and longer where it ends unasked.

    Its methods are for the main thread, those but `flush` outside of signal handlers.
    """

    def __init__(self, state: "StateFolder", on_trouble: Callable[[str | None], None] | None = None) -> None:
        """A journal in the state folder of a log, where it makes nothing until there is a text.

        `on_trouble` is told what `trouble` is when it changes, in another thread: it must wait for none.
        """
        self._state = state
        self._on_trouble = on_trouble
        self._wanted = Wanted()
        self._writer: JournalWriter | None = None

    @property
    def trouble(self) -> str | None:
        """Why what is typed is not on disk, as a sentence; None while all is well."""
        return self._writer.trouble if self._writer is not None else None

    def ready(self) -> "JournalWriter":
        """Load what writes, so that the first key need not wait for it."""
        if self._writer is None:
            from readtui.store.unsaved.journalwriter import JournalWriter

            self._writer = JournalWriter(self._state, lambda: self._wanted, self._on_trouble)
        return self._writer

    def put(self, make: Making) -> None:
        """Have what is typed now on disk soon; `make` is called later, in another thread."""
        writer = self._writer or self.ready()
        self._wanted = self._wanted._replace(typing=make, when=time())
        writer.wake(monotonic() + _LATEST)

    def put_new(self, make: Making | None) -> None:
        """Have what is typed of a new entry on disk soon, as `put` has what is edited; for None, no more."""
        if self._writer is None and make is None:
            return  # nothing was ever kept
        writer = self._writer or self.ready()
        self._wanted = self._wanted._replace(adding=make, when=time())
        writer.wake(monotonic() + _LATEST if make else _AT_ONCE)

    def keep(self, texts: "tuple[UnsavedText, ...]", *, typing: bool) -> None:
        """Have these on disk and no others; if `typing` goes on, also what was put last."""
        if self._writer is None and not texts:
            return  # nothing was ever kept
        writer = self._writer or self.ready()
        typed = self._wanted.typing if typing else None
        self._wanted = self._wanted._replace(settled=texts, typing=typed, when=self._wanted.when or time())
        writer.wake(_AT_ONCE)

    def flush(self, patience: float = 2.0) -> bool:
        """Write at once, also from a handler of signals; whether all is on disk.

        `patience` is how many seconds to wait for a write that is under way.
        """
        return self._writer is None or self._writer.flush(patience)

    def adopt(self, leftover: "Leftover") -> "UnsavedText":
        """Take over a text of a session that has ended: it is on disk here before it is gone from there.

        Raises:
            Refused: other text is unsaved in the same place, or the leftover is not there any more or not to be taken.
            Unwritable: it could not be written, and is where it was.
        """
        from readtui.store.unsaved.leftover import removing

        text, before, writer = leftover.text, self._wanted, self.ready()
        if any(other.is_over_the_same(text) and other != text for other in before.texts()):
            raise Refused(f"{text.path}: there is unsaved text for this already: save that first")
        with removing(leftover):
            writer.files.taking(leftover)
            settled = tuple(other for other in before.settled if other != text)
            self._wanted = before._replace(settled=(*settled, text), when=before.when or time())
            if not writer.flush():
                self._wanted = before
                raise Unwritable(text.path, writer.trouble or "it could not be kept")
        return text

    def discard(self, text: "UnsavedText") -> None:
        """Let go of a text, which stays among those discarded for a while.

        Raises:
            Unwritable: it could not be put there, and is kept.
        """
        from readtui.store.unsaved.leftover import discard_record

        writer = self.ready()
        try:
            discard_record(self._state, writer.files.record_of(text))
        except OSError as error:
            raise Unwritable.because(text.path, error) from error
        settled, typing, when, adding = self._wanted
        if typing is not None and typing().is_over_the_same(text):
            typing = None
        if adding is not None and adding().is_over_the_same(text):
            adding = None
        others = tuple(other for other in settled if not other.is_over_the_same(text))
        self._wanted = Wanted(others, typing, when or time(), adding)
        writer.wake(_AT_ONCE)

    def end(self, *, keep: bool) -> None:
        """End the journal: if `keep`, its texts wait for the next start, else they go to those discarded."""
        if self._writer is None:
            return
        for text in () if keep else self._wanted.texts():
            try:
                self.discard(text)
            except Unwritable:
                break  # then they wait for the next start: nothing typed is dropped because a disk is full
        self._writer.end()
