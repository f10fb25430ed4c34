"""The command `merge`: two entries of a post made one."""

import argparse

from readtui.commands.changing import check_names_entry, report
from readtui.commands.refusal import UsageError
from readtui.commands.which import Surroundings, add_log_arguments, chosen, log_to_change, split_number
from readtui.store.acts import merge_entries
from readtui.store.faults import Refused


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("entry", metavar="POST#N", help="the post's Nth entry, which stays")
    parser.add_argument(
        "other", metavar="POST#M", nargs="?", help="the one whose words go below its own; without it the next"
    )
    add_log_arguments(parser)


def run(arguments: argparse.Namespace, surroundings: Surroundings) -> int:
    """Merge the two."""
    check_names_entry(arguments.entry, "what is merged are entries")
    other = None
    if arguments.other is not None:
        check_names_entry(arguments.other, "what is merged are entries")
        name, other = split_number(arguments.other)
        if name != split_number(arguments.entry)[0]:
            raise UsageError("two entries that are merged stand in one post; `readtui move` takes one to the other's")
    folder = log_to_change(arguments, surroundings)
    post, entry = chosen(folder, arguments.entry)
    assert entry is not None
    if other is None and entry.index == len(post.entries):
        raise Refused(f"{post.path}#{entry.index}: nothing follows to merge with: it is the post's last")
    done = merge_entries(folder, post, entry.index, other or entry.index + 1)
    return report(arguments, f"{done.what}: it is #{done.index} now", done)
