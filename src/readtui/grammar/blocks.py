"""Blocks: what a post's text is made of at the top level, with the lines of each part."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from readtui.grammar.lines import LineTable
from readtui.grammar.plainblocks import read_plain_blocks
from readtui.grammar.structure import Block, Structure, Text, trimmed
from readtui.model.span import Span

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_HEADING_MARK = re.compile(rb"[ \t]*#{1,6}(?=[ \t\r\n]|\Z)[ \t]*")
_ITEM_MARK = re.compile(rb"[ \t]*(?:[-+*]|\d{1,9}[.)])[ \t]*")
_BLANK = b" \t\r\n"
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"

# Rules that cannot match without these bytes are left out: a fifth of the time for most posts.
_NEEDED_BY_RULE = {
    "fence": (b"```", b"~~~"),
    "html_block": (b"<",),
    "reference": (b"]:",),
    "blockquote": (b">",),
}
_UNDERLINE_END = re.compile(rb"[=-][ \t]*(?:[\r\n]|\Z)")


@cache  # building a parser costs as much as parsing three posts; it holds nothing of a post
def _parser(without: tuple[str, ...]) -> "MarkdownIt":
    from markdown_it import MarkdownIt  # here, since it takes 53 ms to import

    parser = MarkdownIt("commonmark").disable(list(without))
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser


def _rules_without_work(body: bytes) -> tuple[str, ...]:
    idle = tuple(rule for rule, marks in _NEEDED_BY_RULE.items() if not any(mark in body for mark in marks))
    return idle if _UNDERLINE_END.search(body) else (*idle, "lheading")


def read_structure(source: bytes, body: Span) -> Structure:
    """The block structure of `source` in `body`, by CommonMark's rules."""
    start = _after_byte_order_mark(source, body)
    lines = LineTable.of(source)
    plain = read_plain_blocks(source, Span(start, body.end), lines.line_of(start))
    if plain is None:
        return parse_structure(source, body)
    last = lines.line_of(body.end - 1)
    return Structure(source, start, lines, last, tuple(plain.blocks), tuple(plain.texts), tuple(plain.quotes), {})


def parse_structure(source: bytes, body: Span) -> Structure:
    """The same by the parser alone, which takes several times as long where the body is plain.

    The parser sees the bytes as Latin-1: all marks are ASCII, so the structure is the same, whatever the
    encoding, and no byte is lost.
    """
    start = _after_byte_order_mark(source, body)
    lines = LineTable.of(source)
    environment: dict[str, dict[str, dict[str, list[int]]]] = {}
    text = source[start : body.end]
    tokens = _parser(_rules_without_work(text)).parse(text.decode("latin-1"), environment)
    reader = _Reader(source, Span(start, body.end), lines, lines.line_of(start))
    return Structure(
        source,
        start,
        lines,
        lines.line_of(body.end - 1),
        tuple(reader.blocks(tokens)),
        tuple(reader.text(token) for token in tokens if token.type == "inline"),
        tuple(reader.quotes(tokens)),
        {
            label: Text(reader.shift + place["map"][0], reader.shift + place["map"][1] - 1)
            for label, place in environment.get("references", {}).items()
        },
    )


def _after_byte_order_mark(source: bytes, body: Span) -> int:
    """The body's first byte, a byte order mark aside: it would make a paragraph of the first heading."""
    is_marked = source.startswith(_BYTE_ORDER_MARK, body.start)
    return body.start + len(_BYTE_ORDER_MARK) if is_marked else body.start


@dataclass(frozen=True, slots=True)
class _Reader:
    """Turns the parser's tokens, whose lines count from 0 at the body's start, into blocks."""

    source: bytes
    body: Span
    lines: LineTable
    shift: int

    def blocks(self, tokens: list["Token"]) -> Iterator[Block]:
        for at, token in enumerate(tokens):
            if token.map is None or token.nesting < 0:
                continue
            if token.level == 0 and token.type not in ("bullet_list_open", "ordered_list_open", "inline"):
                yield self._block(token, tokens[at + 1] if at + 1 < len(tokens) else None)
            elif token.level == 1 and token.type == "list_item_open":
                yield self._item(token, tokens[at + 1 : at + 3])

    def text(self, token: "Token") -> Text:
        assert token.map is not None
        return Text(self.shift + token.map[0], self.shift + token.map[1] - 1)

    def quotes(self, tokens: list["Token"]) -> Iterator[Text]:
        inside = 0
        for token in tokens:
            if token.type == "blockquote_open":
                if not inside:
                    first, last = self.text(token)
                    yield Text(first, trimmed(self.source, self.lines, first, last))
                inside += 1
            elif token.type == "blockquote_close":
                inside -= 1

    def _block(self, token: "Token", following: "Token | None") -> Block:
        first, last = self.text(token)
        if token.type == "heading_open":
            return Block("heading", first, last, int(token.tag[1:]), self._heading_text(token, first, last))
        if token.type == "paragraph_open":
            return Block("paragraph", first, last, 0, self._stripped(self._start(first), self.lines.end(last)))
        last = trimmed(self.source, self.lines, first, last)
        if token.type == "html_block":
            is_comment = self.source.startswith(b"<!--", self._stripped(self._start(first), self.lines.end(last)).start)
            return Block("comment" if is_comment else "other", first, last, 0, None)
        return Block("quote" if token.type == "blockquote_open" else "other", first, last, 0, None)

    def _heading_text(self, token: "Token", first: int, last: int) -> Span:
        start = self._start(first)
        if token.markup in ("=", "-"):  # the underline is its last line
            return self._stripped(start, self.lines.end(last - 1))
        mark = _HEADING_MARK.match(self.source, start)
        text = self._stripped(mark.end() if mark else start, self.lines.end(last))
        opened = text.of(self.source).rstrip(b"#")
        if not opened or opened[-1:] in (b" ", b"\t"):  # else the marks stand against a word, and are text
            return self._stripped(text.start, text.start + len(opened))
        return text

    def _item(self, token: "Token", children: list["Token"]) -> Block:
        first, last = self.text(token)
        text = None
        if len(children) == 2 and children[1].type == "inline" and children[1].map:
            begin, end = self.text(children[1])
            start = self._start(begin)
            if begin == first and (mark := _ITEM_MARK.match(self.source, start)):
                start = mark.end()
            if children[0].type == "heading_open" and (mark := _HEADING_MARK.match(self.source, start)):
                start = mark.end()
            text = self._stripped(start, self.lines.end(end))
        return Block("item", first, trimmed(self.source, self.lines, first, last), 0, text)

    def _start(self, line: int) -> int:
        return max(self.lines.start(line), self.body.start)

    def _stripped(self, start: int, end: int) -> Span:
        """The range without the white space around it."""
        text = self.source[start:end]
        left = len(text) - len(text.lstrip(_BLANK))
        return Span(start + left, max(start + left, start + len(text.rstrip(_BLANK))))
