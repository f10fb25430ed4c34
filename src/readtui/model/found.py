"""Found: what a search finds."""

from dataclasses import dataclass

from readtui.model.entry import EntryRow
from readtui.model.post import PostRow
from readtui.model.snippet import Snippet


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
    snippet: Snippet


@dataclass(frozen=True, slots=True)
class Answer:
    """What a search found, as far as it was asked for."""

    hits: tuple[Hit, ...] = ()
    has_more: bool = False
    """Whether there are more than were asked for."""
