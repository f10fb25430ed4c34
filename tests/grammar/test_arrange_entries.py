import pytest

from readtui.grammar.changing.arranging import adding, deleting, reordering
from readtui.grammar.changing.editing import WouldLose, refusal
from readtui.grammar.posts import read_post
from readtui.model.post import Post
from readtui.model.span import Splice, splicing

HEADINGS = b"""+++
title = "Read"
+++

Words above.

<!--more-->

## [Book] [On Trees](https://example.org/trees)
**Author**: Ann Lee

A note.


## [On Rivers](https://example.org/rivers)

Two words.


## [Talk] Without a link

Heard.
"""
LIST = b"""Read:
- [One](https://example.org/1) - short
- [Two](https://example.org/2)
  below
- [Three](https://example.org/3)

That was all.
"""
SECTIONS = b"""---
title: Read
---

# Books

- [One](https://example.org/1)

- [Two](https://example.org/2)

# Talks

- [Three](https://example.org/3)

# Rest

Nothing.
"""
PARAGRAPHS = b"**[One](https://example.org/1)**\n\nNote.\n\n**[Two](https://example.org/2)**\n\nOther."
REFERENCES = b"""## [Trees][trees]

Of [rivers].

## [Talk] [Rivers][rivers]

Long ones.

[trees]: https://example.org/trees
[rivers]: https://example.org/rivers
"""


def post_of(source: bytes) -> Post:
    return read_post("2020-07-11.md", source)


def titles(source: bytes) -> list[str]:
    return [entry.title for entry in post_of(source).entries]


def deleted(source: bytes, index: int) -> bytes:
    post = post_of(source)
    return made(post, deleting(post, index), editing=index)


def moved(source: bytes, index: int, to: int) -> bytes:
    post = post_of(source)
    return made(post, reordering(post, index, to), editing=None)


def added(source: bytes, text: bytes, at: int | None = None) -> bytes:
    post = post_of(source)
    return made(post, adding(post, text, at), editing=None)


def made(post: Post, splices: list[Splice], *, editing: int | None) -> bytes:
    """The post with the splices made; a save does not refuse them."""
    after = splicing(post.source, splices)
    assert refusal(post, post_of(after), editing, splices) is None
    return after


def test_an_entry_goes_with_the_blank_lines_that_set_it_off() -> None:
    first, second = HEADINGS.index(b"## [Book]"), HEADINGS.index(b"## [On Rivers]")
    third = HEADINGS.index(b"## [Talk]")
    assert deleted(HEADINGS, 1) == HEADINGS[:first] + HEADINGS[second:]
    assert deleted(HEADINGS, 2) == HEADINGS[:second] + HEADINGS[third:]
    assert deleted(HEADINGS, 3) == HEADINGS[:third].rstrip() + b"\n"


def test_a_tight_list_stays_one_and_the_text_around_it_apart() -> None:
    assert deleted(LIST, 1) == LIST.replace(b"- [One](https://example.org/1) - short\n", b"")
    assert deleted(LIST, 2) == LIST.replace(b"- [Two](https://example.org/2)\n  below\n", b"")
    assert deleted(LIST, 3) == LIST.replace(b"- [Three](https://example.org/3)\n", b"")


def test_the_last_entry_of_a_section_leaves_its_heading() -> None:
    assert deleted(SECTIONS, 3) == SECTIONS.replace(b"- [Three](https://example.org/3)\n\n", b"")
    assert deleted(SECTIONS, 2) == SECTIONS.replace(b"\n- [Two](https://example.org/2)\n", b"")
    assert deleted(SECTIONS, 1) == SECTIONS.replace(b"- [One](https://example.org/1)\n\n", b"")


def test_the_only_entry_can_go() -> None:
    assert deleted(b"+++\n+++\n\n- [One](https://example.org/1)\n", 1) == b"+++\n+++\n\n"
    assert deleted(b"- [One](https://example.org/1)", 1) == b""
    assert deleted(b"## [Talk] Heard\n\nNote.\n\n# Later\n\nText.\n", 1) == b"# Later\n\nText.\n"
    assert deleted(b"Text.\n\n## [Talk] Heard\n\nNote.\n", 1) == b"Text.\n"


def test_paragraphs_are_never_glued() -> None:
    assert deleted(b"- [One](https://example.org/1)\n\nText.\n", 1) == b"Text.\n"
    glued = b"Read:\n- [Book] [One](https://example.org/1)\n\nText.\n"
    assert deleted(glued, 1) == b"Read:\n\nText.\n"


def test_a_post_may_cease_to_be_a_log() -> None:
    two = b"Much text.\n\n## [One](https://example.org/1)\n\nNote.\n\n## [Two](https://example.org/2)\n"
    after = deleted(two, 2)
    assert after == b"Much text.\n\n## [One](https://example.org/1)\n\nNote.\n"
    assert post_of(after).form == "whole"


