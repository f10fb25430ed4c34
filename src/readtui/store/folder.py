"""LogFolder: the folder on disk that the log is read from; the one object that touches posts on disk.

The grammar and all that makes changes are imported by the acts that need them: a screen can be up before the first post
is read, and most sessions save nothing.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from readtui.model.conventions import NOTHING_CHOSEN, Chosen, Conventions, learned_from
from readtui.model.entry import Entry
from readtui.model.log import ReadingLog
from readtui.model.post import Post, PostRow
from readtui.model.printable import one_line
from readtui.model.span import Splice
from readtui.store.faults import NoLog, NoSuchPost, Unreadable
from readtui.store.files.reading import read_bytes
from readtui.store.site import site_at

if TYPE_CHECKING:
    from readtui.model.change import Record
    from readtui.store.changes.changing import Changing
    from readtui.store.changes.doing import Done
    from readtui.store.changes.edits import Edit, Making
    from readtui.store.changes.undoing import Settling
    from readtui.store.statefolder import StateFolder

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
        state: "StateFolder | None" = None,
        chosen: Chosen = NOTHING_CHOSEN,
    ) -> None:
        """The log at `root`; of its posts those in `sections`, or the one at `only`.

        `first_day` is that of a week, from 0, Monday; None to learn it from the posts. Changes are recorded in
        `state`; without it they cannot be undone.

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
        self.chosen = chosen
        """What the reader settled of that."""
        self._is_learning = first_day is None
        self._real = os.path.realpath(root)
        self._state = state

    @property
    def is_learning(self) -> bool:
        """Whether the day that a week begins on is learned from the posts, and was not chosen by the reader."""
        return self._is_learning

    def paths(self) -> list[str]:
        """The posts, by the dates in their names newest first: a guess, for no post is opened."""
        if self.only is not None:
            return [self.only]
        from readtui.store.walk import find_posts, in_sections, newest_first

        found = find_posts(self._real, site_at(self.root))
        return newest_first([path for path in found if in_sections(path, self.sections)])

    def find(self, argument: str) -> str:
        """The path of the post that the reader means: written as listed, from where they are, or in full.

        Raises:
            NoSuchPost: no post of the log is there.
        """
        from readtui.store.finding import found

        path = found(argument, self._real, set(self.paths()))
        if path is None:
            raise NoSuchPost(argument)
        return path

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
            from readtui.model.problem import Problem

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

    def save(self, post: Post, splices: Iterable[Splice], *, editing: int | None, what: str = "") -> "Done":
        """Put the splices into the post's file, beside what others wrote there since it was read.

        `editing` is the entry that is meant to change, from 1; None for what stands outside all entries, or for all.
        `what` tells the history what is done.

        Raises:
            Conflict: others wrote what is edited, or the file is gone.
            Refused: the post is not editable, or another entry would change with it.
            Unreadable: the file cannot be read any more.
            Unwritable: the disk is full, the file read-only, and so on; it is as it was.
        """
        from readtui.store.changes.edits import Edit

        edited = post.entry(editing)
        return self.change([Edit(post, tuple(splices), editing)], what or f"edited {_named(post, edited)}")

    def change(self, edits: "Sequence[Edit | Making]", what: str, *, is_loss: bool = False) -> "Done":
        """Make all the edits, each of another post, as one change; where something moves, its target comes first.

        `is_loss` as in `Change`.

        Raises:
            Conflict: others wrote what is edited, or a file is gone.
            TargetExists: there is a file of the name of one to be made.
            Refused: a post is not editable, or another entry would change with it.
            Unreadable: a file cannot be read any more.
            Unwritable: a file could not be written; all are as they were.
        """
        return self._changing.change(edits, what, self.conventions.placing, is_loss=is_loss)

    def create(self, path: str, source: bytes, what: str = "") -> "Done":
        """Make a post at `path` that holds `source`.

        Raises:
            TargetExists: there is a file of that name.
            Unwritable: it could not be made.
        """
        from readtui.store.changes.edits import Making

        return self.change([Making(path, source)], what or f"made {path}")

    def delete(self, post: Post, what: str = "") -> "Done":
        """Delete the post's file, which the history keeps.

        Raises:
            Conflict: others wrote in it since it was read, or it is gone.
            Unwritable: it could not be deleted, or not be kept.
        """
        return self._changing.delete(post, what or f"deleted {post.path}")

    def undo(self, record: int | None = None, settling: "Settling" = "ask") -> "Done":
        """Take back the last change to the log, or the one that `record` names.

        Raises:
            NothingToUndo: there is none.
            Conflict: others wrote there since, and `settling` is `ask`.
            Unwritable: a file could not be written; all are as they were.
        """
        return self._changing.take_back("undo", record, settling, self.only, self.conventions.placing)

    def redo(self, settling: "Settling" = "ask") -> "Done":
        """Make again what was taken back last.

        Raises:
            NothingToUndo: there is nothing.
            Conflict: others wrote there since, and `settling` is `ask`.
            Unwritable: a file could not be written; all are as they were.
        """
        return self._changing.take_back("redo", None, settling, self.only, self.conventions.placing)

    def history(self) -> "list[Record]":
        """The changes to this log, oldest first, undos and redos among them.

        Raises:
            Unreadable: the history cannot be read.
        """
        return self._changing.records(self.only)

    def recover(self, *, is_tidying: bool = True) -> list[str]:
        """Finish or forget what a readtui that died had begun, and remove what it left; what was finished."""
        told = self._changing.recover() if self._state and self._state.has_history else []
        if is_tidying:
            self.tidy()
        return told

    def tidy(self) -> int:
        """Remove what readtuis that were killed while saving left in the folder; how many files that were."""
        from readtui.store.files.tidying import tidy

        return tidy(self._real, site_at(self.root).content)

    @cached_property
    def _changing(self) -> "Changing":
        from readtui.store.changes.changing import Changing

        return Changing(self._real, self._state)

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


def _each(read: Callable[[str], Row], paths: Iterable[str]) -> Iterator[Row]:
    """Each post, as `read` gives it; without those that were deleted meanwhile."""
    for path in paths:
        with suppress(NoSuchPost):
            yield read(path)


def _named(post: Post, entry: Entry | None) -> str:
    """What was edited, in the words of a history."""
    return f"“{one_line(entry.title)}” in {post.path}" if entry else post.path
