"""The command `reorder`: an entry moved within its post."""

import argparse

from readtui.commands.changing import check_names_entry, report
from readtui.commands.which import Surroundings, add_log_arguments, chosen, log_to_change
from readtui.store.acts import reorder_entry
from readtui.store.faults import Refused

_STEPS = {"up": -1, "down": 1}
_ENDS = {"up": "first", "down": "last"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("entry", metavar="POST#N", help="the post's Nth entry")
    parser.add_argument("to", metavar="up|down|M", type=_place, help="one place up or down, or to be the Mth entry")
    add_log_arguments(parser)


def run(arguments: argparse.Namespace, surroundings: Surroundings) -> int:
    """Move the entry."""
    check_names_entry(arguments.entry, "what is moved is an entry")
    folder = log_to_change(arguments, surroundings)
    post, entry = chosen(folder, arguments.entry)
    assert entry is not None
    to = arguments.to if isinstance(arguments.to, int) else entry.index + _STEPS[arguments.to]
    if arguments.to in _STEPS and not 0 < to <= len(post.entries):
        raise Refused(f"{post.path}#{entry.index}: it cannot go {arguments.to}: it is the post's {_ENDS[arguments.to]}")
    done = reorder_entry(folder, post, entry.index, to)
    if not done.is_changed:
        return report(arguments, f"{post.path}#{entry.index}: nothing to change", done)
    return report(arguments, f"{done.what}: it is #{done.index} now", done)


def _place(text: str) -> str | int:
    if text in _STEPS:
        return text
    if text.isascii() and text.isdigit() and int(text[:18]) > 0:
        return int(text[:18])
    raise argparse.ArgumentTypeError(f"{text!r} is no place: up, down, or a number from 1")
