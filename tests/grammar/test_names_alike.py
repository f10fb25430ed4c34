"""Names that are typed: completed from those of the log, or told to be nearly one of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readtui.grammar.alike import KnownNames
from readtui.grammar.making.pagewords import kind_among, people_in
from readtui.model.page import PageFacts

_PEOPLE = KnownNames({"Jake VanderPlas": 12, "Jan Hus": 3, "Ann Lee": 3, "José Núñez": 2, "Bo": 1, "Jake Moss": 1})


@pytest.mark.parametrize(
    ("typed", "whole"),
    [
        ("j", "Jake VanderPlas"),
        ("JAKE M", "Jake Moss"),
        ("Ann", "Ann Lee"),
        ("Jose", None),
        ("ann lee", None),
        ("", None),
        ("x", None),
        ("\u0130", None),  # longer in lower case
    ],
)
def test_the_name_of_most_entries_completes_it(typed: str, whole: str | None) -> None:
    assert _PEOPLE.completing(typed) == whole


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("Jake Vanderplas", "Jake VanderPlas"),
        ("jake  vander-plas", "Jake VanderPlas"),
        ("Jose Nunez", "José Núñez"),
        ("Jake VanderPlass", "Jake VanderPlas"),
        ("Jake Vanderpla", "Jake VanderPlas"),
        ("Jake VanderPlas", None),
        ("Ann Low", None),
        ("Bob", None),
        ("", None),
        ("-", None),
    ],
)
def test_what_is_nearly_a_name_is_told(typed: str, known: str | None) -> None:
    found = _PEOPLE.alike(typed, is_done=True)
    assert (found.text if found else None) == known


def test_what_only_begins_as_a_name_is_told_once_it_is_left() -> None:
    assert _PEOPLE.alike("Jake Vanderpla", is_done=False) is None
    assert _PEOPLE.alike("Jake Vanderplas", is_done=False) == ("Jake VanderPlas", 12)


@given(st.text(), st.dictionaries(st.text(min_size=1), st.integers(1, 9), max_size=5))
def test_any_text_is_answered(typed: str, counts: dict[str, int]) -> None:
    names = KnownNames(counts)
    whole = names.completing(typed)
    assert whole is None or (whole in counts and whole.casefold().startswith(typed.casefold()))
    found = names.alike(typed, is_done=True)
    assert typed not in counts or found is None


def test_a_page_is_told_in_the_words_of_the_log() -> None:
    assert kind_among("video", ["Paper", "Talks", "Video"]) == "Talks"
    assert kind_among("article", ["blog post"]) == "blog post"
    assert kind_among("book", ["Talk"]) is None
    assert kind_among(None, ["Talk"]) is None
    facts = PageFacts("https://x.example", people=("Ann Lee", " Bo  Wei ", "Ann Lee", "Lee, Ann", "Moss and Sons", ""))
    assert people_in(facts) == ("Ann Lee", "Bo Wei")
