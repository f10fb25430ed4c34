"""The command `history`: a row for each change to the log, newest first."""

import argparse
import os

from readtui.commands.json_form import record_object
from readtui.commands.printing import Column, print_json_array, print_table
from readtui.commands.which import Surroundings, add_log_arguments, log_to_read
from readtui.model.change import Record, what_stands
from readtui.store.finding import found
from readtui.store.folder import LogFolder

_COLUMNS = (Column("right"), Column(), Column(least=24), Column())


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("--post", help="only changes of this post, which may be deleted by now")
    add_log_arguments(parser)


def run(arguments: argparse.Namespace, surroundings: Surroundings) -> int:
    """List the changes."""
    folder = log_to_read(arguments, surroundings)
    records = folder.history()
    stand = what_stands(records)
    if arguments.post is not None:
        path = _path(arguments.post, folder, records)
        records = [record for record in records if path in record.paths]
    if arguments.json:
        print_json_array(record_object(record, stands=record.id in stand) for record in records[::-1])
    else:
        print_table(_COLUMNS, (_cells(record, stands=record.id in stand) for record in records[::-1]))
    return 0


def _path(argument: str, folder: LogFolder, records: list[Record]) -> str:
    """The path of the post that the reader means: one that was changed, though it may be deleted, or any other.

    Raises:
        NoSuchPost: there is none, and was none.
    """
    changed = {path for record in records for path in record.paths}
    return found(argument, os.path.realpath(folder.root), changed) or folder.find(argument)


def _cells(record: Record, *, stands: bool) -> tuple[str, ...]:
    return str(record.id), record.when.strftime("%Y-%m-%d %H:%M"), record.what, "" if stands else "taken back"
