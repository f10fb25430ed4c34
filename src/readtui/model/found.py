"""Found: what is searched of a post, and what a search finds."""

from dataclasses import dataclass, field

from readtui.model.entry import EntryRow
from readtui.model.post import PostRow
from readtui.model.span import Span


@dataclass(frozen=True, slots=True)
class Document:
    """What is searched of one entry, or of a post beside its entries; as plain text, without markup."""

    index: int
    """The entry's, from 1; 0 for the post beside its entries."""
    title: str
    people: tuple[str, ...]
    links: tuple[str, ...]
    """Where its links lead, its own first."""
    about: tuple[str, ...]
    """Its kind, section and tags: words that are found, though none of them is the reader's note."""
    text: str
    kind: str | None
    """The kind that it is listed under: its own, or what stands in for it."""
    host: str
    """The host of its own link, in lower case; empty where it has none."""
    tags: tuple[str, ...]
    is_draft: bool
    is_problem: bool
    has_quote: bool
    stands_alone: bool
    """Whether it can be found without any of its words: an entry, or a post that has none."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """Some of the text that a hit is in."""

    text: str
    marks: tuple[Span, ...] = ()
    """Where in it the words are that were looked for, in characters."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that fits a search, or a post that does beside its entries."""

    row: PostRow
    entry: EntryRow | None
    """None for the post itself."""
    kind: str | None
    """The kind that it is listed under."""
    is_fallback: bool
    """Whether that is not its own."""
    snippet: Snippet = field(default_factory=lambda: Snippet(""))


@dataclass(frozen=True, slots=True)
class Answer:
    """What a search found, as far as it was asked for."""

    hits: tuple[Hit, ...] = ()
    has_more: bool = False
    """Whether there are more than were asked for."""
