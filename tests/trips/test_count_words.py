"""The words of what is edited stand above it: those that a listing tells once it is saved."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from readtui.grammar.posts import read_post
from readtui.model.unsaved import UnsavedText
from readtui.tui.texts.counting import Words, credit_at, words_in, words_typed
from terminal import Terminal

Browse = Callable[..., Terminal]


def test_of_an_entry_while_it_grows(browse: Browse, log: Path, newest: Path) -> None:
    terminal = browse(log)
    terminal.wait_for("A slow tree")
    terminal.press("2", "e")
    terminal.wait_for("18 (8 quoted)")
    terminal.press("ctrl+end")
    terminal.type("\r> Two words\r\rand three words")
    terminal.wait_for("23 (10 quoted)")
    terminal.press("ctrl+s")
    terminal.wait_for("Saved")
    listed = subprocess.run(
        [sys.executable, "-m", "readtui", "entries", "--json", "--log", str(log)], capture_output=True, check=True
    )
    entry = json.loads(listed.stdout)[0]
    assert (entry["words"], entry["quoted_words"]) == (23, 10)


def test_of_a_whole_post(browse: Browse, log: Path) -> None:
    terminal = browse(log, size=(160, 40))
    terminal.wait_for("A slow tree")
    terminal.press("e")
    terminal.wait_for("words, 8 quoted")


def test_where_there_is_little_room_the_quoted_go_first(browse: Browse, log: Path) -> None:
    terminal = browse(log, size=(40, 10))
    terminal.press("enter", "2", "e")
    terminal.wait_for("3 Editor Trees")
    assert terminal.lines[0].endswith("18 words  unchanged")


_SOURCE = b"## [Talk] [One](https://e.example/1)\n**Speakers**: Ann Lee, Bo Wei\n\nA b c.\n\n> D e.\n\n## [Two](https://e.example/2)\n\nF.\n"


def typed(index: int | None, text: bytes) -> UnsavedText:
    post = read_post("2020-07-11.md", _SOURCE)
    return UnsavedText.over(post, index).retyped(text)


@pytest.mark.parametrize(("index", "right"), [(1, Words(5, 2)), (2, Words(1, 0)), (None, Words(6, 2))])
def test_what_was_opened_is_not_counted_anew(index: int | None, right: Words) -> None:
    post = read_post("2020-07-11.md", _SOURCE)
    assert words_in(post, index) == right == words_typed(UnsavedText.over(post, index))


def test_one_that_became_two_counts_both() -> None:
    text = b"## [One](https://e.example/1)\n\nA b.\n\n## [And](https://e.example/3)\n\nC.\n\n"
    assert words_typed(typed(1, text)) == Words(3, 0)


def test_one_that_is_none_any_more_counts_all() -> None:
    assert words_typed(typed(2, b"Just four words here.\n")) == Words(4, 0)


@pytest.mark.parametrize(("place", "right"), [(5, "Ann Lee and Bo Wei"), (len(_SOURCE) - 1, "Two")])
def test_whose_a_quote_is(place: int, right: str) -> None:
    assert credit_at(typed(None, _SOURCE), place) == right


def test_outside_of_entries_it_is_nobodys() -> None:
    assert credit_at(typed(None, b"Intro.\n\n" + _SOURCE), 3) == ""
