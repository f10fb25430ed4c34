"""Inline: the links in a text with the bytes of their parts, and what a text reads like without its marks."""

import html
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from readtui.model.span import Span

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

# Each part is possessive and begins with a byte that no other takes, so that no text makes them slow.
_IN_PARENTHESES = rb"[^\x00-\x20\x7f()\\]|\\[^\s]"
_TARGET = re.compile(
    rb"[ \t\r\n]*+(?:<(?P<angled>(?:[^<>\\\r\n]|\\[^\r\n])*+)>"
    rb"|(?P<plain>(?:"
    + _IN_PARENTHESES
    + rb"|\((?:"
    + _IN_PARENTHESES
    + rb"|\((?:"
    + _IN_PARENTHESES
    + rb")*+\))*+\))*+))"
    rb"(?:[ \t\r\n]++(?:\"(?:[^\"\\]|\\[\s\S])*+\"|'(?:[^'\\]|\\[\s\S])*+'|\((?:[^()\\]|\\[\s\S])*+\)))?+[ \t\r\n]*+\)"
)
_PLAIN_LINK = re.compile(rb"\[([^\[\]\\`<]*+)\]\(([^\x00-\x20\x7f()<>\\]++)\)")  # most links are no more than this
# Limits, so that what never closes is not read to its end again and again.
_LONGEST_TARGET = 2048  # bytes, with the title
_LONGEST_LABEL = 999
_LONGEST_TAG = 600
_LONGEST_PARSED = 4096
_DEFINED = re.compile(rb"\]:[ \t]*(?:\r\n|\r|\n)?[ \t>]*(?:<([^<>\r\n]*)>|([^\s<]\S*))")
_LABEL = re.compile(rb"\[((?:[^\[\]\\]|\\[\s\S]){0,999})\]")
_AUTOLINK = re.compile(rb"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\x00-\x20\x7f<>]*)>")
_BARE = re.compile(rb"(?:https?|ftp)://[^\s<>\[\]\"`\\|]+")
_AFTER_BARE = b"?!.,:;*_~'\""  # punctuation of the sentence, not of the address
_TAG = re.compile(rb"<(?:!--.*?-->|/?[A-Za-z][^<>]*>)", re.DOTALL)
_TICKS = re.compile(rb"`+")
# Each alternative begins with a byte of its own: so the search skips to these, three times as fast.
_MARK = re.compile(rb"\\[\s\S]|``*|<|!\[|\[|\]|https?://|ftp://")
# What may read otherwise than it is written; a star or a low line alone is itself. Few titles need the parser for it.
_MARKED = re.compile(rb"[`<\\\[]|&[#A-Za-z]|~~|\*[^*]*+\*|_[^_]*+_")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])|(&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)")
_CONTINUED = re.compile(r"[\r\n]\s*(?:>[ \t]?)+")

_FIGURES = re.compile(rb"(?:\s*+(?:!\[[^\]]*+\](?:\([^()]*+\)|\[[^\]]*+\])?|\{\{[<%][^{}]*+\}\}|<img\b[^<>]*+>))++\s*+")


class FoundLink(NamedTuple):
    """A link in a post's bytes."""

    span: Span
    """All of it, marks included."""
    text: Span | None
    """What can be put in its place to change the text; None where the text is the address or a label."""
    target: Span
    """The address as it stands in the post: in the link itself, or in the definition that it refers to."""
    shown: Span
    """The markdown that is read."""
    is_bare: bool = False
    """Whether it is an address without marks, which CommonMark knows not but Hugo and GitHub do."""


Definitions = Callable[[bytes], Span | None]
"""Where the address stands that a label is defined by; None for a label that is not."""


def text_of(source: bytes) -> str:
    """The bytes as text: UTF-8, and what is none as Latin-1, so that old posts read well."""
    try:
        return source.decode()
    except UnicodeDecodeError:
        return source.decode("latin-1")


def is_only_figures(source: bytes) -> bool:
    """Whether this inline markdown is nothing but images and Hugo shortcodes."""
    return _FIGURES.fullmatch(source) is not None


def address_in(source: bytes) -> str:
    """The address that a link's target means, its escapes and character references resolved."""
    text = text_of(source)
    if "\\" in text or "&" in text:
        text = _ESCAPED.sub(lambda match: match[1] or html.unescape(match[2]), text)
    return text


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt  # here, since it takes 53 ms to import

    return MarkdownIt("commonmark").enable("strikethrough")


def plain_text(source: bytes) -> str:
    """What this inline markdown reads like, on one line: no emphasis, code marks, tags or escapes."""
    text = text_of(source)
    if b">" in source:
        text = _CONTINUED.sub("\n", text)
    if len(source) > _LONGEST_PARSED or not _MARKED.search(source):
        return " ".join(text.split())
    parts = []
    for token in _parser().parseInline(text)[0].children or ():
        if token.type in ("text", "code_inline", "image", "text_special"):
            parts.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            parts.append(" ")
    return " ".join("".join(parts).split())


def defined_target(source: bytes, start: int, end: int) -> Span | None:
    """Where the address stands in the link definition at these bytes."""
    match = _DEFINED.search(source, start, end)
    if match is None:
        return None
    return Span(*match.span(1 if match[1] is not None else 2))


def may_hold_link(source: bytes, start: int, end: int) -> bool:
    """Whether a mark of a link stands in these bytes: most texts have none, and need no second look."""
    return source.find(b"[", start, end) >= 0 or source.find(b"://", start, end) >= 0


