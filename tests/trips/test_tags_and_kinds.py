"""Tags, categories and kinds are chosen among those of the log, for one or for all that is marked."""

from collections.abc import Callable
from pathlib import Path

import pytest

from terminal import Terminal

Browse = Callable[..., Terminal]
Files = Callable[[], dict[str, bytes]]

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 10)], ids=["80x24", "120x40", "40x10"])
_OLDER, _NEWER = "2020-07-04-what-i-read.md", "2020-07-11-what-i-read.md"


@SIZES
def test_a_category_goes_and_the_kind_is_another(
    browse: Browse, log: Path, files: Files, size: tuple[int, int]
) -> None:
    before = files()
    terminal = browse(log, size=size)
    terminal.press("2", "t")
    terminal.wait_for(lambda screen: "▸[x] category what I read" in screen.text and " 2" in screen.text)
    terminal.press("space")
    terminal.wait_for("▸[ ] category what I read")
    terminal.type("book\r")
    terminal.wait_for("[x] kind     Book")
    assert files() == before
    terminal.press("enter")
    terminal.wait_for("Set categories")
    after = before[_NEWER].replace(b'["what I read"]', b"[]").replace(b"[Talk]", b"[Book]")
    assert files() == before | {_NEWER: after}
    terminal.press("u")
    terminal.wait_for("Undid: set categories")
    assert files() == before


def test_a_new_tag_is_typed(browse: Browse, log: Path, files: Files) -> None:
    before = files()
    terminal = browse(log)
    terminal.press("t")
    terminal.wait_for("Tags, categories of “What I")
    terminal.type("reading lists")
    terminal.wait_for("▸[ ] tag      reading lists (new)")
    terminal.press("enter")
    terminal.wait_for("▸[x] tag      reading lists")
    terminal.press("enter")
    terminal.wait_for("Set tags +reading lists of")
    added = b'draft = true\ntags = ["reading lists"]\n+++'
    assert files() == before | {_NEWER: before[_NEWER].replace(b"draft = true\n+++", added)}


def test_look_alikes_are_flagged(browse: Browse, log: Path, files: Files) -> None:
    terminal = browse(log)
    terminal.press("2", "t")
    terminal.type("talks")
    terminal.wait_for("talks (new: the log has Talk)")
    terminal.press("esc", "esc")
    terminal.wait_for("Tags, categories", gone=True)


def test_esc_leaves_all_as_it_is(browse: Browse, log: Path, files: Files) -> None:
    before = files()
    terminal = browse(log)
    terminal.press("t")
    terminal.wait_for("▸[x] category what I read")
    terminal.press("space", "esc")
    terminal.wait_for("Tags, categories", gone=True)
    terminal.press("t", "enter")
    terminal.wait_for("Nothing changed, nothing written")
    assert files() == before


def test_all_that_is_marked_gets_it(browse: Browse, log: Path, files: Files) -> None:
    before = files()
    terminal = browse(log)
    terminal.press("2", "space")
    terminal.press("1", "j", "2", "space")
    terminal.wait_for("2 entries marked")
    terminal.press("t")
    terminal.wait_for("Tags, categories, kind of 2 entries")
    terminal.wait_for("[-] kind     Talk")
    terminal.type("jax\rEssay")
    terminal.wait_for("kind     Essay (new)")
    terminal.press("down", "down")
    terminal.wait_for("▸[ ] kind     Essay")
    terminal.press("enter", "enter")
    terminal.wait_for("Set tags +jax, the kind Essay of 2 entries in 2 posts")
    terminal.wait_for("2 entries marked", gone=True)
    after = {
        path: source.replace(b"\n+++\n\n", b'\ntags = ["jax"]\n+++\n\n', 1)
        .replace(b"[Talk]", b"[Essay]")
        .replace(b"[Paper]", b"[Essay]")
        for path, source in before.items()
    }
    assert files() == after
    terminal.press("u")
    terminal.wait_for("Undid: set tags")
    assert files() == before


def test_weeks_that_are_marked_are_tagged(browse: Browse, log: Path, files: Files) -> None:
    before = files()
    terminal = browse(log)
    terminal.press("space", "space")
    terminal.wait_for("2 weeks marked")
    terminal.press("t")
    terminal.wait_for("Tags, categories of 2 weeks")
    terminal.type("jax\r\r")
    terminal.wait_for("Set tags +jax of 2 posts")
    assert all(b'\ntags = ["jax"]\n' in source for source in files().values())
    terminal.press("u")
    terminal.wait_for("Undid")
    assert files() == before


def test_what_cannot_be_done_is_told_and_the_choice_stays(
    browse: Browse, log: Path, files: Files, newest: Path
) -> None:
    newest.with_name("2020-07-18.md").write_bytes(b"---\ntags: {a: b}\n---\n\nText.\n")
    before = files()
    terminal = browse(log, sign="2020-07-18")
    terminal.press("t")
    terminal.type("jax\r\r")
    terminal.wait_for("tags holds no list")
    terminal.wait_for("[x] tag      jax")
    assert files() == before


def test_the_marks_of_a_single_character_in_ascii(browse: Browse, log: Path) -> None:
    terminal = browse("--ascii", log)
    terminal.press("2", "t")
    terminal.wait_for(">[x] category what I read")
