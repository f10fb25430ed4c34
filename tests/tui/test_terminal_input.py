"""What a terminal sends: keys and pastes, whatever else comes with them."""

import os
from collections.abc import Iterable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from textual.events import Key, MouseEvent, Paste
from textual.message import Message

from readtui.tui.wire.terminal_input import TerminalInput

EXAMPLES = 100_000 if os.environ.get("READTUI_LONG") else 2_000


class Clock:
    """A clock that goes on when it is told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Listener:
    """What is made of bytes: the keys' characters or names, pastes in angle brackets."""

    def __init__(self) -> None:
        self._clock = Clock()
        self.terminal = TerminalInput(clock=self._clock)

    def hear(self, *parts: bytes) -> list[str]:
        return [word for part in parts for word in self._told(self.terminal.feed(part))]

    def wait(self, seconds: float) -> list[str]:
        """Let time pass in which nothing comes, as the thread that reads lets it."""
        end, heard = self._clock.now + seconds, list[str]()
        while (pause := self.terminal.pause) is not None and self._clock.now + pause <= end:
            self._clock.now += pause
            heard += self._told(self.terminal.tick())
        self._clock.now = end
        return heard

    def _told(self, messages: Iterable[Message]) -> list[str]:
        return [
            f"<{message.text}>" if isinstance(message, Paste) else message.character or message.key
            for message in messages
            if isinstance(message, Key | Paste)
        ]


def heard(*parts: bytes) -> list[str]:
    """What is made of bytes that come in these parts, at once, and of silence behind them."""
    listener = Listener()
    return listener.hear(*parts) + listener.wait(1)


def test_typed_text_is_its_characters():
    assert heard("aé漢".encode()) == ["a", "é", "漢"]


def test_a_character_may_come_in_parts():
    assert heard(b"\xe6", b"\xbc", b"\xa2", b"a") == ["漢", "a"]


def test_what_is_no_utf_8_shows_and_what_follows_is_heard():
    assert heard(b"a\xffb\xe6c") == ["a", "\ufffd", "b", "\ufffd", "c"]


@pytest.mark.parametrize(
    "malformed", [b"\x1b[1:1u", b"\x1b[1114112u", b"\x1b[99999999999999999999u", b"\x1b[97;1;1114112u", b"\x1b[:u"]
)
def test_a_malformed_sequence_is_left_out_alone(malformed):
    assert heard(b"a" + malformed + b"bc") in (["a", "b", "c"], ["a", "\x01", "b", "c"])


def test_a_size_that_no_terminal_has_is_left_out():
    terminal = TerminalInput()
    assert [*terminal.feed(b"\x1b[48;24;80;1;1t")]
    assert not [*terminal.feed(b"\x1b[48;999999999;99999;1;1t")]


def test_a_paste_is_one_whatever_is_in_it():
    assert heard(b"a\x1b[200~b\x1bc\x11\x13\r\nd\x1b[201~e") == ["a", "<b\x1bc\x11\x13\r\nd>", "e"]


@given(st.data())
def test_a_paste_may_come_in_parts(data):
    source = b"a\x1b[200~one\x1b[Ztwo\x1b[201~b"
    cut = data.draw(st.integers(0, len(source)))
    other = data.draw(st.integers(cut, len(source)))
    assert heard(source[:cut], source[cut:other], source[other:]) == ["a", "<one\x1b[Ztwo>", "b"]


def test_esc_alone_is_a_key_after_a_moment():
    listener = Listener()
    assert listener.hear(b"\x1b") == []
    assert listener.wait(0.08) == []
    assert listener.wait(0.04) == ["\x1b"]
    assert listener.hear(b"j") == ["j"]


def test_esc_twice_is_two_keys():
    assert heard(b"\x1b\x1b") == ["\x1b", "\x1b"]


def test_alt_and_a_letter_is_one_key_at_once_whatever_follows():
    terminal = TerminalInput()
    keys = [message.key for message in terminal.feed(b"\x1bjabc" + b"d" * 40) if isinstance(message, Key)]
    assert keys == ["alt+j", "a", "b", "c", *"d" * 40]


