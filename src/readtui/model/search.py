"""Search: what a reader looks for, and what of it was not understood."""

import datetime
from typing import Literal, NamedTuple

from readtui.model.snippet import Place

What = Literal["text", "kind", "by", "site", "tag", "link", "days", "week", "is", "has"]
"""What a term asks about: words or a phrase of the text, or a field. `days` is year, since and until."""

Order = Literal["newest", "best"]
"""Newest first, or what fits best first."""


class Term(NamedTuple):
    """One thing that is asked for."""

    what: What
    text: str = ""
    """What it is compared with, as typed but without quotation marks."""
    is_not: bool = False
    """Whether what it fits is left out."""
    is_prefix: bool = False
    """Whether its last word may go on: it is still being typed, or ends with `*`."""
    first: datetime.date | None = None
    """The first day asked for; of a week any day in it. None where days are open to the past."""
    last: datetime.date | None = None
    """The last day asked for, included; None where days are open to the future."""


class Misunderstood(NamedTuple):
    """A part of what was typed that means nothing here; the rest is looked for all the same."""

    place: Place
    """Where it stands in what was typed."""
    sentence: str
    """What is wrong, and what to write instead."""


class Search(NamedTuple):
    """What a reader looks for: all of the terms, in one entry, or in a post beside its entries."""

    text: str = ""
    """As it was typed."""
    terms: tuple[Term, ...] = ()
    misunderstood: tuple[Misunderstood, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for: then nothing is left out."""
        return not self.terms

    @property
    def words(self) -> tuple[Term, ...]:
        """The words and phrases that must occur: what a hit is marked by."""
        return tuple(term for term in self.terms if term.what == "text" and not term.is_not)
