"""Form D: entries that are paragraphs."""

from readtui.grammar.entries import read_entries
from readtui.model.entry import Entry
from readtui.model.span import Span


def read(text: str) -> tuple[Entry, ...]:
    source = text.encode()
    form, entries = read_entries(source, Span(0, len(source)))
    assert form == ("paragraph" if entries else "whole")
    return entries


def test_bold_links_own_what_follows() -> None:
    source = (
        "Hello.\n\n**[A](http://a.b) by Jo Lind**\n\n> quoted words\n\nMore, with a [link](http://l.b).\n\n\n"
        "**[B _by Ann_](http://a.b)**\n\n- [x](http://x.b)\n- [y](http://x.b)\n- [z](http://x.b)\n\n"
        "## Elsewhere\n\nNothing.\n\n__[C](http://a.b)__ (2010) by Al\n\nlast\n"
    )
    entries = read(source)
    assert [(entry.title, entry.line, entry.last_line) for entry in entries] == [
        ("A", 3, 7),
        ("B by Ann", 10, 14),
        ("C", 20, 22),
    ]
    assert [entry.section for entry in entries] == [None, None, "Elsewhere"]
    assert all(entry.bylines == () for entry in entries)
    assert [(entry.words, entry.quoted_words) for entry in entries] == [(6, 2), (3, 0), (1, 0)]
    assert [link.url for link in entries[0].links] == ["http://l.b"]


def test_bold_inside_the_link_and_a_kind_before_it() -> None:
    entries = read("Hi.\n\n[**A**](http://a.b): note\n\n[Talk] **[B](http://a.b)**\n\n📚 **[C](http://a.b)**\n")
    assert [(entry.kind, entry.title) for entry in entries] == [(None, "A"), ("Talk", "B"), (None, "C")]


def test_paragraphs_that_are_one_link() -> None:
    entries = read("Two things.\n\n[A](http://a.b)\n\nnote\n\n<http://b.b>\n\nnote\n\n[C](http://a.b) by Jo Lind\n")
    assert [entry.title for entry in entries] == ["A", "http://b.b", "C"]


def test_a_post_that_opens_with_its_link() -> None:
    (entry,) = read("{{< figure src='a.jpg' >}}\n\n[A](http://a.b)\n\nA long note.\n\nIn two parts.\n")
    assert (entry.title, entry.last_line) == ("A", 7)


def test_lone_links_here_and_there_in_an_essay_are_none() -> None:
    prose = "Some thought on it.\n\n"
    assert not read(prose * 8 + "[A](http://a.b)\n\n" + prose * 9 + "[B](http://a.b)\n\n" + prose * 6)
    assert not read(prose * 3 + "[A](http://a.b)\n\n## Next\n\n" + prose * 3 + "[B](http://a.b)\n")
    assert not read("[@somebody](http://a.b) by the way, no.\n\n[@else](http://a.b) yes\n")


def test_paragraphs_that_are_no_entries() -> None:
    assert not read("**Bold** [A](http://a.b)\n\n**Bold** [B](http://a.b)\n")
    assert not read("**[A](/a)**\n\n**[B](#b)**\n\n![I](http://a.b)\n\n[![I](http://a.b)](http://a.b)\n")
    assert not read("[A](http://a.b) starts a sentence.\n\n[B](http://a.b) does too.\n")
