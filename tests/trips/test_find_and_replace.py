"""Finding and replacing in the editor: one place after the other or all at once, and only these bytes change."""

from collections.abc import Callable
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from readtui.tui.texts.finding import is_the_same, places_of, replacing
from terminal import Terminal

Browse = Callable[..., Terminal]

_POST = (
    b"+++\ndate = 2020-07-11\n+++\r\n\r\n"
    b"## [Talk] [One](https://e.example/one)\r\n\r\nA tree, a Tree\x0c and a TREE.\n\nNo wood.\r\nstreet\r\n\r\n"
    b"## [Talk] [Two](https://e.example/two)\r\n\r\nA tree of another.\n"
)


def in_the_line(terminal: Terminal, words: str) -> Terminal:
    """With the editor open and words in the line to find."""
    terminal.press("2", "e")
    terminal.wait_for("3 Editor")
    terminal.press("ctrl+f")
    terminal.wait_for("Replace by:")
    terminal.type(words)
    return terminal


def saved(terminal: Terminal) -> None:
    terminal.press("esc")
    terminal.wait_for("Replace by:", gone=True)
    terminal.press("ctrl+s")
    terminal.wait_for("Saved")


def test_all_places_in_any_case_and_no_other_byte(browse: Browse, tmp_path: Path) -> None:
    post = tmp_path / "2020-07-11.md"
    post.write_bytes(_POST)
    terminal = in_the_line(browse(tmp_path), "tree")
    terminal.press("tab")
    terminal.type("bush")
    terminal.press("ctrl+r")
    terminal.wait_for("4 replaced")
    saved(terminal)
    right = _POST.replace(b"A tree, a Tree\x0c and a TREE", b"A bush, a bush\x0c and a bush").replace(
        b"street", b"sbusht"
    )
    assert post.read_bytes() == right


def test_one_and_not_the_next(browse: Browse, log: Path, newest: Path) -> None:
    before = newest.read_bytes()
    terminal = browse(log)
    terminal.wait_for("A slow tree")
    in_the_line(terminal, "TREE\r")
    terminal.wait_for("1 of 4")
    terminal.type("\r")
    terminal.wait_for("2 of 4")
    terminal.type("\r")
    terminal.wait_for("3 of 4")
    terminal.press("down")
    terminal.type("river\r")
    terminal.wait_for("Replaced. 3 of 3")
    saved(terminal)
    assert newest.read_bytes() == before.replace(b"A slow tree", b"A slow river")


def test_with_nothing(browse: Browse, log: Path, newest: Path) -> None:
    before = newest.read_bytes()
    terminal = browse(log)
    terminal.wait_for("A slow tree")
    in_the_line(terminal, " slow\r")
    terminal.wait_for("1 of 1")
    terminal.press("tab")
    terminal.type("\r")
    terminal.wait_for("Replaced. Not in this text")
    saved(terminal)
    assert newest.read_bytes() == before.replace(b" slow", b"")


def test_all_is_undone_in_one_step(browse: Browse, log: Path, newest: Path) -> None:
    before = newest.read_bytes()
    terminal = browse(log)
    terminal.wait_for("A slow tree")
    in_the_line(terminal, "tree")
    terminal.press("tab")
    terminal.type("bush")
    terminal.press("ctrl+r")
    terminal.wait_for("4 replaced")
    terminal.press("esc")
    terminal.wait_for("Replace by:", gone=True)
    terminal.wait_for("A slow bush is **still** a")
    terminal.press("ctrl+z")
    terminal.wait_for("A slow tree is **still** a")
    terminal.press("ctrl+s")
    terminal.wait_for("Nothing changed, nothing written")
    assert newest.read_bytes() == before


def test_what_is_not_there_changes_nothing(browse: Browse, log: Path) -> None:
    terminal = browse(log)
    terminal.wait_for("A slow tree")
    in_the_line(terminal, "nowhere")
    terminal.press("ctrl+r")
    terminal.wait_for("Not in this text")
    terminal.press("esc")
    terminal.wait_for("unchanged")


def test_a_mark_of_the_post_is_none_in_what_replaces(browse: Browse, tmp_path: Path) -> None:
    """The sign that stands for a form feed in the editor stays a sign where the reader puts one."""
    post = tmp_path / "2020-07-11.md"
    post.write_bytes(_POST)
    terminal = in_the_line(browse(tmp_path), "wood")
    terminal.press("tab")
    terminal.type("␌")
    terminal.press("ctrl+r")
    terminal.wait_for("1 replaced")
    saved(terminal)
    assert post.read_bytes() == _POST.replace(b"wood", "␌".encode())


def test_it_works_at_the_smallest_size(browse: Browse, log: Path, newest: Path) -> None:
    terminal = browse(log, size=(40, 10))
    terminal.press("enter")
    in_the_line(terminal, "tree")
    terminal.press("tab")
    terminal.type("bush")
    terminal.press("ctrl+r")
    terminal.wait_for("4 replaced")
    saved(terminal)
    assert b"A slow bush" in newest.read_bytes()


def test_the_last_line_is_seen_above_the_dialog(browse: Browse, log: Path, newest: Path) -> None:
    terminal = browse(log)
    terminal.wait_for("A slow tree")
    terminal.press("2", "e")
    terminal.wait_for("3 Editor")
    terminal.press("ctrl+end")
    terminal.paste("".join(f"Line {number}.\n" for number in range(40)) + "The very end.")
    terminal.wait_for("The very end.")
    terminal.press("ctrl+f")
    terminal.wait_for("Replace by:")
    terminal.type("VERY END")
    terminal.press("enter")
    terminal.wait_for("1 of 1")
    terminal.wait_for("The very end.")
    terminal.press("esc")
    terminal.wait_for("Find:", gone=True)
    terminal.wait_for("The very end.")


_TEXT = st.text(st.sampled_from("aAbBßİ \néÉ"), max_size=30)


@given(_TEXT, _TEXT, _TEXT)
def test_what_is_replaced_is_what_is_found(words: str, by: str, text: str) -> None:
    places = [*places_of(words, text)]
    assert all(is_the_same(text[place : place + len(words)], words) for place in places)
    replaced, count = replacing(words, by, text)
    assert count == len(places)
    assert len(replaced) == len(text) + count * (len(by) - len(words))
    assert replacing(words, by, text) == (replaced, count)
    if not places:
        assert replaced == text


@given(_TEXT, _TEXT)
def test_words_as_written_are_always_found(words: str, text: str) -> None:
    assert bool([*places_of(words, text)]) >= bool(words and words in text)
