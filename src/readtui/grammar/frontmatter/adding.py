"""Adding: a line for a field that the block has not, in the block's own style."""

import re
from collections import Counter

from readtui.grammar.frontmatter import json_block, toml_block
from readtui.grammar.frontmatter.places import FieldPlace, Form
from readtui.grammar.frontmatter.replacing import encoded, literal, quote_of
from readtui.grammar.frontmatter.unusual import Unusual
from readtui.model.frontmatter import FrontMatter
from readtui.model.span import Span, Splice

_BARE_YAML_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_FIRST_FIELD = re.compile(rb"(?:\A|[\r\n])( *)[^\s#]")
_LAST_LINE_END = re.compile(rb"(?:\r\n|\n|\r)[ \t\r\n]*\Z")
_TOML_EQUALS = re.compile(rb"([ \t]*=[ \t]*)\Z")


def adding(
    source: bytes, front_matter: FrontMatter, form: Form, fields: tuple[FieldPlace, ...], key: str, value: object
) -> Splice:
    """The splice that gives the block a field `key`.

    Raises:
        Unusual: there is no safe place for a line, or the value cannot be written.
    """
    if form == "json":
        return _adding_to_object(source, front_matter, key, value)
    quote = _usual_quote(source, front_matter, form, fields)
    if form == "toml":
        _, below = toml_block.fields(front_matter.inside.of(source))
        equals = _TOML_EQUALS.search(source, 0, fields[-1].span.start) if fields else None
        sign = equals[1].decode() if equals else " = "
        line = toml_block.key_written(key) + sign + literal(value, form, quote, in_list=False)
        return _line_at(source, front_matter, front_matter.inside.start + below, line)
    inside = front_matter.inside.of(source)
    if fields and fields[0].is_within_braces:
        raise Unusual.because("fields in braces")
    first = _FIRST_FIELD.search(inside)
    indent = first[1].decode() if first else ""
    name = key if _BARE_YAML_KEY.fullmatch(key) else literal(key, form, '"', in_list=False)
    block_list = next((field for field in fields if field.is_block_list and field.items), None)
    if isinstance(value, list) and value and block_list and block_list.items:
        dash = source[_line_start(source, block_list.span.start) : block_list.items[0].start].decode()
        quote = quote_of(block_list.items[0].of(source), form)
        lines = [f"{indent}{name}:", *(dash + literal(item, form, quote, in_list=False) for item in value)]
    else:
        lines = [f"{indent}{name}: {literal(value, form, quote, in_list=False)}"]
    blank = _LAST_LINE_END.search(inside)
    end = blank.start() + len(_line_end(inside[blank.start() :])) if blank and inside.strip() else 0
    return _line_at(source, front_matter, front_matter.inside.start + end, *lines)


def _line_at(source: bytes, front_matter: FrontMatter, place: int, *lines: str) -> Splice:
    """The lines at `place`, each with the line end that stands above it."""
    if source[place - 1 : place] not in (b"\n", b"\r"):
        raise Unusual.because("a field on the line of the fence")
    above = source[max(0, place - 2) : place]
    line_end = b"\r\n" if above == b"\r\n" else above[-1:]
    return Splice(Span(place, place), b"".join(encoded(line) + line_end for line in lines))


def _adding_to_object(source: bytes, front_matter: FrontMatter, key: str, value: object) -> Splice:
    """A further member of a JSON object, indented and spaced as the one before it."""
    text = front_matter.inside.of(source).decode()
    fields = json_block.fields(text)
    name, written = literal(key, "json", '"', in_list=False), literal(value, "json", '"', in_list=False)
    start = front_matter.inside.start
    if not fields:
        brace = start + len(text[: text.index("{") + 1].encode())
        return Splice(Span(brace, brace), encoded(f"{name}: {written}"))
    last = fields[-1]
    above = text[: last.key_start]
    gap = above[len(above.rstrip()) :]
    colon = text[last.key_end : last.start]
    end = start + len(text[: last.end].encode())
    return Splice(Span(end, end), encoded(f",{gap}{name}{colon if colon.isprintable() else ': '}{written}"))


def _usual_quote(source: bytes, front_matter: FrontMatter, form: Form, fields: tuple[FieldPlace, ...]) -> str:
    """The quotes that most texts of the block have."""
    quotes = Counter(
        quote_of(field.span.of(source), form) for field in fields if isinstance(front_matter.values.get(field.key), str)
    )
    return quotes.most_common(1)[0][0] if quotes else '"'


def _line_start(source: bytes, place: int) -> int:
    return max(source.rfind(b"\n", 0, place), source.rfind(b"\r", 0, place)) + 1


def _line_end(text: bytes) -> bytes:
    return b"\r\n" if text.startswith(b"\r\n") else text[:1]
