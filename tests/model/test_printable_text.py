"""Text from outside, made safe to show."""

from hypothesis import given
from hypothesis import strategies as st

from readtui.model.printable import one_line, visible


def test_what_is_safe_stays() -> None:
    for text in ("plain", "naïve café", "日本語 テスト", "سلام می‌خواهم", "👩‍👩‍👧", "a\tb\nc"):
        assert visible(text) == text


def test_escape_sequences_become_marks() -> None:
    assert visible("\x1b]52;c;aGk=\x07") == "␛]52;c;aGk=␇"
    assert visible("\x9b31m") == "\ufffd31m"
    assert visible("a\x7fb\x00") == "a␡b␀"


def test_bidirectional_overrides_and_invisible_characters_become_marks() -> None:
    assert visible("user\u202egpj.exe") == "user\ufffdgpj.exe"
    assert visible("a\u200bb\u2066c\ufeff") == "a\ufffdb\ufffdc\ufffd"
    assert visible("\udc9b") == "\ufffd"


def test_one_line_folds_all_white_space() -> None:
    assert one_line(" a\n\tb  c ") == "a b c"


@given(st.text())
def test_marks_take_one_character_each(text: str) -> None:
    shown = visible(text)
    assert len(shown) == len(text)
    assert not any(ord(character) < 32 and character not in "\t\n" for character in shown)
    assert visible(shown) == shown
