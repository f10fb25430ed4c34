"""Bylines: the lines under an entry's first that credit people."""

import re
from typing import NamedTuple

from readtui.grammar.inline import plain_text, text_of
from readtui.grammar.lines import LineTable
from readtui.model.entry import Byline
from readtui.model.span import Span

_LINE = re.compile(
    r"\s*(?P<mark>\*\*|__)(?P<role>[^\W\d_][^*_:\uff1a\r\n]{0,39}?)\s*"
    r"(?:(?P=mark)\s*[:\uff1a]|[:\uff1a]\s*(?P=mark))\s*(?P<people>\S.*)"
)
_LONGEST_LINE = 1000  # bytes
_MOST_WORDS_IN_ROLE = 4
_BETWEEN = re.compile(r"\s*(?:[,\uff0c\u3001\u060c](?![^()]*\))\s*(?:and\s+)?|\s+and\s+)")
_SENTENCE = re.compile(r"(?<!\bJr)(?<!\bSr)(?<!\bal)(?<!\b\w)[.!?](?:$|\s+\w+\s+\w+\s+\w)|(?:\S+\s+){12}")


class Bylines(NamedTuple):
    """Byline lines that follow each other."""

    values: tuple[Byline, ...]
    first: int
    last: int


def read_bylines(source: bytes, lines: LineTable, first: int, last: int, *, names_only: bool = False) -> Bylines | None:
    """The bylines from line `first` on, up to `last` at most; None where that line is none.

    With `names_only` a line that holds a sentence is no byline.
    """
    values = []
    line = first
    while line <= last and (byline := _read(lines.line(source, line), names_only=names_only)):
        values.append(byline)
        line += 1
    return Bylines(tuple(values), first, line - 1) if values else None


def byline_lines(lines: LineTable, bylines: Bylines) -> Span:
    """The bytes of the byline lines, the last line end included."""
    return lines.span(bylines.first, bylines.last)


def split_people(text: str) -> tuple[str, ...]:
    """The people in a list of names, split at commas and "and" but not inside parentheses."""
    if text.isascii() and "," not in text and "and" not in text:
        return (text.strip(),) if text.strip() else ()  # most are one name
    return tuple(name for part in _BETWEEN.split(text) if (name := part.strip()))


def _read(line: bytes, *, names_only: bool) -> Byline | None:
    if (b"**" not in line and b"__" not in line) or len(line) > _LONGEST_LINE:
        return None
    match = _LINE.fullmatch(text_of(line).rstrip())
    if match is None or len(match["role"].split()) > _MOST_WORDS_IN_ROLE:
        return None
    people = plain_text(match["people"].rstrip("\\").encode(errors="surrogateescape"))
    if not people or (names_only and _SENTENCE.search(people)):
        return None
    return Byline(" ".join(match["role"].split()), split_people(people))
