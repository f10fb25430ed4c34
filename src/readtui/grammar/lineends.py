"""Line ends: which a piece of a post uses, and how a new piece takes them over."""

import re

_LINE_END = re.compile(rb"\r\n|\n|\r")
_BREAK = re.compile(rb"\r\n|\n")


def line_end(old: bytes, source: bytes) -> bytes:
    """The line end that `old` uses first, else the first of the post `source`, else a newline."""
    match = _LINE_END.search(old) or _LINE_END.search(source)
    return match.group() if match else b"\n"


def with_line_ends(text: bytes, old: bytes, source: bytes) -> bytes:
    """`text` with the line ends of `old`, in whose place it goes; as it is where these are mixed."""
    ends = set(_LINE_END.findall(old)) or {line_end(old, source)}
    if len(ends) != 1:
        return text
    (end,) = ends
    return _BREAK.sub(end, text)  # a lone CR is a character here, and stays


def ends_line(text: bytes, old: bytes, source: bytes) -> bytes:
    """`text` with its last line ended, if `old`, in whose place it goes, ends its own; nothing stays nothing."""
    if not text or not old.endswith((b"\n", b"\r")):
        return text
    end = line_end(old, source)
    if text.endswith(b"\n") or (text.endswith(b"\r") and (end == b"\r" or old.endswith(b"\r"))):
        return text
    # A lone CR and a newline would be one line end.
    return text + (b"\r\n" if end == b"\n" and text.endswith(b"\r") else end)
