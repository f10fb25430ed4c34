"""Filter: which entries are asked for, found in an index or in the posts, and how they are printed."""

import datetime
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple, cast

from readtui.commands.json_form import JsonObject, entry_object
from readtui.commands.kinds import Told, kind_of, kind_text
from readtui.commands.printing import Column
from readtui.commands.which import LogPlace, asked_of_index, listed_by_index, loaded
from readtui.grammar.searching.hosts import host_of

if TYPE_CHECKING:
    from sqlite3 import Connection

    from readtui.model.post import Post, PostRow
    from readtui.store.index.index import Index
    from readtui.store.index.survey import Survey

COLUMNS = (
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
        if self.kind is not None and (kind_of(entry, fallback)[0] or "").casefold() != self.kind.casefold():
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

    def listed(self, connection: "Connection", first_day: int) -> Iterator[Told]:
        """The entries asked for, from the columns of an index that is warm."""
        from readtui.commands.listed import listed_entries  # with SQLite: where there is an index

        return (each for each in listed_entries(connection, first_day, **self._asdict()) if self.takes(*each))


def found(place: LogPlace, survey: "Survey | None", asked: Filter) -> list[Told]:
    """The entries asked for, by post newest first."""
    told = listed_by_index(place, survey, asked.listed)
    if told is not None:
        return told
    folder = place.folder()  # posts have to be read, or some of them
    told = asked_of_index(place, folder, asked.found)
    return list(asked.chosen(loaded(folder))) if told is None else told


def cells(entry: JsonObject, fallback: str | None) -> tuple[str, ...]:
    """A row of the table that is printed."""
    title, url = cast(str, entry["title"]), cast("str | None", entry["url"])
    return kind_text(entry, fallback), title, ", ".join(_people(entry)), url or "", f"{entry['post']}#{entry['index']}"


def _names(entry: JsonObject, part: str) -> bool:
    return any(part in person.casefold() for person in _people(entry))


def _people(entry: JsonObject) -> list[str]:
    return [person for byline in cast("list[dict[str, list[str]]]", entry["byline"]) for person in byline["people"]]
