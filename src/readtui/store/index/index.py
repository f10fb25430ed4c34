"""Index: what the posts say, so that rows and answers are there before any post is read."""

import datetime
import os
import sqlite3
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple, Self

from readtui.model.conventions import Conventions
from readtui.model.entry import EntryRow
from readtui.model.found import Answer
from readtui.model.log import ReadingLog
from readtui.model.post import PostRow
from readtui.model.search import Order, Search
from readtui.store.folder import LogFolder
from readtui.store.index.columns import POST_WIDTH
from readtui.store.index.indexfile import IndexFile, in_memory, of_one_moment, troubles, with_room
from readtui.store.index.listing import entries, learned_day, newest_posts, posts, posts_at
from readtui.store.index.placing import count_of_strays
from readtui.store.index.rowforms import entry_from, post_from
from readtui.store.index.updating import Difference, Progress, Seeing, bring_in, bringing_up_to_date, difference
from readtui.store.walk import newest_first

if TYPE_CHECKING:
    from readtui.model.narrowing import Found

SHOWN = 50
"""Hits that an answer has where no other number is asked for."""


class Index:
    """What the posts of a log say, as far as it was brought up to date. It is never the truth.

    Every method raises IndexTrouble where the file cannot be used; where it is broken, `discard` and open it anew.
    """

    def __init__(self, folder: LogFolder, connection: sqlite3.Connection, file: IndexFile | None) -> None:
        self._folder = folder
        self._connection = connection
        self._file = file
        self._identity = file and _identity(file)
        self._known: _Known | None = None

    @classmethod
    def opened(cls, folder: LogFolder, file: IndexFile, *, may_make: bool = True, patience: float = 5) -> Self:
        """The index of the log in `folder`; with `may_make` one that is missing or broken is made, empty.

        `patience` is for others that write it, in seconds.

        Raises:
            IndexTrouble: there is none that can be used; `str` says why.
        """
        return cls(folder, file.opened(may_make=may_make, patience=patience), file)

    @classmethod
    def in_memory(cls, folder: LogFolder) -> Self:
        """One that is kept nowhere, for where nothing can be written. It is empty."""
        return cls(folder, in_memory(), None)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        with suppress(sqlite3.Error):
            self._connection.close()

    @property
    def is_current(self) -> bool:
        """Whether its file is still the one that others find; else it was thrown away, and is to be opened anew."""
        return self._file is None or _identity(self._file) == self._identity

    def difference(self, seen: Seeing | None = None) -> Difference:
        """How the posts differ from what is known of them, as far as the system tells without opening any.

        `seen` is told of each post what the system tells.

        Raises:
            IndexTrouble: the index cannot be read.
        """
        with troubles():
            return difference(self._connection, self._folder, seen)

    def update(self, progress: Progress | None = None, found: Difference | None = None) -> Difference:
        """Read what changed, newest first, and tell `progress` after each batch; what there was to do.

        `found` is the difference, where it is known already.

        Raises:
            IndexTrouble: the index cannot be written.
        """
        found = found or self.difference()
        with closing(self.updating(found)) as updating:
            for done, count in updating:
                if progress is not None:
                    progress(done, count)
        return found

    def updating(self, found: Difference) -> Generator[tuple[int, int], None, None]:
        """Read what changed, newest first: after each batch how many were read, and of how many.

        To be closed before the index is.

        Raises:
            IndexTrouble: the index cannot be written.
        """
        with troubles(), with_room(self._connection):
            yield from bringing_up_to_date(self._connection, self._folder, found)

    def refresh(self, paths: Iterable[str]) -> None:
        """Read these posts again, which were changed, made or deleted: 2 ms each.

        Raises:
            IndexTrouble: the index cannot be written.
        """
        with troubles():
            bring_in(self._connection, self._folder, list(paths))

    def newest(self, count: int) -> tuple[PostRow, ...]:
        """The newest rows, placed; some 2 ms for 50.

        Raises:
            IndexTrouble: the index cannot be read.
        """
        with troubles():
            conventions = self.conventions()
            newest = newest_posts(self._connection, count)
            return tuple(conventions.placing(post_from(columns)[0]) for columns in newest)

    def rows(self, paths: Sequence[str]) -> dict[str, PostRow]:
        """The rows of those of these posts that it has, by their paths, placed by the folder's conventions.

        Raises:
            IndexTrouble: the index cannot be read.
        """
        with troubles():
            rows = (post_from(columns)[0] for columns in posts_at(self._connection, paths))
            return {row.path: self._folder.conventions.placing(row) for row in rows}

    def log(self) -> ReadingLog[PostRow]:
        """Every row there is, with its counts; the folder's conventions are learned from them.

        Raises:
            IndexTrouble: the index cannot be read.
        """
        with troubles():
            rows = [post_from(columns)[0] for columns in posts(self._connection)]
            if learned_day(self._connection) is None:
                places = {path: place for place, path in enumerate(newest_first([row.path for row in rows]))}
                rows.sort(key=lambda row: places[row.path])
            return self._folder.placed(rows)

    def conventions(self) -> Conventions:
        """How this log writes things, from all its posts.

        Raises:
            IndexTrouble: the index cannot be read.
        """
        with troubles():
            return self._known_of_all().conventions

    def answer(
        self, search: Search, order: Order = "newest", limit: int = SHOWN, *, with_snippets: bool = True
    ) -> Answer:
        """What fits the search; nothing where it asks for nothing.

        Raises:
            IndexTrouble: the index cannot be read.
        """
        from readtui.store.index.answering import answer  # not where rows alone are wanted
        from readtui.store.index.matching import Asking

        if search.is_empty:
            return Answer()
        with troubles():
            known = self._known_of_all()
            asking = Asking(order, limit, with_snippets, known.has_strays)
            with of_one_moment(self._connection):
                return answer(self._connection, search, known.conventions, asking)

    def fitting(
        self, search: Search, order: Order, limit: int, is_dropped: Callable[[], bool] = lambda: False
    ) -> "Found | None":
        """The posts that fit the search, which asks for something, by so many hits; None where it was dropped.

        Raises:
            IndexTrouble: the index cannot be read.
        """
        from readtui.store.index.fitting import fitting
        from readtui.store.index.matching import Asking

        with troubles():
            known = self._known_of_all()
            asking = Asking(order, limit, False, known.has_strays)
            with of_one_moment(self._connection):
                return fitting(self._connection, search, known.conventions, asking, is_dropped)

    @property
    def version(self) -> tuple[int, int]:
        """What is another as soon as anybody wrote to it.

        Raises:
            IndexTrouble: the index cannot be read.
        """
        with troubles():
            return self._version()

    @property
    def count(self) -> int:
        """How many posts it has.

        Raises:
            IndexTrouble: the index cannot be read.
        """
        with troubles():
            (count,) = self._connection.execute("SELECT count(*) FROM post").fetchone()
            return int(count)

    def entries(
        self,
        *,
        kind: str | None = None,
        person: str | None = None,
        site: str | None = None,
        since: datetime.date | None = None,
        until: datetime.date | None = None,
        post: str | None = None,
    ) -> Iterator[tuple[PostRow, str | None, EntryRow]]:
        """Entries with their posts and what stands in for a kind, in the log's order: all that are asked for, or more.

        `kind` is a whole one, `person` and `site` are parts, all in any case; days are the posts', included.

        Raises:
            IndexTrouble: the index cannot be read.
        """
        with troubles():
            conventions = self.conventions()
            known: tuple[object, ...] = ()
            for columns in entries(
                self._connection, kind=kind, person=person, site=site, since=since, until=until, post=post
            ):
                if columns[:POST_WIDTH] != known:
                    known = columns[:POST_WIDTH]
                    row, fallback = post_from(known)
                    row = conventions.placing(row)
                yield row, fallback, entry_from(columns[POST_WIDTH:])

    def _known_of_all(self) -> "_Known":
        """What depends on all posts; asked for again when something was written."""
        version = self._version()
        if self._known is None or self._known.version != version:
            has_strays = count_of_strays(self._connection) > 0
            self._known = _Known(version, has_strays, self._learned())
        return self._known

    def _version(self) -> tuple[int, int]:
        (version,) = self._connection.execute("PRAGMA data_version").fetchone()
        return version, self._connection.total_changes

    def _learned(self) -> Conventions:
        if not self._folder.is_learning:
            return self._folder.conventions
        day = learned_day(self._connection)
        if day is None:
            self.log()
            return self._folder.conventions
        return Conventions(day)


class _Known(NamedTuple):
    """What was found out about all posts together."""

    version: tuple[int, int]
    """Of the file, and of what this process wrote to it."""
    has_strays: bool
    conventions: Conventions


def _identity(file: IndexFile) -> tuple[int, int] | None:
    try:
        status = os.stat(file.path)
    except OSError:
        return None
    return status.st_dev, status.st_ino
