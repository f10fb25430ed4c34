"""The block structure is CommonMark's, and what is done for speed changes nothing."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from readtui.grammar.blocks import parse_structure, read_structure
from readtui.grammar.frontmatter import read_front_matter
from readtui.grammar.plainblocks import read_plain_blocks
from readtui.model.span import Span

PIECES = [
    b"# ", b"- ", b"> ", b"\n", b"\n\n", b"\r\n", b"\r", b"---\n", b"===\n", b"-\n", b"= \n", b"```\n", b"~~~\n", b"a ",
    b"[a](http://a.b)", b"[r]: x\n", b"<b>", b"<!--", b"-->", b"  ", b"1. ", b"=", b"-", b" \t", b"\xc3\xa9",
]  # fmt: skip

PLAIN_PIECES = [
    b"a ", b"b\n", b"c\n\n", b"\n", b"- ", b"* a\n", b"  - b\n", b"    c\n", b"  d\n\n", b"1. ", b"2) e\n", b"# f\n",
    b"## ", b"> ", b"> g\n", b">\n", b"***\n", b"* * *\n", b"```\n", b"```m\n", b"~~~~x\n", b"~~~\n", b"<!-- h -->\n", b"<http://i.j>",
    b"**k**: l\n", b" ", b"    ", b"---\n", b"=", b"#", b"_", b"+", b"\x0c",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=30).map(b"".join))
@settings(max_examples=400, deadline=None)
def test_blocks_stand_where_the_whole_parser_sees_them(source: bytes) -> None:
    tokens = MarkdownIt("commonmark").parse(source.decode("latin-1"))
    headings = [token.map[0] + 1 for token in tokens if token.type == "heading_open" and not token.level and token.map]
    items = [token.map[0] + 1 for token in tokens if token.type == "list_item_open" and token.level == 1 and token.map]
    paragraphs = [
        token.map[0] + 1 for token in tokens if token.type == "paragraph_open" and not token.level and token.map
    ]
    blocks = read_structure(source, Span(0, len(source))).blocks
    for kind, lines in (("heading", headings), ("item", items), ("paragraph", paragraphs)):
        assert [block.first for block in blocks if block.kind == kind] == lines


@given(st.lists(st.sampled_from(PLAIN_PIECES), max_size=20).map(b"".join))
@settings(max_examples=1500, deadline=None)
def test_plain_blocks_are_what_the_parser_sees(source: bytes) -> None:
    _assert_plain_blocks_are_parsed_ones(source, Span(0, len(source)))


@pytest.mark.parametrize(
    "source",
    [
        b"Words\nand *more*\n\n## [Talk] [Title](https://a.example)\n**Speaker**: Ada\n\n> quote\n>\n> more\n\n\nEnd",
        b"- [one](https://a.example): a\n  note\n\n- three\n  - four\n\n    five\n* six\n",
        b"1. one\n2. two\n   goes on\nlazily\n\n3) three\n\n***\n\n```sh\n# no heading\n```\n<!--more-->\nText\n",
    ],
)
def test_what_posts_are_written_like_is_plain(source: bytes) -> None:
    assert _assert_plain_blocks_are_parsed_ones(source, Span(0, len(source)))


def test_plain_blocks_of_real_posts_are_what_the_parser_sees(real_logs: Path) -> None:
    sources = [path.read_bytes() for path in sorted(real_logs.rglob("*.md"))[::4]]
    bodies = [Span(read_front_matter(source)[0].block.end, len(source)) for source in sources]
    plain = [_assert_plain_blocks_are_parsed_ones(source, body) for source, body in zip(sources, bodies, strict=True)]
    assert sum(plain) > len(plain) // 2  # else they are not worth their lines


def _assert_plain_blocks_are_parsed_ones(source: bytes, body: Span) -> bool:
    """Whether the body is plain; where it is, its blocks have to be the parser's."""
    parsed = parse_structure(source, body)
    plain = read_plain_blocks(source, Span(parsed.start, body.end), parsed.lines.line_of(parsed.start))
    if plain is not None:
        assert tuple(plain.blocks) == parsed.blocks
        assert tuple(plain.texts) == parsed.texts
        assert tuple(plain.quotes) == parsed.quotes
        assert not parsed.definitions
    return plain is not None


def test_the_text_of_each_block() -> None:
    source = (
        b"# One #\n\nTwo\nThree\n===\n\n* Four\n  five\n\n  six\n\n1)  ## Seven ##\n\n-\n  eight\n\n- - nine\n\n## C#\n"
    )
    structure = read_structure(source, Span(0, len(source)))
    assert [(block.kind, block.text.of(source) if block.text else None) for block in structure.blocks] == [
        ("heading", b"One"),
        ("heading", b"Two\nThree"),
        ("item", b"Four\n  five"),
        ("item", b"Seven ##"),
        ("item", b"eight"),
        ("item", None),
        ("heading", b"C#"),
    ]
    assert [block.last for block in structure.blocks] == [1, 5, 10, 12, 15, 17, 19]
