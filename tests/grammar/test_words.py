"""Words are counted as a reader would."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readtui.grammar.words import count_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("two words", 2),
        ("- *one*, **two** -- three…", 3),
        ("don't over-count", 2),
        ("a [link text](https://a.example/very-long_path 'title') here", 4),
        ("see <https://a.example/x> and https://b.example/y?z=1", 2),
        ("<b>bold</b> <!-- not\nread --> word", 2),
        ("> quoted\n>\n> words", 2),
        ("読書記録", 4),
        ("RAGの論文 を読む", 7),
        ("kitap okuyorum, çok güzel", 4),
        ("قراءة الكتب", 2),
        ("독서 기록", 2),
        ("--- *** ___ 1", 1),
    ],
)
def test_words(text: str, words: int) -> None:
    assert count_words(text) == words


@given(st.text(st.sampled_from("ab1_-*.'é \n\t\x0b\x1c\x85\xa0"), max_size=30))
def test_a_word_is_what_has_a_letter_or_digit_between_spaces(text: str) -> None:
    assert count_words(text) == sum(any(character.isalnum() for character in part) for part in text.split())
