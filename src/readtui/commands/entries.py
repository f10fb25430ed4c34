"""The command `entries`: a row for each entry, by post newest first, then in the post's order."""

import argparse
import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from readtui.commands.json_form import entry_object
from readtui.commands.printing import Column, print_json_array, print_table
from readtui.commands.which import Surroundings, add_log_arguments, asked_of_index, loaded, log_to_read
from readtui.grammar.searching.hosts import host_of
from readtui.model.entry import EntryRow
from readtui.model.post import Post, PostRow

if TYPE_CHECKING:
    from readtui.store.index.index import Index

Chosen = tuple[PostRow, str | None, EntryRow]
"""A post, what its front matter says of its entries' kind, and one of them."""

_COLUMNS = (
    Column(least=8),
    Column(least=20),
    Column(least=12, may_go=True),
    Column(least=20, may_go=True),
    Column(),
)


@dataclass(frozen=True, slots=True)
class Filter:
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

    def takes_post(self, post: PostRow) -> bool:
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

    def takes(self, entry: EntryRow, fallback: str | None) -> bool:
        """Whether the entry is among them, its post being one that is; `fallback` is what that says of its kind."""
        if self.kind is not None and (entry.kind_or(fallback)[0] or "").casefold() != self.kind.casefold():
            return False
        if self.person is not None and not _names(entry, self.person.casefold()):
            return False
        return self.site is None or self.site.casefold() in host_of(entry.url)

    def chosen(self, posts: Iterable[Post]) -> Iterator[Chosen]:
        """The entries asked for."""
        for post in posts:
            if self.takes_post(post):
                yield from ((post, post.kind, entry) for entry in post.entries if self.takes(entry, post.kind))

    def found(self, index: "Index") -> list[Chosen] | None:
        """The entries asked for, as an index has them; None where it has no post at all."""
        if not index.newest(1):
            return None
        asked = {name: getattr(self, name) for name in ("kind", "person", "site", "since", "until", "post")}
        found = index.entries(**asked)
        return [(row, kind, entry) for row, kind, entry in found if self.takes_post(row) and self.takes(entry, kind)]


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
    folder = log_to_read(arguments, surroundings)
    asked = Filter(
        kind=arguments.kind,
        person=arguments.person,
        site=arguments.site,
        since=arguments.since,
        until=arguments.until,
        post=None if arguments.post is None else folder.find(arguments.post),
    )
    chosen: Iterable[Chosen] | None = asked_of_index(folder, surroundings, asked.found)
    if chosen is None:
        chosen = asked.chosen(loaded(folder))
    if arguments.json:
        print_json_array(entry_object(post, entry) for post, _, entry in chosen)
    else:
        print_table(_COLUMNS, (_cells(post, kind, entry) for post, kind, entry in chosen))
    return 0


def kind_text(entry: EntryRow, fallback: str | None) -> str:
    """The entry's kind as text: in round brackets where something stands in for it."""
    kind, is_fallback = entry.kind_or(fallback)
    if not kind:
        return ""
    return f"({kind})" if is_fallback else kind


def _cells(post: PostRow, fallback: str | None, entry: EntryRow) -> tuple[str, ...]:
    people = ", ".join(person for byline in entry.bylines for person in byline.people)
    return kind_text(entry, fallback), entry.title, people, entry.url or "", f"{post.path}#{entry.index}"


def _names(entry: EntryRow, part: str) -> bool:
    return any(part in person.casefold() for byline in entry.bylines for person in byline.people)


def _day(text: str) -> datetime.date:
    # date.fromisoformat takes 2020-W28 too, and means its Monday: no day that a reader would expect
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise argparse.ArgumentTypeError(f"{text!r} is no day such as 2020-07-05")
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day of the calendar") from None
