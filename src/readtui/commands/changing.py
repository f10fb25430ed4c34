"""Changing: what the commands that change a post have in common: one save, and the answer to it."""

import argparse
from collections.abc import Callable

from readtui.commands.json_form import change_object, entry_object
from readtui.commands.printing import print_json, print_line
from readtui.grammar.posts import read_post
from readtui.model.post import Post
from readtui.model.span import Span, Splice
from readtui.store.faults import NotEditable, Refused
from readtui.store.folder import LogFolder

Change = Callable[[Post], Splice]
"""Makes one change to a post as it stands."""


def changing(folder: LogFolder, post: Post, changes: list[Change], index: int | None) -> Post:
    """The post with all the changes made, one after the other, and saved at once.

    Each change is made on what the one before it left, so that two that meet at one place keep their order.

    Raises:
        Refused: one of them cannot be made, or nothing could be saved without harm.
        Fault: the file could not be written.
    """
    check_editable(post)
    changed, splices = post, []
    for change in changes:
        try:
            splices.append(change(changed))
        except ValueError as error:
            raise Refused(f"{post.path}: nothing was changed: {error}") from error
        changed = read_post(post.path, splices[-1].apply(changed.source))
    if len(splices) > 1:  # each counts in bytes that only the one before it made
        splices = [difference(post.source, changed.source)]
    return folder.save(post, splices, editing=index)


def check_editable(post: Post) -> None:
    """Refuse a post that can be read but not be edited safely, before anybody types.

    Raises:
        NotEditable: it is such a one.
    """
    for problem in post.problems:
        if problem.forbids_editing:
            raise NotEditable(post.path, problem.message)


def difference(old: bytes, new: bytes) -> Splice:
    """The one splice that makes `new` of `old`: what both begin and end with stays."""
    shorter = min(len(old), len(new))
    head = _shared(old, new, shorter)
    tail = _shared(old[::-1], new[::-1], shorter - head)
    return Splice(Span(head, len(old) - tail), new[head : len(new) - tail])


def answer(arguments: argparse.Namespace, done: str, before: Post, after: Post, index: int | None) -> int:
    """Say what was done: to a program which posts were written and what the entry is now."""
    is_changed = after.source != before.source
    sentence = done if is_changed else "nothing to change"
    place = before.path if index is None else f"{before.path}#{index}"
    line = f"{place}: {sentence}"
    if arguments.json:
        entry = after.entry(index)
        print_json(
            change_object(line, [after.path] if is_changed else [], entry_object(after, entry) if entry else None)
        )
    else:
        print_line(line)
    return 0


def _shared(one: bytes, other: bytes, most: int) -> int:
    """How many bytes both begin with, `most` at the most."""
    low, high = 0, most
    while low < high:  # by halves, since comparing slices is fast and comparing bytes is not
        middle = (low + high + 1) // 2
        if one[:middle] == other[:middle]:
            low = middle
        else:
            high = middle - 1
    return low
