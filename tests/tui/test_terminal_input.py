"""What a terminal sends: keys and pastes, whatever else comes with them."""

import os

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from textual.events import Key, Paste

from readtui.tui.wire.terminal_input import TerminalInput

EXAMPLES = 100_000 if os.environ.get("READTUI_LONG") else 2_000


def heard(*parts: bytes) -> list[str]:
    """What is made of bytes that come in these parts: the keys' characters or names, pastes in angle brackets."""
    terminal = TerminalInput()
    messages = [message for part in parts for message in terminal.feed(part)]
    messages += terminal.tick()
    return [
        f"<{message.text}>" if isinstance(message, Paste) else message.character or message.key
        for message in messages
        if isinstance(message, Key | Paste)
    ]


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
    terminal = TerminalInput()
    assert not [*terminal.feed(b"\x1b")]
    assert not [*terminal.tick()]  # to Textual's parser, which waits for its own while
    terminal._parser._timeout_time = 0.0
    assert [message.key for message in terminal.tick() if isinstance(message, Key)] == ["escape"]


def test_only_what_silence_completes_is_waited_for():
    terminal = TerminalInput()
    assert terminal.pause is None
    for begun in (b"\x1b", b"\x1b[200~pasted"):
        assert not [*terminal.feed(begun)]
        while terminal.pause is not None:
            terminal._heard -= 5
            terminal._parser._timeout_time = 0.0 if terminal._parser._timeout_time is not None else None
            [*terminal.tick()]
    assert [message.text for message in terminal.feed(b"on\x1b[201~") if isinstance(message, Paste)] == ["on"]
    assert terminal.pause is None


def test_a_paste_without_end_does_not_take_the_keyboard():
    terminal = TerminalInput()
    assert not [*terminal.feed(b"\x1b[200~pasted")]
    terminal._heard -= 5
    assert [message.text for message in terminal.tick() if isinstance(message, Paste)] == ["pasted"]
    terminal._heard -= 5
    assert [message.key for message in terminal.feed(b"\x11") if isinstance(message, Key)] == ["ctrl+q"]


def test_a_paste_that_stalls_goes_on():
    terminal = TerminalInput()
    assert not [*terminal.feed(b"\x1b[200~first half ")]
    terminal._heard -= 5
    assert len([*terminal.tick()]) == 1
    assert not [*terminal.feed(b"and a second half with \x11 in it")]
    assert [message.text for message in terminal.feed(b"\x1b[201~") if isinstance(message, Paste)] == [
        "and a second half with \x11 in it"
    ]


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
    [*terminal.tick()]
    assert [message.character for message in terminal.feed(b"z") if isinstance(message, Key)] == ["z"]
