"""Adding: an entry put behind the last of a post, and posts made."""

from collections.abc import Sequence
from dataclasses import replace

from readtui.model.post import Post
from readtui.model.printable import one_line
from readtui.model.span import splicing
from readtui.store.acts.naming import index_of, refusing
from readtui.store.changes.doing import Done
from readtui.store.changes.edits import Edit, Making
from readtui.store.folder import LogFolder


def add_entry(folder: LogFolder, to: Post | Making, text: bytes, name: str, *, under: str | None = None) -> Done:
    """Put the text of a new entry behind the post's last; the post may be a new one. `name` is what it is told by.

    `under` is the section at whose end it goes. `Done.index` is its place there, from 1; None where it does not show
    as an entry.

    Raises:
        Fault: it could not be done, and nothing was changed.
    """
    return put(folder, to, with_added(as_post(to), text, under), [], f"added “{one_line(name)}” to {to.path}")


def make_post(folder: LogFolder, post: Making) -> Done:
    """Make the post.

    Raises:
        TargetExists: there is a file of that name.
        Fault: it could not be done, and nothing was changed.
    """
    return folder.change([post], f"made {post.path}")


def as_post(post: Post | Making) -> Post:
    """The post, also where it is still to be made."""
    from readtui.grammar.posts import read_post

    return read_post(post.path, post.source) if isinstance(post, Making) else post


def with_added(post: Post, text: bytes, under: str | None = None) -> Post:
    """The post with the text put behind its last entry, or the last of the section `under`.

    Raises:
        WouldLoseEntry: it would not read as an entry there, or others would not read as they do.
    """
    from readtui.grammar.changing.arranging import adding
    from readtui.grammar.posts import read_post

    with refusing(post.path):
        splices = adding(post, text, under=under)
    return read_post(post.path, splicing(post.source, splices))


def put(folder: LogFolder, to: Post | Making, after: Post, others: Sequence[Edit], what: str) -> Done:
    """Make `after` of the post, which has more entries one after the other, and then the other edits, as one change.

    `Done.index` is the place of the first that was added; None where it does not show as an entry.

    Raises:
        Fault: it could not be done, and nothing was changed.
    """
    from readtui.grammar.changing.merging import difference

    before = as_post(to)
    first = (
        Making(to.path, after.source)
        if isinstance(to, Making)
        else Edit(to, [difference(to.source, after.source)], None)
    )
    done = folder.change([first, *others], what)
    if len(after.entries) == len(before.entries):
        return replace(done, index=None)
    texts = [[entry.span.of(post.source).rstrip() for entry in post.entries] for post in (before, after)]
    place = next((place for place, (one, other) in enumerate(zip(*texts, strict=False)) if one != other), len(texts[0]))
    added = after.entries[place]
    return replace(done, index=index_of(done.posts[0], added.span.of(after.source), added.index))
