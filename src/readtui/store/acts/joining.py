"""Joining: two entries of a post made one, and one made two."""

from dataclasses import replace

from readtui.model.post import Post
from readtui.store.acts.naming import entry_at, quoted, refusing
from readtui.store.changes.doing import Done
from readtui.store.changes.edits import Edit
from readtui.store.folder import LogFolder


def merge_entries(folder: LogFolder, post: Post, first: int, second: int) -> Done:
    """Put the words of the entry at `second` below those of the one at `first`, and take it away; both from 1.

    `Done.index` is where the one stands that both became.

    Raises:
        Fault: it could not be done, and nothing was changed.
    """
    from readtui.grammar.changing.joining import joining

    one, other = entry_at(post, first), entry_at(post, second)
    with refusing(post.path):
        splices = joining(post, first, second)
    what = f"merged {quoted(other)} into {quoted(one)} in {post.path}"
    done = folder.change([Edit(post, splices, frozenset((first, second)))], what)
    return replace(done, index=first - (second < first))


def split_entry(
    folder: LogFolder,
    post: Post,
    index: int,
    at: int,
    kind: str | None = None,
    title: str | None = None,
    url: str | None = None,
) -> Done:
    """Make an entry of its own of the note of the one at `index` from the line on that holds the post's byte `at`.

    Without a title the part must begin with a link, which becomes its head. `Done.index` is the new entry's place.

    Raises:
        Fault: it could not be done, and nothing was changed.
    """
    from readtui.grammar.changing.parting import parting

    entry = entry_at(post, index)
    with refusing(post.path):
        splices = parting(post, index, at, kind, title, url)
    done = folder.change([Edit(post, splices, index)], f"split {quoted(entry)} in {post.path}")
    return replace(done, index=index + 1)
