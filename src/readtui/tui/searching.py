"""Searching: the log's index, asked in a thread of its own, so that no key waits for an answer."""

import os
from asyncio import Event, get_running_loop, wait_for
from collections.abc import Callable, Mapping
from contextlib import suppress
from contextvars import copy_context
from dataclasses import dataclass
from threading import Condition, Thread

from readtui.model.narrowing import Found
from readtui.model.search import Order, Search, Term
from readtui.store.folder import LogFolder
from readtui.store.index.index import Index
from readtui.store.index.indexfile import IndexFile, IndexTrouble
from readtui.store.rowprocess import RowProcess

AT_ONCE = 60
"""Hits that are looked up at once, in 2 ms: more than a screen shows. The rest comes when nobody types."""
_ALL = 1 << 40
_CALM = 0.3
"""Seconds after the last question until the rest is looked up, which takes 0.3 s for 50,000 hits."""
_PATIENCE = 1.0
"""Seconds that another readtui may keep the index busy."""
_ANYTHING = Search("a", (Term("text", "a", is_prefix=True),))
"""What is asked before anything is: the first answer takes three times as long as the next."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What the index says."""

    found: Found | None = None
    progress: str = ""
    """How far it is, in words, while posts are read for it."""
    trouble: str = ""
    """Why none is kept, once."""


