"""Deleting: entries taken out of their posts, and posts deleted."""

from collections.abc import Sequence
from dataclasses import replace

from readtui.model.post import Post
from readtui.model.span import splicing
from readtui.store.acts.naming import Places, by_post, refusing, told, told_paths
from readtui.store.changes.doing import Done
from readtui.store.changes.edits import Edit
from readtui.store.faults import NotEditable
from readtui.store.folder import LogFolder


def delete_entry(folder: LogFolder, post: Post, index: int) -> Done:
    """Take the entry at `index`, from 1, out of the post.

    Raises:
        Fault: it could not be done, and nothing was changed.
    """
    return delete_entries(folder, [(post, index)])


def delete_entries(folder: LogFolder, places: Places) -> Done:
    """Take the entries out of their posts, as one change: all of them, or none.

    Raises:
        Fault: it could not be done, and nothing was changed.
    """
    parted = by_post(places)
    edits = [without(post, indexes) for post, indexes in parted]
    what = f"deleted {told(places)} from {told_paths(post.path for post, _ in parted)}"
    return replace(folder.change(edits, what, is_loss=True), index=None)


def delete_post(folder: LogFolder, post: Post) -> Done:
    """Delete the post, with all its entries.

    Raises:
        Fault: it could not be done, and nothing was changed.
    """
    if not post.source and not post.is_editable:  # a pipe, a link out of the log: the history could not keep it
        raise NotEditable(post.path, next(each.message for each in post.problems if each.forbids_editing))
    return folder.delete(post, f"deleted {post.path}")


def without(post: Post, indexes: Sequence[int]) -> Edit:
    """The edit that takes the entries at these places, ascending, out of the post.

    Raises:
        WouldLoseEntry: others would not read as they do.
    """
    from readtui.grammar.changing.arranging import deleting
    from readtui.grammar.changing.merging import differences
    from readtui.grammar.posts import read_post

    if len(indexes) == 1:
        with refusing(post.path):
            return Edit(post, deleting(post, indexes[0]), indexes[0])
    left = post
    for index in reversed(indexes):
        with refusing(post.path):
            left = read_post(post.path, splicing(left.source, deleting(left, index)))
    return Edit(post, differences(post.source, left.source), frozenset(indexes))
