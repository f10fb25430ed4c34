"""The post of a week is made in the log's own conventions, as a draft, and never over one that is there."""

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest

from terminal import Terminal

Browse = Callable[..., Terminal]
Files = Callable[[], dict[str, bytes]]

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])


@SIZES
def test_make_a_week_and_add_to_it(browse: Browse, log: Path, files: Files, size: tuple[int, int]) -> None:
    before = files()
    terminal = browse(log, size=size)
    terminal.press("A")
    terminal.wait_for("Which week to make a post of?")
    terminal.type("2020-W29")
    terminal.wait_for("makes the post of 2020 Jul 12–18")
    terminal.press("enter")
    terminal.wait_for("Made content/post/2020-07-18-what-i-read.md")
    terminal.wait_for("1/3")
    after = files()
    new = after.pop("2020-07-18-what-i-read.md")
    assert after == before
    assert b'title = "What I read this week (July 12 - July 18)"' in new
    assert b"draft = true" in new
    assert b'categories = ["what I read"]' in new
    terminal.press("a")
    terminal.type("https://example.org/first\rFirst\rTalk\rSpeaker: Ann Lee\rGood.\x13")
    terminal.wait_for("Saved")
    told = b"## [Talk] [First](https://example.org/first)\n**Speaker**: Ann Lee\n\nGood.\n"
    assert files()["2020-07-18-what-i-read.md"] == new.rstrip() + b"\n\n" + told
    terminal.press("esc")
    terminal.wait_for("3 Editor", gone=True)
    terminal.press("u", "u", "u")
    terminal.wait_for("1/2")
    assert files() == before


def test_this_week_is_the_first_choice(browse: Browse, log: Path, files: Files) -> None:
    today = datetime.datetime.now().astimezone().date()
    saturday = today + datetime.timedelta(days=(5 - today.weekday()) % 7)  # this log's weeks begin on Sunday
    terminal = browse(log)
    terminal.press("A", "enter")
    terminal.wait_for("Made content/post/")
    assert f"{saturday}-what-i-read.md" in files()


def test_a_week_that_has_a_post_is_gone_to(browse: Browse, log: Path, files: Files) -> None:
    before = files()
    terminal = browse(log)
    terminal.press("A")
    terminal.type("2020-07-01")
    terminal.press("enter")
    terminal.wait_for("That week has a post: content/post/2020-07-04-what-i-read.md")
    terminal.wait_for("Keys should answer")
    assert files() == before


def test_words_that_name_no_week_say_so(browse: Browse, log: Path, files: Files) -> None:
    before = files()
    terminal = browse(log)
    terminal.press("A")
    terminal.type("2020-W54")
    terminal.press("enter")
    terminal.wait_for("is no week")
    terminal.press("esc")
    terminal.wait_for("Which week", gone=True)
    assert files() == before


def test_a_file_that_is_no_post_of_the_log_is_not_written_over(
    browse: Browse, log: Path, newest: Path, files: Files
) -> None:
    other = newest.with_name("2020-07-18-what-i-read.md")
    terminal = browse(log)
    terminal.press("A")
    terminal.type("2020-W29")
    terminal.wait_for("Jul 12")
    other.write_bytes(b"Somebody else's.\n")
    before = files()
    terminal.press("enter")
    terminal.wait_for("2020-07-18-what-i-read.md")
    assert files() == before


def test_an_empty_log_begins_with_a_week(browse: Browse, tmp_path: Path) -> None:
    posts = tmp_path / "posts"
    posts.mkdir()
    terminal = browse(posts, sign="No posts here yet")
    terminal.press("A")
    terminal.type("2020-W29")
    terminal.press("enter")
    terminal.wait_for("Made ")
    (made,) = posts.rglob("*.md")
    assert b"draft" in made.read_bytes()
    terminal.press("a")
    terminal.type("https://example.org/first\rFirst\rTalk\rSpeaker: Ann Lee\rGood.\x13")
    terminal.wait_for("Saved")
    assert made.read_bytes().endswith(b"## [Talk] [First](https://example.org/first)\n**Speaker**: Ann Lee\n\nGood.\n")
