"""The command `new`: a week's post, made in the log's own conventions."""

import argparse
import datetime

from readtui.commands.changing import report
from readtui.commands.refusal import UsageError
from readtui.commands.weekly import WEEK, Weekly
from readtui.commands.which import Surroundings, add_log_arguments, log_to_change
from readtui.grammar.changing.refusing import WouldLose
from readtui.grammar.making.spelling import plain_line
from readtui.store.acts import make_post
from readtui.store.faults import Refused


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("week", metavar="WEEK", nargs="?", help=f"{WEEK}; this one, if not said")
    parser.add_argument("--title", help="what it is called, where that is not as the log's posts usually are")
    parser.add_argument("--date", metavar="DAY", help="the day it is dated on, where that is not the usual one")
    add_log_arguments(parser)


def run(arguments: argparse.Namespace, surroundings: Surroundings) -> int:
    """Make the post, a draft; never over one that is there."""
    day = _day(arguments.date)
    try:
        title = plain_line(arguments.title, "a title") if arguments.title is not None else None
    except WouldLose as refused:
        raise UsageError(f"--title: {refused}") from refused
    folder = log_to_change(arguments, surroundings)
    week = arguments.week if arguments.week is not None else day.isoformat() if day else "this"
    weekly = Weekly.named(folder, week)
    if weekly.paths and title is None and day is None:  # else it is another post of that week
        there = " and ".join(weekly.paths)
        raise Refused(f"the week {weekly.days} has its post already: {there}")
    done = make_post(folder, weekly.new_post(title=title, day=day))
    return report(arguments, done.what, done)


def _day(text: str | None) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text) if text is not None else None
    except ValueError as error:
        raise UsageError(f"{text!r} is no day: write it as in 2020-07-08") from error
