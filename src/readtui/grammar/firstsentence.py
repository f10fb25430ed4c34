"""First sentence: what a note says first in the reader's own words, for a line that reminds of it."""

import re

from readtui.grammar.inline import text_of
from readtui.grammar.searching.documents import plain
from readtui.model.printable import one_line

_LONGEST = 120
"""Characters of a sentence that are told."""
_ENOUGH = 4096
"""Bytes of a paragraph that are looked at."""
_BREAK = re.compile(rb"(?:\r\n|\n|\r)[ \t]*(?:\r\n|\n|\r)[ \t\r\n]*")
_QUOTE = re.compile(rb"[ \t]*>")
_NO_WORDS = re.compile(
    rb"[ \t]*(?:>|```|~~~|#{1,6}(?:\s|\Z)|<!--(?:(?!-->)[\s\S])*+(?:-->)?\s*\Z|\||\[[^\]]+\]:"
    rb"|(?:!\[[^\]]*\](?:\([^)]*\))?|\{\{[<%][^}]*\}\}|[-*_][-*_ \t]{2,}|<[^>]*>|\s)*\Z)"
)
_STOP = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s)|[。！？]+[」』）]*")
_SHORT = re.compile(
    r"(?:\b(?:e\.g|i\.e|cf|vs|etc|Mr|Mrs|Ms|Dr|Prof|St|No|pp?|ca|approx|z\.B|d\.h|usw|bzw)|\b[A-Z])\.\Z"
)


def first_sentence(note: bytes) -> str:
    """The first sentence of a note that is no quote, plain and on one line, 120 characters at most; empty if none."""
    for paragraph in _paragraphs(note):
        words = one_line(plain(text_of(paragraph[:_ENOUGH])))
        if any(map(str.isalnum, words)):
            return _shortened(_sentence(words))
    return ""


def _paragraphs(note: bytes) -> list[bytes]:
    return [paragraph for paragraph in _BREAK.split(note) if not _NO_WORDS.match(paragraph)]


def _sentence(text: str) -> str:
    for stop in _STOP.finditer(text):
        if not _SHORT.search(text, 0, stop.end()):
            return text[: stop.end()]
    return text


def _shortened(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    return f"{text[: _LONGEST - 1].rpartition(' ')[0] or text[: _LONGEST - 1]}…"