def test_deleting_keeps_each_line_end_as_it_is() -> None:
    mixed = HEADINGS.replace(b"rivers)\n\n", b"rivers)\r\n\r\n")
    assert deleted(mixed, 1) == mixed[: mixed.index(b"## [Book]")] + mixed[mixed.index(b"## [On Rivers]") :]
    assert deleted(PARAGRAPHS, 2) == b"**[One](https://example.org/1)**\n\nNote.\n"


def test_definitions_that_others_use_stay() -> None:
    assert deleted(REFERENCES, 2) == REFERENCES.replace(b"## [Talk] [Rivers][rivers]\n\nLong ones.\n\n", b"")
    assert [entry.url for entry in post_of(deleted(REFERENCES, 1)).entries] == ["https://example.org/rivers"]
    own = REFERENCES.replace(b"Of [rivers].", b"Of them.").replace(b"[trees]: https://example.org/trees\n", b"")
    own = own.replace(b"[Trees][trees]", b"[Trees](https://example.org/trees)")
    assert deleted(own, 2) == own[: own.index(b"\n## [Talk]")]


def test_an_entry_that_hides_others_does_not_go_alone() -> None:
    source = b"## [Talk] One\n\n<!-- a\n\n## [Talk] Two\n\nb -->\n\nText.\n\n## [Talk] Three\n"
    assert titles(source) == ["One", "Three"]
    assert deleted(source, 1) == b"## [Talk] Three\n"


@pytest.mark.parametrize(("index", "to"), [(0, 1), (4, 1), (1, 4), (-1, 2)])
def test_what_is_not_there_is_named(index: int, to: int) -> None:
    post = post_of(HEADINGS)
    with pytest.raises(WouldLose, match=r"there is no entry -?[0-9] in 2020-07-11\.md; it has 3"):
        reordering(post, index, to)
    with pytest.raises(WouldLose, match="there is no entry 9"):
        deleting(post, 9)


def test_an_entry_moves_and_the_blank_lines_stay() -> None:
    after = moved(HEADINGS, 1, 2)
    assert titles(after) == ["On Rivers", "On Trees", "Without a link"]
    assert after == HEADINGS.replace(
        b"## [Book] [On Trees](https://example.org/trees)\n**Author**: Ann Lee\n\nA note.\n\n\n"
        b"## [On Rivers](https://example.org/rivers)\n\nTwo words.\n",
        b"## [On Rivers](https://example.org/rivers)\n\nTwo words.\n\n\n"
        b"## [Book] [On Trees](https://example.org/trees)\n**Author**: Ann Lee\n\nA note.\n",
    )
    assert titles(moved(HEADINGS, 3, 1)) == ["Without a link", "On Trees", "On Rivers"]
    assert moved(HEADINGS, 2, 2) == HEADINGS


@pytest.mark.parametrize("source", [HEADINGS, LIST, PARAGRAPHS, HEADINGS.replace(b"\n", b"\r\n")])
def test_the_way_back_is_exact(source: bytes) -> None:
    count = post_of(source).entry_count
    for index in range(1, count + 1):
        for to in range(1, count + 1):
            assert moved(moved(source, index, to), to, index) == source


def test_a_missing_last_line_end_stays_missing() -> None:
    expected = b"**[Two](https://example.org/2)**\n\nOther.\n\n**[One](https://example.org/1)**\n\nNote."
    assert moved(PARAGRAPHS, 1, 2) == expected
    assert moved(PARAGRAPHS, 2, 1) == expected


def test_gaps_of_different_size_keep_their_places() -> None:
    source = b"- [a](https://a.example)\n- [b](https://b.example)\n\n- [c](https://c.example)\n"
    assert moved(source, 1, 3) == b"- [b](https://b.example)\n- [c](https://c.example)\n\n- [a](https://a.example)\n"
    assert moved(source, 3, 1) == b"- [c](https://c.example)\n- [a](https://a.example)\n\n- [b](https://b.example)\n"


def test_an_entry_moves_into_the_section_of_the_one_it_passes() -> None:
    down = moved(SECTIONS, 2, 3)
    assert down == SECTIONS.replace(b"\n- [Two](https://example.org/2)\n", b"").replace(
        b"- [Three](https://example.org/3)\n", b"- [Three](https://example.org/3)\n\n- [Two](https://example.org/2)\n"
    )
    assert [entry.section for entry in post_of(down).entries] == ["Books", "Talks", "Talks"]
    up = moved(SECTIONS, 3, 2)
    assert titles(up) == ["One", "Three", "Two"]
    assert [entry.section for entry in post_of(up).entries] == ["Books", "Books", "Books"]
    assert b"# Talks\n\n# Rest" in up


def test_numbers_of_a_list_stay_as_written() -> None:
    source = b"1. [a](https://a.example)\n2. [b](https://b.example)\n"
    assert moved(source, 1, 2) == b"2. [b](https://b.example)\n1. [a](https://a.example)\n"


def test_an_entry_that_would_head_others_stays_where_it_is() -> None:
    source = b"# Books\n\n## [One](https://a.example)\n\n## [Two](https://b.example)\n\n# [Site](https://c.example)\n"
    with pytest.raises(WouldLose, match="“One” would come to stand in another section"):
        reordering(post_of(source), 3, 1)
    assert titles(deleted(source, 3)) == ["One", "Two"]


