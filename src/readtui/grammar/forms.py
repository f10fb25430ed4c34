"""Forms: in which of the three ways a post writes its entries, and which lines each entry owns."""

from collections.abc import Sequence

from readtui.grammar.bylines import read_bylines
from readtui.grammar.candidates import Candidate, Owned, headings, items, paragraphs
from readtui.grammar.essays import are_appendix, are_lone_links_of_essay, are_scattered
from readtui.grammar.inline import Definitions, is_only_figures
from readtui.grammar.structure import Structure
from readtui.model.post import Form


def choose_form(structure: Structure, definitions: Definitions) -> tuple[Form, list[Owned]]:
    """The form that most of the post's entries have, with the lines of each; `whole` where none shows.

    What stands inside an entry is its note and has no vote. So an entry that is a heading may list links; but
    headings that hold nothing but lists of links are sections, and their items the entries.
    """
    by_heading = _by_heading(structure, headings(structure, definitions))
    by_item = _by_item(structure, items(structure, definitions))
    if _are_sections(structure, by_heading, by_item):
        by_heading = []
    voters = _outside(by_item, by_heading)
    by_paragraph = _by_paragraph(structure, paragraphs(structure, definitions))
    outer = _outside(by_paragraph, by_heading)
    if sum(owned.candidate.is_firm for owned in outer) > 1:
        voters = _outside(voters, outer)
    votes: list[tuple[int, Form, list[Owned]]] = [
        (len(by_heading), "heading", by_heading),
        (len(outer), "paragraph", by_paragraph),
        (sum(owned.candidate.is_firm for owned in voters), "list", by_item),
    ]
    showing = [(count, form, found) for count, form, found in votes if _shows(structure, form, found)]
    _, form, found = max(showing, key=lambda vote: vote[0], default=(0, "whole", []))
    return form, found


def _by_heading(structure: Structure, candidates: Sequence[Candidate]) -> list[Owned]:
    """Each heading with the lines up to the next heading of its level or higher, or the next entry."""
    blocks = structure.blocks
    starts = {candidate.block for candidate in candidates}
    owned = []
    for candidate in candidates:
        level, end = blocks[candidate.block].level, candidate.block + 1
        while end < len(blocks) and end not in starts and not 0 < blocks[end].level <= level:
            end += 1
        owned.append(_up_to(structure, candidate, end))
    return owned


def _by_item(structure: Structure, candidates: Sequence[Candidate]) -> list[Owned]:
    """Each list item with its own lines."""
    blocks = structure.blocks
    return [Owned(found, blocks[found.block].first, blocks[found.block].last) for found in candidates]


def _by_paragraph(structure: Structure, candidates: Sequence[Candidate]) -> list[Owned]:
    """Each paragraph with the lines up to the next entry or heading."""
    blocks = structure.blocks
    starts = {candidate.block for candidate in candidates}
    owned = []
    for candidate in candidates:
        end = candidate.block + 1
        while end < len(blocks) and end not in starts and not blocks[end].level:
            end += 1
        owned.append(_up_to(structure, candidate, end))
    return owned


def _up_to(structure: Structure, candidate: Candidate, end: int) -> Owned:
    """The candidate's lines up to the block at `end`, blank ones at the end aside."""
    first = structure.blocks[candidate.block].first
    last = structure.blocks[end].first - 1 if end < len(structure.blocks) else structure.last_line
    return Owned(candidate, first, structure.trimmed(first, last))


def _outside(inner: Sequence[Owned], outer: Sequence[Owned]) -> list[Owned]:
    """Those of `inner` that stand in none of `outer`; both in the order of their lines."""
    free, at = [], 0
    for owned in inner:
        while at < len(outer) and outer[at].last < owned.first:
            at += 1
        if at == len(outer) or outer[at].first > owned.first:
            free.append(owned)
    return free


def _are_sections(structure: Structure, by_heading: Sequence[Owned], by_item: Sequence[Owned]) -> bool:
    """Whether most of these headings hold two links or more in lists, and nothing else."""
    entries = {owned.candidate.block for owned in by_item}
    sections = 0
    for owned in by_heading:
        at = owned.candidate.block + 1
        inside = 0
        while at < len(structure.blocks) and structure.blocks[at].first <= owned.last:
            if structure.blocks[at].kind != "comment":
                inside = inside + 1 if at in entries and inside >= 0 else -1
            at += 1
        sections += inside > 1
    return sections * 2 > len(by_heading)


def _shows(structure: Structure, form: Form, found: Sequence[Owned]) -> bool:
    """Whether these make a post a log: two entries, or one that opens the body or has a kind or a byline."""
    if not found:
        return False
    firm = [owned for owned in found if owned.candidate.is_firm]
    if any(owned.candidate.head.kind or _has_byline(structure, owned) for owned in found):
        return True
    if form == "paragraph" and not firm:
        return _opens_body(structure, found[0]) or (len(found) > 1 and not are_lone_links_of_essay(structure, found))
    if form == "list" and (are_scattered(structure, found) or are_appendix(structure, found)):
        return False
    return len(firm) > 1 or (len(firm) == 1 and _opens_body(structure, firm[0]))


def _opens_body(structure: Structure, owned: Owned) -> bool:
    """Whether nothing stands before it but comments and pictures."""
    return all(
        block.kind == "comment" or (block.text and is_only_figures(block.text.of(structure.source)))
        for block in structure.blocks[: owned.candidate.block]
    )


def _has_byline(structure: Structure, owned: Owned) -> bool:
    line = owned.candidate.head_last + 1
    return line <= owned.last and read_bylines(structure.source, structure.lines, line, line) is not None
