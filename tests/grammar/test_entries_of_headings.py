"""Form A: entries that are headings."""

from readtui.grammar.entries import read_entries
from readtui.model.entry import Entry
from readtui.model.span import Span


def read(text: str) -> tuple[Entry, ...]:
    source = text.encode()
    form, entries = read_entries(source, Span(0, len(source)))
    assert form == ("heading" if entries else "whole")
    return entries


POST = """\
A quiet week by the harbour.

<!--more-->

## [Talk] [Tides and Tables](https://talks.example/tides "a talk")
**Speaker**: Mara Olsen

What a tide table leaves out, and [how it is made](/tables).

> Every table is a promise.


## [Lamps of the North](https://books.example/lamps?a=1&b=2)

### What I liked

The drawings.

## Elsewhere

Nothing to report.
"""


def test_an_entry_owns_the_lines_up_to_the_next_heading_of_its_level() -> None:
    talk, book = read(POST)
    assert (talk.line, talk.last_line, book.line, book.last_line) == (5, 10, 13, 17)
    assert talk.span.of(POST.encode()).endswith(b"promise.\n")
    assert (talk.kind, talk.title, talk.url) == ("Talk", "Tides and Tables", "https://talks.example/tides")
    assert (book.kind, book.title, book.url) == (None, "Lamps of the North", "https://books.example/lamps?a=1&b=2")
    assert [(link.text, link.url) for link in talk.links] == [("how it is made", "/tables")]
    assert (talk.index, book.index) == (1, 2)
    assert (talk.words, talk.quoted_words) == (16, 5)


def test_an_entry_of_a_lower_level_is_its_own() -> None:
    one, two, three = read("## [A](http://a.b)\nx\n### [B](http://a.b)\ny\n## [C](http://a.b)\n")
    assert [(entry.line, entry.last_line) for entry in (one, two, three)] == [(1, 2), (3, 4), (5, 5)]
    assert two.section is None


def test_setext_headings() -> None:
    one, two = read("[A\nand more](http://a.b)\n======\n\nnote\n\n[B](http://a.b)\n---\n")
    assert (one.title, one.line, one.last_line, two.line, two.last_line) == ("A and more", 1, 5, 7, 8)


def test_a_reference_link_is_no_kind() -> None:
    (entry,) = read("### [Slow clocks][sc]\n\nx\n\n### [Fast clocks]\n\n[sc]: <http://a.b/s> 'S'\n[fast clocks]: /x\n")
    assert (entry.kind, entry.title, entry.url) == (None, "Slow clocks", "http://a.b/s")


def test_a_heading_with_a_kind_needs_no_link() -> None:
    (entry,) = read("A word before.\n\n# Log\n\n## [Book] The *Long* Field\n\n**Author**: Ines Prado\n\nGood.\n")
    assert (entry.kind, entry.title, entry.url, entry.section) == ("Book", "The Long Field", None, "Log")
    assert entry.bylines[0].people == ("Ines Prado",)


def test_a_kind_verbatim_with_and_without_emphasis_and_space() -> None:
    entries = read(
        "## [Audio book] [A](http://a.b)\n## **[論文]** [B](http://a.b)\n## [Talk][C](http://a.b)\n## [Talk]: **[D](http://a.b)**\n"
        "## 🎧 [Podcast] [E](http://a.b)\n## [2] [F](http://a.b)\n"
    )
    assert [entry.kind for entry in entries] == ["Audio book", "論文", "Talk", "Talk", "Podcast", None]
    assert [entry.title for entry in entries] == list("ABCDEF")


def test_sisters_of_entries_with_a_byline_or_a_lone_link_below() -> None:
    entries = read(
        "## [A](http://a.b)\n\nx\n\n## Find of the week\n<http://f.b>\n\nnote\n\n## A novel\n**Author:** Jo Lind\n"
        "\n## Thoughts\n\nMany.\n\n### Deeper\nhttp://a.b\n"
    )
    assert [(entry.title, entry.url) for entry in entries] == [
        ("A", "http://a.b"),
        ("Find of the week", "http://f.b"),
        ("A novel", None),
    ]
    assert entries[1].last_line == 8
    assert entries[1].words == 1


def test_sections_are_the_headings_above_of_a_higher_level() -> None:
    entries = read("# Part\n## Books\n### [A](http://a.b)\n### Aside\n### [B](http://a.b)\n## [C](http://a.b)\n")
    assert [entry.section for entry in entries] == ["Books", "Books", "Part"]


def test_numbers_and_what_follows_the_link() -> None:
    one, two = read("### 1. [A](http://a.b) (5 min)\n### 2) [B](http://a.b) by Jo Lind\n")
    assert (one.title, two.title) == ("A", "B")


def test_headings_that_are_no_entries() -> None:
    assert not read(
        "## [Here](/about)\n## [There](#there)\n## ![Image](http://a.b)\n## [![I](http://a.b)](http://a.b)\n"
    )
    assert not read("## About [A](http://a.b)\n## About [B](http://a.b)\n")
    assert not read("## [x] done\n## [1.2.0] - 2020-01-01\n## [^1] note\n## [v2] new\n## [Kind]\n")
    assert not read(
        "<!--\n## [A](http://a.b)\n## [B](http://a.b)\n-->\n```\n## [C](http://a.b)\n```\n> ## [D](http://a.b)\n"
    )


def test_links_in_notes_do_not_outvote_their_headings() -> None:
    entries = read(
        "## [A](http://a.b)\nSlides:\n- [x](http://a.b)\n- [y](http://a.b)\n- [z](http://a.b)\n\n## [B](http://a.b)\n"
    )
    assert [entry.title for entry in entries] == ["A", "B"]
    assert len(entries[0].links) == 3
