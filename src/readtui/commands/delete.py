"""The command `delete`: an entry taken out of its post, or a whole post deleted."""

import argparse

from readtui.commands.changing import report
from readtui.commands.which import Surroundings, add_log_arguments, chosen, log_to_change
from readtui.store.acts import delete_entry, delete_post


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("post", metavar="POST[#N]", help="the post's Nth entry, or without a number all of the post")
    add_log_arguments(parser)


def run(arguments: argparse.Namespace, surroundings: Surroundings) -> int:
    """Delete it, without a question: the history keeps it."""
    folder = log_to_change(arguments, surroundings)
    post, entry = chosen(folder, arguments.post)
    done = delete_entry(folder, post, entry.index) if entry else delete_post(folder, post)
    way_back = "" if done.record is None else f"; `readtui undo {done.record}` brings it back"
    return report(arguments, f"{done.what}{way_back}", done)
