"""Candidates: the blocks of a post that look like entries, in each of the three forms."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from readtui.grammar.bylines import read_bylines
from readtui.grammar.heads import Head, is_alone, is_external, read_head
from readtui.grammar.inline import Definitions, FoundLink, autolink_at, bare_link_at, link_at
from readtui.grammar.structure import Block, Structure


class Candidate(NamedTuple):
    """A block that looks like an entry."""

    block: int
    """Its place among the blocks, counted from 0."""
    head: Head
    link: FoundLink | None
    """What it is about: the head's link, or one alone below a heading."""
    is_firm: bool
    """Whether it makes a form show; one that is not counts only where others do."""
    head_last: int
    """The last line of its head, a link alone below included."""


class Owned(NamedTuple):
    """The lines of an entry, counted from 1 over the whole file, both ends included."""

    candidate: Candidate
    first: int
    last: int


def headings(structure: Structure, definitions: Definitions) -> tuple[Candidate, ...]:
    """The headings that are an external link, or have a tag; and their sisters with a byline or a link right below."""
    source, blocks = structure.source, structure.blocks
    heads: dict[int, Head] = {}
    for at, block in enumerate(blocks):
        if (
            block.kind == "heading"
            and block.text
            and (head := read_head(source, block.text, definitions, numbered=True))
        ):
            has_title = head.link is not None or source[head.after_tag : block.text.end].strip(b"*_~ \t\r\n")
            if has_title and not (head.link and head.link.is_bare):
                heads[at] = head
    levels = {blocks[at].level for at in heads}
    found = []
    for at, block in enumerate(blocks):
        if block.kind != "heading" or block.text is None or (at not in heads and block.level not in levels):
            continue
        head, link, last = heads.get(at), None, block.last
        if head:
            link = head.link
        if link is None:
            link = _alone_below(structure, definitions, at)
            last = blocks[at + 1].last if link else last
        if head is None and (link or _has_byline(structure, at)):
            head = Head(None, None, False, block.text.start, block.text.end)
        if head:
            found.append(Candidate(at, head, link, at in heads, last))
    return tuple(found)


def items(structure: Structure, definitions: Definitions) -> tuple[Candidate, ...]:
    """The items of top-level lists that begin with an external link."""
    return tuple(
        Candidate(at, head, head.link, not head.link.is_bare, structure.lines.line_of(head.end - 1))
        for at, block, head in _heads_of("item", structure, definitions)
        if head.link
    )


def paragraphs(structure: Structure, definitions: Definitions) -> tuple[Candidate, ...]:
    """The paragraphs that begin with a bold external link, or are one link."""
    return tuple(
        Candidate(at, head, head.link, head.is_bold, structure.lines.line_of(head.end - 1))
        for at, block, head in _heads_of("paragraph", structure, definitions)
        if head.link
        and not head.link.is_bare
        and block.text
        and (head.is_bold or is_alone(structure.source, block.text, head))
    )


def _heads_of(kind: str, structure: Structure, definitions: Definitions) -> Iterator[tuple[int, Block, Head]]:
    for at, block in enumerate(structure.blocks):
        if block.kind == kind and block.text and (head := read_head(structure.source, block.text, definitions)):
            yield at, block, head


def _alone_below(structure: Structure, definitions: Definitions, at: int) -> FoundLink | None:
    """The external link that is all of the paragraph below the heading at `at`."""
    if at + 1 == len(structure.blocks) or structure.blocks[at + 1].kind != "paragraph":
        return None
    text = structure.blocks[at + 1].text
    if text is None:
        return None
    source = structure.source
    read: Callable[[], FoundLink | None] = {
        b"[": lambda: link_at(source, text.start, text.end, definitions),
        b"<": lambda: autolink_at(source, text.start, text.end),
        b"h": lambda: bare_link_at(source, text.start, text.end),
    }.get(source[text.start : text.start + 1], lambda: None)
    link = read()
    return link if link and link.span == text and is_external(source, link) else None


def _has_byline(structure: Structure, at: int) -> bool:
    line = structure.blocks[at].last + 1
    return line <= len(structure.lines) and read_bylines(structure.source, structure.lines, line, line) is not None
