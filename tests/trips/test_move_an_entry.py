"""Entries go up and down in their week, and to other weeks, by keyboard."""

from collections.abc import Callable
from pathlib import Path

import pytest

from terminal import Terminal

Browse = Callable[..., Terminal]
Files = Callable[[], dict[str, bytes]]

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
_OLDER, _NEWER = "2020-07-04-what-i-read.md", "2020-07-11-what-i-read.md"


def _parts(source: bytes) -> tuple[bytes, bytes, bytes, bytes]:
    """What stands above the entries, and the three."""
    first, second, third = (source.index(mark) for mark in (b"## [Talk]", b"## [Book]", b"## [Nothing"))
    return source[:first], source[first:second], source[second:third], source[third:]


@SIZES
def test_down_and_up_with_the_cursor(browse: Browse, log: Path, files: Files, size: tuple[int, int]) -> None:
    before = files()
    top, one, two, three = _parts(before[_NEWER])
    terminal = browse(log, size=size)
    terminal.press("2", ">")
    terminal.wait_for("Moved “Trees that wait” down")
    assert files() == before | {_NEWER: top + two + one + three}
    terminal.wait_for("▸ Talk")
    terminal.press(">")
    terminal.wait_for(lambda screen: "▸ Talk" in screen.lines[4])
    assert files() == before | {_NEWER: top + two + three.rstrip() + b"\n\n" + one.rstrip() + b"\n"}
    terminal.press(">")
    terminal.wait_for("This is the last entry")
    terminal.press("<", "<", "<")
    terminal.wait_for("This is the first entry")
    assert files() == before
    terminal.press("u")
    terminal.wait_for("Undid: moved “Trees that wait” up")


def test_the_whole_post_does_not_move(browse: Browse, log: Path, files: Files) -> None:
    before = files()
    terminal = browse(log)
    terminal.press("2", "k", "<")
    terminal.wait_for("Choose an entry")
    terminal.press("m")
    terminal.wait_for("Choose an entry to move it")
    assert files() == before


def _unsaved(terminal: Terminal) -> None:
    terminal.press("e")
    terminal.wait_for("3 Editor")
    terminal.type("x")
    terminal.wait_for("* unsaved")
    terminal.press("esc")
    terminal.wait_for("not yet saved")


def test_an_entry_with_unsaved_text_waits(browse: Browse, log: Path, files: Files) -> None:
    before = files()
    terminal = browse(log)
    terminal.press("2")
    _unsaved(terminal)
    for key in (">", "m"):
        terminal.press(key)
        terminal.wait_for("save it first")
        terminal.press("j", "k")
        terminal.wait_for("save it first", gone=True)
    assert files() == before


def test_unsaved_text_of_others_goes_with_them(browse: Browse, log: Path, newest: Path) -> None:
    terminal = browse(log)
    terminal.press("2")
    _unsaved(terminal)
    terminal.press("j", "<")
    terminal.wait_for("Moved “The long line” up")
    terminal.wait_for(lambda screen: "▸ Book" in screen.lines[2] and screen.lines[3].endswith("*"))
    terminal.press("j", "e")
    terminal.wait_for("x## [Talk]")
    terminal.press("ctrl+d", "ctrl+s")
    terminal.wait_for("Nothing changed")


@SIZES
def test_to_another_week(browse: Browse, log: Path, files: Files, size: tuple[int, int]) -> None:
    before = files()
    top, one, two, three = _parts(before[_NEWER])
    terminal = browse(log, size=size)
    terminal.press("2", "m")
    terminal.wait_for("Move “Trees that wait” to which week?")
    terminal.wait_for("What I read this week (June 28 - July 4)")
    terminal.press("enter")
    terminal.wait_for("Moved “Trees that wait” from")
    terminal.wait_for("▸ Book")  # the choice stays with the week, at the next
    assert files() == {_OLDER: before[_OLDER] + b"\n" + one.rstrip() + b"\n", _NEWER: top + two + three}
    terminal.press("u")
    terminal.wait_for("Undid: moved “Trees that wait” from")
    terminal.wait_for("▸ Talk")
    assert files() == before
    terminal.press("ctrl+r")
    terminal.wait_for("Redid: moved")
    terminal.wait_for("▸ Talk")  # the choice goes to where it went
    terminal.wait_for("▸2020 Jun 28")
    assert files() == {_OLDER: before[_OLDER] + b"\n" + one.rstrip() + b"\n", _NEWER: top + two + three}


def test_weeks_are_narrowed_by_typing(browse: Browse, log: Path, files: Files, newest: Path) -> None:
    for day in range(18, 31):
        newest.with_name(f"2020-07-{day}-more.md").write_bytes(b"+++\ndate = 2020-07-%d\n+++\n\nText.\n" % day)
    terminal = browse(log)
    terminal.press("G", "2", "m")
    terminal.wait_for("Move “On keys”")
    terminal.type("what july 11")
    terminal.wait_for("1/1")
    terminal.type(" none")
    terminal.wait_for("No other post")
    terminal.press("enter")
    terminal.press(*["backspace"] * len("what july 11 none"))
    terminal.type("MORE")
    terminal.wait_for("1/13")
    terminal.press("down", "pagedown", "up")
    terminal.wait_for("12/13")
    terminal.press("esc")
    terminal.wait_for("which week", gone=True)
    terminal.press("m")
    terminal.type("2020-W28")
    terminal.wait_for("1/1")
    terminal.press("enter")
    terminal.wait_for("Moved “On keys”")
    assert files()[_NEWER].endswith(b"Keys should *answer* at once.\n")
    terminal.wait_for("The whole post")  # nothing else is left there


def test_to_a_week_that_has_no_post_yet(browse: Browse, log: Path, files: Files) -> None:
    before = files()
    top, one, two, three = _parts(before[_NEWER])
    terminal = browse(log)
    terminal.press("2", "m")
    terminal.wait_for("which week?")
    terminal.type("2020-07-21")
    terminal.wait_for("2020 Jul 19–25")
    terminal.wait_for("has no post yet: enter makes it")
    terminal.press("enter")
    terminal.wait_for("Moved “Trees that wait” from")
    terminal.wait_for("2/3")  # the new one stands above
    after = files()
    new = after.pop("2020-07-25-what-i-read.md")
    assert after == before | {_NEWER: top + two + three}
    assert new.endswith(b"\n" + one.rstrip() + b"\n")
    assert b'title = "What I read this week (July 19 - July 25)"' in new
    assert b"draft = true" in new
    terminal.press("u")
    terminal.wait_for("1/2")
    assert files() == before


def test_a_single_post_has_no_other_weeks(browse: Browse, newest: Path) -> None:
    terminal = browse(newest)
    for key in ("m", "A"):
        terminal.press("2", key)
        terminal.wait_for("Only this post is open")
