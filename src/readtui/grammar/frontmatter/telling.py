"""Telling: what a post's front matter says of the post, as Hugo understands it."""

import datetime

from readtui.grammar.days.dates import first_date
from readtui.grammar.frontmatter.places import line_of
from readtui.model.frontmatter import FrontMatter
from readtui.model.problem import Problem

_TRUE = frozenset({"1", "t", "T", "true", "TRUE", "True"})
_PAGE_KINDS = frozenset({"page", "post", "posts", "blog", "section", "home", "taxonomy", "term"})
"""Words that say what a page is to the site, not what was read."""


def title_of(front_matter: FrontMatter) -> str | None:
    """The title's text, verbatim; a number, date or truth as text; None where there is none."""
    title = front_matter.value("title")
    if isinstance(title, bool):
        return "true" if title else "false"
    if isinstance(title, datetime.datetime):
        return title.isoformat().replace("+00:00", "Z")
    return front_matter.text("title")


def draft_of(front_matter: FrontMatter) -> bool:
    """Whether the post is marked as a draft: by a truth, a number other than 0, or one of Go's words for true."""
    draft = front_matter.value("draft")
    if isinstance(draft, str):
        return draft in _TRUE
    return isinstance(draft, bool | int | float) and bool(draft)


def kind_of(front_matter: FrontMatter) -> str | None:
    """What the front matter says of the kind of all the post's entries; None where it says nothing."""
    for key in ("kind", "type"):
        kind = front_matter.value(key)
        if isinstance(kind, str) and kind and kind.casefold() not in _PAGE_KINDS:
            return kind
    return None


def date_problem(source: bytes, front_matter: FrontMatter) -> Problem | None:
    """What is wrong with the date that the post should have; None where it can be read or there is none."""
    _, unread = first_date(front_matter)
    if unread is None:
        return None
    sentence = f"the {unread} in the front matter is no date that can be read"
    return Problem("date-invalid", line_of(source, front_matter, unread), sentence)