def links_in(source: bytes, span: Span, definitions: Definitions) -> Iterator[FoundLink]:
    """The links in the inline text at `span`, in the order that they end; images are none."""
    if not may_hold_link(source, span.start, span.end):
        return
    openers: list[tuple[int, bool]] = []
    dead = 0  # openers below this hold a link, so that they open none themselves
    failures = 100 + len(span) // 128
    codes = _code_spans(source, span)
    at = span.start
    while match := _MARK.search(source, at, span.end):
        at = match.end()
        mark = match.group()
        if mark == b"[":
            if plain := _plain_link_at(source, match.start(), span.end):
                at, dead = plain.span.end, len(openers)
                yield plain
            else:
                openers.append((match.start(), False))
        elif mark == b"![":
            openers.append((match.start() + 1, True))
        elif mark == b"]":
            if not openers or not failures:
                continue
            opener, is_image = openers.pop()
            if len(openers) < dead:
                dead = len(openers)
                if not is_image:
                    continue
            if found := _link(source, opener, match.start(), span.end, definitions):
                at = found.span.end
                if not is_image:
                    dead = len(openers)
                    yield found
            elif source.startswith(b"(", at):
                failures -= 1
        elif mark == b"<":
            if found := autolink_at(source, match.start(), span.end):
                yield found
                at = found.span.end
            else:
                at = _tag_end(source, match.start(), span.end) or at
        elif mark.startswith(b"`"):
            at = codes.get(match.start(), at)
        elif mark.endswith(b"//"):
            found = bare_link_at(source, match.start(), span.end)
            if found is not None:
                at = found.span.end
                if not openers:
                    yield found


def link_at(source: bytes, start: int, end: int, definitions: Definitions) -> FoundLink | None:
    """The link whose `[` stands at `start`, in a text up to `end`; None where there is none."""
    if plain := _plain_link_at(source, start, end):
        return plain
    close = closing_bracket(source, start, end)
    if close is None:
        return None
    found = _link(source, start, close, end, definitions)
    if found and any(not inner.is_bare for inner in links_in(source, Span(start + 1, close), definitions)):
        return None  # links hold no links, so the outer is text
    return found


def _plain_link_at(source: bytes, start: int, end: int) -> FoundLink | None:
    """The link whose `[` stands at `start`, where neither its text nor its target needs a second look."""
    match = _PLAIN_LINK.match(source, start, end)
    if match is None:
        return None
    text = Span(*match.span(1))
    return FoundLink(Span(*match.span()), text, Span(*match.span(2)), text)


def autolink_at(source: bytes, start: int, end: int) -> FoundLink | None:
    """The `<address>` at `start`; None where there is none."""
    match = _AUTOLINK.match(source, start, end)
    if match is None:
        return None
    address = Span(*match.span(1))
    return FoundLink(Span(*match.span()), None, address, address)


def bare_link_at(source: bytes, start: int, end: int) -> FoundLink | None:
    """The address without marks at `start`, without the punctuation after it; None where there is none."""
    match = _BARE.match(source, start, end)
    if match is None:
        return None
    text = match.group()
    end, surplus = len(text), text.count(b")") - text.count(b"(")
    while text[end - 1] in _AFTER_BARE or (text[end - 1] in b")" and surplus > 0):
        surplus -= text[end - 1] in b")"
        end -= 1
    address = Span(start, start + end)
    return FoundLink(address, None, address, address, is_bare=True)


def closing_bracket(source: bytes, start: int, end: int) -> int | None:
    """Where the `]` stands that closes the `[` at `start`; None where none does before `end`."""
    codes: dict[int, int] | None = None
    depth, at = 0, start
    while match := _MARK.search(source, at, end):
        at = match.end()
        mark = match.group()
        if mark in (b"[", b"!["):
            depth += 1
        elif mark == b"]":
            depth -= 1
            if not depth:
                return match.start()
        elif mark == b"<":
            at = _tag_end(source, match.start(), end) or at
        elif mark.startswith(b"`"):
            if codes is None:
                codes = _code_spans(source, Span(start, end))
            at = codes.get(match.start(), at)
    return None


def _link(source: bytes, opener: int, close: int, end: int, definitions: Definitions) -> FoundLink | None:
    """The link whose brackets stand at `opener` and `close`."""
    text = Span(opener + 1, close)
    if source.startswith(b"(", close + 1) and close + 1 < end:
        match = _TARGET.match(source, close + 2, min(end, close + _LONGEST_TARGET))
        if match:
            target = Span(*match.span("angled" if match["angled"] is not None else "plain"))
            return FoundLink(Span(opener, match.end()), text, target, text)
    whole_end = close + 1
    if source.startswith(b"[", close + 1) and (match := _LABEL.match(source, close + 1, end)):
        whole_end = match.end()
        if match[1]:
            defined = definitions(match[1])
            return FoundLink(Span(opener, whole_end), text, defined, text) if defined else None
    defined = definitions(text.of(source)) if len(text) <= _LONGEST_LABEL else None
    return FoundLink(Span(opener, whole_end), None, defined, text) if defined else None


def _tag_end(source: bytes, start: int, end: int) -> int | None:
    """The end of the tag, comment or `<address>` at `start`; None where there is none."""
    match = _AUTOLINK.match(source, start, end) or _TAG.match(source, start, min(end, start + _LONGEST_TAG))
    return match.end() if match else None


def _code_spans(source: bytes, span: Span) -> dict[int, int]:
    """The end of each code span, by its start."""
    if source.find(b"`", span.start, span.end) < 0:
        return {}
    places: dict[int, list[int]] = {}
    runs = [match.span() for match in _TICKS.finditer(source, span.start, span.end)]
    for start, end in runs:
        places.setdefault(end - start, []).append(start)
    ends: dict[int, int] = {}
    at = span.start
    for start, end in runs:
        if start < at:
            continue
        same = places[end - start]
        following = bisect_left(same, end)
        if following < len(same):
            at = ends[start] = same[following] + end - start
    return ends
