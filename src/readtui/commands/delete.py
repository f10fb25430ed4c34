"""The command `delete`: entries taken out of their posts, or a whole post deleted."""

import argparse

from readtui.commands.changing import report
from readtui.commands.refusal import UsageError
from readtui.commands.which import Surroundings, add_log_arguments, chosen, chosen_entries, log_to_change, split_number
from readtui.store.acts import delete_entries, delete_post


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument(
        "post", metavar="POST[#N]", nargs="+", help="posts' Nth entries, or one post without a number: all of it"
    )
    add_log_arguments(parser)


def run(arguments: argparse.Namespace, surroundings: Surroundings) -> int:
    """Delete it, without a question: the history keeps it."""
    whole = [argument for argument in arguments.post if split_number(argument)[1] is None]
    if whole and len(arguments.post) > 1:
        raise UsageError(
            f"several at once are entries, and {whole[0]} is a post: delete it alone, or name {whole[0]}#1"
        )
    folder = log_to_change(arguments, surroundings)
    if whole:
        done = delete_post(folder, chosen(folder, whole[0])[0])
    else:
        done = delete_entries(folder, chosen_entries(folder, arguments.post))
    way_back = "" if done.record is None else f"; `readtui undo {done.record}` brings it back"
    return report(arguments, f"{done.what}{way_back}", done)
