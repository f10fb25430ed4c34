"""Document: what is searched of a post, or of one of its entries."""

from dataclasses import dataclass


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
