"""Syntax: how each part of a markdown text looks, as tree-sitter reads it, where that is installed.

It is the optional extra `editor`: 19 ms to load and 5 MB, with the grammars of markdown and TOML alone.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple, Self

if TYPE_CHECKING:
    from tree_sitter import Language, Node, Parser, Query

LARGEST = 32_000
"""Characters of a text up to which it has looks: reading it anew takes 0.5 ms for 4,000, and 5 ms for these."""
_LONGEST = 2_000
"""Bytes of a paragraph up to which what is in it has looks: of a hostile one time grows with its square, to 40 ms."""
_REMEMBERED = 500
"""Paragraphs that are read once: those of a whole post."""

_BLOCKS = """
[(atx_heading) (setext_heading)] @heading
(block_quote) @quote
[(fenced_code_block) (indented_code_block)] @code
(html_block) @dim
(thematic_break) @rule
[(atx_h1_marker) (atx_h2_marker) (atx_h3_marker) (atx_h4_marker) (atx_h5_marker) (atx_h6_marker)
 (setext_h1_underline) (setext_h2_underline) (block_quote_marker) (block_continuation) (fenced_code_block_delimiter)
 (info_string) (list_marker_plus) (list_marker_minus) (list_marker_star) (list_marker_dot) (list_marker_parenthesis)
 (task_list_marker_checked) (task_list_marker_unchecked) (pipe_table_delimiter_row)] @mark
(link_reference_definition (link_destination) @url)
[(inline) (pipe_table_cell)] @inline
(plus_metadata) @toml
(minus_metadata) @yaml
"""
_INLINE = """
(emphasis) @emphasis
(strong_emphasis) @strong
(strikethrough) @strike
(code_span) @code
(inline_link (link_text) @link)
(full_reference_link (link_text) @link)
(collapsed_reference_link (link_text) @link)
(image_description) @link
[(link_destination) (link_label) (link_title) (uri_autolink) (email_autolink)] @url
(shortcut_link) @tag
(html_tag) @dim
"""
_TOML = """
[(bare_key) (quoted_key)] @kind
[(string) (boolean) (integer) (float) (local_date) (local_date_time) (offset_date_time) (local_time)] @code
(comment) @dim
"""
_YAML_KEY = re.compile(rb"^[ \t-]*([\w-]+):(?=\s|$)", re.MULTILINE)


class Stretch(NamedTuple):
    """Characters of a line with a look; `end` is None where it goes on to the line's end."""

    start: int
    end: int | None
    look: str


class _Part(NamedTuple):
    """A part of a text with a look: lines from 0, and bytes in them."""

    first: tuple[int, int]
    last: tuple[int, int]
    look: str


class _Grammar(NamedTuple):
    """A parser, and what of its trees has a look."""

    parser: "Parser"
    query: "Query"

    @classmethod
    def of(cls, language: "Language", query: str) -> Self:
        from tree_sitter import Parser, Query

        return cls(Parser(language), Query(language, query))

    def found(self, source: bytes) -> list[tuple["Node", str]]:
        """What was found, with its look; outer parts before those in them."""
        from tree_sitter import QueryCursor

        captures = QueryCursor(self.query).captures(self.parser.parse(source).root_node)
        found = [(node, look) for look, nodes in captures.items() for node in nodes]
        return sorted(found, key=lambda one: (one[0].start_byte, -one[0].end_byte, one[1] == "inline"))


class Syntax:
    """Reads the looks of a markdown text with its front matter."""

    def __init__(self) -> None:
        """Raises ImportError where the extra is not installed."""
        import tree_sitter_markdown
        import tree_sitter_toml
        from tree_sitter import Language

        self._blocks = _Grammar.of(Language(tree_sitter_markdown.language()), _BLOCKS)
        self._inline = _Grammar.of(Language(tree_sitter_markdown.inline_language()), _INLINE)
        self._toml = _Grammar.of(Language(tree_sitter_toml.language()), _TOML)
        self._paragraphs: dict[tuple[bytes, bool], list[_Part]] = {}

    @classmethod
    def installed(cls) -> Self | None:
        """Ready to read; None where the extra is not installed, or is another than this knows."""
        try:
            return cls()
        except (ImportError, AttributeError, TypeError, ValueError):  # ValueError: a grammar of another ABI or shape
            return None

    def looks(self, lines: Sequence[str]) -> dict[int, list[Stretch]]:
        """What has a look on each line, counted from 0: what comes later stands over what comes before."""
        text = "\n".join(lines)
        if len(text) > LARGEST:
            return {}
        stretches: dict[int, list[Stretch]] = defaultdict(list)
        for part in self._parts(text.encode("utf-8", "surrogatepass")):
            for row in range(part.first[0], min(part.last[0], len(lines) - 1) + 1):
                start = _character(lines[row], part.first[1]) if row == part.first[0] else 0
                end = _character(lines[row], part.last[1]) if row == part.last[0] else None
                if end is None or start < end:
                    stretches[row].append(Stretch(start, end, part.look))
        return stretches

    def _parts(self, source: bytes) -> Iterable[_Part]:
        is_heading = False
        for node, look in self._blocks.found(source):
            if look == "inline":
                if node.end_byte - node.start_byte <= _LONGEST:
                    yield from _moved(self._paragraph(source[node.start_byte : node.end_byte], is_heading), node)
            elif look in ("toml", "yaml"):
                yield from _moved(self._front_matter(source[node.start_byte : node.end_byte], look), node)
            else:
                is_heading = look == "heading" or (is_heading and look == "mark")
                yield _Part(node.start_point, node.end_point, look)

    def _paragraph(self, source: bytes, is_heading: bool) -> list[_Part]:
        """What is in a paragraph or a heading; in brackets at a heading's beginning stands a kind."""
        key = source, is_heading
        if key not in self._paragraphs:
            if len(self._paragraphs) >= _REMEMBERED:
                self._paragraphs.clear()
            self._paragraphs[key] = [
                _Part(node.start_point, node.end_point, "kind" if look == "tag" else look)
                for node, look in self._inline.found(source)
                if look != "tag" or (is_heading and node.start_byte == 0)
            ]
        return self._paragraphs[key]

    def _front_matter(self, source: bytes, language: str) -> list[_Part]:
        """Its fences, keys and values; of TOML what stands between the fences is read as such."""
        lines = source.rstrip().split(b"\n")
        last = len(lines) - 1
        fences = [_Part((row, 0), (row, len(lines[row])), "mark") for row in (0, last)]
        if language == "yaml":
            found = [(row, key) for row, line in enumerate(lines[1:last], 1) for key in _YAML_KEY.finditer(line)]
            return [*fences, *(_Part((row, key.start(1)), (row, key.end(1)), "kind") for row, key in found)]
        return fences + [
            _Part((node.start_point[0] + 1, node.start_point[1]), (node.end_point[0] + 1, node.end_point[1]), look)
            for node, look in self._toml.found(b"\n".join(lines[1:last]))
        ]


def _moved(parts: Iterable[_Part], node: "Node") -> Iterable[_Part]:
    """The parts of a node's own text where they stand in the whole."""
    row, column = node.start_point
    for (first, start), (last, end), look in parts:
        start += column if first == 0 else 0
        end += column if last == 0 else 0
        yield _Part((first + row, start), (last + row, end), look)


def _character(line: str, place: int) -> int:
    """The character of a line at a byte's place."""
    if line.isascii():
        return place
    return len(line.encode("utf-8", "surrogatepass")[:place].decode("utf-8", "ignore"))
