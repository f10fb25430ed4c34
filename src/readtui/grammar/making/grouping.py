"""Grouping: the section in which a post keeps its entries of a kind, where the sections tell the kinds."""

import re

from readtui.model.post import Post

_AND = re.compile(r"\s*(?:,|&|/|\band\b)\s*")


def groups_of(post: Post) -> tuple[str, ...]:
    """The sections that hold entries, in their order; none where the entries tell their kinds themselves."""
    if any(entry.kind is not None for entry in post.entries):
        return ()
    return tuple(dict.fromkeys(entry.section for entry in post.entries if entry.section))


def group_for(post: Post, kind: str | None) -> str | None:
    """The section for entries of this kind: its name, the plural, or a part of it, as in `Movies and TV Shows`."""
    if kind is None:
        return None
    wanted = _folded(kind)
    groups = groups_of(post)
    whole = (group for group in groups if _folded(group) == wanted)
    part = (group for group in groups if wanted in map(_folded, _AND.split(group)))
    return next(whole, None) or next(part, None)


def _folded(name: str) -> str:
    """Without case, blanks beside each other, and the sign of a plural."""
    name = " ".join(name.casefold().split())
    return name[:-1] if name.endswith("s") and len(name) > 1 else name
