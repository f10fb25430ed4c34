"""Markdown: a text laid out as lines for one width, so that a pane has only to draw those on the screen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from readtui.tui.drawing.blocks import Block, Sheet, depth, nested
from readtui.tui.drawing.runs import Line, Run, wrapping
from readtui.tui.drawing.shortcodes import teach_shortcodes
from readtui.tui.drawing.source import lay_out_source

__all__ = ["definitions_in", "lay_out", "lay_out_source"]

if TYPE_CHECKING:  # markdown-it takes 50 ms to import
    from markdown_it import MarkdownIt

_MOST_BYTES = 256 * 1024
_MOST_LINES = 5_000
_MOST_BLOCKS = 500
_MARKS = re.compile(r"[\[*_]")
_MOST_MARKS = 2_000
"""In one line: brackets and emphasis that fit no others take the parser the square of their number."""
_DEEPEST = 60  # levels: the parser drops what is deeper, and each takes several Python frames
_LINE_END = re.compile(r"\r\n|\r")
_DEFINITION = re.compile(r"^ {0,3}\[(?!\^)[^\]\n]+\]:[ \t]*\S.*$", re.MULTILINE)


def lay_out(markdown: str, width: int, *, is_ascii: bool = False, definitions: str = "") -> list[Line]:
    """The markdown, without its front matter, in lines of at most `width` cells, ready to be drawn.

    Links stand with their targets; no text is left out but comments, and definitions whose links are shown.
    `definitions` is the text that defines the links of this one, where this is a part of it. More than
    256 KiB or 5,000 lines are laid out as source, so is a text with a line of more than 2,000 brackets and stars, and
    what follows the first 500 blocks, with a line that says so.
    """
    text = _LINE_END.sub("\n", markdown.removeprefix("\ufeff"))
    if len(text) > _MOST_BYTES or len(text.encode(errors="surrogatepass")) > _MOST_BYTES:
        return _as_source(text, width, "Shown as source: longer than 256 KiB.")
    source = text.split("\n")
    if len(source) > _MOST_LINES:
        return _as_source(text, width, f"Shown as source: longer than {_MOST_LINES:,} lines.")
    if any(len(line) > _MOST_MARKS and len(_MARKS.findall(line)) > _MOST_MARKS for line in source):
        return _as_source(text, width, f"Shown as source: a line has more than {_MOST_MARKS:,} brackets and stars.")
    try:
        blocks = _read(text, definitions)
        sheet = Sheet(width, is_ascii, source, _targets(blocks))
        return _stacked(sheet, blocks)
    except RecursionError:  # images in images: the parser sets no bound to those
        return _as_source(text, width, "Shown as source: nested too deeply.")


def definitions_in(markdown: str) -> str:
    """The lines of the text that define links: all of it that a part of it needs."""
    return "\n".join(_DEFINITION.findall(_LINE_END.sub("\n", markdown)))


def _as_source(text: str, width: int, note: str) -> list[Line]:
    return [*wrapping([Run(note, "dim")], width), (), *lay_out_source(text, width)]


def _stacked(sheet: Sheet, blocks: Sequence[Block]) -> list[Line]:
    shown = blocks[:_MOST_BLOCKS]
    if all(depth(block) < _DEEPEST - 1 for block in shown):
        lines = sheet.stacked(shown)
    else:
        lines = []
        for block in shown:
            lines += [()] if lines else []
            lines += sheet.stacked([block]) if depth(block) < _DEEPEST - 1 else sheet.as_source(block)
    if len(blocks) > len(shown):
        start = (blocks[len(shown)].token.map or [0])[0]
        note = f"The rest is shown as source: more than {_MOST_BLOCKS} blocks."
        lines += [(), *_as_source("\n".join(sheet.source[start:]), sheet.width, note)]
    return lines


def _read(text: str, definitions: str) -> list[Block]:
    parser = _parser()
    environment: dict[str, Any] = {"references": _References()}
    if "]:" in definitions:
        parser.parse(definitions_in(definitions), environment)
    return nested(parser.parse(text, environment))


def _targets(blocks: Sequence[Block]) -> frozenset[str]:
    """Where links and images lead; looked for only if there are definitions."""
    waiting, inline, has_definitions = list(blocks), [], False
    while waiting:
        block = waiting.pop()
        waiting += block.inside
        has_definitions |= block.token.type == "definition"
        inline += block.token.children or []
    if not has_definitions:
        return frozenset()
    targets = set()
    for token in inline:  # grows: images in links, and text in images
        targets |= {str(token.attrs[name]) for name in ("href", "src") if name in token.attrs}
        inline += token.children or []
    return frozenset(targets)


class _References(dict[str, Any]):
    """The parser's link definitions, of which footnotes are none."""

    def __setitem__(self, label: str, definition: Any) -> None:
        if not label.startswith("^"):
            super().__setitem__(label, definition)


@cache
def _parser() -> MarkdownIt:
    """The one parser: made when first needed."""
    from markdown_it import MarkdownIt

    class Parser(MarkdownIt):
        """Leaves targets as they are written, and refuses none: they are shown, not opened."""

        def validateLink(self, url: str) -> bool:  # noqa: N802 (the parser's name)
            return True

        def normalizeLink(self, url: str) -> str:  # noqa: N802
            return url

        def normalizeLinkText(self, link: str) -> str:  # noqa: N802
            return link

    parser = Parser("commonmark", {"maxNesting": _DEEPEST, "inline_definitions": True})
    parser.enable(["table", "strikethrough"])
    teach_shortcodes(parser)
    return parser
