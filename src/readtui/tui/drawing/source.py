"""Source: a post's own lines, cut where they do not fit, with a light look at what begins them."""

import re

from readtui.model.printable import visible
from readtui.tui.drawing.runs import Line, Run, chopping, joined

_LINE_END = re.compile(r"\r\n|\n|\r")
_OPENING = re.compile(r"(?P<space> *)(?P<mark>#{1,6}(?= |$)|(?:> ?)+|[-*+] (?:\[[ xX]\] )?|\d{1,9}[.)] )?")
_SIGNS = "#>-*+ 0123456789"
_FENCE = re.compile(r" {0,3}(?:`{3,}|~{3,})")
_TAB = 4


def lay_out_source(text: str, width: int) -> list[Line]:
    """The text as it stands, in lines of at most `width` cells; control characters as visible marks."""
    lines: list[Line] = []
    is_code = False
    source = _LINE_END.split(text)
    if source[-1] == "":
        source.pop()
    for raw in source:
        line = visible(raw.expandtabs(_TAB) if "\t" in raw else raw)
        is_fence = _FENCE.match(line) is not None
        if is_fence:
            is_code = not is_code
        if not line:
            lines.append(())
        elif is_fence:
            lines += [(Run(part, "mark"),) for part in chopping(line, width)]
        elif is_code:
            lines += [(Run(part, "code"),) for part in chopping(line, width)]
        else:
            lines += _cut(line, width)
    return lines


def _cut(line: str, width: int) -> list[Line]:
    """A line outside of code; what its first sign says of it colours all its parts."""
    if len(line) <= width and line[0] not in _SIGNS and line.isascii():
        return [(Run(line),)]  # most lines of a text, and of 100,000 each counts
    match = _OPENING.match(line)
    mark = (match.group("mark") or "") if match else ""
    look = {"#": "heading", ">": "quote"}.get(mark[:1], "text")
    parts = chopping(line, width)
    end = match.end() if match and mark else 0
    first = parts[0]
    lines: list[Line] = [joined((Run(first[:end], "mark"), Run(first[end:], look)))]
    return lines + [(Run(part, look),) for part in parts[1:]]
