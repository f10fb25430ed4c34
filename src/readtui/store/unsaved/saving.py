"""Saving: the way of typed text into its file beside what others wrote there, and what the reader should know of it."""

from dataclasses import dataclass
from typing import Literal

from readtui.grammar.changing.editing import replacing
from readtui.grammar.changing.merging import keeping_both, taking_mine
from readtui.grammar.posts import read_post
from readtui.model.post import Post
from readtui.model.printable import one_line
from readtui.model.span import Span, Splice
from readtui.model.unsaved import UnsavedText
from readtui.store.changes.doing import MERGED, Done
from readtui.store.faults import Conflict, NoSuchPost
from readtui.store.folder import LogFolder


@dataclass(frozen=True, slots=True)
class Saved:
    """A text that stands in its file now."""

    done: Done
    index: int | None
    """The entry it was saved as, from 1, or the one in its place; None for the whole post."""
    is_one: bool
    """Whether what was edited is still one thing, an entry or a whole post, that can be edited on."""
    remark: str
    """What the edit did beside what was typed; empty where it did nothing."""

    @property
    def post(self) -> Post:
        """The post as it reads back."""
        return self.done.posts[0]


def save_text(folder: LogFolder, text: UnsavedText, what: str = "") -> Saved:
    """Put `text` into its post as that is on disk now.

    It goes where the bytes stand that it was typed over, wherever that is in the post today; where others changed
    them, it is merged with theirs. `what` tells the history what is done.

    Raises:
        Conflict: others changed the same lines, or the file is gone.
        Fault: it could not be saved. In any case the file is as it was.
    """
    begun = read_post(text.path, text.source)
    try:
        before = folder.read(text.path)
    except NoSuchPost:
        before = begun
    here = text.anchored_in(before)
    over = before if here else begun
    here = here or text
    is_entry = over.span_of(here.index) == here.span  # a later readtui may see other entries in the same bytes
    splice = replacing(over, here.index, here.typed) if is_entry else Splice(here.span, here.typed)
    done = folder.save(over, [splice], editing=here.index, what=what)
    return _saved(here, before, done, is_beside_others=before.source != text.source)


def settle(
    folder: LogFolder, text: UnsavedText, conflict: Conflict, whose: Literal["both", "mine"], what: str = ""
) -> Saved:
    """Put `text` into its post though others changed the same lines: in their place, or below theirs for `both`.

    Where others deleted the file, it is made again.

    Raises:
        Conflict: they changed it again meanwhile.
        Fault: it could not be saved. In any case the file is as it was.
    """
    base, mine, theirs = conflict.base or b"", conflict.mine or b"", conflict.theirs
    if theirs is None:
        before = read_post(text.path, text.source)
        return _saved(
            text, before, folder.create(text.path, mine, what or f"made {text.path} again"), is_beside_others=False
        )
    settled = keeping_both(base, mine, theirs) if whose == "both" else taking_mine(base, mine, theirs)
    before = read_post(text.path, theirs)
    whole = Splice(Span(0, len(theirs)), settled)
    done = folder.save(before, [whole], editing=None, what=what or _what(text))
    return _saved(text, before, done, is_beside_others=False)


def _what(text: UnsavedText) -> str:
    """What was edited, for the history, which cannot tell it from a whole post that is written."""
    entry = read_post(text.path, text.source).entry(text.index)
    return f"edited “{one_line(entry.title)}” in {text.path}" if entry else f"edited {text.path}"


def _saved(text: UnsavedText, before: Post, done: Done, *, is_beside_others: bool) -> Saved:
    after = done.posts[0]
    index = _index_of(text, before, after)
    in_its_place = min(text.index or 0, len(after.entries)) or None
    told = [_remark(before, after), done.remark]
    if is_beside_others and MERGED not in done.remark:  # the store had nothing to merge: the entry is as it was
        told.append(MERGED)
    is_one = text.index is None or index is not None
    return Saved(done, index or in_its_place, is_one, "; ".join(filter(None, told)))


def _index_of(text: UnsavedText, before: Post, after: Post) -> int | None:
    """The entry that the text is now; None where it is a whole post, or no longer one entry."""
    typed = text.typed.split()  # white space apart: an entry's line ends are taken over
    same = [entry.index for entry in after.entries if entry.span.of(after.source).split() == typed]
    if text.index in same or len(same) == 1:
        return text.index if text.index in same else same[0]
    return text.index if len(after.entries) == len(before.entries) and after.entry(text.index) else None


def _remark(before: Post, after: Post) -> str:
    problem = next((problem for problem in after.problems if problem not in before.problems), None)
    if problem:
        return problem.message
    if before.language != "none" and after.language == "none":
        return "the post has no front matter any more"
    if len(before.entries) != len(after.entries):
        return f"the post has {_entries(after)} now, and had {len(before.entries)}"
    return ""


def _entries(post: Post) -> str:
    return {0: "no entries", 1: "1 entry"}.get(len(post.entries), f"{len(post.entries)} entries")
