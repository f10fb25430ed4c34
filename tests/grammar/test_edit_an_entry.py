import pytest
from hypothesis import given
from hypothesis import strategies as st

from readtui.grammar.changing.editing import (
    WouldLose,
    refusal,
    replacing,
    setting_bylines,
    setting_kind,
    setting_note,
    setting_title,
    setting_url,
)
from readtui.grammar.posts import read_post
from readtui.model.entry import Byline
from readtui.model.post import Post
from readtui.model.span import Span, Splice

HEADINGS = b"""---
title: Read
tags: [a]
---

Words above.

## [Book] [On Trees](https://example.org/trees)
**Author**: Ann Lee

A note.

## [On Rivers](https://example.org/rivers)

Two words.

## [Talk] Without a link

Heard.
"""
LIST = b"""- [One](https://example.org/1) - short
- [Book] [Two](https://example.org/2) - shorter

  More of it.
- **[Three](https://example.org/3)**
"""
PARAGRAPHS = b"""**[One](https://example.org/1)**

First.

**[Two](https://example.org/2)** by X

Second.
"""


def post_of(source: bytes) -> Post:
    post = read_post("a.md", source)
    assert post.entries
    return post


def after(post: Post, splice: Splice) -> Post:
    return read_post(post.path, splice.apply(post.source))


def changed(source: bytes, splice: Splice) -> tuple[bytes, bytes]:
    return splice.span.of(source), splice.replacement


# The whole entry


def test_an_entry_is_replaced() -> None:
    post = post_of(HEADINGS)
    splice = replacing(post, 1, b"## [New](https://example.org/new)\n\nOther.")
    assert splice.apply(HEADINGS) == HEADINGS.replace(
        post.entries[0].span.of(HEADINGS), b"## [New](https://example.org/new)\n\nOther.\n"
    )
    assert refusal(post, after(post, splice), 1) is None


def test_the_replacement_takes_the_line_ends_of_the_entry() -> None:
    source = HEADINGS.replace(b"\n", b"\r\n")
    splice = replacing(post_of(source), 2, b"## [New](https://example.org/new)\n\nOther.\n")
    assert splice.replacement == b"## [New](https://example.org/new)\r\n\r\nOther.\r\n"


def test_the_last_entry_without_newline_stays_without() -> None:
    post = post_of(HEADINGS.rstrip())
    assert replacing(post, 3, b"## [Talk] Other").replacement == b"## [Talk] Other"


def test_two_entries_are_never_glued() -> None:
    post = post_of(LIST)
    splice = replacing(post, 1, b"- [One](https://example.org/1)")
    assert after(post, splice).entry_count == 3


def test_an_entry_that_ends_in_another_line_end_than_it_begins_with_keeps_it() -> None:
    post = post_of(b"## [Talk] [One](https://example.org/1)\nAnd more.\r")
    text = post.entries[0].span.of(post.source)
    assert text.endswith(b".\r")
    assert replacing(post, 1, text).replacement == text
    assert replacing(post, 1, text.replace(b"more", b"less")).replacement.endswith(b"less.\r")


def test_an_entry_can_be_deleted() -> None:
    post = post_of(LIST)
    splice = replacing(post, 2, b"")
    assert refusal(post, after(post, splice), 2) is None
    assert [entry.title for entry in after(post, splice).entries] == ["One", "Three"]


def test_one_of_two_entries_can_be_deleted() -> None:
    source = b"Words.\n\n- [One](https://example.org/1)\n- [Two](https://example.org/2)\n"
    post = post_of(source)
    for index in (1, 2):
        assert refusal(post, after(post, replacing(post, index, b"")), index) is None
    typed = replacing(post, 1, b"- no link\n")
    assert "no longer show as a log" in (refusal(post, after(post, typed), 1) or "")


def test_a_deletion_may_not_make_text_of_another_entry() -> None:
    source = b"Words.\n1. [One](https://example.org/1)\n2. [Two](https://example.org/2)\n"
    post = post_of(source)
    assert refusal(post, after(post, replacing(post, 1, b"")), 1)


def test_text_that_would_run_into_the_entry_above_is_refused() -> None:
    post = post_of(LIST)
    splice = replacing(post, 2, b"more\n- [Two](https://example.org/2)\n")
    assert "part of entry 1" in (refusal(post, after(post, splice), 2) or "")


@pytest.mark.parametrize(
    "text",
    [
        b"## [On Trees](https://example.org/trees)\n\n```python\nnever closed\n",
        b"## [On Trees](https://example.org/trees)\n\n<!-- never closed\n",
        b"## [On Trees](https://example.org/trees)\n\n\xff\n",
    ],
)
def test_what_would_swallow_another_entry_is_refused(text: bytes) -> None:
    post = post_of(HEADINGS)
    splice = replacing(post, 1, text)
    assert refusal(post, after(post, splice), 1)
    assert refusal(post, after(post, splice), 1, [splice])


