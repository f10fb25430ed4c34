"""TOML blocks: which bytes are a field's value, and how a value is written."""

import datetime
import re

from readtui.model.span import Span

_BASIC = rb'"""(?:[^"\\]|\\.|"{1,2}(?!"))*+"{3,5}|"(?:[^"\\\r\n]|\\.)*+"'
_LITERAL = rb"'''(?:[^']|'{1,2}(?!'))*+'{3,5}|'[^'\r\n]*+'"
_STRING = rb"(?:" + _BASIC + rb"|" + _LITERAL + rb")"
_KEY_PART = rb"(?:[A-Za-z0-9_-]++|" + _STRING + rb")"

_BLANK = re.compile(rb"(?:[ \t\r\n]++|#[^\n]*+)*+")
_KEY = re.compile(rb"(" + _KEY_PART + rb")((?:[ \t]*+\.[ \t]*+" + _KEY_PART + rb")*+)[ \t]*+=[ \t]*+", re.DOTALL)
_SCALAR = re.compile(_STRING + rb"|\d{4}-\d\d-\d\d \d\d:[^\s,\]}#]++|[^\s,\]}#\[{]++", re.DOTALL)
_PIECE = re.compile(_STRING + rb"|#[^\n]*+|[\[\]{},]|[^\"'#\[\]{},]++", re.DOTALL)
_STRING_OR_COMMENT = re.compile(_STRING + rb"|#[^\n]*+", re.DOTALL)
_REST_OF_LINE = re.compile(rb"[ \t]*+(?:#[^\n]*+)?\r?\n?")

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def fields(inside: bytes) -> tuple[tuple[tuple[str, Span], ...], int]:
    """The undotted keys above the first table, each with its value's span, and where a further line may go.

    Places are in `inside`, which the standard library's parser has accepted.

    Raises:
        ValueError: this is no TOML.
    """
    found: list[tuple[str, Span]] = []
    place = below_last = 0
    while (place := _end(_BLANK, inside, place)) < len(inside) and inside[place : place + 1] != b"[":
        key = _KEY.match(inside, place)
        if key is None:
            raise ValueError("a line is no field")
        end = value_end(inside, key.end())
        if not key[2]:
            found.append((_name(key[1]), Span(key.end(), end)))
        place = below_last = _end(_REST_OF_LINE, inside, end)
    return tuple(found), below_last


def value_end(inside: bytes, start: int) -> int:
    """The byte after the value that begins at `start`.

    Raises:
        ValueError: no value begins there.
    """
    if inside[start : start + 1] not in (b"[", b"{"):
        return _end(_SCALAR, inside, start)
    depth = 0
    while piece := _PIECE.match(inside, start):
        start = piece.end()
        if piece[0] in (b"[", b"{"):
            depth += 1
        elif piece[0] in (b"]", b"}"):
            depth -= 1
            if depth == 0:
                return start
    raise ValueError("a bracket is not closed")


def longest_key(text: str) -> int:
    """The dots on the line with the most, outside of strings and comments: tomllib takes their square in time."""
    return max(line.count(b".") for line in _STRING_OR_COMMENT.sub(b"s", text.encode()).split(b"\n"))


def items(inside: bytes, span: Span) -> tuple[Span, ...]:
    """The places of the items of the array at `span`.

    Raises:
        ValueError: this is no array.
    """
    found = []
    place = _end(_BLANK, inside, span.start + 1)
    while place < span.end - 1:
        end = value_end(inside, place)
        found.append(Span(place, end))
        place = _end(_BLANK, inside, end)
        if inside[place : place + 1] != b",":
            break
        place = _end(_BLANK, inside, place + 1)
    return tuple(found)


def written(value: object, quote: str) -> str:
    """`value` in TOML; `quote` is `'`, where the text allows it, or `"`."""
    match value:
        case bool():
            return "true" if value else "false"
        case datetime.datetime() | datetime.date():
            return value.isoformat().replace("+00:00", "Z")
        case list():
            return "[" + ", ".join(written(item, quote) for item in value) + "]"
        case str() if quote == "'" and "'" not in value and value.isprintable():
            return f"'{value}'"
        case str():
            return '"' + "".join(map(_escaped, value)) + '"'
        case int() | float():
            return str(value)
    raise ValueError(f"a {type(value).__name__}")


def key_written(key: str) -> str:
    """The key, in quotes where TOML asks for them."""
    return key if _BARE_KEY.fullmatch(key) else written(key, '"')


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    return f"\\u{ord(character):04x}" if ord(character) < 0x20 or ord(character) == 0x7F else character


def _name(key: bytes) -> str:
    import tomllib  # only here: reading a plain block needs none

    if key[:1] not in (b'"', b"'"):
        return key.decode()
    return str(tomllib.loads(f"key = {key.decode()}")["key"])


def _end(pattern: re.Pattern[bytes], inside: bytes, start: int) -> int:
    match = pattern.match(inside, start)
    if match is None:
        raise ValueError("no value")
    return match.end()
