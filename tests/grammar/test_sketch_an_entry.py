"""An entry that is half typed is put into its post with every word of it, and nothing else of the post changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readtui.grammar.making.sketching import put_last, sketched
from readtui.grammar.posts import read_post
from readtui.model.span import splicing

_HEADINGS = b"+++\ntitle = 'x'\n+++\n\n## [Talk] [One](https://one.example)\n**Speaker**: Ann Lee\n\nGood.\n"
_LIST = b"Links:\n\n* [One](https://one.example): first.\n* [Two](https://two.example): second.\n"
_PARAGRAPHS = b"**[One](https://one.example)** by X\n\nFirst.\n\n**[Two](https://two.example)**\n\nSecond.\n"
_POSTS = [
    _HEADINGS,
    _LIST,
    _PARAGRAPHS,
    _HEADINGS.rstrip(),
    _LIST.replace(b"\n", b"\r\n"),
    b"",
    b"\n",
    b"No more.",
    b"+++\n+++",
]

words = st.text(st.characters(exclude_categories=["Cc", "Zl", "Zp", "Cs"]), max_size=12)


@given(st.sampled_from(_POSTS), words, words, words, words)
def test_no_word_is_missing_and_no_byte_of_the_post(source: bytes, kind: str, title: str, url: str, by: str) -> None:
    post = read_post("a.md", source)
    text = sketched(post, kind=kind, title=title, url=url, by=by)
    assert bool(text) == any(typed.strip() for typed in (kind, title, url, by))
    splice = put_last(post, text)
    after = splicing(source, [splice])
    for typed in (kind, title, url, by):
        assert typed.strip().encode() in after
    end = splice.span.start + len(splice.replacement)
    assert after[: splice.span.start] + after[end:] == source


@pytest.mark.parametrize(
    ("source", "typed", "text"),
    [
        (_HEADINGS, {"title": "A thi"}, b"\n## A thi\n"),
        (_HEADINGS, {"kind": "Talk"}, b"\n## [Talk]\n"),
        (_HEADINGS, {"url": "https://exa", "by": "Di"}, b"\n## [](https://exa)\nDi\n"),
        (_LIST, {"title": "A thi"}, b"* A thi\n"),
        (_PARAGRAPHS, {"title": "A", "url": "b c"}, b"\n**[A](b c)**\n"),
        (b"No more.", {"title": "A", "kind": "Talk"}, b"\n\n## [Talk] A\n"),
    ],
)
def test_it_looks_like_the_posts_entries(source: bytes, typed: dict[str, str], text: bytes) -> None:
    post = read_post("a.md", source)
    splice = put_last(post, sketched(post, **{"kind": "", "title": "", "url": "", "by": "", **typed}))
    assert splicing(source, [splice]) == source + text


def test_half_a_character_does_not_make_the_post_one_that_cannot_be_edited() -> None:
    assert sketched(None, kind="", title="A \udc80", url="", by="") == b"## A ?\n"
