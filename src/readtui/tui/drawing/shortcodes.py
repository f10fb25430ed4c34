"""Shortcodes: Hugo's `{{< … >}}` and `{{% … %}}`, as rules for the parser, which knows none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # markdown-it takes 50 ms to import
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

_CLOSINGS = {"{{<": ">}}", "{{%": "%}}"}
_LONGEST = 4_096  # characters: without a bound, openings that nothing closes take quadratic time
_HIGHLIGHT = re.compile(r"\{\{([<%])\s*highlight\b([^>%]{0,500})[>%]\}\}\s*$")
_HIGHLIGHT_END = re.compile(r"\{\{[<%]\s*/\s*highlight\s*[>%]\}\}\s*$")

_ENDLESS = "highlight-endless"  # where the last search found no end: not to be searched again by every line


def teach_shortcodes(parser: MarkdownIt) -> None:
    """Make the parser leave shortcodes alone, and take `highlight` for the code that it holds."""
    parser.inline.ruler.before("escape", "shortcode", _read_shortcode)
    interrupted = ["paragraph", "reference", "blockquote", "list"]
    parser.block.ruler.before("fence", "highlight", _read_highlight, {"alt": interrupted})


def _read_shortcode(state: StateInline, silent: bool) -> bool:
    """One token for the whole of it."""
    start = state.pos
    closing = _CLOSINGS.get(state.src[start : start + 3])
    end = state.src.find(closing, start + 3, min(start + _LONGEST, state.posMax)) if closing else -1
    if end < 0:
        return False
    state.pos = end + 3
    if not silent:
        token = state.push("shortcode", "", 0)
        token.content = state.src[start : state.pos]
    return True


def _read_highlight(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A fence, from the line that opens the shortcode to the one that closes it."""
    opening = _HIGHLIGHT.match(_line(state, start))
    if opening is None or state.is_code_block(start):
        return False
    endless = state.env.get(_ENDLESS, range(0))
    if start in endless and end in endless:
        return False
    closing = start + 1
    while closing < end and not _HIGHLIGHT_END.match(_line(state, closing)):
        closing += 1
    if closing == end:
        state.env[_ENDLESS] = range(start, end + 1)
        return False
    if not silent:
        token = state.push("fence", "code", 0)
        token.info = opening.group(2)
        token.content = state.getLines(start + 1, closing, state.sCount[start], True)
        token.map = [start, closing + 1]
        state.line = closing + 1
    return True


def _line(state: StateBlock, number: int) -> str:
    """A line without the indent and the marks of what it stands in."""
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]
