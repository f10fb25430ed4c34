"""Conventions: how this log writes things, learned from its posts."""

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Literal, NamedTuple, TypeVar

from readtui.model.frontmatter import Language
from readtui.model.post import Form, PostRow
from readtui.model.week import MONDAY, Week, week_holding

Row = TypeVar("Row", bound=PostRow)
FIRST_ROLE = "Author"
"""That of people who are named without any in a log that credits nobody yet."""


class Chosen(NamedTuple):
    """What the reader settled of the conventions, which goes before all that is learned."""

    path: str | None = None
    """The path of a new post, as a pattern: `content/post/{date}-what-i-read.md`."""
    title: str | None = None
    """Its title, as a pattern: `What I read this week ({start} - {end})`."""
    date_day: int | None = None
    """The day of the week that a post is dated on, from 0, Monday."""
    language: Language | None = None
    """Of a new post's front matter."""
    entry_form: Form | None = None
    heading_level: int | None = None
    """Of entries that are headings, from 1."""
    kinds: tuple[str, ...] = ()
    roles: tuple[tuple[str | None, str], ...] = ()
    """For each kind the role of its credits; None for all other kinds."""

    def dating(self, week: Week) -> datetime.date | None:
        """The day of this week that its post is dated on; None where that was not settled."""
        days = (week.start + datetime.timedelta(number) for number in range((week.end - week.start).days + 1))
        return None if self.date_day is None else next((day for day in days if day.weekday() == self.date_day), None)

    def role_of(self, kind: str | None) -> str | None:
        """The role settled for entries of this kind, else that for all others; None where neither was."""
        return _role_among(self.roles, kind) or _role_among(self.roles, None)


NOTHING_CHOSEN = Chosen()


class Convention(NamedTuple):
    """One thing that a log does always or mostly, in words."""

    name: str
    """What it is about: `title`, `week`."""
    value: str
    """How the log does it, where it can with words of its own."""
    posts: int = 0
    """How many posts do it so."""
    looked_at: int = 0
    """Of how many that could."""
    source: Literal["posts", "configuration", "archetype"] = "posts"

    @property
    def basis(self) -> str:
        """Where that is from: `12 of 15` posts, or what else it is."""
        return (
            f"{self.posts} of {self.looked_at}"
            if self.source == "posts" and self.looked_at
            else ("" if self.source == "posts" else self.source)
        )


class Conventions(NamedTuple):
    """How this log writes things."""

    first_day: int = MONDAY
    """The first day of its week, from 0, Monday."""
    kinds: tuple[str, ...] = ()
    """The kinds of its entries in its own words, the most used first."""
    roles: tuple[tuple[str | None, str], ...] = ()
    """For each kind the role that credits mostly have, None for entries without a kind; the most used first, and those
    that the reader settled before them."""
    usual_role: str | None = None
    """That of all other kinds, where the reader settled it."""
    told: tuple[Convention, ...] = ()
    """All of it in words."""

    def role_of(self, kind: str | None) -> str | None:
        """The role in which this log credits people for an entry of this kind; None where it credits nobody.

        A kind that has none of its own has the role of most other kinds.
        """
        usual = Counter(role for _, role in self.roles).most_common(1)
        return _role_among(self.roles, kind) or self.usual_role or (usual[0][0] if usual else None)

    def placing(self, row: Row) -> Row:
        """The row with its week, where its title states none: the one that holds its day."""
        if row.day is None or (row.week is not None and row.week.rule == "title"):
            return row
        return replace(row, week=week_holding(row.day, "date" if row.date else "file", self.first_day))


def _role_among(roles: Iterable[tuple[str | None, str]], kind: str | None) -> str | None:
    """The first role for the kind, in whatever case it is written."""
    wanted = kind.casefold() if kind is not None else None
    return next((role for each, role in roles if (each.casefold() if each is not None else None) == wanted), None)


def learned_from(rows: Iterable[PostRow]) -> Conventions:
    """The conventions that most of these posts keep; a week starts on Monday where no title says otherwise."""
    starts = Counter(
        row.week.start.weekday()
        for row in rows
        if row.week and row.week.rule == "title" and (row.week.end - row.week.start).days == 6
    )
    return Conventions(starts.most_common(1)[0][0] if starts else MONDAY)
