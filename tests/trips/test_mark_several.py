"""Entries are marked by space, in several weeks too, and the next command is about all of them, as one change."""

from collections.abc import Callable
from pathlib import Path

import pytest

from terminal import Terminal

Browse = Callable[..., Terminal]
Files = Callable[[], dict[str, bytes]]

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 10)], ids=["80x24", "120x40", "40x10"])
_OLDER, _NEWER = "2020-07-04-what-i-read.md", "2020-07-11-what-i-read.md"


def _parts(source: bytes) -> tuple[bytes, bytes, bytes, bytes]:
    """What stands above the entries, and the three."""
    first, second, third = (source.index(mark) for mark in (b"## [Talk]", b"## [Book]", b"## [Nothing"))
    return source[:first], source[first:second], source[second:third], source[third:]


@SIZES
def test_two_are_deleted_at_once(browse: Browse, log: Path, files: Files, size: tuple[int, int]) -> None:
    before = files()
    top, one, _, _ = _parts(before[_NEWER])
    terminal = browse(log, size=size)
    terminal.press("2", "j", "space", "space")
    terminal.wait_for("2 entries marked")
    terminal.wait_for(lambda screen: "+Book" in screen.text and "▸+" in screen.text)
    terminal.press("d")
    terminal.wait_for("Delete 2 entries?")
    terminal.wait_for("“The long line”")
    if size == (40, 10):
        terminal.press("down", "down")
    terminal.wait_for("“Nothing to see”")
    terminal.press("d")
    terminal.wait_for("Deleted 2 entries from")
    terminal.press("k")
    terminal.wait_for("marked", gone=True)
    assert files() == before | {_NEWER: (top + one).rstrip() + b"\n"}
    terminal.press("u")
    terminal.wait_for("Undid: deleted 2 entries")
    assert files() == before


def test_marks_of_several_weeks(browse: Browse, log: Path, files: Files) -> None:
    before = files()
    terminal = browse(log)
    terminal.press("2", "space", "1", "j")
    terminal.wait_for("1 entry marked")
    terminal.wait_for(lambda screen: "2020 Jul 05–11+What" in screen.text)
    terminal.press("2", "space")
    terminal.wait_for("2 entries marked")
    terminal.press("d")
    terminal.wait_for("Delete 2 entries?")
    terminal.wait_for("“Trees that wait”")
    terminal.wait_for("“On keys”")
    terminal.press("enter")
    terminal.wait_for("Deleted 2 entries from 2 posts")
    after = files()
    assert b"Trees" not in after[_NEWER]
    assert b"On keys" not in after[_OLDER]
    terminal.press("u")
    terminal.wait_for("Undid: deleted 2 entries")
    assert files() == before


@SIZES
def test_two_are_moved_to_another_week(browse: Browse, log: Path, files: Files, size: tuple[int, int]) -> None:
    before = files()
    top, one, two, three = _parts(before[_NEWER])
    terminal = browse(log, size=size)
    terminal.press("2", "space", "j", "space")
    terminal.wait_for("2 entries marked")
    terminal.press("m")
    terminal.wait_for("Move 2 entries to which week?")
    terminal.press("enter")
    terminal.wait_for("Moved 2 entries")
    moved = before[_OLDER] + b"\n" + one.rstrip() + b"\n\n" + three.rstrip() + b"\n"
    assert files() == {_OLDER: moved, _NEWER: (top + two).rstrip() + b"\n"}
    terminal.press("u")
    terminal.wait_for("Undid: moved 2 entries")
    assert files() == before


def test_two_go_to_a_week_that_has_no_post_yet(browse: Browse, log: Path, files: Files) -> None:
    before = files()
    terminal = browse(log)
    terminal.press("2", "space", "1", "j", "2", "space", "m")
    terminal.wait_for("Move 2 entries to which week?")
    terminal.type("2020-07-21")
    terminal.wait_for("has no post yet")
    terminal.press("enter")
    terminal.wait_for("Moved 2 entries from 2 posts")
    new = files()["2020-07-25-what-i-read.md"]
    assert new.index(b"Trees that wait") < new.index(b"On keys")
    terminal.press("u")
    terminal.wait_for("Undid")
    assert files() == before


def test_space_again_takes_the_mark_away_and_esc_all(browse: Browse, log: Path, files: Files) -> None:
    before = files()
    terminal = browse(log)
    terminal.press("2", "space", "space")
    terminal.wait_for("2 entries marked")
    terminal.press("k", "k", "space")
    terminal.wait_for("1 entry marked")
    terminal.press("esc")
    terminal.wait_for("marked", gone=True)
    assert "+" not in terminal.lines[2] + terminal.lines[3]
    terminal.wait_for("enter Open")
    terminal.press("d")  # the keys are with the entries still
    terminal.wait_for("Delete “The long line”?")
    terminal.press("esc")
    assert files() == before


