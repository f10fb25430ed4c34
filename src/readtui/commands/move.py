"""The command `move`: an entry taken to another post."""

import argparse

from readtui.commands.changing import check_names_entry, report
from readtui.commands.weekly import WEEK, Weekly
from readtui.commands.which import Surroundings, add_log_arguments, chosen, log_to_change
from readtui.model.post import Post
from readtui.store.acts import move_entry
from readtui.store.changes.edits import Making
from readtui.store.folder import LogFolder

_MARKDOWN = (".md", ".markdown")
"""What a post's name ends with, and no week."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("entry", metavar="POST#N", help="the post's Nth entry")
    parser.add_argument("to", metavar="WEEK|POST", help=f"the post it goes to, or a week's, made if missing: {WEEK}")
    add_log_arguments(parser)


def run(arguments: argparse.Namespace, surroundings: Surroundings) -> int:
    """Move the entry to the end of the other post."""
    check_names_entry(arguments.entry, "what is moved is an entry")
    folder = log_to_change(arguments, surroundings)
    post, entry = chosen(folder, arguments.entry)
    assert entry is not None
    to = _target(folder, arguments.to)
    done = move_entry(folder, post, entry.index, to)
    there = ", a new post" if isinstance(to, Making) else ""
    place = f": it is #{done.index} there" if done.index else ""
    return report(arguments, f"{done.what}{there}{place}", done)


def _target(folder: LogFolder, argument: str) -> Post | Making:
    """The post that is named, or that of the week that is.

    Raises:
        NoSuchPost: it is named as a post is, and there is none.
        UsageError: it is no week, or one that has several posts.
    """
    if argument.lower().endswith(_MARKDOWN):
        return folder.read(folder.find(argument))
    return Weekly.named(folder, argument).post("name one of them instead of the week")
