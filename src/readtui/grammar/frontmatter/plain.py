"""Plain blocks: the quick reading of front matter whose every line is certain, without a parser.

A log's first screen needs title, date and draft of thousands of posts. Importing YAML costs more than reading a
thousand of these, and PyYAML takes half a millisecond for a block that needs twenty microseconds here. Whatever a
line leaves in doubt, the whole block is declined and goes to the real parser; tests hold that where this answers, it
answers the same.
"""

import datetime
import re
from typing import Final

_DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ][0-9]{2}:[0-9]{2}:[0-9]{2}(?:Z|[+-][0-9]{2}:[0-9]{2})?)?"
_WHOLE_NUMBER = r"0|[1-9][0-9]{0,17}"
_DOUBLE = r'"[^"\\]*"'
_SINGLE = r"'[^']*'"

_TOML_ITEM = rf"(?:{_DOUBLE}|{_SINGLE})"
_TOML_LINE = re.compile(
    rf""" *([A-Za-z0-9_-]+) *= *(?:"([^"\\]*)"|'([^']*)'|(true|false)|({_DATE})|({_WHOLE_NUMBER})|"""
    rf"""\[ *+((?:{_TOML_ITEM}(?: *+, *+{_TOML_ITEM})*(?: *+,)?)?) *+\]) *(?:#.*)?"""
)

# A plain YAML scalar that begins with a letter or a slash is no number, date, tag or indicator; one that begins with a
# digit is looked at again. Inside a flow list fewer characters are certain. Possessive, so that no line is quadratic.
_PLAIN = r"(?:[^\W_]|/)(?:[^ :#]|#|:(?! |$)| ++(?!#|$))*+"
_FLOW_PLAIN = r"(?:[^\W\d_]|/)(?:[^] :#,?\"'&*!|>%@`{}[]| ++(?![],]))*+"
_FLOW_ITEM = rf"(?:{_DOUBLE}|{_SINGLE}|{_FLOW_PLAIN})"
_YAML_VALUE = (
    rf""""([^"\\]*)"|'([^']*)'|(true|false)|({_DATE})|({_WHOLE_NUMBER})|"""
    rf"""\[ *+((?:{_FLOW_ITEM}(?: *+, *+{_FLOW_ITEM})*)?) *+\]|({_PLAIN})"""
)
_YAML_LINE = re.compile(rf"([A-Za-z][A-Za-z0-9_-]{{0,99}}):(?: +(?:{_YAML_VALUE}))? *(?: #.*)?")
_YAML_ITEM = re.compile(rf"( *)- +(?:{_YAML_VALUE}) *(?: #.*)?")
_ITEM = re.compile(rf"{_DOUBLE}|{_SINGLE}|[^ ,][^,]*")

_WORDS: Final = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})
"""What is no text, or is none to some YAML."""
_NO_TIME = re.compile("[A-SU-Ya-su-y]")
"""No number has a space, and no time that has one has these."""
_SAFE: Final = bytes({0x0A, *range(0x20, 0x7F), *range(0x80, 0x100)})
_UNSAFE_BEYOND_ASCII = re.compile("[\x80-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def plain_text(inside: bytes) -> str | None:
    r"""The block as text with `\n` line ends; None where it holds a control character, a tab, or is not UTF-8."""
    if b"\r" in inside:
        inside = inside.replace(b"\r\n", b"\n")
    if inside.translate(None, _SAFE):
        return None
    try:
        text = inside.decode()
    except UnicodeDecodeError:
        return None
    return text if text.isascii() or not _UNSAFE_BEYOND_ASCII.search(text) else None


def plain_toml(text: str) -> dict[str, object] | None:
    """The values of a TOML block; None where a line leaves doubt."""
    values: dict[str, object] = {}
    for line in text.split("\n"):
        match = _TOML_LINE.fullmatch(line)
        if match is None:
            bare = line.lstrip(" ")
            if bare and bare[0] != "#":
                return None
            continue
        key = match[1]
        if key in values:
            return None
        kind = match.lastindex or 0
        value = _scalar(kind, match[kind]) if kind < 7 else [item[1:-1] for item in _ITEM.findall(match[7])]
        if value is None:
            return None
        values[key] = value
    return values


def plain_yaml(text: str) -> dict[str, object] | None:
    """The values of a YAML block; None where a line leaves doubt."""
    values: dict[str, object] = {}
    key = indent = ""
    items: list[object] | None = None
    """The list that the next `-` line goes to, if one may come."""
    for line in text.split("\n"):
        match = _YAML_LINE.fullmatch(line)
        if match is None:
            bare = line.lstrip(" ")
            if not bare or bare[0] == "#":
                continue
            match = _YAML_ITEM.fullmatch(line)
            if match is None or items is None or (items and match[1] != indent):
                return None
            value = _yaml_value(match)
            if value is None:
                return None
            indent = match[1]
            items.append(value)
            values[key] = items
            continue
        key = match[1]
        if key in values or key.lower() in _WORDS:
            return None
        if match.lastindex == 1:
            values[key], items = None, []
            continue
        value = _yaml_value(match)
        if value is None:
            return None
        values[key], items = value, None
    return values


def _yaml_value(match: re.Match[str]) -> object:
    """What a line's value is; None where that is in doubt."""
    kind = match.lastindex or 0
    text = match[kind]
    if kind < 7:
        return _scalar(kind, text)
    if kind == 8:
        if not text[0].isdigit():
            return None if text.lower() in _WORDS else text
        return text if " " in text and _NO_TIME.search(text) else None
    items = [item if item[0] in "\"'" else item.rstrip(" ") for item in _ITEM.findall(text)]
    if any(item.lower() in _WORDS for item in items):
        return None
    return [item[1:-1] if item[0] in "\"'" else item for item in items]


def _scalar(kind: int, text: str) -> object:
    """The value of a quoted text, a truth, a date or a number, by its group in the patterns; None for no such date."""
    if kind < 4:
        return text
    if kind == 4:
        return text == "true"
    if kind == 6:
        return int(text)
    try:
        return datetime.date.fromisoformat(text) if len(text) == 10 else datetime.datetime.fromisoformat(text)
    except ValueError:
        return None
