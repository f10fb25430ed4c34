"""Naming: the entries that an act is about, how a sentence calls them, and how what the grammar refuses is told."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from readtui.model.entry import Entry
from readtui.model.post import Post
from readtui.model.printable import one_line
from readtui.store.faults import NoSuchEntry, Refused, WouldLoseEntry

Places = Sequence[tuple[Post, int]]
"""Entries: each its post, as it was read, and its place there, from 1."""


def entry_at(post: Post, index: int) -> Entry:
    """The entry at `index`, from 1.

    Raises:
        NoSuchEntry: there is none.
    """
    entry = post.entry(index)
    if entry is None:
        raise NoSuchEntry(post.path, index, len(post.entries))
    return entry


def by_post(places: Places) -> list[tuple[Post, list[int]]]:
    """The entries of each post, in the order of the posts' first mention, the places ascending and each once.

    Raises:
        NoSuchEntry: there is no such entry.
        Refused: no entry is named, or a post is there twice with other bytes.
    """
    if not places:
        raise Refused("no entry is named; nothing was changed")
    posts: dict[str, Post] = {}
    indexes: dict[str, set[int]] = {}
    for post, index in places:
        entry_at(post, index)
        if posts.setdefault(post.path, post).source != post.source:
            raise Refused(f"{post.path}: it was read twice, and changed between; read it again")
        indexes.setdefault(post.path, set()).add(index)
    return [(post, sorted(indexes[path])) for path, post in posts.items()]


def index_of(post: Post, text: bytes, likely: int) -> int | None:
    """Which entry has this text, from 1, where others may have changed the post meanwhile; `likely` if that has."""
    same = [entry.index for entry in post.entries if entry.span.of(post.source).rstrip() == text.rstrip()]
    return likely if likely in same else same[-1] if same else None


def quoted(entry: Entry) -> str:
    """The entry's title for a sentence."""
    return f"“{one_line(entry.title)}”"


def unique(places: Places) -> Places:
    """The entries in their order, each once."""
    return list({(post.path, index): (post, index) for post, index in places}.values())


def told(places: Places) -> str:
    """The entries for a sentence: one by its title, several by how many there are."""
    named = [entry_at(post, index) for post, index in unique(places)]
    return quoted(named[0]) if len(named) == 1 else f"{len(named)} entries"


def told_paths(paths: Iterable[str]) -> str:
    """The posts for a sentence: one by its path, several by how many there are."""
    unique = list(dict.fromkeys(paths))
    return unique[0] if len(unique) == 1 else f"{len(unique)} posts"


@contextmanager
def refusing(path: str) -> Iterator[None]:
    """What the grammar does not do is refused.

    Raises:
        WouldLoseEntry: it did not.
    """
    from readtui.grammar.changing.refusing import WouldLose

    try:
        yield
    except WouldLose as refused:
        raise WouldLoseEntry(path, str(refused)) from refused
