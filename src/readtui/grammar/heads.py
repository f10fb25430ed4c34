"""Heads: how an entry begins, with its tag and its link."""

import re
from typing import NamedTuple

from readtui.grammar.inline import (
    Definitions,
    FoundLink,
    address_in,
    autolink_at,
    bare_link_at,
    is_only_figures,
    link_at,
    text_of,
)
from readtui.model.span import Span

_EMPHASIS = re.compile(rb"[*_~]+")
_SPACE = re.compile(rb"[ \t\r\n]*")
_EMOJI = re.compile(
    "(?:[0-9#*]\ufe0f?\u20e3"  # keycaps
    "|[\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u27bf\u2900-\u297f\u2b00-\u2bff\u3030\u303d\u3297\u3299"
    "\U0001f000-\U0001faff][\ufe0e\ufe0f\u200d\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]*"
    "|:[a-z0-9_+-]+:[ \t]*(?=[\\[<*_h:]))+"  # as Hugo and GitHub spell them
)
_BEGINS_TEXT = frozenset(range(0x41, 0x5B)) | frozenset(range(0x61, 0x7B)) - frozenset(b"h")  # an address begins with h
_LONGEST_EMOJI = 120  # bytes
_TAG = re.compile(rb"\[([^\[\]\r\n]{1,80})\](?!\()")
_NUMBERED = re.compile(rb"[vVxX]?[\d.,:/ _-]*(?:(?:rc|beta|alpha)[\d.]*)?")
_TICK_BOX = re.compile(rb"\[[ xX-]\](?=[ \t])")
_AFTER_TAG = re.compile(rb"[ \t]*(?:[:|\xb7-]|\xe2\x80[\x93\x94])?[ \t]*")
_NUMBER = re.compile(rb"#?\d{1,3}[.):][ \t]+|#\d{1,3}[ \t]+")
_EXTERNAL = re.compile(r"(?:https?|ftp|gemini|gopher)://[^\s/]|//[^\s/]+\.", re.IGNORECASE)
_NAME = rb"(?:[A-Z\x80-\xff\[@][^ \t\r\n]*|and|&|et|al\.|da|de|del|den|der|di|la|le|van|von)"
_BY = re.compile(rb"(?:\(\d{4}\)[ \t]*)?[Bb]y(?:[ \t]+" + _NAME + rb"){1,12}")  # names, not "by the way"


class Head(NamedTuple):
    """How a heading, a list item or a paragraph begins."""

    kind: Span | None
    """The words of its bracket tag."""
    link: FoundLink | None
    """The external link that comes first."""
    is_bold: bool
    """Whether strong emphasis begins before the link, or right inside it."""
    after_tag: int
    """The first byte after the tag and the marks around it."""
    end: int
    """The byte after the link and the emphasis that it stands in."""


def read_head(source: bytes, text: Span, definitions: Definitions, *, numbered: bool = False) -> Head | None:
    """The head of the inline text at `text`; None where it begins with neither a tag nor an external link.

    A tag may stand before the link, and emoji, emphasis and a tick box before or between them; with `numbered`
    a number too.
    """
    if len(text) and source[text.start] in _BEGINS_TEXT:
        return None  # most paragraphs: a quarter of the time to look for heads
    kind: Span | None = None
    opened, tag_end = b"", -1
    at = after_tag = text.start
    while at < text.end:
        byte = source[at : at + 1]
        if byte == b"[":
            if link := link_at(source, at, text.end, definitions):
                return _linked(source, text, kind, opened, after_tag, link)
            if box := _TICK_BOX.match(source, at, text.end):
                at = box.end()
            elif (tag := _TAG.match(source, at, text.end)) and not tag[1].startswith(b"^"):
                kind = kind or _words(source, tag)
                tag_end = tag.end()
                at = after_tag = _end_of(_AFTER_TAG, source, tag_end, text.end)
            else:
                return None
        elif (byte == b"<" and (link := autolink_at(source, at, text.end))) or (
            byte == b"h" and (link := bare_link_at(source, at, text.end))
        ):
            return _linked(source, text, kind, opened, after_tag, link)
        elif emphasis := _EMPHASIS.match(source, at, text.end):
            if at == tag_end and opened:  # it closes what opened before the tag
                opened = b""
                at = after_tag = _end_of(_AFTER_TAG, source, emphasis.end(), text.end)
            else:
                opened += emphasis.group()
                at = emphasis.end()
        elif end := _prefix_end(source, at, text.end, numbered=numbered and tag_end < 0):
            at = end
        else:
            break
        at = _end_of(_SPACE, source, at, text.end)
    return Head(kind, None, False, after_tag, text.end) if kind else None


def is_external(source: bytes, link: FoundLink) -> bool:
    """Whether the link leads to another site, and is not merely an image."""
    if is_only_figures(link.shown.of(source)):
        return False
    return leads_out(address_in(link.target.of(source)))


def leads_out(url: str) -> bool:
    """Whether an address is one of another site."""
    return _EXTERNAL.match(url) is not None


def is_alone(source: bytes, text: Span, head: Head) -> bool:
    """Whether the text is nothing but the head's link, and perhaps by whom it is."""
    rest = source[head.end : text.end].strip(b"*_~ \t\r\n\\")
    return not rest or is_by(rest)


def is_by(source: bytes) -> bool:
    """Whether this says no more than by whom something is, and perhaps of which year."""
    return _BY.fullmatch(source) is not None


def _linked(
    source: bytes, text: Span, kind: Span | None, opened: bytes, after_tag: int, link: FoundLink
) -> Head | None:
    if not is_external(source, link):
        return None
    shown = link.shown.of(source)
    is_bold = b"**" in opened or b"__" in opened or (shown[:2] in (b"**", b"__") and shown[-2:] == shown[:2])
    end = link.span.end
    if opened:
        mark = opened.lstrip(b"~")[-2:] if is_bold else opened[-1:]
        closing = source.find(mark, end, text.end) if mark else -1
        if closing >= 0:
            run = _EMPHASIS.match(source, closing, text.end)
            end = run.end() if run else end
    return Head(kind, link, is_bold, after_tag, end)


def _words(source: bytes, tag: re.Match[bytes]) -> Span | None:
    """The words of a tag; None for a number, a version, mere punctuation."""
    words = tag[1].strip()
    if _NUMBERED.fullmatch(words) or not any(letter.isalpha() or letter > "\u2190" for letter in text_of(words)):
        return None
    start = source.index(words, tag.start(1))
    return Span(start, start + len(words))


def _prefix_end(source: bytes, at: int, end: int, *, numbered: bool) -> int | None:
    """The end of the emoji at `at`, or of the number; None where neither stands."""
    if numbered and (number := _NUMBER.match(source, at, end)):
        return number.end()
    if source[at] < 0x80 and source[at] not in b":#*0123456789":
        return None
    shown = source[at : min(end, at + _LONGEST_EMOJI)].decode(errors="ignore")
    match = _EMOJI.match(shown)
    if match is None:
        return None
    return _end_of(_AFTER_TAG, source, at + len(match.group().encode()), end)


def _end_of(pattern: re.Pattern[bytes], source: bytes, at: int, end: int) -> int:
    """Where the match of `pattern` ends that begins at `at`; `at` where there is none."""
    match = pattern.match(source, at, end)
    return match.end() if match else at
