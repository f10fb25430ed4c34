"""Proving: an act on a post's entries is tried on its bytes, and handed out only if what reads back is right."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from readtui.grammar.refusing import WouldLose, as_read, refusal
from readtui.model.post import Post
from readtui.model.span import Splice, splicing


class Reading(NamedTuple):
    """What is read of an entry."""

    fields: tuple[object, ...]
    """Its bytes, and what they are read as."""
    section: str | None


def reading(post: Post) -> list[Reading]:
    """What is read of each entry of the post."""
    return [Reading(as_read(post, entry), entry.section) for entry in post.entries]


def proved(
    post: Post,
    ways: Iterable[Sequence[Splice]],
    is_right: Callable[[Post], bool],
    *,
    edited: int | None,
) -> list[Splice]:
    """The first of the ways after which nothing is lost and the post reads right; `edited` is as in `refusal`.

    Raises:
        WouldLose: there is none; the sentence says what went wrong with the first.
    """
    from readtui.grammar.posts import read_post  # loads the parser

    reason = None
    for way in ways:
        splices = list(way)
        after = read_post(post.path, splicing(post.source, splices))
        why = refusal(post, after, edited, splices)
        if why is None and is_right(after):
            return splices
        reason = reason or why
    raise WouldLose(reason or "the entries would not all read as they should; edit the whole post instead")
