"""Two entries become one and one becomes two, in each form, and no other entry changes."""

import pytest

from readtui.grammar.changing.joining import joining
from readtui.grammar.changing.parting import begins_with_head, parting
from readtui.grammar.changing.refusing import WouldLose
from readtui.grammar.changing.renaming import renaming
from readtui.grammar.posts import read_post
from readtui.model.post import Post
from readtui.model.span import splicing

HEADINGS = b"""# Talks

## [Talk] [A](https://a.example)
**Speaker**: Ann Lee

Of A.

## [Book] [B](https://b.example) by Bo Ray
**Author**: Bo Ray and [Ann Lee](https://ann.example)

Of B, see [c].

### Deeper

More.

[c]: https://c.example

## [D](https://d.example)
"""
LIST = b"- [A](https://a.example) - of A\n- [B](https://b.example) - of B\n- [C](https://c.example)\n\n  Of C.\n"
PARAGRAPHS = (
    b"**[A](https://a.example)**\n\nOf A.\n\n**[B](https://b.example) by Bo**\n\nOf B.\n\n**[C](https://c.example)**\n"
)


def post(source: bytes) -> Post:
    return read_post("p.md", source)


def joined(source: bytes, index: int, other: int) -> bytes:
    return splicing(source, joining(post(source), index, other))


def parted(source: bytes, index: int, at: bytes, *head: str) -> bytes:
    return splicing(source, parting(post(source), index, source.index(at), *head))


def test_headings_become_one() -> None:
    assert joined(HEADINGS, 1, 2) == (
        b"# Talks\n\n## [Talk] [A](https://a.example)\n**Speaker**: Ann Lee\n**Author**: Bo Ray and Ann Lee\n\n"
        b"Of A.\n\n[Book] [B](https://b.example) by Bo Ray\n\n**Author**: Bo Ray and [Ann Lee](https://ann.example)\n\n"
        b"Of B, see [c].\n\n### Deeper\n\nMore.\n\n[c]: https://c.example\n\n## [D](https://d.example)\n"
    )


def test_definitions_stay_for_those_that_use_them() -> None:
    after = post(joined(HEADINGS, 2, 1))
    assert [entry.title for entry in after.entries] == ["B", "D"]
    assert "https://c.example" in [link.url for link in after.entries[0].links]


def test_items_become_one_item() -> None:
    assert joined(LIST, 1, 2) == (
        b"- [A](https://a.example) - of A\n  - [B](https://b.example) - of B\n- [C](https://c.example)\n\n  Of C.\n"
    )
    assert [entry.title for entry in post(joined(LIST, 3, 1)).entries] == ["B", "C"]


def test_paragraphs_become_one_and_no_link_an_entry() -> None:
    assert joined(PARAGRAPHS, 1, 2) == (
        b"**[A](https://a.example)**\n\nOf A.\n\n- [B](https://b.example) by Bo\n\nOf B.\n\n**[C](https://c.example)**\n"
    )


def test_what_says_the_same_is_said_once() -> None:
    twice = b"## [A](https://a.example)\n\nOne.\n\n## [A](https://a.example)\n\nTwo.\n\n## [B](https://b.example)\n"
    assert joined(twice, 1, 2) == b"## [A](https://a.example)\n\nOne.\n\nTwo.\n\n## [B](https://b.example)\n"
    kind = twice.replace(b"[A]", b"[Talk] [A]", 1).replace(b"## [A]", b"## [Talk] [Z]")
    assert b"One.\n\n[Z](https://a.example)\n\nTwo.\n" in joined(kind, 1, 2)


@pytest.mark.parametrize("source", [HEADINGS, LIST, PARAGRAPHS])
@pytest.mark.parametrize("ends", [b"\r\n", b"\r"])
def test_line_ends_are_the_posts(source: bytes, ends: bytes) -> None:
    mine = source.replace(b"\n", ends)
    assert joined(mine, 1, 2) == joined(source, 1, 2).replace(b"\n", ends)


def test_what_cannot_be_joined_is_refused() -> None:
    for index, other in ((1, 1), (1, 9), (0, 1)):
        with pytest.raises(WouldLose):
            joined(LIST, index, other)
    two = b"Words.\n\n- [A](https://a.example)\n- [B](https://b.example)\n"
    with pytest.raises(WouldLose, match="no longer show as a log"):
        joined(two, 1, 2)


def test_a_paragraph_with_a_link_becomes_an_entry() -> None:
    one = b"## [A](https://a.example)\n\nOf A.\n\n[Talk] [B](https://b.example)\n**Author**: Bo\n\nOf B.\n\n## [C](https://c.example)\n"
    after = parted(one, 1, b"[Talk]")
    assert after == one.replace(b"[Talk]", b"## [Talk]")
    assert [entry.bylines for entry in post(after).entries][1][0].people == ("Bo",)
    assert begins_with_head(post(one), 1, one.index(b"[Talk]"))
    assert not begins_with_head(post(one), 1, one.index(b"Of A."))


def test_a_nested_item_becomes_one_of_the_list() -> None:
    assert parted(joined(LIST, 1, 2), 1, b"- [B]") == LIST


def test_a_title_is_given_where_no_link_stands() -> None:
    after = parted(HEADINGS, 2, b"### Deeper", "Talk", "New *title*", "https://n.example")
    new = b"## [Talk] [New \\*title\\*](https://n.example)\n\n### Deeper\n\nMore.\n"
    assert b"Of B, see [c].\n\n[c]: https://c.example\n\n" + new in after
    with pytest.raises(WouldLose, match="begins with no link"):
        parted(HEADINGS, 2, b"More.")
    assert b"\n\n**[T](https://t.example)**\n\nOf A.\n\n**[B]" in parted(
        PARAGRAPHS.replace(b"Of A.", b"Words.\n\nOf A."), 1, b"Of A.", "", "T", "https://t.example"
    )


def test_it_is_told_what_a_title_alone_lacks() -> None:
    for url in ("", "example.org"):
        with pytest.raises(WouldLose, match="in a list an entry begins with a link"):
            parted(LIST, 3, b"Of C.", "", "T", url)
    with pytest.raises(WouldLose, match="an entry has a link or a kind: give one of them"):
        parted(HEADINGS, 2, b"More.", "", "T")


def test_a_place_outside_of_the_note_is_refused() -> None:
    for at in (b"# Talks", b"**Speaker**", b"## [Book]"):
        with pytest.raises(WouldLose):
            parted(HEADINGS, 1, at, "", "T", "https://t.example")


def test_a_person_is_renamed_in_credits_alone() -> None:
    source = HEADINGS.replace(b"Of A.", b"Of Ann Lee, **Author**: Ann Lee.")
    splices, edited = renaming(post(source), "person", "Ann Lee", "Ann O'Lee")
    assert edited == {1, 2}
    after = splicing(source, splices)
    assert after.replace(b"Ann O'Lee", b"Ann Lee") == source
    assert (after.count(b"Ann O'Lee"), after.count(b"Of Ann Lee")) == (2, 1)


def test_a_name_within_a_name_is_another_person() -> None:
    source = b"## [A](https://a.example)\n**Author**: Ann Lee, Ann and Joann\n\n## [B](https://b.example)\n"
    splices, _ = renaming(post(source), "person", "Ann", "Eve")
    assert b"**Author**: Ann Lee, Eve and Joann\n" in splicing(source, splices)
