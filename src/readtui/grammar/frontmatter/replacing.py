"""Replacing: new bytes for one value, in the value's own style."""

import datetime
import re
from collections.abc import Sequence
from itertools import pairwise

from readtui.grammar.frontmatter import json_block, toml_block
from readtui.grammar.frontmatter.places import FieldPlace, Form
from readtui.grammar.frontmatter.unusual import Unusual
from readtui.model.span import Span, Splice

_DAY_AND_SPACE = re.compile(rb"\d{4}-\d\d-\d\d ")
_DEFAULT_QUOTES: dict[Form, str] = {"toml": '"', "yaml": "", "json": '"'}


def replacing(source: bytes, place: FieldPlace, form: Form, old: object, value: object) -> Splice:
    """The splice that puts `value` where `old` stands.

    Raises:
        Unusual: the place holds what cannot be replaced safely, or the value cannot be written.
    """
    if place.obstacle:
        raise Unusual.because(place.obstacle)
    before = place.span.of(source)
    if place.items is not None and not isinstance(value, list) and place.is_block_list:
        raise Unusual.because("a list over several lines")
    if place.items is not None and isinstance(value, list) and isinstance(old, list):
        if place.is_block_list:
            return _block_list(source, place, old, value)
        return Splice(place.span, _flow_list(source, place, form, old, value))
    text = literal(value, form, quote_of(before, form), in_list=place.is_within_braces)
    if isinstance(value, datetime.datetime) and _DAY_AND_SPACE.match(before):
        text = text.replace("T", " ", 1)
    if source[place.span.start - 1 : place.span.start] == b":":
        text = " " + text  # an empty value: the place is right behind the colon
    return Splice(place.span, encoded(text))


def quote_of(text: bytes, form: Form) -> str:
    """The quotes that a value as written begins with; the language's own where it has none."""
    first = text[:1].decode("latin-1")
    return first if first in ("'", '"') else _DEFAULT_QUOTES[form]


def literal(value: object, form: Form, quote: str, *, in_list: bool) -> str:
    """`value` as the form writes it; YAML in a list in brackets leaves out quotes more seldom.

    Raises:
        Unusual: the value cannot be written.
    """
    try:
        if form == "toml":
            return toml_block.written(value, quote)
        if form == "json":
            return json_block.written(value)
        from readtui.grammar.frontmatter import yaml_block  # loads PyYAML

        return yaml_block.written(value, quote, in_list=in_list)
    except ValueError as fault:
        raise Unusual(f"front matter cannot hold {fault}") from fault


def encoded(text: str) -> bytes:
    """The text's bytes.

    Raises:
        Unusual: it holds half a character.
    """
    try:
        return text.encode()
    except UnicodeEncodeError as fault:
        raise Unusual("front matter cannot hold half a character") from fault


def _flow_list(source: bytes, place: FieldPlace, form: Form, old: Sequence[object], value: Sequence[object]) -> bytes:
    """The list in its brackets; an item that stays keeps its bytes, and the gaps stay as they are."""
    items = place.items or ()
    if len(items) != len(old):
        raise Unusual.because("a list with an alias")
    opening, gap, closing = b"[", b", ", b"]"
    if items:
        opening = source[place.span.start : items[0].start]
        closing = source[items[-1].end : place.span.end]
        gaps = [source[left.end : right.start] for left, right in pairwise(items)]
        if any(b"#" in piece for piece in (opening, closing, *gaps)):
            raise Unusual.because("a comment in a list")
        gap = gaps[0] if gaps else b"," + opening[1:] if b"\n" in opening else b", "
    if not value:
        return b"[]"
    quote = quote_of(items[0].of(source), form) if items else '"'
    kept = _kept(source, items, old)
    pieces = [
        kept[item].pop(0)
        if isinstance(item, str) and kept.get(item)
        else encoded(literal(item, form, quote, in_list=True))
        for item in value
    ]
    return opening + gap.join(pieces) + closing


def _block_list(source: bytes, place: FieldPlace, old: Sequence[object], value: Sequence[object]) -> Splice:
    """The list with a line for each item; an item that stays keeps its line."""
    items = place.items or ()
    if len(items) != len(old):
        raise Unusual.because("a list with an alias")
    if not value:
        colon = source.rindex(b":", 0, place.span.start)
        if source[colon + 1 : place.span.start].strip():
            raise Unusual.because("a comment in a list")
        return Splice(Span(colon + 1, place.span.end), b" []")
    if any(b"\n" in item.of(source) or b"\r" in item.of(source) for item in items):
        raise Unusual.because("a list with an item over several lines")
    dash = source[place.span.start : items[0].start]
    indent = _indent_before(source, place.span.start)
    gaps = [source[left.end : right.start] for left, right in pairwise(items)]
    line_end = _line_end_of(gaps[0] if gaps else source[items[0].end :])
    lines = [*(gap[: len(gap) - len(indent + dash)] for gap in gaps), source[items[-1].end : place.span.end]]
    if any(line.count(b"\n") > 1 or line.lstrip(b" \t").startswith((b"\n#", b"\r\n#")) for line in lines):
        raise Unusual.because("a comment in a list")
    whole = [Span(item.start, item.end + len(line.rstrip(b"\r\n"))) for item, line in zip(items, lines, strict=True)]
    kept = _kept(source, whole, old)
    quote = quote_of(items[0].of(source), "yaml")
    pieces = [
        kept[item].pop(0)
        if isinstance(item, str) and kept.get(item)
        else encoded(literal(item, "yaml", quote, in_list=False))
        for item in value
    ]
    return Splice(place.span, dash + (line_end + indent + dash).join(pieces))


def _kept(source: bytes, spans: Sequence[Span], old: Sequence[object]) -> dict[str, list[bytes]]:
    """The bytes of each text of the old list, to be used again."""
    kept: dict[str, list[bytes]] = {}
    for item, span in zip(old, spans, strict=True):
        if isinstance(item, str):
            kept.setdefault(item, []).append(span.of(source))
    return kept


def _indent_before(source: bytes, place: int) -> bytes:
    start = max(source.rfind(b"\n", 0, place), source.rfind(b"\r", 0, place)) + 1
    return source[start:place]


def _line_end_of(text: bytes) -> bytes:
    match = re.search(rb"\r\n|\n|\r", text)
    return match[0] if match else b"\n"
