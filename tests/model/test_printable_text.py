"""Text from outside, made safe to show."""

from hypothesis import given
from hypothesis import strategies as st

from readtui.model.printable import escaped, harmless, one_line, visible


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


def test_what_takes_no_room_or_looks_like_a_blank_becomes_a_mark() -> None:
    for hidden in "\xad\u034f\u115f\u1160\u17b4\u180e\u3164\uffa0\ufff0\U0001bca0\U0001d173\U000e0041":
        assert visible(f"a{hidden}b") == "a\ufffdb"
        assert hidden not in escaped(f"a{hidden}b")


def test_a_joiner_stays_only_where_it_joins() -> None:
    for joined in ("می\u200cخواهم", "PDF\u200cها", "👩\u200d👩\u200d👧", "❤\ufe0f\u200d🔥", "क\u094d\u200dष"):
        assert visible(joined) == escaped(joined) == joined
    for joiner in "\u200c\u200d":
        assert visible(f"exam{joiner}ple") == "exam\ufffdple"
        assert visible(f"{joiner}a{joiner}") == "\ufffda\ufffd"
        assert visible(f"👩{joiner * 3}👧") == f"👩{joiner}\ufffd{joiner}👧"
        assert visible(f"\u202e{joiner}\udc9b") == "\ufffd\ufffd\ufffd"
        assert escaped(f"exam{joiner}ple") == f"exam\\u{ord(joiner):04x}ple"


def test_what_is_harmless_can_do_nothing_and_joins_with_what_stands_beside_it() -> None:
    assert harmless("\x1b[31m\x9b\u202e\n\t") == "␛[31m\ufffd\ufffd␊␉"
    assert harmless("\u200d") == "\u200d"


def test_one_line_folds_all_white_space() -> None:
    assert one_line(" a\n\tb  c ") == "a b c"


@given(st.text())
def test_marks_take_one_character_each(text: str) -> None:
    shown = visible(text)
    assert len(shown) == len(text)
    assert not any(ord(character) < 32 and character not in "\t\n" for character in shown)
    assert visible(shown) == shown
