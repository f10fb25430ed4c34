"""Describing: the tags and categories of posts, and the kind of their entries, set together as one change."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from readtui.model.post import Post
from readtui.model.span import Span, Splice, splicing
from readtui.store.acts.naming import Places, by_post, told, told_paths
from readtui.store.acts.tagging import changing_list, edit_of_entries, told_items, with_kind
from readtui.store.changes.doing import Done
from readtui.store.changes.edits import Edit, check_editable
from readtui.store.faults import WouldLoseEntry
from readtui.store.folder import LogFolder


class Listed(NamedTuple):
    """What is put into a list of the front matter, and what is taken out."""

    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()


def describe(
    folder: LogFolder, posts: Sequence[Post], lists: Mapping[str, Listed], places: Places = (), kind: str | None = None
) -> Done:
    """Change these lists of the posts' front matter, and make `kind` the tag of the entries, or take it away for None.

    All of it is one change. Where no entry is named their kinds stay.

    Raises:
        Fault: it could not be done, and nothing was changed.
    """
    indexes = {post.path: found for post, found in by_post(places)} if places else {}
    edits = [_edit(post, lists, indexes.get(post.path, []), kind) for post in posts]
    said = [told_items(key, *change) for key, change in lists.items() if any(change)]
    if places:
        said.append(f"the kind {kind}" if kind else "no kind")
    where = told_paths(post.path for post in posts)
    return folder.change(edits, f"set {', '.join(said)} of {f'{told(places)} in {where}' if places else where}")


def _edit(post: Post, lists: Mapping[str, Listed], indexes: Sequence[int], kind: str | None) -> Edit:
    from readtui.grammar.changing.editing import refusal
    from readtui.grammar.posts import read_post

    check_editable(post)
    tagged = post
    for key, change in lists.items():
        tagged = read_post(post.path, splicing(tagged.source, changing_list(tagged, key, *change)))
    after = with_kind(tagged, indexes, kind)
    if tagged.source == post.source or after.source == tagged.source:
        return edit_of_entries(post, after, indexes if tagged.source == post.source else ())
    # Both the front matter and entries change: each is proved by itself, since together all may change.
    lost = refusal(post, tagged, None) or refusal(tagged, after, frozenset(indexes))
    if lost:
        raise WouldLoseEntry(post.path, lost)
    return Edit(post, [Splice(Span(0, len(post.source)), after.source)], None)
