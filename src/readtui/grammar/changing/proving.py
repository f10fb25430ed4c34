"""Proving: an act on a post's entries is tried on its bytes, and handed out only if what reads back is right."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from readtui.grammar.changing.refusing import WouldLose, as_read, refusal
from readtui.model.post import Post
from readtui.model.printable import one_line
from readtui.model.span import Splice, splicing

_LONGEST_NAME = 60  # characters of a title in a sentence


class Reading(NamedTuple):
    """What is read of an entry."""

    fields: tuple[object, ...]
    """Its bytes, and what they are read as."""
    title: str
    section: str | None


def reading(post: Post, before: Post) -> list[Reading]:
    """What is read of each entry of the post, which was made of `before`."""
    return [Reading(as_read(post, entry, before), entry.title, entry.section) for entry in post.entries]


def proved(
    post: Post,
    ways: Iterable[Sequence[Splice]],
    complaint: Callable[[Post], str | None],
    *,
    edited: int | frozenset[int] | None,
) -> list[Splice]:
    """The first of the ways after which nothing is lost, and of which there is no complaint.

    `edited` is as in `refusal`; `complaint` tells of a post what is wrong with it.

    Raises:
        WouldLose: there is none; the sentence says what went wrong with the first.
    """
    from readtui.grammar.posts import read_post  # loads the parser

    reason = None
    for way in ways:
        splices = list(way)
        after = read_post(post.path, splicing(post.source, splices))
        why = refusal(post, after, edited, splices) or complaint(after)
        if why is None:
            return splices
        reason = reason or why
    raise WouldLose(reason or "there is no way to do this here; edit the whole post instead")


def about_others(before: Sequence[Reading], after: Sequence[Reading]) -> str | None:
    """What is wrong with the entries that were not meant to change; None where they are the same, in their order."""
    if [one.fields for one in before] != [other.fields for other in after]:
        return "the entries would not all read as they do; edit the whole post instead"
    for one, other in zip(before, after, strict=True):
        if one.section != other.section:
            name = one_line(one.title)[:_LONGEST_NAME]
            return f"“{name}” would come to stand in another section; edit the whole post instead"
    return None
