"""Bylines: the lines under an entry's first that credit people."""

import pytest

from readtui.grammar.bylines import split_people
from readtui.grammar.entries import read_entries
from readtui.model.entry import Byline
from readtui.model.span import Span


def bylines(below: str) -> list[tuple[str, tuple[str, ...]]]:
    source = f"## [A](http://a.b)\n{below}".encode()
    _, (entry,) = read_entries(source, Span(0, len(source)))
    return [(byline.role, byline.people) for byline in entry.bylines]


@pytest.mark.parametrize(
    ("below", "role", "people"),
    [
        ("**Author**: Jo Lind", "Author", ("Jo Lind",)),
        ("**Author:** Jo Lind  ", "Author", ("Jo Lind",)),
        ("__Author__: Jo Lind\\", "Author", ("Jo Lind",)),
        ("**Authors**: Jo Lind, Ann Ek and Al Oh", "Authors", ("Jo Lind", "Ann Ek", "Al Oh")),
        ("**Authors**: Jo, Ann, and Al", "Authors", ("Jo", "Ann", "Al")),
        ("**Narrated by**: Jo (Oslo, Bergen)", "Narrated by", ("Jo (Oslo, Bergen)",)),
        ("**Author**: [Jo *Lind*](http://j.b)", "Author", ("Jo Lind",)),
        ("**著者**：山田花子、鈴木一郎", "著者", ("山田花子", "鈴木一郎")),
        ("**Yazar**: Ayşe Sandalcı", "Yazar", ("Ayşe Sandalcı",)),
        ("**المؤلف**: ليلى، سامي", "المؤلف", ("ليلى", "سامي")),
        ("\n**Author**: Jo Lind\n\nnote", "Author", ("Jo Lind",)),
    ],
)
def test_a_byline(below: str, role: str, people: tuple[str, ...]) -> None:
    assert bylines(below) == [(role, people)]


def test_bylines_that_follow_each_other() -> None:
    assert bylines("**Author**: Jo\n**Reader**: Ann\n\n**Later**: no") == [("Author", ("Jo",)), ("Reader", ("Ann",))]


@pytest.mark.parametrize(
    "below",
    [
        "Author: Jo",
        "**Author** Jo",
        "**Author**:",
        "text\n**Author**: Jo",
        "> **Author**: Jo",
        "**1**: Jo",
        "**A whole sentence in bold type here**: no",
        "\n**Summary**: It is long, and I did not like the end of it.",
        "\n**Author**: Jo\nand text",
    ],
)
def test_no_byline(below: str) -> None:
    assert bylines(below) == []


def test_people_keep_their_own_names() -> None:
    assert split_people("Andy Sands and Mandy Rand") == ("Andy Sands", "Mandy Rand")
    assert Byline("Author", split_people("A & B")).people == ("A & B",)
