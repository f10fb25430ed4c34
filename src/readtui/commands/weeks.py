"""The command `weeks`: a row for each post, newest first."""

import argparse

from readtui.commands.json_form import week_object
from readtui.commands.printing import Column, print_json_array, print_table
from readtui.commands.which import (
    Surroundings,
    add_log_arguments,
    asked_of_index,
    check_sections,
    loaded,
    log_to_read,
)
from readtui.model.log import ReadingLog
from readtui.model.post import Post, PostRow

_COLUMNS = (Column(), Column("right"), Column(), Column(least=16), Column())


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    add_log_arguments(parser)


def run(arguments: argparse.Namespace, surroundings: Surroundings) -> int:
    """List the posts."""
    folder = log_to_read(arguments, surroundings)
    log: ReadingLog[PostRow] | ReadingLog[Post] | None = asked_of_index(folder, surroundings, lambda index: index.log())
    if log is None:
        log = loaded(folder)
    check_sections(folder, is_empty=not log.posts)
    if arguments.json:
        print_json_array(week_object(post) for post in log)
    else:
        print_table(_COLUMNS, (_cells(post) for post in log))
    return 0


def week_text(row: PostRow) -> str:
    """The days that a post is about, as text."""
    if row.week is not None:
        return f"{row.week.start} to {row.week.end}"
    return str(row.day) if row.day is not None else ""


def marks(row: PostRow) -> list[str]:
    """What sets a post apart: that it is a draft, that it has problems."""
    found = ["draft"] if row.draft else []
    if row.problems:
        found.append("1 problem" if len(row.problems) == 1 else f"{len(row.problems)} problems")
    return found


def _cells(row: PostRow) -> tuple[str, ...]:
    count = "-" if row.form == "whole" else str(row.entry_count)
    return week_text(row), count, ", ".join(marks(row)), row.title or "(no title)", row.path
