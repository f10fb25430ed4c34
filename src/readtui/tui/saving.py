"""Saving: the way of typed text into its file, and what the reader should know of it."""

from dataclasses import dataclass

from readtui.grammar.editing import replacing
from readtui.model.post import Post
from readtui.model.unsaved import UnsavedText
from readtui.store.faults import ChangedOnDisk
from readtui.store.folder import LogFolder


@dataclass(frozen=True, slots=True)
class Saved:
    """A text that stands in its file now."""

    post: Post
    """As it reads back."""
    index: int | None
    """The entry it was saved as, from 1; None for the whole post."""
    remark: str
    """What the edit did beside what was typed; empty where it did nothing."""


def save_text(folder: LogFolder, text: UnsavedText) -> Saved:
    """Put `text` into its post as that is on disk now.

    What others wrote elsewhere in the post since the text was begun stays: the text goes where its base stands.

    Raises:
        Fault: it could not be saved, and the file is as it was.
    """
    before = folder.read(text.path)
    here = text.anchored_in(before)
    if here is None:
        raise ChangedOnDisk(text.path, "what you edited was changed on disk")
    done = folder.save(before, [replacing(before, here.index, here.typed)], editing=here.index)
    after = done.posts[0]
    return Saved(after, here.index, _remark(before, after))


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
