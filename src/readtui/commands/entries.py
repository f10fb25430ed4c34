"""The command `entries`: a row for each entry, by post newest first, then in the post's order."""

import argparse
import datetime
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple, cast

from readtui.commands.json_form import JsonObject, entry_object
from readtui.commands.printing import Column, print_json_array, print_table
from readtui.commands.which import (
    LogPlace,
    Surroundings,
    add_log_arguments,
    asked_of_index,
    listed_by_index,
    loaded,
    place_to_read,
)
from readtui.grammar.searching.hosts import host_of

if TYPE_CHECKING:
    from sqlite3 import Connection

    from readtui.model.post import Post, PostRow
    from readtui.store.index.index import Index

Told = tuple[JsonObject, str | None]
"""An entry as it is printed, and what its post's front matter says of its kind."""

_COLUMNS = (
    Column(least=8),
    Column(least=20),
    Column(least=12, may_go=True),
    Column(least=20, may_go=True),
    Column(),
)


class Filter(NamedTuple):
    """Which entries are asked for; None asks for all."""

    kind: str | None = None
    """The kind, or where an entry has none what stands in for it, in any case."""
    person: str | None = None
    """Part of the name of one who is credited, in any case."""
    site: str | None = None
    """Part of the host of the entry's own link, in any case."""
    since: datetime.date | None = None
    """The first day of the posts, included."""
    until: datetime.date | None = None
    """The last day of the posts, included."""
    post: str | None = None
    """The path of the only post."""

    def takes_post(self, post: "PostRow") -> bool:
        """Whether entries of this post can be among them; one without a day is on no side of a date."""
        if self.post is not None and post.path != self.post:
            return False
        if self.since is None and self.until is None:
            return True
        return (
            post.day is not None
            and (self.since is None or self.since <= post.day)
            and (self.until is None or post.day <= self.until)
        )

    def takes(self, entry: JsonObject, fallback: str | None) -> bool:
        """Whether the entry is among them, its post being one that is; `fallback` is what that says of its kind."""
        if self.kind is not None and (_kind(entry, fallback)[0] or "").casefold() != self.kind.casefold():
            return False
        if self.person is not None and not _names(entry, self.person.casefold()):
            return False
        return self.site is None or self.site.casefold() in host_of(cast("str | None", entry["url"]))

    def chosen(self, posts: "Iterable[Post]") -> Iterator[Told]:
        """The entries asked for."""
        for post in posts:
            if self.takes_post(post):
                told = ((entry_object(post, entry), post.kind) for entry in post.entries)
                yield from (each for each in told if self.takes(*each))

    def found(self, index: "Index") -> list[Told] | None:
        """The entries asked for, as an index has them; None where it has no post at all."""
        if not index.newest(1):
            return None
        told = ((entry_object(row, entry), kind) for row, kind, entry in index.entries(**self._asdict()))
        return [each for each in told if self.takes(*each)]

    def listed(self, connection: "Connection", first_day: int) -> list[Told]:
        """The entries asked for, from the columns of an index that is warm."""
        from readtui.commands.listed import listed_entries  # with SQLite: where there is an index

        return [each for each in listed_entries(connection, first_day, **self._asdict()) if self.takes(*each)]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("--kind", help="of this kind; a section or the front matter stands in where an entry has none")
    parser.add_argument("--person", metavar="NAME", help="credited to somebody with this in the name")
    parser.add_argument("--site", metavar="HOST", help="whose link leads to a host with this in its name")
    parser.add_argument("--since", metavar="DATE", type=_day, help="of posts from this day on: 2020-07-05")
    parser.add_argument("--until", metavar="DATE", type=_day, help="of posts up to this day, included")
    parser.add_argument("--post", help="of this post alone")
    add_log_arguments(parser)


def run(arguments: argparse.Namespace, surroundings: Surroundings) -> int:
    """List the entries asked for."""
    place = place_to_read(arguments, surroundings)
    asked = Filter(
        kind=arguments.kind,
        person=arguments.person,
        site=arguments.site,
        since=arguments.since,
        until=arguments.until,
        post=None if arguments.post is None else place.folder().find(arguments.post),
    )
    told = listed_by_index(place, surroundings, asked.listed)
    if told is None:
        told = _read(place, surroundings, asked)
    if arguments.json:
        print_json_array(entry for entry, _ in told)
    else:
        print_table(_COLUMNS, (_cells(*each) for each in told))
    return 0


def kind_text(entry: JsonObject, fallback: str | None) -> str:
    """The entry's kind as text: in round brackets where something stands in for it."""
    kind, is_fallback = _kind(entry, fallback)
    if not kind:
        return ""
    return f"({kind})" if is_fallback else kind


def _read(place: LogPlace, surroundings: Surroundings, asked: Filter) -> list[Told]:
    """The same where posts have to be read, or some of them."""
    folder = place.folder()
    told = asked_of_index(folder, surroundings, asked.found)
    return list(asked.chosen(loaded(folder))) if told is None else told


def _kind(entry: JsonObject, fallback: str | None) -> tuple[str | None, bool]:
    """The kind to list it under, and whether that is a fallback, as `EntryRow.kind_or` has it."""
    kind, section = (cast("str | None", entry[key]) for key in ("kind", "section"))
    return (section or fallback, True) if kind is None else (kind, False)


def _cells(entry: JsonObject, fallback: str | None) -> tuple[str, ...]:
    title, url = cast(str, entry["title"]), cast("str | None", entry["url"])
    return kind_text(entry, fallback), title, ", ".join(_people(entry)), url or "", f"{entry['post']}#{entry['index']}"


def _names(entry: JsonObject, part: str) -> bool:
    return any(part in person.casefold() for person in _people(entry))


def _people(entry: JsonObject) -> list[str]:
    return [person for byline in cast("list[dict[str, list[str]]]", entry["byline"]) for person in byline["people"]]


def _day(text: str) -> datetime.date:
    # date.fromisoformat takes 2020-W28 too, and means its Monday: no day that a reader would expect
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise argparse.ArgumentTypeError(f"{text!r} is no day such as 2020-07-05")
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day of the calendar") from None