def test_a_link_definition_that_others_need_is_kept() -> None:
    source = b"- [One][o]\n- [Two][t]\n- [Three](https://example.org/3)\n\n[o]: https://example.org/1\n[t]: https://example.org/2\n"
    post = post_of(source)
    splice = Splice(Span(source.index(b"[t]:"), len(source)), b"")
    assert "Two" in (refusal(post, after(post, splice), 1) or "")


def test_front_matter_is_kept_when_an_entry_is_edited() -> None:
    source = b"## [One](https://example.org/1)\n\n## [Two](https://example.org/2)\n"
    post = post_of(source)
    splice = replacing(post, 1, b"---\ntitle: x\n---\n")
    assert "front matter" in (refusal(post, after(post, splice), 1) or "")


def test_the_whole_post_may_become_anything() -> None:
    post = post_of(HEADINGS)
    splice = replacing(post, None, b"```\nall new\n")
    assert refusal(post, after(post, splice), None) is None
    assert refusal(post, after(post, splice), None, [splice]) is None


def test_an_insertion_may_not_swallow_entries() -> None:
    post = post_of(HEADINGS)
    at = post.entries[0].span.start
    splice = Splice(Span(at, at), b"```\n")
    assert refusal(post, after(post, splice), None, [splice])
    splice = Splice(Span(at, at), b"## [New](https://example.org/new)\n\n")
    assert refusal(post, after(post, splice), None, [splice]) is None


def test_an_entry_that_is_not_there_is_refused() -> None:
    with pytest.raises(WouldLose, match="no entry 9"):
        replacing(post_of(HEADINGS), 9, b"x")


# Its fields


def test_a_kind_is_changed_added_and_taken_away() -> None:
    post = post_of(HEADINGS)
    assert changed(HEADINGS, setting_kind(post, 1, "Talk")) == (b"Book", b"Talk")
    assert setting_kind(post, 2, "Book").apply(HEADINGS) == HEADINGS.replace(b"[On Rivers]", b"[Book] [On Rivers]")
    assert setting_kind(post, 1, None).apply(HEADINGS) == HEADINGS.replace(b"[Book] ", b"")
    assert len(setting_kind(post, 1, "Book").replacement) == 0
    items = post_of(LIST)
    assert setting_kind(items, 1, "Talk").apply(LIST) == LIST.replace(b"[One]", b"[Talk] [One]")
    assert after(items, setting_kind(items, 3, "Talk")).entries[2].kind == "Talk"


@pytest.mark.parametrize("kind", ["", " ", "a]b", "a\nb", "a\x1b[31mb", "12"])
def test_a_kind_that_would_not_read_back_is_refused(kind: str) -> None:
    with pytest.raises(WouldLose):
        setting_kind(post_of(HEADINGS), 1, kind)


def test_a_heading_that_only_its_kind_makes_an_entry_keeps_it() -> None:
    source = b"## [Talk] Heard\n\nx\n\n# [A](https://example.org/a)\n\n# [B](https://example.org/b)\n"
    with pytest.raises(WouldLose):
        setting_kind(post_of(source), 1, None)


def test_a_title_is_escaped_where_it_must() -> None:
    post = post_of(HEADINGS)
    assert changed(HEADINGS, setting_title(post, 1, "On Bees")) == (b"On Trees", b"On Bees")
    assert setting_title(post, 1, "a [b] *c*").replacement == rb"a \[b\] \*c\*"
    assert setting_title(post, 3, "With C #").replacement


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cf", "Zl", "Zp", "Co", "Cn"]), max_size=20)
)
def test_any_title_reads_back_or_is_refused(title: str) -> None:
    for source, index in ((HEADINGS, 1), (HEADINGS, 3), (LIST, 2), (PARAGRAPHS, 1)):
        post = post_of(source)
        try:
            splice = setting_title(post, index, title)
        except WouldLose:
            continue
        assert after(post, splice).entries[index - 1].title == title.strip()


@pytest.mark.parametrize("title", ["C#", "a `b` c", "<b>", "&amp;", "\\", "a_b_c", "[x]", "1. a", "~~a~~", "![a]"])
def test_titles_with_marks_read_back(title: str) -> None:
    for source, index in ((HEADINGS, 1), (HEADINGS, 3), (LIST, 1), (PARAGRAPHS, 2)):
        post = post_of(source)
        assert after(post, setting_title(post, index, title)).entries[index - 1].title == title


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/a_(b)",
        "https://example.org/a(b",
        "https://example.org/a b",
        "https://example.org/?a=1&copy;=2",
        "https://example.org/\\x",
        "https://example.org/é",
    ],
)
def test_links_read_back(url: str) -> None:
    for source, index in ((HEADINGS, 1), (HEADINGS, 3), (LIST, 1), (PARAGRAPHS, 2)):
        post = post_of(source)
        splice = setting_url(post, index, url)
        found = after(post, splice).entries[index - 1]
        assert (found.url, found.title) == (url, post.entries[index - 1].title)


