"""The command `move`: entries taken to another post."""

import argparse

from readtui.commands.changing import check_names_entry, report
from readtui.commands.weekly import WEEK, Weekly
from readtui.commands.which import Surroundings, add_log_arguments, chosen_entries, log_to_change
from readtui.model.post import Post
from readtui.store.acts import move_entries, unique
from readtui.store.changes.edits import Making
from readtui.store.folder import LogFolder

_MARKDOWN = (".md", ".markdown")
"""What a post's name ends with, and no week."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("entry", metavar="POST#N", nargs="+", help="posts' Nth entries, which go in this order")
    parser.add_argument("to", metavar="WEEK|POST", help=f"the post they go to, or a week's, made if missing: {WEEK}")
    add_log_arguments(parser)


def run(arguments: argparse.Namespace, surroundings: Surroundings) -> int:
    """Move the entries to the end of the other post."""
    for argument in arguments.entry:
        check_names_entry(argument, "what is moved is an entry")
    folder = log_to_change(arguments, surroundings)
    places = chosen_entries(folder, arguments.entry)
    to = _target(folder, arguments.to)
    done = move_entries(folder, places, to)
    there = ", a new post" if isinstance(to, Making) else ""
    count = len(unique(places))
    last = "" if count == 1 or done.index is None else f" to #{done.index + count - 1}"
    place = f": {'it is' if count == 1 else 'they are'} #{done.index}{last} there" if done.index else ""
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
