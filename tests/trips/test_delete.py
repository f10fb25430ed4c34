"""Entries and posts are deleted once the reader says so, and come back by u."""

from collections.abc import Callable
from pathlib import Path

import pytest

from terminal import Terminal

Browse = Callable[..., Terminal]
Files = Callable[[], dict[str, bytes]]

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
_OLDER, _NEWER = "2020-07-04-what-i-read.md", "2020-07-11-what-i-read.md"


@SIZES
def test_an_entry_goes_and_comes_back(browse: Browse, log: Path, files: Files, size: tuple[int, int]) -> None:
    before = files()
    terminal = browse(log, size=size)
    terminal.press("2", "d")
    terminal.wait_for("Delete “Trees that wait”?")
    terminal.wait_for("u brings it back")
    terminal.press("d")
    terminal.wait_for("Deleted “Trees that wait”")
    assert "▸ Book" in terminal.text  # the next takes its place
    source = before[_NEWER]
    start, end = source.index(b"## [Talk]"), source.index(b"## [Book]")
    assert files() == before | {_NEWER: source[:start] + source[end:]}
    terminal.press("u")
    terminal.wait_for("Undid: deleted “Trees that wait”")
    terminal.wait_for("▸ Talk")
    assert files() == before
    terminal.press("ctrl+r")
    terminal.wait_for("Redid: deleted “Trees that wait”")
    assert files() == before | {_NEWER: source[:start] + source[end:]}


@SIZES
def test_a_post_goes_and_comes_back(browse: Browse, log: Path, files: Files, size: tuple[int, int]) -> None:
    before = files()
    terminal = browse(log, size=size)
    terminal.press("d")
    terminal.wait_for("with its 3 entries")
    terminal.press("enter")
    terminal.wait_for("Deleted content/post/2020-07-11-what-i-read.md")
    terminal.wait_for("1 Weeks  1/1")
    terminal.wait_for("Keys should answer")
    assert files() == {_OLDER: before[_OLDER]}
    terminal.press("u")
    terminal.wait_for("1 Weeks  1/2")
    terminal.wait_for("A slow tree")
    assert files() == before


def test_the_line_of_the_whole_post_stands_for_the_post(browse: Browse, log: Path, files: Files) -> None:
    terminal = browse(log)
    terminal.press("2", "k", "d")
    terminal.wait_for("Delete the post")
    terminal.press("d")
    terminal.wait_for("1/1")
    assert list(files()) == [_OLDER]
    terminal.press("d")  # the keys are with the weeks again
    terminal.wait_for("with its entry")


def test_the_last_post_may_go_too(browse: Browse, log: Path, files: Files) -> None:
    before = files()
    terminal = browse(log)
    terminal.press("d", "d")
    terminal.wait_for("1/1")
    terminal.press("d", "d")
    terminal.wait_for("No posts here yet")
    assert files() == {}
    terminal.press("d")
    terminal.wait_for("There is no post yet: A makes one")
    terminal.press("u", "u")
    terminal.wait_for("1/2")
    assert files() == before


@pytest.mark.parametrize("key", ["esc", "x", "u", "q"])
def test_other_keys_delete_nothing(browse: Browse, log: Path, files: Files, key: str) -> None:
    before = files()
    terminal = browse(log)
    terminal.press("2", "d")
    terminal.wait_for("Delete “Trees")
    terminal.press(key, "esc")
    terminal.wait_for("go back", gone=True)
    assert files() == before


def test_the_question_tells_of_unsaved_text_which_comes_back_too(browse: Browse, log: Path, newest: Path) -> None:
    terminal = browse(log)
    terminal.press("2", "e")
    terminal.wait_for("3 Editor")
    terminal.press("ctrl+end")
    terminal.type("More.\r")
    terminal.wait_for("* unsaved")
    terminal.press("esc")
    terminal.wait_for("not yet saved")
    terminal.press("d")
    terminal.wait_for("text that is not yet saved (*), which goes with it")
    terminal.press("d")
    terminal.wait_for("Deleted “Trees")
    assert "*" not in terminal.lines[3]
    terminal.press("u")
    terminal.wait_for("Undid")
    terminal.press("e")
    terminal.wait_for("More.")
    terminal.press("ctrl+s")
    terminal.wait_for("Saved")
    assert b"data structure.\nMore.\n" in newest.read_bytes()


