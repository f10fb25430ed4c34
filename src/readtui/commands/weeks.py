"""The command `weeks`: a row for each post, newest first."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, cast

from readtui.commands.json_form import JsonObject, week_object
from readtui.commands.printing import Column, print_json_array, print_table
from readtui.commands.which import (
    LogPlace,
    Surroundings,
    add_log_arguments,
    asked_of_index,
    check_sections,
    listed_by_index,
    loaded,
    place_to_read,
    surveyed,
)

if TYPE_CHECKING:
    from sqlite3 import Connection

    from readtui.commands.plainline import Arguments, Parser
    from readtui.model.log import ReadingLog
    from readtui.model.post import Post, PostRow

_COLUMNS = (Column(), Column("right"), Column(), Column(least=16), Column())


def add_arguments(parser: "Parser") -> None:
    """Say what the command takes."""
    add_log_arguments(parser)


def run(arguments: "Arguments", surroundings: Surroundings) -> int:
    """List the posts."""
    place = place_to_read(arguments, surroundings)
    with surveyed(place) as survey:
        weeks = listed_by_index(place, survey, _listed)
    if weeks is None:
        weeks = _read(place)
    if arguments.json:
        print_json_array(weeks)
    else:
        print_table(_COLUMNS, map(_cells, weeks))
    return 0


def week_text(week: object) -> str:
    """The days that a post is about, as text."""
    return "{start} to {end}".format_map(cast(JsonObject, week)) if week else ""


def marks(row: JsonObject) -> list[str]:
    """What sets a post apart: that it is a draft, that it has problems."""
    count = len(cast(Sequence[object], row["problems"]))
    problems = [f"{count} problem{'s' if count > 1 else ''}"] if count else []
    return ["draft", *problems] if row["draft"] else problems


def _read(place: LogPlace) -> list[JsonObject]:
    """The same where posts have to be read, or some of them."""
    folder = place.folder()
    log: ReadingLog[PostRow] | ReadingLog[Post] | None = asked_of_index(place, folder, lambda index: index.log())
    if log is None:
        log = loaded(folder)
    check_sections(folder, is_empty=not log.posts)
    return [week_object(row) for row in log]


def _listed(connection: "Connection", first_day: int) -> Iterator[JsonObject]:
    from readtui.commands.listed import listed_weeks  # with SQLite: where there is an index

    return listed_weeks(connection, first_day)


def _cells(row: JsonObject) -> tuple[str, ...]:
    count = "-" if row["form"] == "whole" else str(row["entries"])
    title = cast("str | None", row["title"]) or "(no title)"
    return week_text(row["week"]), count, ", ".join(marks(row)), title, cast(str, row["post"])
