import pytest

from readtui.grammar.changing.arranging import adding, carrying
from readtui.grammar.changing.editing import WouldLose
from readtui.grammar.posts import read_post
from readtui.model.post import Post
from readtui.model.span import splicing

HEADINGS = b"""## [Book] [On *Trees*](https://example.org/trees "A title")
**Author**: Ann Lee
**Editor**: [Bo Ray](https://example.org/bo)

A note with a [link](https://example.org/link).

### Below

> quoted

## [On Rivers](https://example.org/rivers)

Two words.
"""
DEEPER = b"+++\r\n+++\r\n\r\n### [Talk] [One](https://a.example)\r\n\r\nHeard.\r\n"
UNDERLINED = b"[One](https://a.example)\n---\n\nHeard.\n\n[Two](https://b.example)\n---\n\nSeen.\n"
LIST = b"""- [One](https://a.example)

    > Indented by four.

    And more.

- [Book] [Two](https://b.example)
"""
STARS = b"*   [Three](https://c.example)\n*   [Four](https://d.example)\n"
BOLD = b"**[One](https://a.example) by Ann Lee**\n\nRead.\n\n**[Two](https://b.example)**\n\nRead too.\n"
EMPTY = b"+++\ndraft = true\n+++\n\n"


def post_of(source: bytes) -> Post:
    return read_post("post.md", source)


def carried(source: bytes, index: int, to: bytes) -> bytes:
    """The text in the other post, where it reads as it should."""
    post, other = post_of(source), post_of(to)
    text = carrying(post, index, other)
    after = post_of(splicing(to, adding(other, text)))
    if other.entries:
        old, new = post.entries[index - 1], after.entries[-1]
        assert (new.kind, new.title, new.url, new.bylines) == (old.kind, old.title, old.url, old.bylines)
    return text


def test_an_entry_of_the_same_form_keeps_its_bytes() -> None:
    last = HEADINGS[HEADINGS.index(b"## [On Rivers]") :]
    assert carried(HEADINGS, 2, HEADINGS) == last
    assert carried(HEADINGS, 1, HEADINGS) == HEADINGS[: HEADINGS.index(b"\n## [On Rivers]")]
    assert carried(BOLD, 1, BOLD) == b"**[One](https://a.example) by Ann Lee**\n\nRead.\n"


def test_a_post_without_entries_takes_it_as_it_is() -> None:
    assert carried(LIST, 1, EMPTY) == LIST[: LIST.index(b"\n- [Book]")]
    assert carried(HEADINGS, 2, DEEPER[:11]) == HEADINGS[HEADINGS.index(b"## [On Rivers]") :].replace(b"\n", b"\r\n")


def test_headings_take_the_level_and_the_line_ends_of_the_other_post() -> None:
    text = carried(HEADINGS, 1, DEEPER)
    assert text.startswith(b'### [Book] [On *Trees*](https://example.org/trees "A title")\r\n**Author**: Ann Lee\r\n')
    assert b"\r\n\r\n#### Below\r\n" in text
    assert carried(DEEPER, 1, HEADINGS) == b"## [Talk] [One](https://a.example)\n\nHeard.\n"
    assert carried(UNDERLINED, 1, HEADINGS) == b"## [One](https://a.example)\n\nHeard.\n"


def test_list_items_take_the_mark_of_the_other_post() -> None:
    assert carried(LIST, 1, STARS) == (
        b"*   [One](https://a.example)\n\n      > Indented by four.\n\n      And more.\n"
    )
    assert carried(STARS, 1, LIST) == b"- [Three](https://c.example)\n"
    assert (
        carried(STARS, 2, b"1. [a](https://a.example)\n2. [b](https://b.example)\n")
        == b"3. [Four](https://d.example)\n"
    )


def test_an_item_becomes_a_heading_and_back() -> None:
    heading = carried(LIST, 1, HEADINGS)
    assert heading == b"## [One](https://a.example)\n\n> Indented by four.\n\nAnd more.\n"
    assert carried(b"- [Two](https://b.example) - short\n- [c](https://c.example)\n", 1, HEADINGS) == (
        b"## [Two](https://b.example)\n\nshort\n"
    )
    text = carried(HEADINGS, 1, LIST)
    assert (
        text
        == b"""- [Book] [On *Trees*](https://example.org/trees "A title")
  **Author**: Ann Lee
  **Editor**: [Bo Ray](https://example.org/bo)

  A note with a [link](https://example.org/link).

  ### Below

  > quoted
"""
    )


def test_who_it_is_by_comes_along() -> None:
    assert carried(BOLD, 1, LIST) == b"- [One](https://a.example) by Ann Lee\n\n  Read.\n"
    assert carried(BOLD, 1, HEADINGS) == b"## [One](https://a.example) by Ann Lee\n\nRead.\n"
    assert carried(LIST, 2, BOLD) == b"**[Book] [Two](https://b.example)**\n"


def test_a_heading_without_a_link_has_no_place_in_a_list() -> None:
    with pytest.raises(WouldLose, match="begins with a link, and “Heard” has none"):
        carrying(post_of(b"## [Talk] Heard\n\nNote.\n"), 1, post_of(LIST))


def test_what_labels_mean_comes_along() -> None:
    source = b"""- [One][one] of [two] and more[^1]
- [Three](https://c.example)

[one]: https://a.example
[Two]: https://b.example
[^1]: A footnote with [a link](https://f.example).
"""
    text = carried(source, 1, STARS)
    assert text.startswith(b"*   [One](https://a.example)")
    assert b"    [Two]: https://b.example\n    [^1]: A footnote" in text
    assert b"[one]:" not in text
    there = STARS + b"\n[Two]: https://b.example\n"
    assert b"[Two]:" not in carried(source, 1, there)


def test_a_label_that_means_something_else_there_is_named() -> None:
    source = b"- [One](https://a.example) says[^1]\n- [Two](https://b.example)\n\n[^1]: Here.\n"
    with pytest.raises(WouldLose, match=r"uses the label \[\^1\], which means something else there"):
        carrying(post_of(source), 1, post_of(STARS + b"\n[^1]: There.\n"))


def test_a_note_that_would_be_entries_there_is_refused() -> None:
    source = b"## [One](https://a.example)\n\n**[Inside](https://i.example)**\n\n## [Two](https://b.example)\n"
    with pytest.raises(WouldLose):
        carrying(post_of(source), 1, post_of(BOLD))
    assert carried(source, 1, LIST)


def test_a_byte_order_mark_stays_where_it_is() -> None:
    for source in (HEADINGS, LIST, STARS, BOLD):
        assert carried(b"\xef\xbb\xbf" + source, 1, DEEPER) == carried(source, 1, DEEPER)


def test_there_must_be_such_an_entry() -> None:
    with pytest.raises(WouldLose, match=r"no entry 3 in post\.md"):
        carrying(post_of(LIST), 3, post_of(BOLD))
