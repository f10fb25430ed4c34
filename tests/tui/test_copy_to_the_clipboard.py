"""What can be copied, and the sequences that bring it to the clipboard through what stands before the terminal."""

import re
from base64 import b64decode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readtui.grammar.posts import read_post
from readtui.model.post import Post
from readtui.model.printable import visible
from readtui.tui.copying import copyables, place_of
from readtui.tui.wire.clipboard import MOST, Clipboard, Way
from readtui.tui.wire.line import Line

_SOURCE = (
    b'+++\ntitle = "A week"\n+++\n\n## [Talk] [On *keys* \\[1\\]](https://b\xc3\xbccher.example/a_(b))\n'
    b"**Speaker**: Ann Lee\n\nA note.\n\n> A quote.\n\n## Nothing [Book]\n"
)
_UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def line(**of: bool) -> Line:
    return Line(**({"is_far": False, "is_lean": False, "is_tmux": False, "is_screen": False} | of))


def post(source: bytes = _SOURCE, path: str = "post/a.md") -> Post:
    return read_post(path, source)


def texts_of(of: Post, index: int | None) -> dict[str, str]:
    return {each.key: each.text for each in copyables(of, of.entry(index))}


def test_an_entry_has_a_line_for_each_of_its_parts() -> None:
    assert texts_of(post(), 1) == {
        "l": "https://xn--bcher-kva.example/a_(b)",
        "t": "On keys [1]",
        "b": "[On keys \\[1\\]](https://xn--bcher-kva.example/a_\\(b\\))",
        "m": _SOURCE.partition(b"+++\n\n")[2].partition(b"\n## Nothing")[0].decode(),
        "n": "A note.\n\n> A quote.\n",
        "q": "> A quote.\n",
        "p": "post/a.md#1",
    }


def test_what_it_has_not_is_not_offered() -> None:
    bare = post(b"## [Talk] On keys\n\n## [Book] On locks\n")
    assert set(texts_of(bare, 1)) == {"t", "m", "p"}


def test_a_post_is_copied_as_its_file_has_it() -> None:
    source = b"\xef\xbb\xbf" + _SOURCE.replace(b"\n", b"\r\n")
    assert texts_of(post(source), None) == {"t": "A week", "m": source[3:].decode(), "p": "post/a.md"}


def test_a_place_is_one_word_of_a_shell() -> None:
    one = post().entry(1)
    assert place_of(post(path="a b/$(x)'.md"), one) == "'a b/$(x)'\"'\"'.md#1'"
    assert place_of(post(path="a\x1b.md"), one) == ""
    assert place_of(post(path="a\udcff.md"), None) == ""


def test_control_characters_are_marks_and_it_is_said() -> None:
    hostile = post(b"## [Talk] [One](https://one.example)\n\nA\x1b]52;c;eA==\x07\rB \xe2\x80\xaeC\r\nD\t\n")
    markdown = next(each for each in copyables(hostile, hostile.entry(1)) if each.key == "m")
    assert markdown.text.endswith("A␛]52;c;eA==␇␍B �C\r\nD\t\n")
    assert markdown.remark == "4 control characters as visible marks"


@given(st.binary(max_size=200))
def test_nothing_unsafe_is_ever_copied(body: bytes) -> None:
    of = post(b"## [Talk] [One](https://one.example)\n\n" + body)
    for entry in (None, *of.entries):
        for each in copyables(of, entry):
            assert not _UNSAFE.search(each.text)
            assert "\r" not in each.text.replace("\r\n", "")
            assert visible(each.glimpse) == each.glimpse


@pytest.mark.parametrize(
    ("to", "term", "way"),
    [
        (line(), "xterm-256color", "plain"),
        (line(is_far=True), "xterm-256color", "plain"),
        (line(is_tmux=True), "screen-256color", "tmux"),
        (line(is_far=True), "tmux-256color", "tmux elsewhere"),
        (line(is_screen=True), "screen", "screen"),
        (line(is_far=True), "screen.xterm-256color", "screen"),
        (line(is_far=True), "screen-256color", "unknown"),
        (line(), "linux", "none"),
    ],
)
def test_which_way_it_goes(to: Line, term: str, way: Way) -> None:
    assert Clipboard.of(to, term).way == way


any_text = st.text(st.characters(exclude_categories=[]), max_size=2000)
OSC = re.compile(r"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07")


def copied_by(sequence: str) -> str:
    """What a terminal takes for its clipboard, which gets nothing else to see."""
    found = OSC.fullmatch(sequence)
    assert found
    return b64decode(found[1], validate=True).decode()


@given(any_text)
def test_a_terminal_gets_the_very_text(text: str) -> None:
    assert copied_by(Clipboard("plain").sequence(text)) == text.encode("utf-8", "replace").decode()


@given(any_text)
def test_tmux_gets_it_both_ways(text: str) -> None:
    plain, mark, passed = Clipboard("tmux elsewhere").sequence(text).partition("\x1bPtmux;")
    assert mark
    assert passed.endswith("\x1b\\")
    inner = passed.removesuffix("\x1b\\")
    assert "\x1b" not in inner.replace("\x1b\x1b", "")
    assert copied_by(inner.replace("\x1b\x1b", "\x1b")) == copied_by(plain)


@given(any_text)
def test_screen_gets_it_in_strings_that_it_can_hold(text: str) -> None:
    strings = re.findall(r"\x1bP(.*?)\x1b\\", Clipboard("screen").sequence(text))
    assert "".join(f"\x1bP{each}\x1b\\" for each in strings) == Clipboard("screen").sequence(text)
    assert max(map(len, strings)) <= 767
    assert copied_by("".join(strings)) == text.encode("utf-8", "replace").decode()


@pytest.mark.parametrize(("way", "most"), [("plain", MOST), ("tmux", MOST), ("screen", MOST), ("unknown", 512)])
def test_what_is_too_long_is_refused_with_its_size(way: Way, most: int) -> None:
    assert Clipboard(way).trouble("ü" * (most // 2)) == ""
    assert f"{most + 2:,} bytes" in Clipboard(way).trouble("ü" * (most // 2 + 1))
    assert f"takes {most:,}" in Clipboard(way).trouble("ü" * (most // 2 + 1))


def test_an_unknown_one_between_gets_a_single_string() -> None:
    assert Clipboard("unknown").sequence("x" * 512).count("\x1bP") == 1


def test_a_console_has_no_clipboard() -> None:
    assert Clipboard("none").trouble("x")
