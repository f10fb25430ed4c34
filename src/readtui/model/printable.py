"""Printable text: any text from outside, made safe to show on a terminal."""

import re
from functools import cache

_UNSAFE = (
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 but tab and newline, DEL, C1
    "\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"  # bidirectional controls, invisible operators, breaks
    "\xad\u034f\u115f\u1160\u17b4\u17b5\u180e\u3164\uffa0"  # soft hyphen, invisible joiners, vowels and fillers
    "\ufeff\ufff0-\ufffb\ufffe\uffff\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"  # BOM, formats
    "\U000e0000-\U000e0fff\ud800-\udfff]"  # tags, lone surrogates
)
_JOINERS = "\u200c\u200d"
_JOINED = "[^\x00-\u058f\u2000-\u206f\u2400-\u2426\ud800-\udfff\ufff0-\uffff]"
"""What a joiner has beside it where it belongs: emoji, or a script such as Arabic or Devanagari, and no mark."""
_LONE_JOINER = f"(?<!{_JOINED})[{_JOINERS}](?!{_JOINED})"
_C0_PICTURES = 0x2400  # Unicode block "Control Pictures": U+2400 stands for NUL, and so on
_NEWLINE_PICTURE = "\u240a"
_TAB_PICTURE = "\u2409"
_DEL_PICTURE = "\u2421"
_REPLACEMENT = "\ufffd"


def visible(text: str) -> str:
    """`text` with each unsafe character as one visible mark; newlines and tabs stay.

    The mark takes one cell and one character, so places in the text stay true.
    """
    if text.isascii():
        return text if text.isprintable() else _pattern(_UNSAFE).sub(_mark, text)
    text = _pattern(_UNSAFE).sub(_mark, text)  # first: what is a mark now joins with nothing
    return _pattern(_LONE_JOINER).sub(_mark, text) if _has_joiner(text) else text


def harmless(text: str) -> str:
    """`text` on one row without what acts on a terminal; joiners stay: what they join may stand in another text."""
    return _pattern(_UNSAFE).sub(_mark, text).replace("\n", _NEWLINE_PICTURE).replace("\t", _TAB_PICTURE)


def one_row(text: str) -> str:
    """`text` made printable with as many characters as it has: newlines and tabs become marks too."""
    return visible(text).replace("\n", _NEWLINE_PICTURE).replace("\t", _TAB_PICTURE)


def one_line(text: str) -> str:
    """`text` made printable on one line: runs of white space become one space."""
    return " ".join(visible(text).split()) if text else text


def escaped(text: str) -> str:
    r"""`text` with each unsafe character as `\\uXXXX`, as JSON writes it; newlines and tabs stay."""
    if text.isascii():
        return text if text.isprintable() else _pattern(_UNSAFE).sub(_escape, text)
    text = _pattern(_UNSAFE).sub(_escape, text)
    return _pattern(_LONE_JOINER).sub(_escape, text) if _has_joiner(text) else text


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    """Made with the first text that needs it, 0.4 ms each: most listings have none."""
    return re.compile(pattern)


def _has_joiner(text: str) -> bool:
    return any(joiner in text for joiner in _JOINERS)


def _escape(match: re.Match[str]) -> str:
    units = match.group().encode("utf-16-be", "surrogatepass")  # two of them above U+FFFF
    return "".join(f"\\u{units[place]:02x}{units[place + 1]:02x}" for place in range(0, len(units), 2))


def _mark(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(_C0_PICTURES + code)
    return _DEL_PICTURE if code == 0x7F else _REPLACEMENT