def test_esc_in_the_detail_goes_back_first(browse: Browse, log: Path) -> None:
    terminal = browse(log)
    terminal.press("2", "space", "enter", "esc")
    terminal.wait_for("1 entry marked")
    terminal.press("esc")
    terminal.wait_for("marked", gone=True)


def test_entries_and_weeks_are_not_marked_together(browse: Browse, log: Path) -> None:
    terminal = browse(log)
    terminal.press("2", "space", "1", "space")
    terminal.wait_for("1 entry marked: esc clears the marks")
    terminal.press("esc")
    terminal.wait_for("marked", gone=True)
    terminal.press("space")
    terminal.wait_for("1 week marked")
    for key in ("d", "m", "M"):
        terminal.press(key)
        terminal.wait_for("this is done to entries")
        terminal.press("g")
        terminal.wait_for("this is done to entries", gone=True)


def test_unsaved_text_is_waited_for(browse: Browse, log: Path, files: Files) -> None:
    before = files()
    terminal = browse(log)
    terminal.press("2", "e")
    terminal.wait_for("3 Editor")
    terminal.type("x")
    terminal.wait_for("* unsaved")
    terminal.press("esc")
    terminal.wait_for("not yet saved")
    terminal.press("space", "space")
    for key in ("d", "m", "t", "M"):
        terminal.press(key)
        terminal.wait_for("“Trees that wait” has text that is not yet saved")
        terminal.press("j")
        terminal.wait_for("not yet saved", gone=True)
    assert files() == before


def test_what_others_took_away_is_told(browse: Browse, log: Path, newest: Path) -> None:
    terminal = browse(log)
    terminal.press("2", "space", "space")
    terminal.wait_for("2 entries marked")
    top, _, _, three = _parts(newest.read_bytes())
    newest.write_bytes(top + three)
    terminal.wait_for("The long line", gone=True)
    terminal.press("d")
    terminal.wait_for("an entry that was marked there is")
    assert newest.read_bytes() == top + three


def test_what_others_changed_since_the_question_is_looked_at_first(browse: Browse, log: Path, newest: Path) -> None:
    terminal = browse(log)
    terminal.press("2", "space", "space", "d")
    terminal.wait_for("Delete 2 entries?")
    theirs = newest.read_bytes().replace(b"A slow tree", b"A quick tree")
    newest.write_bytes(theirs)
    terminal.press("d")
    terminal.wait_for("look at it, then repeat")
    assert newest.read_bytes() == theirs


def test_marks_work_in_a_search(browse: Browse, log: Path, files: Files) -> None:
    terminal = browse(log)
    terminal.press("/")
    terminal.type("example -book\r")
    terminal.wait_for("3 hits in 2 posts")
    terminal.press("2", "space")
    terminal.wait_for("entry marked")
    terminal.press("d")
    terminal.wait_for("Delete “")
    terminal.press("d")
    terminal.wait_for("Deleted “")
    terminal.press("space")
    terminal.wait_for("entry marked")
    terminal.press("1", "esc")
    terminal.wait_for("marked", gone=True)
    terminal.press("esc")
    terminal.wait_for("1 Weeks  1/2")


def test_what_is_found_is_marked_in_one_burst_before_there_is_an_index(browse: Browse, log: Path) -> None:
    posts = log / "content" / "post"
    for number in range(300):
        day = f"{2021 + number // 30}-01-{number % 28 + 1:02}"
        text = f"+++\ntitle = 'Week {number}'\ndate = {day}\n+++\n\n" + "Some words to read.\n\n" * 40
        (posts / f"week-{number}.md").write_text(text)
    terminal = browse(log, sign="2030 Jan")
    terminal.type("/patience\r ")
    terminal.wait_for("1 week marked")
    terminal.wait_for("1 Weeks  1/1")


def test_in_ascii_and_for_few_bytes(browse: Browse, log: Path) -> None:
    terminal = browse("--ascii", log)
    terminal.press("2", "G")
    terminal.wait_for("> ")
    terminal.wait_for(">          Nothing")
    before = len(terminal.raw)
    terminal.press("space")  # on the last line the cursor stays
    terminal.wait_for("1 entry marked")
    terminal.wait_for(">+")
    assert len(terminal.raw) - before < 250


def test_in_the_editor_and_the_bar_the_keys_are_text(browse: Browse, log: Path, files: Files) -> None:
    before = files()
    terminal = browse(log)
    terminal.press("2", "e")
    terminal.wait_for("3 Editor")
    terminal.type("M tfp")
    terminal.wait_for("M tfp##")
    terminal.press("esc", "1", "/")
    terminal.type("M tfp")
    terminal.wait_for("M tfp")
    assert files() == before
