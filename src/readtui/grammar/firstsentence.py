"""First sentence: what a note says first in the reader's own words, for a line that reminds of it."""

import re
from collections.abc import Iterator

from readtui.grammar.blocks import read_structure
from readtui.grammar.entries import MOST_BYTES, MOST_LINES
from readtui.grammar.inline import text_of
from readtui.grammar.searching.documents import plain
from readtui.model.entry import Entry
from readtui.model.post import Post
from readtui.model.printable import one_line
from readtui.model.span import Span

_LONGEST = 120
"""Characters of a sentence that are told."""
_ENOUGH = 4096
"""Bytes of a paragraph that are looked at."""
_NO_WORDS = re.compile(rb"\s*(?:#{1,6}\s|(?:!\[[^\]]*+\](?:\([^)]*+\))?|\{\{[<%][^}]*+\}\}|\s)*+\Z)")
"""Headings, pictures and Hugo's shortcodes."""
_STOP = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s)|[。！？]+[」』）]*")
_SHORT = re.compile(r"\b(?:e\.g|i\.e|cf|vs|etc|Mr|Mrs|Ms|Dr|Prof|St|No|pp?|ca|approx|z\.B|d\.h|usw|bzw|[A-Z])\.\Z")
"""What ends with a full stop in the middle of a sentence."""


def first_sentence(post: Post, entry: Entry) -> str:
    """The first sentence of an entry's note that is no quote, plain, on one line, 120 characters at most."""
    for paragraph in _paragraphs(post, entry):
        words = one_line(plain(text_of(paragraph[:_ENOUGH])))
        if not _NO_WORDS.match(paragraph) and any(map(str.isalnum, words)):
            return _shortened(_sentence(words))
    return ""


def _paragraphs(post: Post, entry: Entry) -> Iterator[bytes]:
    """The note's inline texts outside of quotes, as they stand."""
    source, body, note = post.source, post.body, entry.places.note
    if len(body) > MOST_BYTES or source.count(b"\n", body.start) > MOST_LINES:  # to know its blocks would take seconds
        yield note.of(source)
        return
    structure = read_structure(source, body)
    for text in structure.texts:
        if any(quote.first <= text.first <= quote.last for quote in structure.quotes):
            continue
        span = structure.span(text.first, text.last)
        start, end = max(span.start, note.start), min(span.end, note.end)
        if start < end:
            yield Span(start, end).of(source)


def _sentence(text: str) -> str:
    for stop in _STOP.finditer(text):
        if not _SHORT.search(text, 0, stop.end()):
            return text[: stop.end()]
    return text


def _shortened(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    return f"{text[: _LONGEST - 1].rpartition(' ')[0] or text[: _LONGEST - 1]}…"