@pytest.mark.parametrize("letter", ["]", "P", "X", "^", "_", "O", "["])
def test_alt_and_what_begins_answers_is_late_by_a_moment_and_swallows_nothing(letter):
    listener = Listener()
    assert listener.hear(b"\x1b" + letter.encode()) == []
    assert listener.wait(0.12) == [letter]
    assert listener.hear(b"typed") == [*"typed"]
    assert listener.hear(b"\x1b" + letter.encode()) + listener.hear(b" ab") + listener.wait(0.12) in (
        [letter, *" ab"],
        [*"b"],  # a blank and a letter end what `[` begins
    )


def test_only_what_silence_completes_is_waited_for():
    listener = Listener()
    assert listener.terminal.pause is None
    for begun in (b"\x1b", b"\x1b]11;rgb:", b"\x1b[200~pasted"):
        listener.hear(begun)
        assert listener.terminal.pause is not None
        listener.wait(5)
        assert listener.terminal.pause is None
    assert listener.hear(b"on\x1b[201~") == ["<on>"]
    assert listener.terminal.pause is None


def test_a_paste_without_end_does_not_take_the_keyboard():
    listener = Listener()
    assert listener.hear(b"\x1b[200~pasted") == []
    assert listener.wait(5) == ["<pasted>"]
    assert listener.hear(b"\x11") == ["\x11"]


def test_a_paste_that_stalls_goes_on():
    listener = Listener()
    assert listener.hear(b"\x1b[200~first half ") == []
    assert len(listener.wait(5)) == 1
    assert listener.hear(b"and a second half with \x11 in it") == []
    assert listener.hear(b"\x1b[201~") == ["<and a second half with \x11 in it>"]


_ANSWERS = [
    b"\x1b]11;rgb:0000/1111/2222\x07",
    b"\x1b]11;rgb:0000/1111/2222\x1b\\",
    b"\x1b]4;1;rgb:ffff/0000/0000\x1b\\",
    b"\x1b]52;c;" + b"QUJD" * 2000 + b"\x07",
    "\x1b]lein Titel, ümläutet\x1b\\".encode(),
    b"\x1bP>|XTerm(380)\x1b\\",
    b"\x1bP1$r0m\x1b\\",
    b"\x1bP1+r544e=787465726d\x1b\\",
    b"\x1bP!|7E565445\x1b\\",
    b"\x1b_Gi=31;OK\x1b\\",
    b"\x1b^private\x1b\\",
    b"\x1bXstring\x1b\\",
    b"\x1b[?62;1;2;6;9;15;22c",
    b"\x1b[?65;1;2;6;9;15;18;21;22;28;29;42;52c",
    b"\x1b[>0;276;0c",
    b"\x1b[=0c",
    b"\x1b[0n",
    b"\x1b[?997;1n",
    b"\x1b[24;80R",
    b"\x1b[?1;1R",
    b"\x1b[?2026;1$y",
    b"\x1b[4;2$y",
    b"\x1b[?2048;0$y",
    b"\x1b[8;24;80t",
    b"\x1b[?31u",
    b"\x1b[I",
    b"\x1b[O",
    b"\x1b[<0;10;10M",
    b"\x1b[<64;-1;5m",
    b"\x1b[32;10;10M",
    b"\x1b[M !!",
    b"\x1b[?5z",
    b"\x1b[1;2;3;4;5;6;7 q",
    b"\x1b[201~",
]
"""What terminals send besides keys: answers to us and to others, reports that nobody asked for."""
_KEYS = {
    b"\x1b": ["\x1b"],
    **{letter.encode(): [letter] for letter in "aZ[]P;~0é漢 \r\t\x11\x7f"},
    b"\x1b[A": ["up"],
    b"\x1b[1;5C": ["ctrl+right"],
    b"\x1bOP": ["f1"],
    b"\x1b[[A": ["f1"],
    b"\x1b[15~": ["f5"],
    b"\x1b[3~": ["delete"],
    b"\x1b[7$": ["shift+home"],
    b"\x1b[Z": ["shift+tab"],
    b"\x1bj": ["j"],
    "\x1bé".encode(): ["é"],
    b"\x1b[98;1;98u": ["b"],
    b"\x1b[0;;" + b":".join([b"28450"] * 12) + b"u": ["漢"] * 12,
    b"\x1b[200~pa\x1b[Ast\x1be\x1b[201~": ["<pa\x1b[Ast\x1be>"],
}
"""What a terminal sends for keys and pastes, and what they are."""


