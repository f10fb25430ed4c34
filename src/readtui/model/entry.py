"""Entry: one thing read, watched or heard, as its post tells it."""

from dataclasses import dataclass, fields
from typing import NamedTuple

from readtui.model.span import Span


class Byline(NamedTuple):
    """A credit as worded in the post."""

    role: str
    """Verbatim: `Speaker`, `Author`."""
    people: tuple[str, ...]


class Link(NamedTuple):
    """A link in the text, with the words that carry it."""

    text: str
    url: str


class EntryPlaces(NamedTuple):
    """Where the parts of an entry stand in the post's bytes; None for a part that it has not."""

    head: Span
    """The first line or lines: heading, list item's link line or bold link; without its line end."""
    kind: Span | None
    """The tag's own words, inside its brackets."""
    title: Span | None
    """The title's markdown: a link's text, or a heading's text after the tag."""
    url: Span | None
    """The link's target as it stands in the post."""
    aside: Span | None
    """What else the head says behind its link, such as by whom it is; without the marks around it."""
    bylines: Span | None
    """The byline lines, first to last, with their last line end."""
    note: Span
    """What stands below the bylines up to the entry's end; empty where there is no note."""


@dataclass(frozen=True, slots=True)
class EntryRow:
    """What a listing tells of an entry: all but where its parts stand."""

    index: int
    """Its place in the post, counted from 1."""
    span: Span
    """From the first byte of its first line to behind the line end of `last_line`."""
    line: int
    """Its first line, counted from 1 over the whole file."""
    last_line: int
    """Its last line that is not blank."""
    kind: str | None
    """The bracket tag, verbatim."""
    section: str | None
    """The nearest section heading above, as plain text."""
    title: str
    """Plain text, without markup."""
    url: str | None
    bylines: tuple[Byline, ...]
    links: tuple[Link, ...]
    """The links of the note, in order; the entry's own is `url`."""
    words: int
    """Of the note."""
    quoted_words: int
    """Of the note's `>` parts."""

    def kind_or(self, fallback: str | None) -> tuple[str | None, bool]:
        """The kind to list it under, and whether that is a fallback: its section, then `fallback`."""
        if self.kind is not None:
            return self.kind, False
        return self.section or fallback, True


@dataclass(frozen=True, slots=True)
class Entry(EntryRow):
    """One thing read, watched or heard, as its post tells it."""

    places: EntryPlaces

    @property
    def row(self) -> EntryRow:
        """The entry as a listing tells it, without its places."""
        return EntryRow(**{field.name: getattr(self, field.name) for field in fields(EntryRow)})