def test_a_title_becomes_a_link() -> None:
    splice = setting_url(post_of(HEADINGS), 3, "https://example.org/x")
    assert splice.replacement == b"[Without a link](https://example.org/x)"


@pytest.mark.parametrize("url", ["", "relative/link.md", "a\nb", "#x"])
def test_a_link_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(WouldLose):
        setting_url(post_of(HEADINGS), 1, url)


def test_a_link_that_another_entry_shares_is_refused() -> None:
    source = b"- [One][o]\n- [Two][o]\n- [Three](https://example.org/3)\n\n[o]: https://example.org/1\n"
    with pytest.raises(WouldLose, match="Two"):
        setting_url(post_of(source), 1, "https://example.org/new")


def test_credits_are_written_in_the_style_of_the_post() -> None:
    new = (Byline("Speaker", ("Ann Lee", "Bo Ray", "Cy Fox")),)
    post = post_of(HEADINGS)
    assert setting_bylines(post, 1, new).replacement == b"**Speaker**: Ann Lee, Bo Ray and Cy Fox\n"
    assert setting_bylines(post, 2, new).apply(HEADINGS) == HEADINGS.replace(
        b"rivers)\n", b"rivers)\n**Speaker**: Ann Lee, Bo Ray and Cy Fox\n"
    )
    inside = HEADINGS.replace(b"**Author**:", b"**Author:**").replace(b"\n", b"\r\n")
    assert setting_bylines(post_of(inside), 2, new).replacement == b"**Speaker:** Ann Lee, Bo Ray and Cy Fox\r\n"
    assert setting_bylines(post, 1, ()).apply(HEADINGS) == HEADINGS.replace(b"**Author**: Ann Lee\n", b"")


def test_a_credit_that_stays_keeps_its_line() -> None:
    source = HEADINGS.replace(b"**Author**: Ann Lee", b"**Author**: [Ann Lee](https://example.org/ann)  ")
    splice = setting_bylines(post_of(source), 1, (Byline("Author", ("Ann Lee",)), Byline("Editor", ("Bo Ray",))))
    assert splice.replacement == b"**Author**: [Ann Lee](https://example.org/ann)  \n**Editor**: Bo Ray  \n"


def test_a_credit_in_a_list_is_indented() -> None:
    post = post_of(LIST)
    for index in (1, 2, 3):
        splice = setting_bylines(post, index, (Byline("Author", ("Ann Lee",)),))
        assert after(post, splice).entries[index - 1].bylines == (Byline("Author", ("Ann Lee",)),)
        assert b"  **Author**: Ann Lee" in splice.replacement


@pytest.mark.parametrize("byline", [Byline("Au:thor", ("A",)), Byline("Author", ("A, B",)), Byline("", ("A",))])
def test_a_credit_that_would_not_read_back_is_refused(byline: Byline) -> None:
    with pytest.raises(WouldLose):
        setting_bylines(post_of(HEADINGS), 1, (byline,))


def test_a_note_is_replaced_and_nothing_else() -> None:
    post = post_of(HEADINGS)
    assert setting_note(post, 1, b"\nOther.\n\n> quoted\n").apply(HEADINGS) == HEADINGS.replace(
        b"A note.", b"Other.\n\n> quoted"
    )
    assert after(post, setting_note(post, 1, b"")).entries[0].words == 0
    crlf = post_of(HEADINGS.replace(b"\n", b"\r\n"))
    assert setting_note(crlf, 1, "a\n\nb").replacement == b"a\r\n\r\nb\r\n"


def test_a_note_is_added_where_the_post_has_its_notes() -> None:
    source = HEADINGS.replace(b"\nTwo words.\n", b"")
    assert setting_note(post_of(source), 2, b"New.").apply(source) == source.replace(b"rivers)\n", b"rivers)\n\nNew.\n")
    assert setting_note(post_of(LIST), 3, b"new").apply(LIST) == LIST.replace(b"/3)**", b"/3)** - new")


def test_a_note_in_a_list_is_indented() -> None:
    post = post_of(LIST)
    found = after(post, setting_note(post, 3, b"One.\n\nTwo."))
    assert found.entries[2].places.note.of(found.source).strip() == b"One.\n\n  Two."
    assert found.entry_count == 3
    quoted = after(post, setting_note(post, 1, b"> said"))
    assert quoted.entries[0].quoted_words == 1


@pytest.mark.parametrize("note", [b"## [Other](https://example.org/x)", b"```\nopen", b"<!-- open", b"# Section"])
def test_a_note_that_would_be_something_else_is_refused(note: bytes) -> None:
    with pytest.raises(WouldLose):
        setting_note(post_of(HEADINGS), 1, note)
