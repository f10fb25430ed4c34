"""Edits: what is to change in a post, brought together with what somebody else wrote there meanwhile."""

from collections.abc import Sequence
from dataclasses import dataclass

from readtui.model.change import FileChange
from readtui.model.post import Post
from readtui.model.span import Span, Splice, splicing
from readtui.model.unsaved import UnsavedText
from readtui.store.faults import Conflict, NotEditable, Refused, TargetExists, WouldLoseEntry
from readtui.store.files.reading import MOST_BYTES


@dataclass(frozen=True, slots=True)
class Edit:
    """What is to change in one post."""

    post: Post
    """As it was read when the edit was begun."""
    splices: Sequence[Splice]
    editing: int | frozenset[int] | None
    """The entry that is meant to change, from 1, or several; None for what stands outside all entries, or for all."""

    @property
    def path(self) -> str:
        """The post's."""
        return self.post.path


@dataclass(frozen=True, slots=True)
class Making:
    """A post that is to be made."""

    path: str
    source: bytes


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A post before and after an edit, as it is to be made on disk."""

    file: FileChange
    post: Post
    """As it reads back."""
    index: int | None
    """The entry that was edited, from 1, as it stands before and after; of several the first."""
    is_merged: bool
    """Whether somebody else's edits were found in the file, and stay."""


def rewriting(edit: Edit | Making, now: bytes | None) -> Rewrite:
    """What the edit makes of the post, whose file holds `now`, or is not there for None.

    Raises:
        NotEditable: the post can be read, but not be edited safely.
        Conflict: somebody else changed what is edited, or the file is gone.
        TargetExists: the file that is to be made is there.
        Refused: the post would be too large to be opened again.
        WouldLoseEntry: another entry would change with it.
    """
    from readtui.grammar.changing.merging import differences
    from readtui.grammar.posts import read_post

    if isinstance(edit, Making):
        if now is not None:
            raise TargetExists(edit.path)
        _refuse_size(edit.path, edit.source)
        return Rewrite(FileChange(edit.path, None, edit.source), read_post(edit.path, edit.source), None, False)
    post, splices, index = edit.post, list(edit.splices), edit.editing
    check_editable(post)
    source = splicing(post.source, splices)
    is_merged = now != post.source and source != post.source
    if is_merged:
        merged = _merged(post, source, now)
        whole = Span(0, len(post.source))
        is_whole = any(splice.span == whole for splice in splices)
        post, source = read_post(post.path, now or b""), merged
        check_editable(post)
        splices = [Splice(Span(0, len(post.source)), merged)] if is_whole else list(differences(post.source, merged))
        index = None if is_whole else _place_of(edit, post, splices)
    after = read_post(post.path, source) if source != post.source else post
    if after is not post:
        _refuse_size(post.path, source)
        _refuse_loss(post, after, index, splices)
    first = min(index, default=None) if isinstance(index, frozenset) else index
    return Rewrite(FileChange(post.path, post.source, source), after, first, is_merged)


def check_editable(post: Post) -> None:
    """Refuse a post that can be read but not be edited safely.

    Raises:
        NotEditable: it is such a one.
    """
    for problem in post.problems:
        if problem.forbids_editing:
            raise NotEditable(post.path, problem.message)


def _merged(post: Post, mine: bytes, theirs: bytes | None) -> bytes:
    from readtui.grammar.changing.merging import merging

    merged = merging(post.source, mine, theirs) if theirs is not None else None
    if merged is None:
        raise Conflict(post.path, post.source, mine, theirs)
    return merged


def _place_of(edit: Edit, now: Post, splices: Sequence[Splice]) -> int | frozenset[int] | None:
    """Which entries of the post as it is now the edit is about, that these splices make there."""
    if edit.editing is None or not splices:
        return edit.editing
    if isinstance(edit.editing, frozenset):
        texts = (UnsavedText.over(edit.post, index).anchored_in(now) for index in edit.editing)
        return frozenset(text.index for text in texts if text and text.index is not None)
    holders = (entry.index for entry in now.entries if all(entry.span.holds(splice.span) for splice in splices))
    here = UnsavedText.over(edit.post, edit.editing).anchored_in(now)  # one that goes takes blank lines along
    return next(holders, here.index if here else None)


def _refuse_size(path: str, source: bytes) -> None:
    """Refuse what could be written, but never be opened again, and so not be taken back."""
    if len(source) > MOST_BYTES:
        raise Refused(f"{path}: not saved: it would be larger than {MOST_BYTES >> 20} MiB; make it shorter")


def _refuse_loss(before: Post, after: Post, index: int | frozenset[int] | None, splices: Sequence[Splice]) -> None:
    from readtui.grammar.changing.editing import refusal

    lost = refusal(before, after, index, splices)
    if lost is not None:
        raise WouldLoseEntry(before.path, lost)