def test_unsaved_text_of_a_whole_post_comes_back_with_it(browse: Browse, log: Path, newest: Path, files: Files) -> None:
    before = files()
    terminal = browse(log)
    terminal.wait_for("A slow tree")
    terminal.press("e")
    terminal.wait_for("+++")
    terminal.press("ctrl+end")
    terminal.type("The end.\r")
    terminal.wait_for("* unsaved")
    terminal.press("esc")
    terminal.wait_for("not yet saved")
    terminal.press("d")
    terminal.wait_for("The whole post has text that is not yet saved")
    terminal.press("1", "d")
    terminal.wait_for("Delete the post")
    terminal.wait_for("which goes with it")
    terminal.press("d")
    terminal.wait_for("1/1")
    other = newest.with_name(_OLDER)  # what others do is shown, and so has the deletion been noticed
    other.write_bytes(other.read_bytes().replace(b"Keys should", b"All keys should"))
    terminal.wait_for("All keys should")
    assert "2020 Jul 05" not in terminal.text
    terminal.press("q")
    terminal.wait_for("not saved")
    terminal.press("esc")
    terminal.wait_for("go back", gone=True)
    terminal.press("u")
    terminal.wait_for("Undid: deleted")
    terminal.wait_for("▸2020 Jul 05")
    terminal.press("1", "e", "ctrl+end")
    terminal.wait_for("The end.")
    terminal.press("ctrl+s")
    terminal.wait_for("Saved")
    assert newest.read_bytes() == before[_NEWER] + b"The end.\n"


def test_the_text_of_a_deleted_entry_is_none_of_the_next(browse: Browse, log: Path) -> None:
    terminal = browse(log)
    terminal.press("2", "e")
    terminal.wait_for("3 Editor")
    terminal.type("x")
    terminal.wait_for("* unsaved")
    terminal.press("esc")
    terminal.wait_for("not yet saved")
    terminal.press("d", "d")
    terminal.wait_for("Deleted “Trees")
    terminal.press("e")
    terminal.wait_for("3 Editor The long line")
    terminal.wait_for("unchanged")


def test_an_entry_that_others_changed_is_looked_at_first(browse: Browse, log: Path, newest: Path) -> None:
    terminal = browse(log)
    terminal.press("2", "d")
    terminal.wait_for("Delete “Trees")
    theirs = newest.read_bytes().replace(b"A slow tree", b"A quick tree")
    newest.write_bytes(theirs)
    terminal.press("d")
    terminal.wait_for("look at it, then repeat")
    terminal.wait_for("A quick tree")
    assert newest.read_bytes() == theirs
    terminal.press("d", "d")
    terminal.wait_for("Deleted “Trees")


def test_what_others_changed_elsewhere_stays(browse: Browse, log: Path, newest: Path) -> None:
    terminal = browse(log)
    terminal.press("2", "d")
    terminal.wait_for("Delete “Trees")
    newest.write_bytes(newest.read_bytes().replace(b"Third and last", b"Third, says git"))
    terminal.press("d")
    terminal.wait_for("Deleted “Trees")
    assert b"Third, says git" in newest.read_bytes()
    assert b"Trees" not in newest.read_bytes()


def test_in_the_editor_the_keys_are_text(browse: Browse, log: Path, files: Files) -> None:
    before = files()
    terminal = browse(log)
    terminal.press("2", "e")
    terminal.wait_for("3 Editor")
    terminal.type("dduamA<>")
    terminal.press("ctrl+r")
    terminal.wait_for("dduamA<>##")
    terminal.press("ctrl+p")
    terminal.type("delete")
    terminal.wait_for("No matches")
    assert files() == before


def test_every_act_is_in_the_palette(browse: Browse, log: Path, files: Files) -> None:
    terminal = browse(log)
    terminal.press("2", ":")
    terminal.type("delete\r")
    terminal.press("enter")
    terminal.wait_for("Delete “Trees that wait”?")
    terminal.press("d")
    terminal.wait_for("Deleted “Trees")
    assert b"Trees" not in files()[_NEWER]


def test_a_post_that_may_not_be_deleted_says_why(browse: Browse, log: Path, newest: Path, files: Files) -> None:
    before = files()
    newest.parent.chmod(0o555)
    terminal = browse(log)
    terminal.press("d", "d")
    terminal.wait_for("not deleted: its folder is read-only")
    newest.parent.chmod(0o755)
    assert files() == before
    terminal.wait_for("A slow tree")