def test_definitions_stay_at_the_end() -> None:
    after = moved(REFERENCES, 2, 1)
    assert titles(after) == ["Rivers", "Trees"]
    assert after.endswith(b"Of [rivers].\n\n[trees]: https://example.org/trees\n[rivers]: https://example.org/rivers\n")
    assert moved(after, 1, 2) == REFERENCES


def test_a_new_entry_goes_below_the_last_as_the_others_are_set_off() -> None:
    new = b"\n\n## [New](https://example.org/new)\n\nRead.\n\n\n"
    assert added(HEADINGS, new) == HEADINGS + b"\n\n## [New](https://example.org/new)\n\nRead.\n"
    item = b"- [New](https://example.org/new)"
    assert added(LIST, item) == LIST.replace(b"/3)\n", b"/3)\n" + item + b"\n")
    assert added(SECTIONS, item) == SECTIONS.replace(b"/3)\n", b"/3)\n\n" + item + b"\n")
    assert added(PARAGRAPHS, b"**[New](https://example.org/new)**\n") == (
        PARAGRAPHS + b"\n\n**[New](https://example.org/new)**"
    )


def test_a_new_entry_goes_where_it_is_wanted() -> None:
    new = b"## [New](https://example.org/new)\n"
    assert added(HEADINGS, new, 1) == HEADINGS.replace(b"## [Book]", new + b"\n\n## [Book]")
    assert added(HEADINGS, new, 3) == HEADINGS.replace(b"## [Talk]", new + b"\n\n## [Talk]")
    assert added(HEADINGS, new, 4) == added(HEADINGS, new)
    for at in (0, 5, -1):
        with pytest.raises(WouldLose, match="1 to 4"):
            adding(post_of(HEADINGS), new, at)


def test_a_new_entry_takes_the_line_ends_of_its_neighbours() -> None:
    crlf = HEADINGS.replace(b"\n", b"\r\n")
    assert added(crlf, b"## [New](https://example.org/new)\n\nRead.\n").endswith(
        b"Heard.\r\n\r\n\r\n## [New](https://example.org/new)\r\n\r\nRead.\r\n"
    )


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (b"", b"ENTRY\n"),
        (b"+++\n+++\n", b"+++\n+++\n\nENTRY\n"),
        (b"+++\n+++\n\n", b"+++\n+++\n\nENTRY\n"),
        (b"+++\n+++", b"+++\n+++\n\nENTRY\n"),
        (b"---\r\ntitle: a\r\n---\r\n", b"---\r\ntitle: a\r\n---\r\n\r\nENTRY\r\n"),
        (b"+++\n+++\n\nText.\n", b"+++\n+++\n\nText.\n\nENTRY\n"),
        (b"+++\n+++\n\nText.", b"+++\n+++\n\nText.\n\nENTRY"),
        (b"Text.\n\n\n", b"Text.\n\nENTRY\n\n\n"),
    ],
)
def test_the_first_entry_goes_to_the_end_of_the_body(source: bytes, expected: bytes) -> None:
    entry = b"## [Talk] [New](https://example.org/new)"
    after = added(source, entry)
    assert after == expected.replace(b"ENTRY", entry)
    assert titles(after) == ["New"]


def test_an_entry_that_does_not_show_in_an_essay_is_added_all_the_same() -> None:
    after = added(b"Much text.\n", b"- [New](https://example.org/new)\n")
    assert after == b"Much text.\n\n- [New](https://example.org/new)\n"
    assert titles(after) == []


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (HEADINGS, b""),
        (HEADINGS, b" \n\n"),
        (HEADINGS, b"No entry."),
        (HEADINGS, b"## [A](https://a.example)\n\n## [B](https://b.example)"),
        (HEADINGS, b"## [A](https://a.example)\n\n# Section"),
        (LIST, b"## [A](https://a.example)"),
        (b"Text.\n\n```\nopen\n", b"## [Talk] A"),
        (b"Text.\n\n<!-- open\n", b"## [Talk] A"),
    ],
)
def test_what_would_not_be_one_entry_is_not_added(source: bytes, text: bytes) -> None:
    with pytest.raises(WouldLose):
        adding(post_of(source), text)


def test_a_text_that_would_swallow_what_follows_is_not_added() -> None:
    with pytest.raises(WouldLose):
        adding(post_of(HEADINGS), b"## [A](https://a.example)\n\n```\nopen", 1)
    assert titles(added(HEADINGS, b"## [A](https://a.example)\n\n```\nopen"))[-1] == "A"


def test_a_post_that_is_not_utf8_is_left_alone() -> None:
    post = post_of(HEADINGS.replace(b"Heard", b"\xff"))
    for act in (lambda: deleting(post, 1), lambda: reordering(post, 1, 2), lambda: adding(post, b"## [Talk] A")):
        with pytest.raises(WouldLose, match="not UTF-8"):
            act()
