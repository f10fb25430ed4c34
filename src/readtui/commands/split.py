"""The command `split`: what stands below a line of an entry's note made an entry of its own."""

import argparse

from readtui.commands.changing import check_names_entry, report
from readtui.commands.refusal import UsageError
from readtui.commands.which import Surroundings, add_log_arguments, chosen, log_to_change
from readtui.grammar.lines import LineTable
from readtui.store.acts import split_entry


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("entry", metavar="POST#N", help="the post's Nth entry")
    parser.add_argument("line", metavar="LINE", type=int, help="the new one's first line, counted over the whole file")
    parser.add_argument("--title", help="the new one's title, where that line does not begin with its link")
    parser.add_argument("--url", help="what the title links to")
    parser.add_argument("--kind", help="what sort of thing it is")
    add_log_arguments(parser)


def run(arguments: argparse.Namespace, surroundings: Surroundings) -> int:
    """Split the entry."""
    check_names_entry(arguments.entry, "what is split is an entry")
    if arguments.url is not None and arguments.title is None:
        raise UsageError("--url is what a title links to: give --title too")
    folder = log_to_change(arguments, surroundings)
    post, entry = chosen(folder, arguments.entry)
    assert entry is not None
    if not entry.line < arguments.line <= entry.last_line:
        lines = f"its lines are {entry.line} to {entry.last_line}"
        raise UsageError(f"{arguments.entry} has no line {arguments.line} below its first; {lines}")
    at = LineTable.of(post.source).start(arguments.line)
    done = split_entry(folder, post, entry.index, at, arguments.kind, arguments.title, arguments.url)
    return report(arguments, f"{done.what}: what stood below is #{done.index} now", done)
