"""Titles and names are found by what a reader remembers of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readtui.grammar.posts import read_post
from readtui.grammar.searching.titles import Name, Titled, Titles, names_of, titles_of

TITLES = (
    *(
        "Trees that wait",
        "The long line",
        "Refactoring Ruby",
        "A line in the sand, and a long one",
        "Data-Oriented Design",
    ),
    *("Über Bäume", "深度学习入门", "JavaScript: The Good Parts", "Why trees?", ""),
)
NAMES = (
    Name("by", "Ann Lee", 3),
    Name("by", "Jo Annan", 7),
    Name("site", "lee.example.org", 2),
    Name("kind", "Talk", 9),
)


def found(text: str, limit: int = 5) -> list[str]:
    titles = Titles([Titled("a.md", number, title) for number, title in enumerate(TITLES)])
    return [each.title for each in titles.found(text, limit)]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("trees", ["Trees that wait", "Why trees?"]),
        ("wait trees", ["Trees that wait"]),
        ("long line", ["The long line", "A line in the sand, and a long one"]),
        ("refactring", ["Refactoring Ruby"]),
        ("tres wiat", ["Trees that wait"]),
        ("data oriented", ["Data-Oriented Design"]),
        ("uber baume", ["Über Bäume"]),
        ("学习", ["深度学习入门"]),
        ("script", ["JavaScript: The Good Parts"]),
        ("trees qqqq", []),
        ("?!", []),
    ],
)
def test_a_title_is_found_by_words_in_any_order_in_part_and_misspelt(text: str, first: list[str]) -> None:
    assert found(text)[: len(first) or None] == first


def test_what_begins_with_the_words_comes_first_and_the_rest_in_order() -> None:
    titles = Titles(
        [Titled(f"{number}.md", 1, title) for number, title in enumerate(("On keys", "Old keys", "Keys", "My keys"))]
    )
    assert [each.title for each in titles.found("keys", 3)] == ["Keys", "On keys", "Old keys"]


def test_names_are_found_by_the_beginnings_of_their_words() -> None:
    titles = Titles((), NAMES)
    assert [name.text for name in titles.named("ann", 5)] == ["Jo Annan", "Ann Lee"]
    assert [name.text for name in titles.named("lee", 5)] == ["Ann Lee", "lee.example.org"]
    assert [name.text for name in titles.named("lee", 5, "site")] == ["lee.example.org"]
    assert titles.named("", 5) == titles.named("ee", 5) == []
    assert len(titles.named("ann", 1)) == 1


def test_names_are_counted_once_for_each_entry() -> None:
    source = (
        b"## [Talk] [One](https://a.example.org/1)\n**Speaker**: Ann Lee\n**Author**: Ann Lee\n\n"
        b"## [Talk] [Two](https://a.example.org/2)\n**Speakers**: Ann Lee and Bo Wei\n\nX.\n"
    )
    post = read_post("a.md", source)
    assert {(name.sort, name.text, name.entries) for name in names_of([post])} == {
        *(("by", "Ann Lee", 2), ("by", "Bo Wei", 1), ("kind", "Talk", 2), ("site", "a.example.org", 2)),
    }
    assert titles_of([post]) == [Titled("a.md", 1, "One"), Titled("a.md", 2, "Two")]


@given(st.lists(st.text(max_size=30), max_size=12), st.text(max_size=30), st.integers(1, 5))
def test_any_words_find_titles_of_the_log_at_most_once(titles: list[str], text: str, limit: int) -> None:
    made = [Titled(f"{number}.md", 1, title) for number, title in enumerate(titles)]
    answer = Titles(made, [Name("by", title, 1) for title in titles]).found(text, limit)
    assert len(answer) <= limit
    assert len(set(answer)) == len(answer)
    assert set(answer) <= set(made)
    assert len(Titles((), [Name("by", title, 1) for title in titles]).named(text, limit)) <= limit


@given(st.text(st.characters(categories=["Lu", "Ll", "Lo", "Nd"]), min_size=2, max_size=12), st.data())
def test_a_title_is_found_by_any_beginning_of_its_words(word: str, data: st.DataObject) -> None:
    from readtui.grammar.searching.folding import words_of

    titles = Titles([Titled("other.md", 1, "zzz"), Titled("a.md", 1, f"Of {word} and more")])
    beginnings = [part[: data.draw(st.integers(1, len(part)))] for part in words_of(word)]
    if beginnings and beginnings != ["z"]:
        assert Titled("a.md", 1, f"Of {word} and more") in titles.found(" ".join(beginnings), 2)
