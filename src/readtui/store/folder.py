"""LogFolder: the folder on disk that the log is read from; the one object that touches posts on disk.

The grammar and the save protocol are imported by the acts that need them: a screen can be up before the first post is
read, and most sessions save nothing.
"""

import os
import posixpath
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from readtui.model.conventions import Conventions, learned_from
from readtui.model.log import ReadingLog
from readtui.model.post import Post, PostRow
from readtui.model.problem import Problem
from readtui.model.span import Splice, splicing
from readtui.store.faults import NoLog, NoSuchPost, NotEditable, Unreadable, WouldLoseEntry
from readtui.store.reading import lies_inside, read_bytes
from readtui.store.site import site_at
from readtui.store.walk import find_posts, in_sections, newest_first

Row = TypeVar("Row", bound=PostRow)

_FIRST_BATCH = 32  # what a screen shows, there in some 5 ms
_LARGEST_BATCH = 1024


class LogFolder:
    """The folder on disk that the log is read from.

    Its methods may be called from several threads: it holds nothing but the conventions, which are replaced whole.
    """

    def __init__(
        self,
        root: Path,
        sections: tuple[str, ...] = (),
        first_day: int | None = None,
        *,
        only: str | None = None,
    ) -> None:
        """The log at `root`; of its posts those in `sections`, or the one at `only`.

        `first_day` is that of a week, from 0, Monday; None to learn it from the posts.

        Raises:
            NoLog: there is no such folder.
        """
        if not root.is_dir():
            raise NoLog(f"{root}: there is no such folder; look at how it is written")
        self.root = root
        self.sections = sections
        self.only = only
        self.conventions = Conventions() if first_day is None else Conventions(first_day)
        """How this log writes things, as far as it was learned: `rows` and `load` do."""
        self._is_learning = first_day is None
        self._real = os.path.realpath(root)

    def paths(self) -> list[str]:
        """The posts, by the dates in their names newest first: a guess, for no post is opened."""
        if self.only is not None:
            return [self.only]
        found = find_posts(self._real, site_at(self.root))
        return newest_first([path for path in found if in_sections(path, self.sections)])

    def find(self, argument: str) -> str:
        """The path of the post that the reader means: written as listed, from where they are, or in full.

        Raises:
            NoSuchPost: no post of the log is there.
        """
        paths = set(self.paths())
        for path in self._meant(argument):
            if path in paths:
                return path
        # The same letters may be written in two ways, and keyboards differ from file systems.
        folded = unicodedata.normalize("NFC", argument)
        for path in paths if not argument.isascii() else ():
            if unicodedata.normalize("NFC", path) == folded:
                return path
        raise NoSuchPost(argument)

    def peek(self, path: str) -> PostRow:
        """The post as a listing tells it, from its front matter alone. What cannot be read is a problem of its row.

        Raises:
            NoSuchPost: it is not there.
        """
        from readtui.grammar.posts import peek_post

        try:
            row = peek_post(path, read_bytes(self._real, path))
        except Unreadable as fault:
            row = replace(peek_post(path, b""), problems=(fault.problem,))
        return self.conventions.placing(row)

    def read(self, path: str) -> Post:
        """The post.

        Raises:
            NoSuchPost: it is not there.
            Unreadable: it is no file, too large, outside the log, or the system says no.
        """
        from readtui.grammar.posts import read_post

        return self.conventions.placing(read_post(path, read_bytes(self._real, path)))

    def open(self, path: str) -> Post:
        """The post, or where it cannot be read one without text that says why."""
        from readtui.grammar.posts import read_post

        try:
            return self._opened(path)
        except NoSuchPost:
            gone = Problem("gone", None, "The file is no longer there: it was moved or deleted.", forbids_editing=True)
            return self.conventions.placing(replace(read_post(path, b""), problems=(gone,)))

    def peeking(self) -> Iterator[tuple[PostRow, ...]]:
        """All rows, newest first by a guess, some at a time, so that the first are there at once.

        Their weeks are placed by what is known of the conventions till now; see `rows`.
        """
        paths, size = self.paths(), _FIRST_BATCH
        while paths:
            yield tuple(_each(self.peek, paths[:size]))
            paths, size = paths[size:], min(2 * size, _LARGEST_BATCH)

    def rows(self) -> ReadingLog[PostRow]:
        """Every row, its front matter alone looked at; the conventions learned, the weeks placed."""
        return self.placed([row for rows in self.peeking() for row in rows])

    def load(self) -> ReadingLog[Post]:
        """Every post, read whole; the conventions learned, the weeks placed."""
        return self.placed(list(_each(self._opened, self.paths())))

    def placed(self, rows: Sequence[Row]) -> ReadingLog[Row]:
        """The log of these, which are all there are; the conventions are learned from them."""
        if self._is_learning:
            self.conventions = learned_from(rows)
        return ReadingLog.of(self.conventions.placing(row) for row in rows)

    def file_of(self, path: str) -> Path:
        """Where the post at `path` lies on disk, for another program to open."""
        return self.root / path

    def save(self, post: Post, splices: Iterable[Splice], *, editing: int | None) -> Post:
        """Put the splices into the post's file, and the post as it reads back.

        `editing` is the entry that is meant to change, from 1; None for what stands outside all entries, or for all.

        Raises:
            Refused: the post is not editable or not as it was on disk, or another entry would change with it.
            Unreadable: the file cannot be read any more.
            Unwritable: the disk is full, the file read-only, and so on; it is as it was.
        """
        from readtui.grammar.editing import refusal
        from readtui.grammar.posts import read_post
        from readtui.store.saving import replace_bytes

        if not post.is_editable:
            why = next(problem.message for problem in post.problems if problem.forbids_editing)
            raise NotEditable(post.path, why)
        splices = list(splices)
        source = splicing(post.source, splices)
        if source == post.source:
            return post
        after = read_post(post.path, source)
        lost = refusal(post, after, editing, splices)
        if lost is not None:
            raise WouldLoseEntry(post.path, lost)
        replace_bytes(self._real, post.path, post.source, source)
        return self.conventions.placing(after)  # the bytes on disk were compared with those it was read from

    def tidy(self) -> int:
        """Remove what readtuis that were killed while saving left in the folder; how many files that were."""
        from readtui.store.saving import tidy

        return tidy(self._real, {posixpath.dirname(path) for path in self.paths()})

    def _opened(self, path: str) -> Post:
        """The post, or where its file is there and cannot be read one without text.

        Raises:
            NoSuchPost: it is not there.
        """
        from readtui.grammar.posts import read_post

        try:
            return self.read(path)
        except Unreadable as fault:
            return self.conventions.placing(replace(read_post(path, b""), problems=(fault.problem,)))

    def _meant(self, argument: str) -> Iterator[str]:
        """The paths below the log's folder that an argument may mean, the likeliest first."""
        written = posixpath.normpath(argument)
        yield written
        folder, name = os.path.split(Path.cwd() / written)
        real = os.path.realpath(folder)  # of the folder alone: a post may be a link
        if lies_inside(real, self._real):
            yield posixpath.normpath(posixpath.join(os.path.relpath(real, self._real), name))


def _each(read: Callable[[str], Row], paths: Iterable[str]) -> Iterator[Row]:
    """Each post, as `read` gives it; without those that were deleted meanwhile."""
    for path in paths:
        with suppress(NoSuchPost):
            yield read(path)
