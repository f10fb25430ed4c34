"""Undoing: a change taken back, and brought together with what was written since."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from readtui.model.change import FileChange
from readtui.model.post import Post
from readtui.store.faults import Conflict

Settling = Literal["ask", "mine", "theirs", "both"]
"""What becomes of a file in which somebody wrote what is to be taken back: raise a Conflict; put in what is to be
there; leave it; or keep both, theirs before."""


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What takes a change back."""

    files: tuple[FileChange, ...]
    """In the order in which they are to be written; one that is as it shall be already is there too."""
    modes: tuple[int | None, ...]
    """Their rights when the change was made, where they are known."""
    is_merged: bool
    """Whether somebody else's edits were found, and stay."""


def taking_back(
    files: Iterable[tuple[FileChange, int | None]], now: Callable[[str], bytes | None], settling: Settling
) -> TakenBack:
    """What takes back a change of these files, each with its rights before, in the order in which they were written.

    They are written the other way round: what was taken away last is there again first.

    Raises:
        Conflict: somebody wrote where it was changed, and `settling` is `ask`.
    """
    changes, modes, is_merged = [], [], False
    for file, mode in reversed(list(files)):
        there = now(file.path)
        wanted = file.before if there == file.after else _settled(file, there, settling)
        changes.append(FileChange(file.path, there, wanted))
        modes.append(mode)
        is_merged = is_merged or there not in (file.after, wanted)
    return TakenBack(tuple(changes), tuple(modes), is_merged)


def touched(files: Iterable[FileChange], post: Post) -> int | None:
    """The first entry of `post`, one of these as it was written, that is not as it was; None where all are, or none is.

    Where its last entries are gone, it is the one before them.
    """
    from readtui.grammar.posts import read_post

    before = next((file.before for file in files if file.path == post.path), None)
    there = [entry.span.of(post.source).rstrip() for entry in post.entries]
    if before is None:
        return 1 if there else None
    was = read_post(post.path, before)
    old = [entry.span.of(was.source).rstrip() for entry in was.entries]
    if old == there:
        return None
    first = next((place for place, (one, other) in enumerate(zip(old, there, strict=False), 1) if one != other), None)
    return min(first or len(old) + 1, len(there)) or None


def _settled(file: FileChange, theirs: bytes | None, settling: Settling) -> bytes | None:
    """What a file shall hold in which somebody wrote since; None where it shall not be."""
    from readtui.grammar.changing.merging import keeping_both, merging, taking_mine

    mine, base = file.before, file.after
    if theirs == mine:
        return mine
    if mine is not None and base is not None and theirs is not None:
        merged = merging(base, mine, theirs)
        if merged is not None:
            return merged
    if settling == "ask":
        raise Conflict(file.path, base, mine, theirs)
    if settling == "theirs" or (settling == "both" and mine is None):
        return theirs
    if mine is None or theirs is None:
        return mine
    return (taking_mine if settling == "mine" else keeping_both)(base or b"", mine, theirs)
