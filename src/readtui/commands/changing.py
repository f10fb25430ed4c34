"""Changing: what the commands that change a post have in common: one save, and the answer to it."""

import argparse
import re
from collections.abc import Callable

from readtui.commands.json_form import JsonObject, change_object, entry_object
from readtui.commands.printing import print_json, print_line
from readtui.commands.refusal import UsageError
from readtui.commands.which import split_number
from readtui.grammar.changing.merging import difference
from readtui.grammar.posts import read_post
from readtui.model.post import Post
from readtui.model.span import Splice
from readtui.store.changes.doing import Done
from readtui.store.changes.edits import check_editable
from readtui.store.faults import Refused
from readtui.store.folder import LogFolder

Change = Callable[[Post], Splice]
"""Makes one change to a post as it stands."""

_NO_NUMBER = re.compile(r"(.+\.(?:md|markdown))#([^/]*)", re.IGNORECASE | re.DOTALL)
"""A post, as its name ends, and behind it what was meant for a number; `#` in a name stands before its end."""


def check_names_entry(argument: str, why: str) -> None:
    """Make sure that an argument names an entry by its number; `why` one is wanted.

    Raises:
        UsageError: it names a post, or an entry by what is no number.
    """
    if split_number(argument)[1] is not None:
        return
    found = _NO_NUMBER.fullmatch(argument)
    if found:
        raise UsageError(f"an entry is named by its number: {found[2]!r} is none; name it as in {found[1]}#1")
    raise UsageError(f"{why}: name one, as in {argument}#1")


def changing(folder: LogFolder, post: Post, changes: list[Change], index: int | None, what: str = "") -> Done:
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
    return folder.save(post, splices, editing=index, what=what)


def answer(arguments: argparse.Namespace, told: str, done: Done, place: str) -> int:
    """Say what was done at `place`, a post or an entry; to a program also what was written, and the entry as it is."""
    return report(arguments, f"{place}: {told if done.is_changed else 'nothing to change'}", done)


def report(arguments: argparse.Namespace, sentence: str, done: Done, more: JsonObject | None = None) -> int:
    """Say what was done; to a program also what was written, the entry as it is now, in the first post, and `more`."""
    line = sentence + (f" ({done.remark})" if done.remark else "")
    if arguments.json:
        post = done.posts[0] if done.posts else None
        entry = post.entry(done.index) if post else None
        paths = [*(post.path for post in done.posts), *done.gone] if done.is_changed else []
        there = entry_object(post, entry) if post and entry else None
        print_json(change_object(line, paths, there, done.record) | (more or {}))
    else:
        print_line(line)
    return 0
