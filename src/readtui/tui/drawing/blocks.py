"""Blocks: paragraphs, lists, quotes, code and tables, one below the other, inside each other's margins."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, cast

from readtui.model.printable import visible
from readtui.tui.drawing.inline import inline_runs, spaced, without_comments
from readtui.tui.drawing.runs import Line, Run, cells, chopping, joined, line_cells, looking, trimmed, wrapping
from readtui.tui.drawing.source import lay_out_source
from readtui.tui.drawing.tables import Alignment, Table

if TYPE_CHECKING:  # markdown-it takes 50 ms to import
    from markdown_it.token import Token

_TAB = 4
_BAR = re.compile(r"(?<!\\)\|")  # one that separates cells
_BOXES = ("[ ] ", "[x] ", "[X] ")


class Block(NamedTuple):
    """A block of the parser's, with what stands in it."""

    token: Token
    inside: list[Block]


class Margin(NamedTuple):
    """What stands at the left of a block."""

    first: Line = ()
    """Before its first line: bullets, bars."""
    rest: Line = ()
    """Before all others."""


_BARE = Margin()


def nested(tokens: Iterable[Token]) -> list[Block]:
    """The parser's flat tokens as the blocks they open and close."""
    top: list[Block] = []
    open_lists = [top]
    for token in tokens:
        if token.nesting < 0:
            open_lists.pop()
            continue
        block = Block(token, [])
        open_lists[-1].append(block)
        if token.nesting > 0:
            open_lists.append(block.inside)
    return top


def depth(block: Block) -> int:
    """The deepest level in a block, as the parser counts it."""
    deepest, waiting = 0, [block]
    while waiting:
        block = waiting.pop()
        deepest = max(deepest, block.token.level)
        waiting += block.inside
    return deepest


