"""Tagging: values put into the lists of posts' front matter and taken out, and the kind of entries."""

from collections.abc import Iterable, Sequence

from readtui.model.post import Post
from readtui.model.span import Splice, splicing
from readtui.store.acts.naming import Places, by_post, refusing, told, told_paths
from readtui.store.changes.doing import Done
from readtui.store.changes.edits import Edit, check_editable
from readtui.store.faults import Refused
from readtui.store.folder import LogFolder


def retag(
    folder: LogFolder, posts: Sequence[Post], key: str, add: Sequence[str] = (), remove: Sequence[str] = ()
) -> Done:
    """Put values into the list `key` of the posts' front matter, `tags` or `categories`, and take others out.

    One change for all of them; a post that has what is added, and not what is taken, stays as it is.

    Raises:
        Fault: it could not be done, and nothing was changed.
    """
    edits = []
    for post in {post.path: post for post in posts}.values():
        check_editable(post)
        edits.append(Edit(post, changing_list(post, key, add, remove), None))
    edits = _changing(edits)
    return folder.change(edits, f"set {told_items(key, add, remove)} of {told_paths(edit.path for edit in edits)}")


def set_kind(folder: LogFolder, places: Places, kind: str | None) -> Done:
    """Make `kind` the bracket tag of the entries, or take their tags away for None: one change for all of them.

    `Done.index` is the first of them in the first post.

    Raises:
        Fault: it could not be done, and nothing was changed.
    """
    edits = _changing([_with_kind(post, indexes, kind) for post, indexes in by_post(places)])
    paths = told_paths(edit.path for edit in edits)
    what = f"set the kind of {told(places)} to {kind}" if kind else f"took the kind of {told(places)} away"
    return folder.change(edits, f"{what} in {paths}")


def _with_kind(post: Post, indexes: Sequence[int], kind: str | None) -> Edit:
    check_editable(post)
    return edit_of_entries(post, with_kind(post, indexes, kind), indexes)


def with_kind(post: Post, indexes: Sequence[int], kind: str | None) -> Post:
    """The post as it reads back with `kind` as the tag of these entries, or for None without their tags.

    Raises:
        Refused: a kind cannot be written there.
    """
    from readtui.grammar.changing.fields import setting_kind
    from readtui.grammar.posts import read_post

    for index in indexes:
        with refusing(post.path):
            splice = setting_kind(post, index, kind)
        post = read_post(post.path, splicing(post.source, [splice]))
    return post


def edit_of_entries(post: Post, after: Post, indexes: Sequence[int]) -> Edit:
    """The edit that makes `post` into `after`, in these entries, or for none beside them."""
    from readtui.grammar.changing.merging import differences

    editing = indexes[0] if len(indexes) == 1 else frozenset(indexes) or None
    return Edit(post, differences(post.source, after.source), editing)


def told_items(key: str, add: Iterable[str], remove: Iterable[str]) -> str:
    """What is put into a list and taken out, in the words of the history."""
    return " ".join((key, *(f"+{each}" for each in add), *(f"-{each}" for each in remove)))


def changing_list(post: Post, key: str, add: Sequence[str], remove: Sequence[str]) -> list[Splice]:
    """The edits that put values into the list `key` of the post's front matter, and take others out.

    Raises:
        Refused: the front matter does not allow it, or a value is empty or holds what cannot be seen.
    """
    from readtui.grammar.frontmatter import Unusual
    from readtui.grammar.frontmatter.list_items import changing_items

    try:
        return changing_items(post.source, key, tuple(map(_value_of_list, add)), remove)
    except Unusual as unusual:
        raise Refused(f"{post.path}: nothing was changed: {unusual}") from unusual


def _value_of_list(value: str) -> str:
    from readtui.grammar.changing.refusing import WouldLose
    from readtui.grammar.making.spelling import plain_line

    try:
        return plain_line(value, "a tag or category")
    except WouldLose as refused:
        raise Refused(str(refused)) from refused


def _changing(edits: list[Edit]) -> list[Edit]:
    """Those that change something; where none does, the first."""
    return [edit for edit in edits if edit.splices] or edits[:1]
