"""Where the parts of an entry stand: a splice there edits that part and nothing else."""

import pytest

from readtui.grammar.entries import read_entries
from readtui.model.entry import Entry
from readtui.model.span import Span, Splice

POST = (
    b'Hi.\r\n\r\n## [Talk] [Tides *and* Tables](<https://a.example/t> "t")\r\n**Speaker**: Mara Olsen, Jo Lind\r\n'
    b"**Year:** 2020\r\n\r\nA note.\r\n\r\n> Quote.\r\n\r\n\r\n## [Book] Plain *title* ##\r\n\r\nEnd"
)


def read(source: bytes) -> tuple[Entry, ...]:
    return read_entries(source, Span(0, len(source)))[1]


def part(source: bytes, span: Span | None) -> bytes | None:
    return None if span is None else span.of(source)


def test_parts_of_a_heading() -> None:
    talk, book = (entry.places for entry in read(POST))
    assert part(POST, talk.head) == b'## [Talk] [Tides *and* Tables](<https://a.example/t> "t")'
    assert part(POST, talk.kind) == b"Talk"
    assert part(POST, talk.title) == b"Tides *and* Tables"
    assert part(POST, talk.url) == b"https://a.example/t"
    assert part(POST, talk.bylines) == b"**Speaker**: Mara Olsen, Jo Lind\r\n**Year:** 2020\r\n"
    assert part(POST, talk.note) == b"A note.\r\n\r\n> Quote.\r\n"
    assert (part(POST, book.title), book.url, book.bylines) == (b"Plain *title*", None, None)
    assert part(POST, book.note) == b"End"


@pytest.mark.parametrize(
    ("item", "head", "note"),
    [
        ("- [A](http://a.b)\n", "- [A](http://a.b)", ""),
        ("- [A](http://a.b) -- a note\n  in two\n", "- [A](http://a.b)", "a note\n  in two\n"),
        ("- [A](http://a.b): note\n", "- [A](http://a.b)", "note\n"),
        ("- [A](http://a.b)：読んだ\n", "- [A](http://a.b)", "読んだ\n"),
        ("- **[A](http://a.b)**.\n\n  note\n", "- **[A](http://a.b)**.", "  note\n"),
        ("- [A](http://a.b) by Jo Lind\n", "- [A](http://a.b) by Jo Lind", ""),
        ("- [A](http://a.b)\n  **Author**: Jo\n\n  note\n", "- [A](http://a.b)", "  note\n"),
        ("- [A\n  B](http://a.b) x\n", "- [A\n  B](http://a.b)", "x\n"),
    ],
)
def test_head_and_note_of_an_item(item: str, head: str, note: str) -> None:
    source = item.encode()
    (entry,) = read(source)
    assert part(source, entry.places.head) == head.encode()
    assert part(source, entry.places.note) == note.encode()


def test_an_address_in_a_definition_and_what_cannot_be_changed() -> None:
    source = b"- [A][r]\n- [r]\n- <http://c.d>\n\n[r]: <http://a.b> 'T'\n"
    one, two, three = (entry.places for entry in read(source))
    assert (part(source, one.title), part(source, one.url)) == (b"A", b"http://a.b")
    assert (two.title, part(source, two.url)) == (None, b"http://a.b")
    assert (three.title, part(source, three.url)) == (None, b"http://c.d")


def test_a_field_edit_changes_that_field() -> None:
    entry = read(POST)[0]
    for place, new, field in (
        (entry.places.kind, b"Film", "kind"),
        (entry.places.title, b"New title", "title"),
        (entry.places.url, b"https://new.example", "url"),
    ):
        assert place is not None
        edited = read(Splice(place, new).apply(POST))
        assert getattr(edited[0], field) == new.decode()
        for other in {"kind", "title", "url", "bylines", "section", "words"} - {field}:
            assert getattr(edited[0], other) == getattr(entry, other)
        assert edited[1].title == "Plain title"