@dataclass(frozen=True, slots=True)
class Sheet:
    """What blocks are laid out on."""

    width: int
    """In cells."""
    is_ascii: bool
    source: Sequence[str]
    """The lines that were parsed: they say where blank lines stand."""
    targets: frozenset[str]
    """Where the links of the text lead."""

    def stacked(self, blocks: Sequence[Block], margin: Margin = _BARE, look: str = "text") -> list[Line]:
        """The blocks' lines, with a blank one where the source has any."""
        lines: list[Line] = []
        above: Token | None = None
        for block in blocks:
            laid_out = self._laid_out(block, margin, look)
            if not laid_out:
                continue
            if above is not None and self._is_gap(above, block.token):
                lines.append(trimmed(margin.rest))
            lines += laid_out
            above = block.token
            margin = Margin(margin.rest, margin.rest)
        return lines

    def as_source(self, block: Block) -> list[Line]:
        """The block's own lines, where it cannot be laid out without a loss."""
        start, end = block.token.map or (0, 0)
        return lay_out_source("\n".join(self.source[start:end]), self.width)

    def _is_gap(self, above: Token, below: Token) -> bool:
        if not above.map or not below.map:
            return True
        return any(not line.strip(" >\t") for line in self.source[max(above.map[1] - 1, 0) : below.map[0]])

    def _laid_out(self, block: Block, margin: Margin, look: str) -> list[Line]:
        lay_out = _LAYING_OUT.get(block.token.type)
        if lay_out is None:
            text = visible(block.token.content)
            return wrapping([Run(text, look)], self.width, *margin) if text else []
        return lay_out(self, block, margin, look)

    def _deeper(self, margin: Margin, sign: Run, hanging: Run | None = None) -> Margin:
        """The margin inside a block that has a sign of its own, as far as the width allows.

        Past half of the width a sign still stands before the first line, but the others go no further in.
        """
        first, rest = (*margin.first, sign), (*margin.rest, hanging or Run(" " * cells(sign.text)))
        if line_cells(rest) > self.width // 2:
            rest = margin.rest
        for line in (first, (*margin.rest, sign), margin.first):
            if line_cells(line) <= self.width - 2:
                return Margin(joined(line), joined(rest))
        return Margin()

    def _room(self, margin: Margin) -> tuple[int, Margin]:
        """How many cells a block has beside its margin, and the margin that leaves it them."""
        room = self.width - max(line_cells(margin.first), line_cells(margin.rest))
        return (room, margin) if room >= min(2, self.width) else (self.width, Margin())

    def _beside(self, lines: Sequence[Line], margin: Margin) -> list[Line]:
        """Finished lines with the margin before them."""
        return [
            joined((*(margin.rest if place else margin.first), *line))
            if line
            else trimmed(margin.rest if place else margin.first)
            for place, line in enumerate(lines)
        ]

    def _paragraph(self, block: Block, margin: Margin, look: str) -> list[Line]:
        runs = [run for inline in block.inside for run in inline_runs(inline.token.children or (), look)]
        return wrapping(runs, self.width, *margin) if any(run.text for run in runs) else []

    def _heading(self, block: Block, margin: Margin, look: str) -> list[Line]:
        marks = "#" * int(block.token.tag[1:]) + " "
        within = self._deeper(margin, Run(marks, looking("heading", "mark")))
        runs = [run for inline in block.inside for run in inline_runs(inline.token.children or (), "heading")]
        return wrapping(runs, self.width, *within)

    def _quote(self, block: Block, margin: Margin, look: str) -> list[Line]:
        bar = Run("| " if self.is_ascii else "▌ ", looking("quote", "mark"))
        within = self._deeper(margin, bar, bar)
        return self.stacked(block.inside, within, looking(look, "quote")) or [trimmed(within.first)]

    def _list(self, block: Block, margin: Margin, look: str) -> list[Line]:
        widest = max((len(item.token.info) for item in block.inside), default=0)
        lines: list[Line] = []
        above: Block | None = None
        for item in block.inside:
            if above is not None and self._is_gap(above.token, item.token):
                lines.append(trimmed(margin.rest))
            sign = f"{item.token.info.rjust(widest)}{item.token.markup} " if item.token.info else self._bullet(item)
            within = self._deeper(margin, Run(sign, "mark"))
            lines += self.stacked(item.inside, within, look) or [trimmed(within.first)]
            margin = Margin(margin.rest, margin.rest)
            above = item
        return lines

    def _bullet(self, item: Block) -> str:
        """The sign of an item: a bullet, or its task box, which is then no more a part of its text."""
        tokens = item.inside[0].inside[0].token.children if item.inside and item.inside[0].inside else None
        if tokens and tokens[0].type == "text" and tokens[0].content.startswith(_BOXES):
            box = tokens[0].content[:4]
            tokens[0].content = tokens[0].content[4:]
            return box
        return "- " if self.is_ascii else "• "

    def _code(self, block: Block, margin: Margin, look: str) -> list[Line]:
        room, margin = self._room(margin)
        indent = "  " if room > 20 else ""
        language = block.token.info.strip()
        content = block.token.content.removesuffix("\n")
        lines: list[Line] = []
        if language:
            lines = wrapping([Run(spaced(language), "dim")], room)
        for raw in content.split("\n"):
            parts = chopping(visible(raw.expandtabs(_TAB)), room - len(indent))
            lines += [(Run(indent + part, "code"),) if part else () for part in parts]
        return self._beside(lines, margin)

    def _html(self, block: Block, margin: Margin, look: str) -> list[Line]:
        text = without_comments(block.token.content).strip("\n")
        if not text.strip():
            return []
        room, margin = self._room(margin)
        lines: list[Line] = []
        for raw in text.split("\n"):
            line = visible(raw.expandtabs(_TAB)).rstrip(" ")
            indent: Line = (Run(" " * min(len(line) - len(line.lstrip(" ")), room // 2)),)
            lines += wrapping([Run(line, "dim")], room, joined(indent), joined(indent))
        return self._beside(lines, margin)

    def _rule(self, block: Block, margin: Margin, look: str) -> list[Line]:
        room, margin = self._room(margin)
        return self._beside([(Run(("-" if self.is_ascii else "─") * room, "rule"),)], margin)

    def _table(self, block: Block, margin: Margin, look: str) -> list[Line]:
        rows = [row.inside for part in block.inside for row in part.inside]
        if self._has_extra_cells(block.token, len(rows[0])):
            return self._beside(self.as_source(block), margin)
        styles = [str(cell.token.attrs.get("style", "")) for cell in rows[0]]
        alignments = [cast(Alignment, style.removeprefix("text-align:") or "left") for style in styles]
        head, *body = [
            [[run for inline in cell.inside for run in inline_runs(inline.token.children or (), look)] for cell in row]
            for row in rows
        ]
        head = [[run._replace(look=looking(run.look, "strong")) for run in cell] for cell in head]
        room, margin = self._room(margin)
        return self._beside(Table(head, body, alignments).lines(room, is_ascii=self.is_ascii), margin)

    def _has_extra_cells(self, table: Token, columns: int) -> bool:
        """Whether a row has more cells than the head: the parser drops them."""
        start, end = table.map or (0, 0)
        rows = (line.strip(" >\t").removeprefix("|") for line in self.source[start:end])
        return any(len(_BAR.findall(row)) + (not row.endswith("|")) > columns for row in rows)

    def _definition(self, block: Block, margin: Margin, look: str) -> list[Line]:
        """A link's definition, where no link of the text shows its target."""
        url, label, title = (str(block.token.meta.get(key) or "") for key in ("url", "label", "title"))
        if url in self.targets:
            return []
        said = f"[{spaced(label)}]: {spaced(url)}" + (f' "{spaced(title)}"' if title else "")
        return wrapping([Run(said, "dim")], self.width, *margin)


_LAYING_OUT: dict[str, Callable[[Sheet, Block, Margin, str], list[Line]]] = {
    "paragraph_open": Sheet._paragraph,
    "heading_open": Sheet._heading,
    "blockquote_open": Sheet._quote,
    "bullet_list_open": Sheet._list,
    "ordered_list_open": Sheet._list,
    "fence": Sheet._code,
    "code_block": Sheet._code,
    "html_block": Sheet._html,
    "hr": Sheet._rule,
    "table_open": Sheet._table,
    "definition": Sheet._definition,
}
