"""A tag, category, kind or person is called otherwise across the log, once every change was seen, as one change."""

from collections.abc import Callable
from pathlib import Path

import pytest

from terminal import Terminal

Browse = Callable[..., Terminal]
Files = Callable[[], dict[str, bytes]]

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 10)], ids=["80x24", "120x40", "40x10"])
_OLDER, _NEWER = "2020-07-04-what-i-read.md", "2020-07-11-what-i-read.md"


@SIZES
def test_a_category_everywhere(browse: Browse, log: Path, files: Files, size: tuple[int, int]) -> None:
    before = files()
    terminal = browse(log, size=size)
    terminal.press("R")
    terminal.wait_for("Rename which tag, category")
    terminal.wait_for(lambda screen: "▸category what I read" in screen.text and " 2" in screen.text)
    terminal.press("enter")
    terminal.wait_for("The new name of the category")
    terminal.press(*["backspace"] * len("what I read"))
    terminal.type("reading\r")
    terminal.wait_for("2 lines in 2 posts")
    terminal.wait_for("- 4: categories = ")
    terminal.wait_for("+ 4: categories = ")
    assert files() == before
    terminal.press("enter")
    terminal.wait_for("Renamed category “what I read”")
    after = {path: source.replace(b'["what I read"]', b'["reading"]') for path, source in before.items()}
    assert files() == after
    terminal.press("u")
    terminal.wait_for("Undid: renamed category")
    assert files() == before
    terminal.press("ctrl+r")
    terminal.wait_for("Redid: renamed category")
    assert files() == after


def test_hundreds_of_posts_are_taken_back_while_keys_wait(
    browse: Browse, log: Path, newest: Path, files: Files
) -> None:
    for number in range(600):
        day = f"{2000 + number // 300}-{1 + number % 300 // 28:02}-{1 + number % 28:02}"
        text = f'+++\ntitle = "Week {number}"\ndate = {day}\ntags = ["old"]\n+++\n\nWords.\n'
        (newest.parent / f"week-{number}.md").write_text(text)
    before = files()
    terminal = browse(log)
    terminal.wait_for("1/602")
    terminal.press("R")
    terminal.wait_for("Rename which")
    terminal.wait_for("old   ")
    terminal.press("enter")
    terminal.wait_for("The new name of the tag")
    terminal.type("er\r")
    terminal.wait_for("600 lines in 600 posts")
    terminal.press("enter")
    terminal.wait_for("Renamed tag “old”")
    after = files()
    assert all(b'["older"]' in source for path, source in after.items() if path.startswith("week"))
    terminal.press("u", "g")
    terminal.wait_for("Taking it back")
    posts = list(newest.parent.glob("week-*.md"))
    terminal.wait_for(lambda _: all(b'["old"]' in post.read_bytes() for post in posts))
    terminal.wait_for("Taking it back", gone=True)
    assert files() == before
    terminal.press("ctrl+r")
    terminal.wait_for("Redid: renamed tag")
    assert files() == after


@pytest.mark.parametrize(
    ("sought", "new", "old_bytes", "new_bytes", "path"),
    [
        ("talk", "Lecture", b"[Talk]", b"[Lecture]", _NEWER),
        ("mia", "Mia Strand", b"Mia Sand", b"Mia Strand", _OLDER),
    ],
)
def test_a_kind_and_a_person(
    browse: Browse, log: Path, files: Files, sought: str, new: str, old_bytes: bytes, new_bytes: bytes, path: str
) -> None:
    before = files()
    terminal = browse(log)
    terminal.press("R")
    terminal.type(sought)
    terminal.wait_for("1/1")
    terminal.press("enter")
    terminal.wait_for("The new name of the")
    terminal.press(*["backspace"] * 8)
    terminal.type(f"{new}\r")
    terminal.wait_for("1 line in 1 post")
    terminal.press("enter")
    terminal.wait_for("Renamed")
    assert files() == before | {path: before[path].replace(old_bytes, new_bytes)}


def test_a_name_that_is_there_takes_it_in(browse: Browse, log: Path, files: Files) -> None:
    terminal = browse(log)
    terminal.press("R")
    terminal.type("talk\r")
    terminal.wait_for("The new name of the kind")
    terminal.press(*["backspace"] * 4)
    terminal.type("Book")
    terminal.wait_for("The log has “Book” already (1): both become one")
    terminal.press("enter")
    terminal.wait_for("1 line in 1 post")
    terminal.press("enter")
    terminal.wait_for("Renamed kind “Talk”")
    assert files()[_NEWER].count(b"[Book]") == 2


