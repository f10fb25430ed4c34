"""A post is a log only if the form shows; else it is read as a whole."""

import pytest

from readtui.grammar.entries import read_entries
from readtui.model.post import Form
from readtui.model.span import Span

PROSE = "The road went up and the fog came down, and nobody said a word of it for an hour. " * 6 + "\n\n"


def form_of(text: str) -> tuple[Form, int]:
    source = text.encode()
    form, entries = read_entries(source, Span(0, len(source)))
    return form, len(entries)


@pytest.mark.parametrize(
    ("text", "form", "count"),
    [
        ("", "whole", 0),
        ("Nothing here.\n", "whole", 0),
        ("Text.\n\n- [A](http://a.b)\n", "whole", 0),
        ("- [A](http://a.b)\n", "list", 1),
        ("<!-- vale off -->\n\n- [A](http://a.b)\n", "list", 1),
        ("Text.\n\n- [Talk] [A](http://a.b)\n", "list", 1),
        ("Text.\n\n- [A](http://a.b)\n  **Author**: Jo\n", "list", 1),
        ("Text.\n\n- [A](http://a.b)\n- [B](http://a.b)\n", "list", 2),
        ("Text.\n\n## [A](http://a.b)\n", "whole", 0),
        ("## [A](http://a.b)\n", "heading", 1),
        ("Text.\n\n## [A](http://a.b)\n**Author**: Jo\n", "heading", 1),
        ("Text.\n\n**[A](http://a.b)**\n", "whole", 0),
        ("Text.\n\n- http://a.b\n- http://c.d\n", "whole", 0),
        ("- [One](#one)\n- [Two](#two)\n\n## One\n\n## Two\n", "whole", 0),
        ("**[A](http://a.b)**\n\n- [B](http://a.b)\n- [C](http://a.b)\n", "list", 2),
    ],
)
def test_what_shows_a_form(text: str, form: Form, count: int) -> None:
    assert form_of(text) == (form, count)


def test_references_at_the_end_of_an_essay_are_none() -> None:
    links = "- [A](http://a.b)\n- [B](http://a.b)\n"
    for heading in ("References", "Related posts", "参考リンク", "Kaynaklar", "📎 See also:"):
        assert form_of(f"# An essay\n\n{PROSE * 3}## {heading}\n\n{links}") == ("whole", 0)
    assert form_of(f"# A week\n\n{PROSE * 3}## What I read\n\n{links}") == ("list", 2)


def test_two_links_in_a_very_long_text_are_none() -> None:
    assert form_of(f"{PROSE * 40}- [A](http://a.b)\n- [B](http://a.b)\n\n{PROSE}") == ("whole", 0)


def test_front_matter_is_left_out_but_its_lines_count() -> None:
    source = b"---\ntitle: x\n---\n- [A](http://a.b)\n"
    _, (entry,) = read_entries(source, Span(17, len(source)))
    assert (entry.line, entry.span) == (4, Span(17, len(source)))


def test_a_byte_order_mark_hides_no_heading_and_belongs_to_no_entry() -> None:
    source = b"\xef\xbb\xbf## [A](http://a.b)\nx\n"
    form, (entry,) = read_entries(source, Span(0, len(source)))
    assert (form, entry.span) == ("heading", Span(3, len(source)))


@pytest.mark.parametrize("text", ["- [\n" * 100_000, "[\n" * 100_000, "- \n" * 100_000, "- [a](http://a.b)\n" * 21_000])
def test_what_is_too_long_is_a_whole(text: str) -> None:
    assert form_of(text) == ("whole", 0)


def test_a_post_in_latin_1_reads_well() -> None:
    source = "- [Ärger](http://a.b)\n- [Übung](http://a.b)\n".encode("latin-1")
    _, entries = read_entries(source, Span(0, len(source)))
    assert [entry.title for entry in entries] == ["Ärger", "Übung"]
