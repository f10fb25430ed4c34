"""Printable text: any text from outside, made safe to show on a terminal."""

import re

_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 but tab and newline, DEL, C1
    "\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"  # bidirectional controls, invisible operators, breaks
    "\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff\ud800-\udfff]"  # BOM, annotations, tags, lone surrogates
)
_C0_PICTURES = 0x2400  # Unicode block "Control Pictures": U+2400 stands for NUL, and so on
_NEWLINE_PICTURE = "\u240a"
_TAB_PICTURE = "\u2409"
_DEL_PICTURE = "\u2421"
_REPLACEMENT = "\ufffd"


def visible(text: str) -> str:
    """`text` with each unsafe character as one visible mark; newlines and tabs stay.

    The mark takes one cell and one character, so places in the text stay true.
    """
    return _UNSAFE.sub(_mark, text) if not text.isascii() or not text.isprintable() else text


def one_row(text: str) -> str:
    """`text` made printable with as many characters as it has: newlines and tabs become marks too."""
    return visible(text).replace("\n", _NEWLINE_PICTURE).replace("\t", _TAB_PICTURE)


def one_line(text: str) -> str:
    """`text` made printable on one line: runs of white space become one space."""
    return " ".join(visible(text).split())


def escaped(text: str) -> str:
    r"""`text` with each unsafe character as `\\uXXXX`, as JSON writes it; newlines and tabs stay."""
    return _UNSAFE.sub(_escape, text) if not text.isascii() or not text.isprintable() else text


def _escape(match: re.Match[str]) -> str:
    units = match.group().encode("utf-16-be", "surrogatepass")  # two of them above U+FFFF
    return "".join(f"\\u{units[place]:02x}{units[place + 1]:02x}" for place in range(0, len(units), 2))


def _mark(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(_C0_PICTURES + code)
    return _DEL_PICTURE if code == 0x7F else _REPLACEMENT
