"""Plain blocks: the structure of a body that is written plainly, read several times as fast as by the parser.

Plain are headings, paragraphs, quotes of paragraphs, fenced code, rules, comments of one line, and lists of paragraphs,
where none of them can be taken for another. Of all else nothing is said here: the parser is asked. Where something is
said, it is what the parser says; tests hold this for any text made of markdown's marks.
"""

import re
from collections.abc import Callable

from readtui.grammar.structure import Block, Text
from readtui.model.span import Span

_NOT_PLAIN = (b"\t", b"\r", b"]:")  # what moves columns, other line ends, link definitions
# No group is possessive: before Python 3.11.5 one whose inside can backtrack matches too little.
_END = rb"(?:\n|\Z)"
# A line that can be nothing but a paragraph's, whether it begins one or goes on with it; read from its first mark.
_LINE = (
    rb"(?:[^ \n#>*_+=<`~0-9-]"
    rb"|[*_+=#-]++[^ \n]"  # no item, no rule, no heading, no underline of one
    rb"|[0-9]++(?![.)](?:[ \n]|\Z))"  # no item
    rb"|`{1,2}+(?!`)|~{1,2}+(?!~)"  # no fence
    rb"|<[A-Za-z][A-Za-z0-9+.-]*+:"  # an address, no HTML
    rb")[^\n]*+" + _END
)
_LINES = _LINE + rb"(?: *+" + _LINE + rb")*"
_BLANK = rb"(?: *+\n)*(?: *+\Z)?"
_BLANK_LINES = re.compile(_BLANK)
_BLOCK = re.compile(
    rb"(?:(?P<paragraph> *+(?P<text>" + _LINES + rb"))"
    rb"|(?P<heading>(?P<marks>#{1,6}) ++(?P<title>[^ \n][^\n]*+)" + _END + rb")"
    rb"|(?P<quote>(?:>(?: {0,4}+" + _LINE + rb"| *+" + _END + rb"))+)(?= *+" + _END + rb")"
    rb"|(?P<rule>(?P<dash>[*_-])(?: *+(?P=dash)){2,} *+" + _END + rb")"
    rb"|(?P<item>(?P<mark> *+(?:[-+*]|(?P<number>[0-9]{1,9})[.)]) {1,4}+)(?P<first>" + _LINES + rb"))"
    rb"|(?P<fence>(?P<open>(?P<tick>[`~])(?P=tick){2,})(?![`~])[^`\n]*+\n"
    rb"(?:[^\n]*+\n)*? {0,3}+(?P=open)(?P=tick)* *+" + _END + rb")"
    rb"|(?P<comment><!--[^\n]*?-->[^\n]*+" + _END + rb")"
    rb")" + _BLANK
)
_DEEPEST = 8  # lists in lists; the parser has a limit of its own further down


def read_plain_blocks(source: bytes, body: Span, line: int) -> "PlainBlocks | None":
    """The blocks of `source` in `body`, whose first line is `line`; None where it is not plain."""
    at, end = body.start, body.end
    if any(source.find(mark, at, end) >= 0 for mark in _NOT_PLAIN):
        return None
    found = PlainBlocks(source, line)
    match = _BLANK_LINES.match(source, at, end)
    while match:
        found.line += source.count(b"\n", at, match.end())
        at = match.end()
        if at >= end:
            return found
        match = _BLOCK.match(source, at, end)
        if match is None or not _ADDING[match.lastgroup or ""](found, match):
            return None
    return None


