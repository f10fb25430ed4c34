"""Journal: what is typed and not yet saved, on disk within a second of each key.

Keys hand over a function that makes the text; a thread of the journal's own calls it and writes. A handler of signals
may ask at any moment, between any two steps of the main thread, that all be written at once. Hence the shape of it:
what shall be on disk is one value, put in its place by one assignment, and whoever writes makes the disk like it. The
one lock is that of the writers, and may be taken again by the thread that has it.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import RLock, Thread
from time import monotonic, time
from typing import NamedTuple

from readtui.model.unsaved import UnsavedText
from readtui.store.durable import put, sync_folder
from readtui.store.faults import Refused, Unwritable, reason
from readtui.store.journalfolder import JournalFolder, records_in, remove_if_empty
from readtui.store.leftover import Leftover, discard_record, removing, tidy
from readtui.store.statefolder import StateFolder
from readtui.store.textrecord import TextRecord, digest, post_file, put_post

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


@dataclass(slots=True)
class _Kept:
    """A text that is on disk, or about to be."""

    id: str
    began: datetime
    text: UnsavedText | None = None
    """As it was last written."""
    file: Path | None = None
    post: str = ""
    """The digest of the post it was typed into."""


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
        self._folder: JournalFolder | None = None
        self._kept: dict[str, _Kept] = {}
        self._posts: set[str] = set()
        self._sequence = 0
        self._taken: dict[str, Leftover] = {}
        """Texts taken over from sessions that ended, which keep their ids."""
        self._trouble: str | None = None

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
        if any(other.is_over_the_same(text) and other != text for other in self._texts(before)):
            raise Refused(f"{text.path}: there is unsaved text for this already: save that first")
        with removing(leftover):
            self._taken[leftover.whole_id] = leftover
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
        now = datetime.now().astimezone()
        kept = self._kept_for(text)
        record = TextRecord(kept.id, 0, self._as_kept(text), kept.began, now)
        try:
            discard_record(self._state, record)
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
            for text in self._texts(self._wanted):
                try:
                    self.discard(text)
                except Unwritable:
                    break  # then they wait for the next start: nothing typed is dropped because a disk is full
        self.flush()
        self._wakes.put(None)
        if self._thread is not None:
            self._thread.join(_PAUSE)
        folder, self._folder = self._folder, None
        if folder is not None:
            if not self._kept:
                remove_if_empty(folder.path)
            folder.let_go()

    def _wake(self, latest: float) -> None:
        self._wakes.put(latest)  # a queue that may be put into while it is being put into
        if self._thread is None or not self._thread.is_alive():
            self._thread = Thread(target=self._run, name="journal", daemon=True)
            self._thread.start()

    def _run(self) -> None:
        """What the thread does: it waits for a pause in the typing, but not for long, and writes."""
        told: str | None = None
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
            with self._writing:
                self._write()
            if self._trouble != told:
                told = self._trouble
                if self._on_trouble is not None:
                    self._on_trouble(told)
            if not is_tidy and self._folder is not None:
                is_tidy = True
                tidy(self._state)

    def _write(self) -> bool:
        """Make the disk like what is wanted; whether that was done."""
        try:
            try:
                self._write_all()
            except FileNotFoundError:  # somebody cleared the state folder away beneath us
                self._begin_anew()
                self._write_all()
        except OSError as error:
            self._trouble = f"what you type cannot be kept on disk: {reason(error)} ({self._state.folder})"
            return False
        self._trouble = None
        return True

    def _write_all(self) -> None:
        """Make the disk like what is wanted: write first, and remove then.

        It may be interrupted between any two steps by itself, in a handler of signals: what is wanted is then the same.
        """
        wanted = self._wanted
        if wanted is self._there:
            return
        texts = self._texts(wanted)
        if texts and self._folder is None:
            folder = JournalFolder.opened(self._state)
            if self._folder is None:
                self._folder = folder
        when = datetime.fromtimestamp(wanted.when).astimezone()
        if self._folder is not None:
            stay = [self._put(self._folder.path, text, when).id for text in texts]
            self._remove_others(self._folder.path, stay)
        self._there = wanted

    def _texts(self, wanted: _Wanted) -> list[UnsavedText]:
        """The texts to be kept; what is typed now stands for what was kept of it before."""
        typed = wanted.typing() if wanted.typing is not None else None
        texts = [text for text in wanted.settled if typed is None or not text.is_over_the_same(typed)]
        return [text for text in (*texts, typed) if text is not None and text.is_changed]

    def _kept_for(self, text: UnsavedText) -> _Kept:
        """What is on disk of this text by now."""
        for kept in list(self._kept.values()):
            if kept.text is not None and kept.text.is_over_the_same(text):
                return kept
        for leftover in self._taken.values():
            if leftover.whole_id not in self._kept and leftover.text.is_over_the_same(text):
                return _Kept(leftover.whole_id, leftover.began)
        return _Kept(os.urandom(4).hex(), datetime.now().astimezone())

    def _put(self, folder: Path, text: UnsavedText, when: datetime) -> _Kept:
        """Have this text in the folder as it is now."""
        kept = self._kept_for(text)
        if kept.text == text:
            return kept
        if kept.text is None or kept.text.source is not text.source:
            kept.post = digest(text.source)
        if kept.post not in self._posts:
            put_post(folder, text.source, kept.post)
            self._posts.add(kept.post)
        taken = self._taken.get(kept.id)
        if taken is not None and taken.text == text:
            when = taken.when  # nothing was typed since
        self._sequence += 1
        record = TextRecord(kept.id, self._sequence, self._as_kept(text), min(kept.began, when), when)
        self._kept[kept.id] = kept
        put(folder / record.name, record.encoded(kept.post))
        before, kept.file, kept.text = kept.file, folder / record.name, text
        if before is not None:
            before.unlink(missing_ok=True)
        return kept

    def _as_kept(self, text: UnsavedText) -> UnsavedText:
        return replace(text, path=self._state.kept(text.path))

    def _remove_others(self, folder: Path, stay: list[str]) -> None:
        """Remove all texts but those that stay, and the posts that nothing was typed into any more."""
        gone = [file for text, files in records_in(folder).items() if text not in stay for file in files]
        self._kept = {text: kept for text, kept in self._kept.items() if text in stay}
        posts = {kept.post for kept in self._kept.values()}
        gone += [post_file(folder, post) for post in self._posts - posts]
        self._posts &= posts
        for file in gone:
            file.unlink(missing_ok=True)
        if gone:
            sync_folder(folder)

    def _begin_anew(self) -> None:
        """Forget a folder that is no longer there."""
        folder, self._folder = self._folder, None
        self._kept, self._posts = {}, set()
        if folder is not None:
            folder.let_go()
