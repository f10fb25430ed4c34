"""The command `undo`: the last change to the log taken back, or the one that is named."""

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

from readtui.commands.changing import report
from readtui.commands.which import Surroundings, add_log_arguments, log_to_change
from readtui.store.changes.doing import Done
from readtui.store.faults import Conflict, Refused
from readtui.store.folder import LogFolder

if TYPE_CHECKING:
    from readtui.store.changes.undoing import Settling

Step = Callable[[LogFolder, "Settling"], Done]
"""One step back or forth in the history, and what becomes of a file in which somebody wrote since."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("id", metavar="ID", nargs="?", type=_number, help="a change, by its number in `history`")
    add_settling_arguments(parser)
    add_log_arguments(parser)


def run(arguments: argparse.Namespace, surroundings: Surroundings) -> int:
    """Take the change back."""
    return step(arguments, surroundings, lambda folder, settling: folder.undo(arguments.id, settling))


def add_settling_arguments(parser: argparse.ArgumentParser) -> None:
    """Say how a command is told what becomes of text that was changed since; without one of these it asks."""
    group = parser.add_mutually_exclusive_group()
    for settling, meaning in (
        ("mine", "where the same text was changed since: put this back in its place"),
        ("theirs", "where the same text was changed since: leave it as it is now"),
        ("both", "where the same text was changed since: keep it, and put this back below it"),
    ):
        group.add_argument(f"--{settling}", dest="settling", action="store_const", const=settling, help=meaning)
    parser.set_defaults(settling="ask")


def step(arguments: argparse.Namespace, surroundings: Surroundings, take: Step) -> int:
    """Go one step back or forth, and say what that did.

    Raises:
        Refused: the same text was changed since, and nothing tells what becomes of that.
    """
    try:
        done = take(log_to_change(arguments, surroundings), arguments.settling)
    except Conflict as conflict:
        raise Refused(f"{conflict.path}: nothing was changed: {_ways_out(conflict)}") from conflict
    return report(arguments, done.what, done)


def _ways_out(conflict: Conflict) -> str:
    if conflict.theirs is None:
        return "it was deleted since: --mine makes it again, --theirs leaves it deleted"
    if conflict.mine is None:
        return "it was changed since, and would go: --mine deletes it all the same, --theirs leaves it"
    return "the same text was changed since: --mine puts this back over it, --theirs leaves it, --both keeps both"


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 18):
        raise argparse.ArgumentTypeError(f"{text!r} is no change; `readtui history` has their numbers")
    return int(text)