class PlainBlocks:
    """What a plain body is made of, as in `Structure`; it grows block by block."""

    __slots__ = ("_columns", "_source", "blocks", "line", "quotes", "texts")

    def __init__(self, source: bytes, line: int) -> None:
        self.line = line
        """The first line of the block that comes next."""
        self.blocks: list[Block] = []
        self.texts: list[Text] = []
        self.quotes: list[Text] = []
        self._source = source
        self._columns: list[int] = []
        """Where the text begins of the item that is open and of those in it, in bytes from the line's start."""

    def add_paragraph(self, match: re.Match[bytes]) -> bool:
        """Add a paragraph, of the open item or of the body; False where it is neither for certain."""
        text = self._stripped(match, "text")
        last = self.line + self._source.count(b"\n", text.start, text.end)
        indent = text.start - match.start()
        if indent == 0 or (indent < 4 and not self._columns):
            self._columns.clear()
            self.blocks.append(Block("paragraph", self.line, last, 0, text))
        elif not self._opens_at(indent) or not self._columns:
            return False
        else:
            self._extend_item(last)
        self.texts.append(Text(self.line, last))
        return True

    def add_item(self, match: re.Match[bytes]) -> bool:
        """Add an item, or to the open item one of a list in it; False where it may be something else."""
        text = self._stripped(match, "first")
        last = self.line + self._source.count(b"\n", text.start, text.end)
        indent = match.end("mark") - len(match["mark"].lstrip()) - match.start()
        if match["number"] and (indent or (self._follows_text(match) and not self._columns)):
            return False  # a paragraph may go on with a number
        if indent == 0:
            self._columns.clear()
            self.blocks.append(Block("item", self.line, last, 0, text))
        elif not self._opens_at(indent) or not 0 < len(self._columns) < _DEEPEST:
            return False
        else:
            self._extend_item(last)
        self._columns.append(text.start - match.start())
        self.texts.append(Text(self.line, last))
        return True

    def add_heading(self, match: re.Match[bytes]) -> bool:
        """Add a heading; False where marks may close it."""
        text = self._stripped(match, "title")
        if self._source[text.end - 1] == ord("#"):
            return False
        self.texts.append(Text(self.line, self.line))
        return self._add(Block("heading", self.line, self.line, match.end("marks") - match.start(), text))

    def add_quote(self, match: re.Match[bytes]) -> bool:
        """Add a quote with its paragraphs."""
        last = self._last_line(match, "quote")
        self.quotes.append(Text(self.line, last))
        first = self.line
        quote = Span(*match.span("quote")).of(self._source)
        for line, text in enumerate(quote.splitlines(), self.line):
            if not text.strip(b"> "):
                self._add_text(first, line - 1)
                first = line + 1
        self._add_text(first, last)
        return self._add(Block("quote", self.line, last, 0, None))

    def add_rule(self, match: re.Match[bytes]) -> bool:
        """Add a rule; False where it may underline the text above."""
        return not self._follows_text(match) and self._add(Block("other", self.line, self.line, 0, None))

    def add_fence(self, match: re.Match[bytes]) -> bool:
        """Add fenced code."""
        return self._add(Block("other", self.line, self._last_line(match, "fence"), 0, None))

    def add_comment(self, match: re.Match[bytes]) -> bool:
        """Add a comment of one line."""
        return self._add(Block("comment", self.line, self.line, 0, None))

    def _add(self, block: Block) -> bool:
        self._columns.clear()
        self.blocks.append(block)
        return True

    def _add_text(self, first: int, last: int) -> None:
        if first <= last:
            self.texts.append(Text(first, last))

    def _opens_at(self, indent: int) -> bool:
        """Whether a block may begin so far in, once the items that end before it are closed."""
        while self._columns and self._columns[-1] > indent:
            self._columns.pop()
        return indent - (self._columns[-1] if self._columns else 0) < 4

    def _extend_item(self, last: int) -> None:
        item = self.blocks[-1]
        self.blocks[-1] = Block("item", item.first, last, 0, item.text)

    def _follows_text(self, match: re.Match[bytes]) -> bool:
        """Whether no blank line stands between the text above and this."""
        return bool(self.texts) and self.texts[-1].last == self.line - 1

    def _last_line(self, match: re.Match[bytes], group: str) -> int:
        return self.line + self._source.count(b"\n", match.start(), match.end(group) - 1)

    def _stripped(self, match: re.Match[bytes], group: str) -> Span:
        """Where the group stands without the white space behind it."""
        start = match.start(group)
        return Span(start, start + len(match[group].rstrip(b" \n")))


_ADDING: dict[str, Callable[[PlainBlocks, re.Match[bytes]], bool]] = {
    "paragraph": PlainBlocks.add_paragraph,
    "heading": PlainBlocks.add_heading,
    "quote": PlainBlocks.add_quote,
    "rule": PlainBlocks.add_rule,
    "item": PlainBlocks.add_item,
    "fence": PlainBlocks.add_fence,
    "comment": PlainBlocks.add_comment,
}
