"""Changing: edits of posts brought together with what their files hold by now, made, and told as they read back."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Literal

from readtui.grammar.posts import read_post
from readtui.model.change import Change, FileChange, Record
from readtui.model.post import Post
from readtui.store.changes.doing import MERGED, Doing, Done
from readtui.store.changes.edits import Edit, Making, rewriting
from readtui.store.changes.undoing import Settling, touched
from readtui.store.faults import ChangedOnDisk
from readtui.store.files.reading import now

if TYPE_CHECKING:
    from readtui.store.statefolder import StateFolder

Placing = Callable[[Post], Post]

_TRIES = 3
"""How often a change is made anew, where somebody writes just between the look and the change."""


class Changing:
    """The changes to one log: its callers are `LogFolder`'s, where the faults are told.

    `placing` gives a post its week, as the log's conventions have it by now.
    """

    def __init__(self, root: str, state: "StateFolder | None") -> None:
        """For the log at `root`, a real path."""
        self._root = root
        self._doing = Doing(root, state)

    def change(self, edits: Sequence[Edit | Making], what: str, placing: Placing, *, is_loss: bool) -> Done:
        """Make all the edits as one change."""
        for _ in range(_TRIES):
            rewrites = [rewriting(edit, now(self._root, edit.path)) for edit in edits]
            files = tuple(each.file for each in rewrites if each.file.before != each.file.after)
            try:
                record, trouble = self._doing.do(Change(what, files, is_loss)) if files else (None, "")
            except ChangedOnDisk as fault:  # between the look and the change
                last = fault
                continue
            posts = tuple(placing(each.post) for each in rewrites)
            merged = MERGED if any(r.is_merged for r in rewrites) else ""
            remark = "; ".join(filter(None, (merged, trouble)))
            index = rewrites[-1].index if rewrites else None
            return Done(what, record, posts, index=index, is_changed=bool(files), remark=remark)
        raise last

    def delete(self, post: Post, what: str) -> Done:
        """Delete the post's file."""
        record, trouble = self._doing.do(Change(what, (FileChange(post.path, post.source, None),)))
        return Done(what, record, gone=(post.path,), remark=trouble)

    def take_back(
        self, which: Literal["undo", "redo"], record: int | None, settling: Settling, only: str | None, placing: Placing
    ) -> Done:
        """Undo or redo the last change of the log, or of the post at `only`, or the change that `record` names."""
        taken, told, trouble = self._doing.take_back(which, record, settling, only)
        files = [file for file in taken.files if file.before != file.after]
        posts = (read_post(file.path, file.after) for file in files if file.after is not None)
        gone = tuple(file.path for file in files if file.after is None)
        merged = "what others changed in the file since is kept" if taken.is_merged else ""
        remark = "; ".join(filter(None, (merged, trouble)))
        placed = tuple(map(placing, posts))
        index = touched(files, placed[0]) if placed else None
        return Done(told.what, told.id, placed, gone, index, is_changed=bool(files), remark=remark)

    def records(self, only: str | None) -> list[Record]:
        """What was done, oldest first."""
        return self._doing.records(only)

    def recover(self) -> list[str]:
        """Finish what a readtui that died had begun; what was finished."""
        return self._doing.recover()
