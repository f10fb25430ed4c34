"""Weeks that have no post stand dimmed between those that have one; enter makes one's post, and u takes it back."""

from collections.abc import Callable
from pathlib import Path

import pytest

from terminal import Terminal

Browse = Callable[..., Terminal]
Files = Callable[[], dict[str, bytes]]


@pytest.fixture
def log(log: Path) -> Path:
    """The log of two posts with two older ones: one week is left out, then ten."""
    posts = log / "content" / "post"
    newer = (posts / "2020-07-04-what-i-read.md").read_bytes()
    for days, day in (("June 14 - June 20", "2020-06-20"), ("March 29 - April 4", "2020-04-04")):
        older = newer.replace(b"June 28 - July 4", days.encode()).replace(b"2020-07-04", day.encode())
        (posts / f"{day}-what-i-read.md").write_bytes(older)
    return log


def test_enter_on_a_missing_week_makes_its_post(browse: Browse, log: Path, files: Files) -> None:
    before = files()
    terminal = browse(log)
    terminal.wait_for("2020 Jun 21–27 no post")
    terminal.wait_for("2020 Apr 05–   10 weeks no post")
    terminal.wait_for("1/4")
    terminal.press("j", "j")
    terminal.wait_for("No post for 2020-06-21 to 2020-06-27")
    terminal.press("enter")
    terminal.wait_for("Made content/post/2020-06-27-what-i-read.md")
    terminal.wait_for("3/5")
    terminal.wait_for("27 no post", gone=True)
    after = files()
    made = after.pop("2020-06-27-what-i-read.md")
    assert after == before
    assert b'title = "What I read this week (June 21 - June 27)"\ndate = 2020-06-27\n' in made
    assert b"draft = true" in made
    terminal.press("u")
    terminal.wait_for("2020 Jun 21–27 no post")
    assert files() == before


def test_a_long_silence_asks_which_week(browse: Browse, log: Path, files: Files) -> None:
    terminal = browse(log)
    terminal.press("G", "k")
    terminal.wait_for("No post for 10 weeks")
    terminal.press("enter")
    terminal.wait_for("Which week to make a post of?")
    terminal.type("2020-05-06")
    terminal.press("enter")
    terminal.wait_for("Made content/post/2020-05-09-what-i-read.md")
    terminal.wait_for("2020 May 10–16 no post")


@pytest.mark.parametrize("key", ["a", "d", "m", "e", "E", "t", "f", "p", "M", "o", "y", "<", "space"])
def test_a_missing_week_is_nothing_to_act_on(browse: Browse, log: Path, files: Files, key: str) -> None:
    before = files()
    terminal = browse(log)
    terminal.press("j", "j")
    terminal.wait_for("No post for")
    terminal.press(key)
    terminal.press("k")
    terminal.wait_for("Keys should answer at once")
    terminal.wait_for("2/4")
    assert files() == before


def test_a_search_lists_no_missing_weeks(browse: Browse, log: Path) -> None:
    terminal = browse(log)
    terminal.press("j", "j")
    terminal.wait_for("No post for")
    terminal.press("/")
    terminal.type("keys")
    terminal.wait_for("no post", gone=True)
    terminal.press("enter")
    terminal.wait_for("n Next hit")
    terminal.press("esc")
    terminal.wait_for("2020 Jun 21–27 no post")


def test_what_others_make_of_a_missing_week_is_chosen(browse: Browse, log: Path) -> None:
    terminal = browse(log)
    terminal.press("j", "j")
    terminal.wait_for("No post for")
    newest = log / "content" / "post" / "2020-07-04-what-i-read.md"
    made = newest.read_bytes().replace(b"June 28 - July 4", b"June 21 - June 27").replace(b"2020-07-04", b"2020-06-27")
    (newest.parent / "2020-06-27-what-i-read.md").write_bytes(made)
    terminal.wait_for("3/5")
    terminal.wait_for("2020 Jun 21–27 no post", gone=True)
