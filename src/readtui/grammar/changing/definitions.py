"""Definitions: the lines at an entry's end that say where labels lead, of which other entries may have need."""

import re

from readtui.model.span import Span

_DEFINITION = re.compile(rb" {0,3}\[((?:[^\[\]\\\r\n]|\\[^\r\n]){1,999})\]:")
_BLANK = b" \t\r\n"


def without_definitions(source: bytes, span: Span) -> Span:
    """The lines of an entry without the definitions that close it, its first line aside; blank lines between go too."""
    if source.find(b"]:", span.start, span.end) < 0:
        return span
    lines = span.of(source).splitlines(keepends=True)
    kept = len(lines)
    for place in range(len(lines) - 1, 0, -1):
        if not lines[place].strip(_BLANK):
            continue
        if not _DEFINITION.match(lines[place]):
            break
        if not lines[place - 1].strip(_BLANK):  # else it may go on in the paragraph above, and is none
            kept = place
    while kept > 1 and not lines[kept - 1].strip(_BLANK):
        kept -= 1
    return Span(span.start, span.start + sum(map(len, lines[:kept])))


def without_shared_definitions(source: bytes, span: Span) -> Span:
    """The lines of an entry without the definitions that close it, where the rest of the post uses one of them."""
    own = without_definitions(source, span)
    if own != span:
        rest = (source[: span.start] + b"\n" + source[span.end :]).lower()
        for line in source[own.end : span.end].splitlines():
            label = _DEFINITION.match(line)
            if label and b"[" + label[1].lower() + b"]" in rest:
                return own
    return span


def definitions_for(source: bytes, text: bytes, own: Span | None) -> dict[bytes, bytes]:
    """The lines of the post, outside `own`, that define labels or footnotes used in `text`, by label in lower case."""
    text = text.lower()
    if b"]:" not in source or b"[" not in text:
        return {}
    own = own or Span(len(source), len(source))
    rest = bytes(source[: own.start] + b"\n" + source[own.end :])
    found: dict[bytes, bytes] = {}
    for line in rest.splitlines():
        match = _DEFINITION.match(line)
        if match and re.search(re.escape(b"[" + match[1].lower() + b"]") + rb"(?!\()", text):
            found.setdefault(match[1].lower(), line.strip())
    return found
