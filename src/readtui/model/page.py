"""PageFacts: what a page on the web says of itself."""

from dataclasses import dataclass
from typing import Literal

PageKind = Literal["video", "article", "paper", "book", "audio"]
"""What sort of thing a page shows, in neutral words: a log has words of its own."""


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What a page on the web says of itself, each text printable and on one line."""

    url: str
    """The address that was asked for, as it was given."""
    title: str | None = None
    people: tuple[str, ...] = ()
    """Who made it, first names first."""
    kind: PageKind | None = None
    site: str | None = None
    """What the site calls itself."""
