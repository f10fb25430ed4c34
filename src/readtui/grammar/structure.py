"""Structure: the blocks that a post's text is made of, with the lines of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from readtui.grammar.lines import LineTable
from readtui.model.span import Span

BlockKind = Literal["heading", "item", "paragraph", "quote", "comment", "other"]

_BLANK = b" \t\r\n"


class Block(NamedTuple):
    """A block at the top level of the body, or an item of a list there. Lines count from 1 over the whole file."""

    kind: BlockKind
    first: int
    last: int
    """Its last line that is not blank."""
    level: int
    """Of a heading, 1 to 6; else 0."""
    text: Span | None
    """The inline text of a heading or paragraph, or that an item begins with, without marks and line end."""


class Text(NamedTuple):
    """Lines of inline text, at any depth; code, HTML and comments are none."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Structure:
    """The blocks of a body."""

    source: bytes
    start: int
    """The body's first byte, a byte order mark aside."""
    lines: LineTable
    last_line: int
    """The body's last line."""
    blocks: tuple[Block, ...]
    texts: tuple[Text, ...]
    quotes: tuple[Text, ...]
    """The outermost `>` quotes, at any depth of lists."""
    definitions: Mapping[str, Text]
    """Of each link definition `[label]: target` its lines, by label as markdown-it spells it from Latin-1."""

    def span(self, first: int, last: int) -> Span:
        """The bytes of the lines `first` to `last` that are in the body, with the last one's line end."""
        span = self.lines.span(first, last)
        return span if span.start >= self.start else Span(self.start, span.end)

    def trimmed(self, first: int, last: int) -> int:
        """The last line from `first` to `last` that is not blank."""
        return trimmed(self.source, self.lines, first, last)


def trimmed(source: bytes, lines: LineTable, first: int, last: int) -> int:
    """The last line from `first` to `last` that is not blank."""
    while last > first and not lines.line(source, last).strip(_BLANK):
        last -= 1
    return last
