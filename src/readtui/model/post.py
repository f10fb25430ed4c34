"""Post: one markdown file, as a row of a listing and with its bytes and entries."""

import datetime
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Literal

from readtui.model.entry import Entry
from readtui.model.frontmatter import FrontMatter, Language
from readtui.model.printable import one_line
from readtui.model.span import Span
from readtui.model.week import Week

if TYPE_CHECKING:
    from readtui.model.problem import Problem

Form = Literal["heading", "list", "paragraph", "whole"]
"""How a post writes its entries; `whole` is a post without any, read and edited as it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostRow:
    """What a listing tells of a post: all but its text."""

    path: str
    """Below the log's folder, with `/`; bytes that are no UTF-8 as surrogates (PEP 383)."""
    title: str | None = None
    """The front matter's, verbatim."""
    date: datetime.date | datetime.datetime | None = None
    """The front matter's; None where there is none or it cannot be read."""
    day: datetime.date | None = None
    """The day it stands at in order and filters: its date's, else its file name's."""
    draft: bool = False
    """Hugo's flag for an unpublished post."""
    week: Week | None = None
    language: Language = "none"
    form: Form = "whole"
    entry_count: int = 0
    words: int = 0
    """Of the notes; in a whole post, of the body."""
    problems: "tuple[Problem, ...]" = ()
    is_read: bool = True
    """False while only the front matter was looked at, and the counts are still to come."""

    @property
    def name(self) -> str:
        """What to call it on one printable line: its title, else its file's name."""
        return one_line(self.title or "") or one_line(self.path.rpartition("/")[2])

    @property
    def is_editable(self) -> bool:
        """Whether nothing in it forbids an edit."""
        return not any(problem.forbids_editing for problem in self.problems)


@dataclass(frozen=True, slots=True, kw_only=True)
class Post(PostRow):
    """One markdown file: its front matter, its week, its entries, and the bytes it was read from."""

    source: bytes = b""
    front_matter: FrontMatter
    summary: Span | None = None
    """What stands above `<!--more-->`."""
    entries: tuple[Entry, ...] = ()
    kind: str | None = None
    """What the front matter says of the kind of all its entries: the fallback after the section."""

    @property
    def row(self) -> PostRow:
        """The post as a listing tells it, without its text."""
        return PostRow(**{field.name: getattr(self, field.name) for field in fields(PostRow)})

    @property
    def body(self) -> Span:
        """What stands below the front matter."""
        return Span(self.front_matter.block.end, len(self.source))

    def entry(self, index: int | None) -> Entry | None:
        """The entry at `index`, counted from 1; None where there is none."""
        return self.entries[index - 1] if index and 0 < index <= len(self.entries) else None

    def span_of(self, index: int | None) -> Span:
        """The bytes that are edited as one: an entry's, or for None the whole file's."""
        entry = self.entry(index)
        return entry.span if entry else Span(0, len(self.source))
