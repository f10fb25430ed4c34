"""Form B: entries that are items of top-level lists."""

import pytest

from readtui.grammar.entries import read_entries
from readtui.model.entry import Entry
from readtui.model.span import Span


def read(text: str) -> tuple[Entry, ...]:
    source = text.encode()
    form, entries = read_entries(source, Span(0, len(source)))
    assert form == ("list" if entries else "whole")
    return entries


def test_items_with_notes_of_several_blocks() -> None:
    source = (
        "## Articles\n\n- [A](http://a.b) -- first\n  line\nlazy\n\n- [B](http://a.b)\n\n  > quoted\n\n  - [nested](http://n.b)\n\n\n"
        "- plain [C](http://a.b)\n\nOut of the list.\n\n* [D](http://a.b)\n<!-- off -->\n\n## Films\n\n1. [E](http://a.b)\n"
    )
    entries = read(source)
    assert [entry.title for entry in entries] == list("ABDE")
    assert [(entry.line, entry.last_line) for entry in entries] == [(3, 5), (7, 11), (18, 18), (23, 23)]
    assert [entry.section for entry in entries] == ["Articles", "Articles", "Articles", "Films"]
    assert [(entry.words, entry.quoted_words) for entry in entries] == [(3, 0), (2, 1), (0, 0), (0, 0)]
    assert [link.url for link in entries[1].links] == ["http://n.b"]


@pytest.mark.parametrize(
    ("item", "kind", "title"),
    [
        ("[A](http://a.b)", None, "A"),
        ("[Video] [A](http://a.b)", "Video", "A"),
        ("**[Video]** [A](http://a.b)", "Video", "A"),
        ("[Video] **[A](http://a.b)**: good", "Video", "A"),
        ("📚 [A](http://a.b)", None, "A"),
        ("🧑🏻‍💻 - [A](http://a.b)", None, "A"),
        (":books: [A](http://a.b)", None, "A"),
        ("*[A](http://a.b)*", None, "A"),
        ("***[A](<http://a.b>)***", None, "A"),
        ("[ ] [A](http://a.b)", None, "A"),
        ("[x] [Video] [A](http://a.b)", "Video", "A"),
        ("[A](http://a.b 'A title')", None, "A"),
        ("[A\n  B](http://a.b\n  )", None, "A B"),
        ("[*A* `b` &amp; \\[c\\] <i>d</i>](http://a.b)", None, "A b & [c] d"),
        ("[A [pdf]](http://a.b/x_(y))", None, "A [pdf]"),
        ("[A `]` b](http://a.b)", None, "A ] b"),
        ("[snake_case](http://a.b)", None, "snake_case"),
        ("<http://a.b/c>", None, "http://a.b/c"),
        ("[A][ref]", None, "A"),
        ("[ref][]", None, "ref"),
        ("[REF]", None, "REF"),
        ("### [A](http://a.b)", None, "A"),
        ("[](http://a.b)", None, "http://a.b"),
        ("[日本語の題](https://例.jp/本)", None, "日本語の題"),
        ("[عنوان](https://a.b)", None, "عنوان"),
        ("https://a.b/c, bare", None, "https://a.b/c"),
    ],
)
def test_how_an_item_may_begin(item: str, kind: str | None, title: str) -> None:
    entries = read(f"- [One](http://a.b)\n- {item}\n- [Two](http://a.b)\n\n[ref]: http://ref.b\n")
    assert [entry.title for entry in entries] == ["One", title, "Two"]
    assert entries[1].kind == kind


@pytest.mark.parametrize(
    "item",
    [
        "[A](/relative)",
        "[A](#anchor)",
        "[A](mailto:a@b.c)",
        "[A](javascript:x)",
        "[A](page.html)",
        "![A](http://a.b)",
        "[![A](http://a.b)](http://a.b)",
        "Text [A](http://a.b)",
        "`[A](http://a.b)`",
        "\\[A](http://a.b)",
        "[A] (http://a.b)",
        "[A](http://a.b with space)",
        "[A]({{< ref a >}})",
        "[A][undefined]",
        "[^1] [A](http://a.b)",
        "> [A](http://a.b)",
        "- [A](http://a.b)",
        "<!-- [A](http://a.b) -->",
        "http is a word",
    ],
)
def test_what_is_no_entry(item: str) -> None:
    entries = read(f"- [One](http://a.b)\n- {item}\n- [Two](http://a.b)\n")
    assert [entry.title for entry in entries] == ["One", "Two"]


def test_escapes_and_references_in_an_address() -> None:
    entries = read("- [A](http://a.b/x\\_y?a=1&amp;b=2&copy=3)\n- [B](http://a.b/x%20y)\n")
    assert [entry.url for entry in entries] == ["http://a.b/x_y?a=1&b=2&copy=3", "http://a.b/x%20y"]


def test_a_byline_in_an_item() -> None:
    one, two = read("- [A](http://a.b)\n  **Author**: Jo\n  note\n- [B](http://a.b)\n\n  **By:** Ann\n\n  note\n")
    assert [entry.bylines[0].role for entry in (one, two)] == ["Author", "By"]
    assert [entry.words for entry in (one, two)] == [1, 1]


def test_headings_that_hold_only_lists_are_sections() -> None:
    entries = read(
        "## [Site](http://s.b)\n- [A](http://a.b)\n- [B](http://a.b)\n## [Other](http://o.b)\n- [C](http://a.b)\n- [D](http://a.b)\n"
    )
    assert [(entry.title, entry.section) for entry in entries] == [
        ("A", "Site"),
        ("B", "Site"),
        ("C", "Other"),
        ("D", "Other"),
    ]
