"""Moving: entries carried to another post, or to another place in their own."""

from dataclasses import replace

from readtui.model.post import Post
from readtui.store.acts.adding import as_post, put, with_added
from readtui.store.acts.deleting import without
from readtui.store.acts.naming import Places, by_post, entry_at, index_of, quoted, refusing, told, told_paths, unique
from readtui.store.changes.doing import Done
from readtui.store.changes.edits import Edit, Making
from readtui.store.faults import Refused
from readtui.store.folder import LogFolder


def move_entry(folder: LogFolder, post: Post, index: int, to: Post | Making) -> Done:
    """Move the entry at `index`, from 1, to the end of another post, which is written first, and may be a new one.

    `Done.posts` are that and the one it came from, `Done.index` is its place there; None where it does not show.

    Raises:
        Fault: it could not be done, and nothing was changed.
    """
    return move_entries(folder, [(post, index)], to)


def move_entries(folder: LogFolder, places: Places, to: Post | Making) -> Done:
    """Move the entries, in the order given, to the end of another post: all of them as one change, or none.

    That post is written first, and may be a new one. `Done.posts` are that and those they came from, `Done.index` is
    the place of the first there; None where it does not show.

    Raises:
        Fault: it could not be done, and nothing was changed.
    """
    from readtui.grammar.changing.carrying import carrying

    parted = by_post(places)
    for post, indexes in parted:
        if post.path == to.path:
            raise Refused(f"{told([(post, indexes[0])])} is in {post.path} already")
    after = as_post(to)
    for post, index in unique(places):
        with refusing(to.path):
            text = carrying(post, index, after)
        after = with_added(after, text)
    away = [without(post, indexes) for post, indexes in parted]
    what = f"moved {told(places)} from {told_paths(post.path for post, _ in parted)} to {to.path}"
    return put(folder, to, after, away, what)


def reorder_entry(folder: LogFolder, post: Post, index: int, to: int) -> Done:
    """Make the entry at `index` the post's entry at `to`, both from 1; `Done.index` is where it stands now.

    Raises:
        Fault: it could not be done, and nothing was changed.
    """
    from readtui.grammar.changing.arranging import reordering

    entry = entry_at(post, index)
    entry_at(post, to)
    with refusing(post.path):
        splices = reordering(post, index, to)
    where = "up" if to < index else "down"
    done = folder.change([Edit(post, splices, None)], f"moved {quoted(entry)} {where} in {post.path}")
    return replace(done, index=index_of(done.posts[0], entry.span.of(post.source), to))