class Searcher:
    """Asks the index of a log; answers come to `hear` in the loop that it was made in, the last question's at least."""

    def __init__(
        self,
        folder: LogFolder,
        environ: Mapping[str, str] | None,
        rows: RowProcess,
        hear: Callable[[Heard], None],
    ) -> None:
        """`environ` says where the cache is; None where no index shall be kept. `rows` may be making one right now."""
        self._folder = folder
        self._file = IndexFile.of(folder.root, folder.sections, environ) if environ is not None else None
        self._rows = rows
        self._loop = get_running_loop()
        self._context = copy_context()
        self._hear = hear
        self._answered = Event()
        self._changed = Condition()
        self._asked: tuple[Search, Order] | None = None
        self._is_new = False
        """Whether nothing was answered yet to what is asked."""
        self._is_stale = True
        """Whether posts may have changed since they were looked at."""
        self._is_part = False
        """Whether only a part of the answer was told."""
        self._is_reading = True
        """Whether posts are still looked at, so that what fits nothing yet may."""
        self._told: Found | None = None
        self._is_ended = False
        self._is_warm = False
        self._count = 0
        """How many posts the log had when an index of it began to be made; 0 where none did."""
        self._answered_by: tuple[int, int] | None = None
        """The index's version that the last answer is of; None where it is another index's."""
        Thread(target=self._run, name="search", daemon=True).start()

    def ask(self, search: Search, order: Order) -> None:
        """Have something looked up, in the place of what was asked before."""
        with self._changed:
            self._asked, self._is_new = (search, order), not search.is_empty
            self._changed.notify()
        self._answered.clear()
        if search.is_empty:
            self._answered.set()

    def look_again(self) -> None:
        """Have posts looked at that may have changed."""
        with self._changed:
            self._is_stale = True
            self._changed.notify()

    def end(self) -> None:
        """Answer no more."""
        with self._changed:
            self._is_ended = True
            self._changed.notify()

    async def settle(self, patience: float) -> None:
        """Wait until what was asked last is answered, so many seconds at most."""
        with suppress(TimeoutError):
            await wait_for(self._answered.wait(), patience)

    def _tell(self, heard: Heard) -> None:
        with suppress(RuntimeError):  # the loop has ended
            self._loop.call_soon_threadsafe(self._take, heard, context=self._context)

    def _take(self, heard: Heard) -> None:
        if self._is_ended:
            return
        self._hear(heard)
        self._told = heard.found or self._told
        is_asked = self._told is not None and (self._told.search, self._told.order) == self._asked
        if self._told and is_asked and not self._is_new and (self._told.log.posts or not self._is_reading):
            self._answered.set()

    def _run(self) -> None:
        index = self._opened()
        try:
            while not self._is_ended:
                try:
                    if not self._is_warm:
                        self._is_warm = True
                        index.fitting(_ANYTHING, "newest", 1)
                    if self._is_stale and not index.is_current:  # another readtui made it anew
                        index.close()
                        index = self._opened()
                    self._serve(index)
                except IndexTrouble as trouble:
                    index.close()
                    index = self._mended(trouble)
        finally:
            index.close()

    def _opened(self) -> Index:
        self._answered_by = None
        if self._file is None or self._folder.only is not None:
            return Index.in_memory(self._folder)
        try:
            return Index.opened(self._folder, self._file, patience=_PATIENCE)
        except IndexTrouble as trouble:
            return self._without(trouble)

    def _mended(self, trouble: IndexTrouble) -> Index:
        self._is_stale, self._is_new = True, self._asked is not None and not self._asked[0].is_empty
        if self._file is None or not trouble.is_broken:
            return self._without(trouble)
        try:
            self._file.discard()
            return Index.opened(self._folder, self._file, patience=_PATIENCE)
        except IndexTrouble as again:
            return self._without(again)

    def _without(self, trouble: IndexTrouble) -> Index:
        self._file = self._answered_by = None
        self._tell(Heard(trouble=f"No index is kept, so the first search after each start takes longer: {trouble}"))
        return Index.in_memory(self._folder)

    def _serve(self, index: Index) -> None:
        """Do what is next: the newest question, then what changed, then the rest of an answer."""
        self._wait()
        if self._is_ended:
            return
        if self._is_new:
            self._answer(index, AT_ONCE)
        elif self._is_stale:
            if self._is_index_coming:
                self._count = self._count or len(self._folder.paths())
                self._tell(Heard(progress=_progress(index.count, self._count)))
                self._answer_again(index)
                self._pause()
            else:
                self._bring_up_to_date(index)
        elif self._is_part and not self._pause():
            self._answer(index, _ALL)

    def _wait(self) -> None:
        with self._changed:
            while not (self._is_new or self._is_stale or self._is_part or self._is_ended):
                self._changed.wait()

    def _pause(self) -> bool:
        """Wait for calm; whether something is asked meanwhile."""
        with self._changed:
            return self._changed.wait_for(lambda: self._is_new or self._is_ended, _CALM)

    def _answer(self, index: Index, limit: int) -> None:
        with self._changed:
            asked, self._is_new = self._asked, False
        if asked is None or asked[0].is_empty:
            self._is_part = False
            return
        version = index.version
        found = index.fitting(*asked, limit, lambda: self._is_new or self._is_ended)
        if found is not None:
            self._is_part, self._answered_by = not found.is_all, version
            self._tell(Heard(found))

    def _answer_again(self, index: Index) -> None:
        if not self._is_new:
            self._answer(index, AT_ONCE if self._is_part else _ALL)

    def _bring_up_to_date(self, index: Index) -> None:
        self._is_stale = False
        found = index.difference()
        if found.is_none:
            self._is_reading = False
            self._tell(Heard())
            if self._answered_by != index.version:  # others brought in what changed, since it was asked last
                self._answer_again(index)
            return

        def between(done: int, count: int) -> None:
            if done < count:
                self._tell(Heard(progress=_progress(done, count)))
            if self._is_new:
                self._answer(index, AT_ONCE)
            else:
                self._answer_again(index)

        if len(found.changed) > AT_ONCE:
            self._tell(Heard(progress=_progress(0, len(found.changed))))
        self._is_reading = True
        index.update(between, found)
        self._tell(Heard())
        self._answer_again(index)
        self._is_reading = False
        self._tell(Heard())

    @property
    def _is_index_coming(self) -> bool:
        """Whether the process that read the rows is at work still, and so makes the index."""
        pid = self._rows.pid
        if pid is None or self._rows.is_ended or self._file is None or not hasattr(os, "waitid"):
            return False
        try:
            return os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None
        except ChildProcessError:
            return False


def _progress(done: int, count: int) -> str:
    return f"Reading the log for searches: {done:,} of {count:,} posts"
