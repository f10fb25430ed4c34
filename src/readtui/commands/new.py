"""The command `new`: a week's post, made in the log's own conventions."""

import argparse

from readtui.commands.changing import report
from readtui.commands.weekly import WEEK, Weekly
from readtui.commands.which import Surroundings, add_log_arguments, log_to_change
from readtui.store.acts import make_post
from readtui.store.faults import Refused


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("week", metavar="WEEK", nargs="?", default="this", help=f"{WEEK}; this one, if not said")
    add_log_arguments(parser)


def run(arguments: argparse.Namespace, surroundings: Surroundings) -> int:
    """Make the post, a draft; never over one that is there."""
    folder = log_to_change(arguments, surroundings)
    weekly = Weekly.named(folder, arguments.week)
    if weekly.paths:
        there = " and ".join(weekly.paths)
        raise Refused(f"the week {weekly.days} has its post already: {there}")
    done = make_post(folder, weekly.new_post())
    return report(arguments, done.what, done)
