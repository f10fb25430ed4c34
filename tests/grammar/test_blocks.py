"""The block structure is CommonMark's, and rules that are left out for speed change nothing."""

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from readtui.grammar.blocks import read_structure
from readtui.model.span import Span

PIECES = [
    b"# ", b"- ", b"> ", b"\n", b"\n\n", b"\r\n", b"\r", b"---\n", b"===\n", b"-\n", b"= \n", b"```\n", b"~~~\n", b"a ",
    b"[a](http://a.b)", b"[r]: x\n", b"<b>", b"<!--", b"-->", b"  ", b"1. ", b"=", b"-", b" \t", b"\xc3\xa9",
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