def test_what_is_no_name_says_why(browse: Browse, log: Path, files: Files) -> None:
    before = files()
    terminal = browse(log)
    terminal.press("R")
    terminal.type("mia\r")
    terminal.wait_for("The new name of the person")
    terminal.press("enter")
    terminal.wait_for("That is its name already")
    terminal.type(" and Bo Wei")
    terminal.wait_for("would read as several people")
    terminal.press("enter")
    terminal.wait_for("would read as several people")
    terminal.press("esc")
    terminal.wait_for("Rename which")
    terminal.wait_for("▸person   Mia Sand")
    terminal.press("esc")
    terminal.wait_for("Rename which", gone=True)
    assert files() == before


def test_nothing_changes_by_esc(browse: Browse, log: Path, files: Files) -> None:
    before = files()
    terminal = browse(log)
    terminal.press("R")
    terminal.wait_for("Rename which")
    terminal.press("enter")
    terminal.wait_for("The new name")
    terminal.type("!\r")
    terminal.wait_for("2 lines in 2 posts")
    terminal.press("esc")
    terminal.wait_for("2 lines", gone=True)
    assert files() == before


def test_posts_that_cannot_be_edited_are_named(browse: Browse, log: Path, files: Files, newest: Path) -> None:
    unusual = b"---\ndate: 2020-07-18\ntitle: &t More\nnote: *t\ncategories: [what I read]\n---\n\nText.\n"
    newest.with_name("2020-07-18.md").write_bytes(unusual)
    before = files()
    terminal = browse(log)
    terminal.press("R")
    terminal.wait_for(lambda screen: "what I read" in screen.text and " 3" in screen.text)
    terminal.press("enter")
    terminal.wait_for("The new name")
    terminal.type("!\r")
    terminal.wait_for("2020-07-18.md stays as it is")
    terminal.wait_for("2 lines in 2 posts")
    terminal.press("enter")
    terminal.wait_for("Renamed category")
    assert files()["2020-07-18.md"] == unusual
    assert files() != before


def test_what_others_changed_since_is_refused(browse: Browse, log: Path, files: Files, newest: Path) -> None:
    terminal = browse(log)
    terminal.press("R")
    terminal.wait_for("Rename which")
    terminal.press("enter")
    terminal.wait_for("The new name")
    terminal.type("!\r")
    terminal.wait_for("2 lines in 2 posts")
    newest.write_bytes(newest.read_bytes().replace(b'["what I read"]', b'["their name"]'))
    before = files()
    terminal.press("enter")
    terminal.wait_for("not renamed: esc and R look again")
    assert terminal.lines[1].startswith(" ! content/post/2020-07-11-what-i-read.md: ")  # and why, in full
    assert files() == before
    terminal.press("esc")
    terminal.wait_for("not renamed:", gone=True)


def test_over_many_posts_it_can_be_scrolled_and_taken_back(
    browse: Browse, log: Path, files: Files, newest: Path
) -> None:
    for number in range(60):
        newest.with_name(f"more-{number:02}.md").write_bytes(
            f'+++\ntitle = "{number}"\ndate = 2019-01-01\ntags = ["old", "x{number}"]\n+++\n\nText.\n'.encode()
        )
    before = files()
    terminal = browse(log)
    terminal.press("R")
    terminal.type("old")
    terminal.wait_for(lambda screen: "▸tag      old" in screen.text and " 60" in screen.text)
    terminal.press("enter")
    terminal.wait_for("The new name")
    terminal.type("er\r")
    terminal.wait_for("60 lines in 60 posts")
    terminal.press("G")
    terminal.wait_for("of 180")
    terminal.press("enter")
    terminal.wait_for("Renamed tag “old” to “older” in 60 posts")
    assert files() == {path: source.replace(b'"old"', b'"older"') for path, source in before.items()}
    terminal.press("u")
    terminal.wait_for("Undid: renamed tag")
    assert files() == before


def test_from_the_palette(browse: Browse, log: Path) -> None:
    terminal = browse(log)
    terminal.press(":")
    terminal.type("rename")
    terminal.wait_for("Rename a tag, category, kind or person")
    terminal.press("enter")
    terminal.wait_for("Rename which tag")


def test_a_single_post_is_no_log(browse: Browse, newest: Path) -> None:
    terminal = browse(newest)
    terminal.press("R")
    terminal.wait_for("Only this post is open")
