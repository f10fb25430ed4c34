"""Two entries are made one, and one is made two at the cursor; either is one change that can be taken back."""

from collections.abc import Callable
from pathlib import Path

import pytest

from terminal import Terminal

Browse = Callable[..., Terminal]
Files = Callable[[], dict[str, bytes]]

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 10)], ids=["80x24", "120x40", "40x10"])
_OLDER, _NEWER = "2020-07-04-what-i-read.md", "2020-07-11-what-i-read.md"


@SIZES
def test_an_entry_takes_in_the_next(browse: Browse, log: Path, files: Files, size: tuple[int, int]) -> None:
    before = files()
    terminal = browse(log, size=size)
    terminal.press("2", "j", "M")
    terminal.wait_for("Merge two entries into one?")
    terminal.wait_for("m  merge them")
    terminal.wait_for("esc  go back")
    terminal.wait_for("“The long line”")
    terminal.press("m")
    terminal.wait_for("Merged “Nothing to see” into")
    after = before[_NEWER].replace(b"## [Nothing to see](https://example.org/nothing)\n**Author**: Cy Roe\n", b"", 1)
    after = after.replace(b"\n\nThird", b"\n[Nothing to see](https://example.org/nothing)\n\nThird")
    assert files() == before | {_NEWER: after.replace(b"Bo Wei\n", b"Bo Wei and Cy Roe\n")}
    terminal.press("u")
    terminal.wait_for("Undid: merged")
    assert files() == before


def test_the_two_that_are_marked(browse: Browse, log: Path, files: Files) -> None:
    before = files()
    terminal = browse(log)
    terminal.press("2", "space", "j", "space", "M")
    terminal.wait_for("“Trees that wait”\n".strip())
    terminal.wait_for("“Nothing to see”")
    terminal.press("enter")
    terminal.wait_for("Merged “Nothing to see” into “Trees that wait”")
    terminal.wait_for("▸ Talk")
    after = files()[_NEWER]
    assert after.index(b"Third and last") < after.index(b"## [Book]")
    terminal.press("u")
    terminal.wait_for("Undid")
    assert files() == before


@pytest.mark.parametrize(
    ("keys", "why_not"),
    [
        (("2", "G"), "This is the last entry"),
        (("2", "k"), "Choose an entry to merge it"),
        (("2", "space"), "1 entry marked: two entries of one week are made one"),
        (("2", "space", "1", "j", "2", "space"), "2 entries marked: two entries of one week"),
    ],
)
def test_what_cannot_be_merged_says_why(
    browse: Browse, log: Path, files: Files, keys: tuple[str, ...], why_not: str
) -> None:
    before = files()
    terminal = browse(log)
    terminal.press(*keys, "M")
    terminal.wait_for(why_not)
    assert files() == before


@SIZES
def test_an_entry_is_split_at_the_cursor(browse: Browse, log: Path, files: Files, size: tuple[int, int]) -> None:
    before = files()
    terminal = browse(log, size=size)
    terminal.press("2", "e")
    terminal.wait_for("3 Editor")
    terminal.press("ctrl+end", "up", "ctrl+t")
    terminal.wait_for("split off “Trees that")
    terminal.wait_for("Talk")
    terminal.type("In my words\rhttps://e.org/words\r")
    terminal.press("enter")
    terminal.wait_for("Split “Trees that wait” in")
    terminal.wait_for(lambda screen: "▸ Talk" in screen.text and "In my words" in screen.text)
    new = b"## [Talk] [In my words](https://e.org/words)\n\n> In my words"
    assert files() == before | {_NEWER: before[_NEWER].replace(b"> In my words", new)}
    terminal.press("u")
    terminal.wait_for("Undid: split")
    assert files() == before


def test_what_begins_with_a_link_needs_no_title(browse: Browse, log: Path, files: Files, newest: Path) -> None:
    newest.write_bytes(newest.read_bytes().replace(b"> In my", b"[A link](https://e.org/l)\n\n> In my"))
    before = files()
    terminal = browse(log)
    terminal.press("2", "e")
    terminal.wait_for("3 Editor")
    terminal.press("ctrl+end", "up", "up", "up", "ctrl+t")
    terminal.wait_for("Split “Trees that wait” in")
    assert files() == before | {_NEWER: before[_NEWER].replace(b"[A link]", b"## [A link]")}
    terminal.wait_for(lambda screen: any("▸" in line and "A link" in line for line in screen.lines))


