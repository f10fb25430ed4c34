"""Whatever the bytes of a post, its entries are read, in time and in order."""

import time
from itertools import accumulate
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readtui.grammar.bylines import split_people
from readtui.grammar.entries import read_entries
from readtui.grammar.posts import read_post
from readtui.model.entry import Entry
from readtui.model.post import Post
from readtui.model.span import Span

PIECES = [
    b"# ", b"## ", b"- ", b"* ", b"1. ", b"> ", b"  ", b"\t", b"\n", b"\n\n", b"\r\n", b"\r", b"---\n", b"===\n",
    b"```\n",
    b"[A](http://a.b)", b"[Talk] ", b"[B](<http://c.d> 'e')", b"[C][r]", b"[r]: http://e.f\n", b"<http://g.h>", b"http://i.j",
    b"**", b"_", b"`", b"[", b"]", b"(", b")", b"!", b"<!--", b"-->", b"<b>", b"\\", b"**Author**: Jo, Al\n", b"by Jo",
    "📚 ".encode(), "読む".encode(), b"\xff", b"\x00", b"\xef\xbb\xbf", b"\x0c", b"\xe2\x80\xa8", b"&amp;", b"word ",
]  # fmt: skip
bodies = st.lists(st.sampled_from(PIECES), max_size=60).map(b"".join)


def check(source: bytes, body: Span, entries: tuple[Entry, ...]) -> None:
    lines = source.splitlines(keepends=True)
    ends = [0, *accumulate(len(line) for line in lines)]
    at = body.start
    for index, entry in enumerate(entries, 1):
        span, places = entry.span, entry.places
        assert entry.index == index
        assert at <= span.start < span.end <= body.end
        at = span.end
        assert ends[entry.last_line] == span.end
        assert ends[entry.line - 1] <= span.start < ends[entry.line]
        assert lines[entry.last_line - 1].strip(b" \t\r\n")
        assert span.holds(places.head)
        assert span.holds(places.note)
        assert places.aside is None or places.head.holds(places.aside)
        assert places.head.end <= places.note.start
        for place in (places.kind, places.title, places.bylines):
            assert place is None or ((span.holds(place) and place.start < place.end) or place == places.title)
        if places.kind:
            assert places.head.holds(places.kind)
        if places.bylines:
            assert places.head.end <= places.bylines.start
            assert places.bylines.end <= places.note.start
        if entry.url is not None:
            assert places.url is not None
            if not {b"&", b"\\"} & {bytes([byte]) for byte in places.url.of(source)} and entry.url.isascii():
                assert places.url.of(source) == entry.url.encode()
        assert 0 <= entry.quoted_words <= entry.words


@given(bodies)
@settings(max_examples=600, deadline=None)
def test_any_pieces_of_markdown(source: bytes) -> None:
    body = Span(0, len(source))
    check(source, body, read_entries(source, body)[1])


@given(st.binary(max_size=200), bodies)
@settings(max_examples=200, deadline=None)
def test_a_body_that_begins_anywhere(above: bytes, below: bytes) -> None:
    source = above + below
    body = Span(len(above), len(source))
    check(source, body, read_entries(source, body)[1])


words = st.text("abcd éüş読書كتاب'", min_size=1, max_size=12).map(lambda text: " ".join(text.split())).filter(bool)
written = st.lists(
    st.tuples(st.sampled_from(["Talk", "Book", "論文", None]), words, words, words), min_size=2, max_size=5
)
SHAPES = {
    "heading": "## {tag}[{title}](http://a.b/{at})\n**By**: {name}\n\n{note}\n\n",
    "list": "- {tag}[{title}](http://a.b/{at})\n  **By**: {name}\n\n  {note}\n\n",
    "paragraph": "{tag}**[{title}](http://a.b/{at})**\n**By**: {name}\n\n{note}\n\n",
}


@given(written, st.sampled_from(sorted(SHAPES)), st.sampled_from(["\n", "\r\n", "\r"]))
@settings(max_examples=150, deadline=None)
def test_what_was_written_reads_back(things: list[tuple[str | None, str, str, str]], form: str, line_end: str) -> None:
    text = "Hello.\n\n" + "".join(
        SHAPES[form].format(tag=f"[{kind}] " if kind else "", title=title, at=at, name=name, note=note)
        for at, (kind, title, name, note) in enumerate(things)
    )
    source = text.replace("\n", line_end).encode()
    found, entries = read_entries(source, Span(0, len(source)))
    assert found == form
    assert [(entry.kind, entry.title, entry.url) for entry in entries] == [
        (kind, title, f"http://a.b/{at}") for at, (kind, title, _, _) in enumerate(things)
    ]
    assert [entry.bylines[0].people for entry in entries] == [split_people(name) for _, _, name, _ in things]
    assert [entry.places.note.of(source).decode().strip() for entry in entries] == [note for *_, note in things]


@pytest.mark.parametrize(
    "text",
    [
        b"- " + b"[" * 400_000,
        b"- " + b"![" * 200_000,
        b"- [x](http://a) " + b"[](a" * 100_000,
        b"- [x](http://a) " + (b"[](a" * 600 + b" x y) ") * 100,
        b"- [x](http://a)\n- [x](http://a) " + b"][" * 100_000,
        b"- [x](http://a) " + b"".join(b"`" * length + b" " for length in range(1, 600)),
        b"- [x](http://a) " + b"<!--" * 100_000,
        b"# a" + b" " * 400_000 + b"b\n\n- [x](http://a)",
        b"- " + b"*_" * 200_000 + b"[x](http://a)",
        b"- [" + b"*a_ " * 100_000 + b"](http://a)",
        b"- [a](http://" + b"(" * 400_000,
        b"# [a](http://b)\n" + b"## a\n" * 8_000,
        b"> " * 200_000,
    ],
)
def test_no_text_takes_long(text: bytes) -> None:
    begin = time.process_time()
    read_entries(text, Span(0, len(text)))
    assert time.process_time() - begin < 3


@pytest.mark.logs
def test_real_logs(real_logs: Path) -> None:
    posts: list[Post] = []
    for path in sorted(real_logs.rglob("*.md")):
        if not path.is_file():
            continue
        post = read_post(path.relative_to(real_logs).as_posix(), path.read_bytes())
        form, entries = read_entries(post.source, post.body)
        assert (form == "whole") == (not entries)
        check(post.source, post.body, entries)
        posts.append(post)
    assert sum(post.form != "whole" for post in posts) > 100
