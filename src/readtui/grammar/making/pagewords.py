"""PageWords: what a page says of itself, in the words of a log; and when it was read, in words."""

import datetime
from collections.abc import Sequence

from readtui.grammar.bylines import split_people
from readtui.model.page import PageFacts, PageKind

_KINDS: dict[PageKind, tuple[str, ...]] = {
    "video": ("talk", "video", "lecture", "presentation", "film", "movie"),
    "article": ("article", "post", "blog post", "blog", "essay", "story", "news", "link"),
    "paper": ("paper", "article", "preprint", "study"),
    "book": ("book", "novel"),
    "audio": ("podcast", "audio", "episode", "music"),
}
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def day_in_words(day: datetime.date) -> str:
    """`July 8, 2020`."""
    return f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"


def kind_among(kind: PageKind | None, kinds: Sequence[str]) -> str | None:
    """What a log with these kinds calls such a page; None where it has no word for it."""
    for word in _KINDS[kind] if kind else ():
        for known in kinds:
            if known.casefold() in (word, f"{word}s"):
                return known
    return None


def people_in(facts: PageFacts) -> tuple[str, ...]:
    """The people of a page, as a byline can name them: a comma or an "and" in a name would make it two."""
    names = (" ".join(name.split()).strip(" ,;:") for name in facts.people)
    return tuple(dict.fromkeys(name for name in names if name and split_people(name) == (name,)))