def test_split_from_the_palette(browse: Browse, log: Path) -> None:
    terminal = browse(log)
    terminal.press("2", "e")
    terminal.wait_for("3 Editor")
    terminal.press("ctrl+end", "up", "ctrl+p")
    terminal.type("split")
    terminal.wait_for("Split the entry here")
    terminal.press("enter")
    terminal.wait_for("split off “Trees that wait”")


def test_what_cannot_be_split_says_why(browse: Browse, log: Path, files: Files) -> None:
    before = files()
    terminal = browse(log)
    terminal.press("2", "e")
    terminal.wait_for("3 Editor")
    terminal.press("ctrl+t")
    terminal.wait_for("An entry is split at a line of its note")
    terminal.type("x")
    terminal.wait_for("* unsaved")
    terminal.press("ctrl+t")
    terminal.wait_for("ctrl+s saves it, then ctrl+t splits")
    assert files() == before


def test_what_was_typed_of_the_head_is_kept(browse: Browse, log: Path, files: Files) -> None:
    before = files()
    terminal = browse(log)
    terminal.press("2", "e")
    terminal.wait_for("3 Editor")
    terminal.press("ctrl+end", "up", "ctrl+t")
    terminal.wait_for("split off")
    terminal.press("ctrl+s")
    terminal.wait_for("The new entry wants a title")
    terminal.type("In my words")
    terminal.press("esc")
    terminal.wait_for("what you typed is kept")
    terminal.press("ctrl+t")
    terminal.wait_for("split off")
    terminal.wait_for("In my words     ")
    terminal.press("esc")  # with nothing more typed it is kept all the same
    terminal.wait_for("split off", gone=True)
    terminal.wait_for("what you typed is kept")
    terminal.press("ctrl+t")
    terminal.wait_for("split off")
    terminal.wait_for("In my words     ")
    terminal.press("ctrl+s")
    terminal.wait_for("Split “Trees")
    new = b"## [Talk] In my words\n\n> In my words"
    assert files() == before | {_NEWER: before[_NEWER].replace(b"> In my words", new)}


@SIZES
def test_where_entries_begin_with_a_link_the_new_one_wants_one(
    browse: Browse, log: Path, files: Files, newest: Path, size: tuple[int, int]
) -> None:
    head = newest.read_bytes().partition(b"<!--more-->")[0]
    items = b"- [One](https://e.org/1) is a start.\n\n  The rest.\n- [Two](https://e.org/2)\n"
    newest.write_bytes(head + items)
    before = files()
    terminal = browse(log, size=size)
    terminal.press("2", "e")
    terminal.wait_for("3 Editor")
    terminal.press("ctrl+end", "up", "ctrl+t")
    terminal.wait_for("needed here: https://")
    terminal.type("The other half")
    terminal.press("ctrl+s")
    terminal.wait_for("! Not split: in a list an entry")
    terminal.wait_for("The other half")
    assert files() == before
    terminal.type("https://e.org/half")
    terminal.press("ctrl+s")
    terminal.wait_for("Split “One” in")
    new = b"- [The other half](https://e.org/half)\n  The rest."
    assert files()[_NEWER].endswith(items.replace(b"\n  The rest.", new))


def test_in_the_whole_post_the_entry_at_the_cursor(browse: Browse, log: Path, files: Files) -> None:
    before = files()
    terminal = browse(log)
    terminal.press("e")
    terminal.wait_for("3 Editor")
    terminal.press("ctrl+f")
    terminal.type("patience\r")
    terminal.wait_for("1 of 1")
    terminal.press("esc")
    terminal.wait_for("Find:", gone=True)
    terminal.press("ctrl+t")
    terminal.wait_for("split off “Trees that wait”")
    terminal.type("In my words")
    terminal.press("ctrl+s")
    terminal.wait_for("Split “Trees")
    assert files()[_NEWER].count(b"## ") == before[_NEWER].count(b"## ") + 1
