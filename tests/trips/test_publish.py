"""A post is published, or made a draft again, once the reader saw what that changes."""

from collections.abc import Callable
from pathlib import Path

import pytest

from terminal import Terminal

Browse = Callable[..., Terminal]
Files = Callable[[], dict[str, bytes]]

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 10)], ids=["80x24", "120x40", "40x10"])
_OLDER, _NEWER = "2020-07-04-what-i-read.md", "2020-07-11-what-i-read.md"


@SIZES
def test_a_draft_is_published(browse: Browse, log: Path, files: Files, size: tuple[int, int]) -> None:
    before = files()
    terminal = browse(log, size=size)
    terminal.press("p")
    terminal.wait_for("Publish this post?")
    terminal.wait_for("p  publish it")
    terminal.wait_for("esc  go back")
    if size == (40, 10):  # the answers stay in sight while the text scrolls above them
        terminal.wait_for("more: down")
        terminal.press("down", "down", "down")
        terminal.wait_for("p  publish it")
    terminal.wait_for("- draft = true")
    terminal.wait_for("+ draft = false")
    assert files() == before
    terminal.press("p")
    terminal.wait_for("Published")
    assert files() == before | {_NEWER: before[_NEWER].replace(b"draft = true", b"draft = false")}
    terminal.press("p")
    terminal.wait_for("Make this post a draft again?")
    terminal.press("enter")
    terminal.wait_for("Made")
    assert files() == before
    terminal.press("u", "u")
    terminal.wait_for("Undid: published")
    assert files() == before


def test_going_back_changes_nothing(browse: Browse, log: Path, files: Files) -> None:
    before = files()
    terminal = browse(log)
    terminal.press("p")
    terminal.wait_for("Publish this post?")
    terminal.press("esc")
    terminal.wait_for("Publish this post?", gone=True)
    assert files() == before


def test_a_post_without_the_flag_becomes_a_draft(browse: Browse, log: Path, files: Files, newest: Path) -> None:
    newest.with_name("2020-07-18.md").write_bytes(b"---\ntitle: More\ndate: 2020-07-18\n---\n\nText.\n")
    before = files()
    terminal = browse(log)
    terminal.press("p")
    terminal.wait_for("“More”")
    terminal.wait_for("+ draft: true")
    terminal.press("p")
    terminal.wait_for("Made content/post/2020-07-18.md a draft")
    added = b"---\ntitle: More\ndate: 2020-07-18\ndraft: true\n---\n\nText.\n"
    assert files() == before | {"2020-07-18.md": added}


def test_what_is_to_be_looked_at_is_told(browse: Browse, log: Path, newest: Path) -> None:
    newest.with_name("2999-01-01.md").write_bytes(
        b"---\ndate: 2999-01-01\ndraft: true\n---\n\n## [One](https://e.org/1)\n\n## [Two](https://e.org/2)\n\nNote.\n"
    )
    terminal = browse(log, sign="2999")
    terminal.press("p")
    terminal.wait_for("! It has no title.")
    terminal.wait_for("! Its date, 2999-01-01, is still to come")
    terminal.wait_for("! One entry has no note: “One”.")


def test_a_post_without_front_matter_says_why_not(browse: Browse, log: Path, newest: Path) -> None:
    newest.with_name("2020-07-18.md").write_bytes(b"Text.\n")
    terminal = browse(log)
    terminal.press("p")
    terminal.wait_for("this post has no front matter")