@pytest.mark.parametrize("answer", _ANSWERS)
def test_what_a_terminal_says_of_itself_is_not_typed(answer):
    listener = Listener()
    assert listener.hear(b"a" + answer + b"b") == ["a", "b"]
    assert listener.wait(1) == []


@pytest.mark.parametrize("answer", _ANSWERS)
def test_an_answer_that_is_cut_off_takes_no_keys(answer):
    for cut in range(2, min(len(answer) - 1, 60)):
        listener = Listener()
        listener.hear(answer[:cut])
        listener.wait(0.6)
        assert listener.hear(b"ab\x11")[-3:] == ["a", "b", "\x11"]


def test_what_is_typed_behind_an_answer_that_never_ends_is_not_lost():
    for typed in (b"ab", b"a\r", b"\x11", b"\x1b[A"):
        listener = Listener()
        assert listener.hear(b"\x1b]11;rgb:0000/11") == []
        said = listener.hear(typed) + listener.wait(0.6)
        assert said == heard(typed) or (said, typed) == (["\r"], b"a\r")  # its end is lost with what stands before


def test_an_answer_may_take_long_where_it_is_long():
    listener = Listener()
    assert listener.hear(b"\x1b]52;c;") == []
    for _ in range(20):
        assert listener.wait(0.3) == []
        assert listener.hear(b"QUJD" * 1000) == []
    assert len(listener.terminal._begun.text) <= 4096
    assert listener.hear(b"\x07" + b"typed") == [*"typed"]


def test_mouse_reports_go_nowhere():
    terminal = TerminalInput()
    assert not [message for message in terminal.feed(b"\x1b[<0;10;10M\x1b[M !!") if isinstance(message, MouseEvent)]


@given(st.data())
@settings(max_examples=EXAMPLES // 5, deadline=None)
def test_it_is_the_same_however_it_is_cut_into_reads(data):
    drawn = data.draw(st.lists(st.sampled_from([*_KEYS]) | st.sampled_from(_ANSWERS), max_size=8))
    parts: list[bytes] = []
    for part in reversed(drawn):
        # Esc with a character right behind it is what terminals send for alt.
        if part != b"\x1b" or not parts or parts[0][:1] == b"\x1b":
            parts.insert(0, part)
    source = b"".join(parts)
    if data.draw(st.booleans()):
        cuts = sorted(data.draw(st.lists(st.integers(0, len(source)), max_size=12)))
        reads = [source[start:end] for start, end in zip([0, *cuts], [*cuts, len(source)], strict=True)]
    else:
        size = data.draw(st.integers(1, 16))
        reads = [source[start : start + size] for start in range(0, len(source), size)]
    assert heard(*reads) == [word for part in parts for word in _KEYS.get(part, [])]


_SEQUENCES = (
    rb"\x1b[ \x1b \x1b] \x1bP ; : < M u ~ R t 48 200~ 201~ \x1b[200~ \x1b[201~ 999999999999 0 1 55296 1114112 ?2026;1$y"
)
_FRAGMENTS = st.sampled_from([part.replace(rb"\x1b", b"\x1b") for part in _SEQUENCES.split()])


@given(st.lists(_FRAGMENTS | st.binary(max_size=6), max_size=12))
@settings(max_examples=EXAMPLES, deadline=None)
@example([b"\x1b[", b":", b"u"])
def test_nothing_stops_it(parts):
    terminal = TerminalInput()
    for part in parts:
        for message in terminal.feed(part):
            assert not isinstance(message, Key) or message.character is None or len(message.character) <= 8
    [*terminal.tick()]
    end = [*terminal.feed(b"\x1b[201~" + b"\x1b[201~" + b" " * 40)]
    assert end
    assert [message.character for message in terminal.feed(b"z") if isinstance(message, Key)] == ["z"]
