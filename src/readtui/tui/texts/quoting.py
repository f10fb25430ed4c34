"""Quoting: a part of a text made a quote of markdown, in a block of its own, and whom it is by."""

import re
from typing import NamedTuple

_ATTRIBUTION = re.compile(r"^[ \t]*>[ \t]*(?P<dash>—|–|―|--)(?P<space>[ \t]?)[^\s-]", re.MULTILINE)
_USUAL_DASH = "— "
_OPENING = re.compile(r"(?P<indent>[ \t]*)(?P<mark>(?:[-*+]|\d{1,9}[.)])[ \t]+)?")


class Rewrite(NamedTuple):
    """A part of a text, and what shall stand in its place; places count characters from 0."""

    start: int
    end: int
    text: str
    cursor: int
    """Where the cursor goes, in `text`."""


def whole_lines(text: str, start: int, end: int) -> tuple[int, int]:
    """What stands on the lines that a selection touches: one that ends before a line leaves that out."""
    if end > start and text[end - 1] == "\n":
        end -= 1
    first, after = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    end = len(text) if after < 0 else after
    return min(first + len(_indent(text[first:end])), end), end


def quoting(text: str, start: int, end: int) -> Rewrite | None:
    """What makes this part of the text a quote, its lines after `>`, apart from what stands before and behind it.

    The cursor is at the end of the quote then. None where the part is blank.
    """
    part = text[start:end]
    lines = part.split("\n")
    while lines and not lines[0].strip():
        del lines[0]
    while lines and not lines[-1].strip():
        del lines[-1]
    if not lines:
        return None
    lead = text[text.rfind("\n", 0, start) + 1 : start]
    opening = _OPENING.match(lead)
    assert opening is not None
    indent = opening["indent"] + " " * len(opening["mark"] or "")  # in a list item the quote stands below its text
    quote = "\n".join(_quoted(line.removeprefix(indent), indent) for line in lines)
    gap = "\n\n"
    if not lead[opening.end() :] and opening["mark"]:
        gap, quote = "", quote.removeprefix(indent)  # that stands there
    elif not lead.strip():
        start -= len(lead)
        gap = "\n" if text[:start][:-1].rpartition("\n")[2].strip() else ""
    behind = _rest(text, end, part)
    return Rewrite(start, end + behind.swallowed, gap + quote + behind.gap, len(gap + quote))


def attributing(text: str, end: int, credit: str, like: str) -> Rewrite | None:
    """What adds below the quote that ends at `end` a line that says whose it is, as the text `like` has such lines.

    None where there is no quote, or its last line is such a line.
    """
    line = text[text.rfind("\n", 0, end) + 1 : end]
    sign = line.find(">")
    if sign < 0 or line[:sign].strip() or _ATTRIBUTION.match(line) or not credit:
        return None
    known = _ATTRIBUTION.search(like)
    dash = known["dash"] + known["space"] if known else _USUAL_DASH
    start = line[: sign + 1]
    added = f"\n{start}\n{start} {dash}{credit}"
    return Rewrite(end, end, added, len(added))


class _Behind(NamedTuple):
    """What follows a quote."""

    gap: str
    swallowed: int
    """Characters that go: the space that stood before the rest of a line."""


def _quoted(line: str, indent: str) -> str:
    return f"{indent}> {line}" if line.strip() else f"{indent}>"


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" \t"))]


def _rest(text: str, end: int, part: str) -> _Behind:
    """What sets a quote off from the text behind it: without a blank line that would be a part of it."""
    rest = text[end:]
    ends_line = "\n" if part.endswith("\n") else ""
    if not rest.strip():
        return _Behind("" if rest else ends_line, 0)
    if not rest.startswith("\n"):
        if ends_line:
            return _Behind("\n\n", 0)
        return _Behind("\n\n", len(rest) - len(rest.lstrip(" \t")))
    following = rest[1:].partition("\n")[0]
    if ends_line or not following.strip():
        return _Behind(ends_line, 0)
    return _Behind("\n", 0)
