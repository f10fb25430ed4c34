"""Links in a note are kept, each with its text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from readtui.grammar.inline import address_in, links_in, plain_text
from readtui.model.span import Span


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("none", []),
        ("[a](http://a.b) and [b](/b 'B')", [("a", "http://a.b"), ("b", "/b")]),
        ("![image](i.png) [![i](i.png)](http://a.b)", [("i", "http://a.b")]),
        ("[a [b](b) c](c)", [("b", "b")]),
        ("`[a](b)` \\[a](b) [c](d)", [("c", "d")]),
        ("``a ` [x](y)`` [c](d)", [("c", "d")]),
        ("` [c](d)", [("c", "d")]),
        (
            "<http://a.b/c> http://d.e/f_(g), (http://h.i).",
            [(url, url) for url in ("http://a.b/c", "http://d.e/f_(g)", "http://h.i")],
        ),
        ("[http://a.b](http://a.b)", [("http://a.b", "http://a.b")]),
        ('<a href="http://a.b">x</a> <!-- [a](b) -->', []),
        ("[a][ref] [ref] [ref][] [a][none]", [("a", "http://ref"), ("ref", "http://ref"), ("ref", "http://ref")]),
        ("[a\n> b](c)", [("a b", "c")]),
        ("[] [[ ]] [a](b", []),
    ],
)
def test_links(text: str, found: list[tuple[str, str]]) -> None:
    definition = b"\n\nhttp://ref"
    source = text.encode() + definition
    target = Span(len(source) - len("http://ref"), len(source))
    links = links_in(source, Span(0, len(text.encode())), lambda label: target if label == b"ref" else None)
    assert [(plain_text(link.shown.of(source)), address_in(link.target.of(source))) for link in links] == found


@given(
    st.lists(st.sampled_from([*"ab *_~!][()&#;>\\`<'\n1:", "**", "~~", "&amp;", "  \n", "é", "http://c"])).map("".join)
)
@settings(max_examples=500, deadline=None)
def test_text_reads_as_the_parser_reads_it(text: str) -> None:
    shown = ""
    for token in MarkdownIt("commonmark").enable("strikethrough").parseInline(text)[0].children or ():
        shown += " " if token.type.endswith("break") else token.content if token.type != "html_inline" else ""
    if "\n" not in text or ">" not in text:  # marks of quotes are taken away too
        assert plain_text(text.encode()) == " ".join(shown.split())
