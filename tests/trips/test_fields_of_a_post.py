"""The fields of a post are a form: each is set by itself, at once with the others, and can be taken back."""

import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from terminal import Terminal

Browse = Callable[..., Terminal]
Files = Callable[[], dict[str, bytes]]

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 10)], ids=["80x24", "120x40", "40x10"])
_OLDER, _NEWER = "2020-07-04-what-i-read.md", "2020-07-11-what-i-read.md"


@SIZES
def test_two_fields_are_set_at_once(browse: Browse, log: Path, files: Files, size: tuple[int, int]) -> None:
    before = files()
    terminal = browse(log, size=size)
    terminal.press("f")
    terminal.wait_for("Fields of “What I read")
    terminal.wait_for(lambda screen: any("date" in line and "2020-07-11" in line for line in screen.lines))
    terminal.press("end")
    terminal.type(", revised")
    terminal.press("enter", "enter", "end")
    terminal.type(", talks")
    terminal.press("ctrl+s")
    terminal.wait_for("Set title, categories of")
    after = before[_NEWER].replace(b'July 11)"', b'July 11), revised"')
    after = after.replace(b'["what I read"]', b'["what I read", "talks"]')
    assert files() == before | {_NEWER: after}
    terminal.press("u")
    terminal.wait_for("Undid: set title, categories")
    assert files() == before


def test_a_long_form_scrolls_with_its_lines(browse: Browse, log: Path, newest: Path) -> None:
    fields = "".join(f"key{number} = {number}\n" for number in range(30))
    post = newest.with_name("2020-07-18.md")
    post.write_bytes(f'+++\ntitle = "Many"\ndate = 2020-07-18\n{fields}+++\n\nText.\n'.encode())
    terminal = browse(log, size=(40, 10))
    terminal.press("f")
    terminal.wait_for("enter next line")
    terminal.press("up")
    terminal.wait_for("key29")
    terminal.wait_for("draft")
    terminal.type("x")
    terminal.press("down", "ctrl+s")
    terminal.wait_for("draft is true or false, not “x”")
    terminal.wait_for(lambda screen: any("draft   " in line and " x " in line for line in screen.lines))
    terminal.press("backspace", "ctrl+s")
    terminal.wait_for("Nothing changed")


def test_enter_on_the_last_line_saves(browse: Browse, log: Path, files: Files) -> None:
    before = files()
    terminal = browse(log)
    terminal.press("f")
    terminal.wait_for("Fields of")
    terminal.press("enter", "down", "down", *["backspace"] * 4)
    terminal.type("no\r")
    terminal.wait_for("Set draft of")
    assert files() == before | {_NEWER: before[_NEWER].replace(b"draft = true", b"draft = false")}


def test_nothing_typed_writes_nothing(browse: Browse, log: Path, files: Files) -> None:
    before = files()
    terminal = browse(log)
    terminal.press("f", "ctrl+s")
    terminal.wait_for("Nothing changed, nothing written")
    terminal.press("f")
    terminal.wait_for("Fields of")
    terminal.press("esc")
    terminal.wait_for("Fields of", gone=True)
    assert files() == before


@pytest.mark.parametrize(
    ("downs", "typed", "why_not"),
    [
        (1, "x", "date is a date such as 2020-07-11, not “2020-07-11x”"),
        (3, "x", "draft is true or false, not “truex”"),
    ],
)
def test_a_bad_value_is_told_and_nothing_is_lost(
    browse: Browse, log: Path, files: Files, downs: int, typed: str, why_not: str
) -> None:
    before = files()
    terminal = browse(log)
    terminal.press("f")
    terminal.wait_for("Fields of")
    terminal.press("end")
    terminal.type("!")
    terminal.press(*["down"] * downs, "end")
    terminal.type(typed)
    terminal.press("down", "ctrl+s")
    terminal.wait_for(why_not)
    assert files() == before
    terminal.press("backspace")  # the cursor went to the field in the way
    terminal.press("ctrl+s")
    terminal.wait_for("Set title of")
    assert files() == before | {_NEWER: before[_NEWER].replace(b'11)"', b'11)!"')}


def test_what_was_typed_is_asked_about(browse: Browse, log: Path, files: Files) -> None:
    before = files()
    terminal = browse(log)
    terminal.press("f")
    terminal.wait_for("Fields of")
    terminal.type("x")
    terminal.press("esc")
    terminal.wait_for("Fields were changed and are not saved")
    terminal.press("esc")
    terminal.wait_for("not saved", gone=True)
    terminal.wait_for("Fields of")
    terminal.press("ctrl+q")
    terminal.wait_for("Fields were changed and are not saved")
    terminal.press("D")
    assert terminal.wait_for_exit() == 0
    assert files() == before


def test_saved_from_the_question(browse: Browse, log: Path, files: Files) -> None:
    before = files()
    terminal = browse(log)
    terminal.press("f")
    terminal.wait_for("Fields of")
    terminal.press("end")
    terminal.type("!")
    terminal.press("esc")
    terminal.wait_for("not saved")
    terminal.press("s")
    terminal.wait_for("Set title of")
    assert files() == before | {_NEWER: before[_NEWER].replace(b'11)"', b'11)!"')}


def test_what_was_typed_outlives_the_program(browse: Browse, log: Path, files: Files, newest: Path) -> None:
    before = files()
    terminal = browse(log)
    terminal.press("f")
    terminal.wait_for("Fields of")
    terminal.press("end")
    terminal.type(", kept")
    terminal.wait_for(", kept")
    terminal.child.signal(signal.SIGTERM)
    terminal.wait_for_exit()
    assert files() == before
    terminal = browse(log)
    terminal.wait_for("restore it into the editor")
    terminal.press("r")
    terminal.wait_for("July 11), kept")
    terminal.press("ctrl+s")
    terminal.wait_for("Saved")
    assert newest.read_bytes() == before[_NEWER].replace(b'July 11)"', b'July 11), kept"')


def test_a_field_that_others_have_is_added(browse: Browse, log: Path, files: Files, newest: Path) -> None:
    for number in (1, 2):
        newest.with_name(f"2020-06-{number:02}.md").write_bytes(
            b'+++\ntitle = "More"\ndate = 2020-06-01\ntags = ["python", "xla"]\nfeatured = false\n+++\n\nText.\n'
        )
    before = files()
    terminal = browse(log)
    terminal.press("f")
    terminal.wait_for("not set; elsewhere python, xla")
    terminal.wait_for("not set; elsewhere false")
    terminal.press("up", "up")
    terminal.type("jax, trees\ryes")
    terminal.press("enter")
    terminal.wait_for("Set tags, featured of")
    added = b'draft = true\ntags = ["jax", "trees"]\nfeatured = true\n+++\n'
    assert files() == before | {_NEWER: before[_NEWER].replace(b"draft = true\n+++\n", added)}


_UNUSUAL = b"""---
title: |
  Over
  lines
date: 2020-07-18
cover:
  image: x.png
aliases: ["a, b", "c"]
draft: yes
---

Text.
"""


def test_unusual_fields_are_shown_with_why(browse: Browse, log: Path, files: Files, newest: Path) -> None:
    newest.with_name("2020-07-18.md").write_bytes(_UNUSUAL)
    before = files()
    terminal = browse(log)
    terminal.press("f")
    terminal.wait_for("it is unusual (a block scalar)")
    terminal.wait_for("it holds fields of its own")
    terminal.wait_for("an item has a comma")
    terminal.press("down", *["backspace"] * 4)
    terminal.type("false")
    terminal.press("ctrl+s")
    terminal.wait_for("Set draft of")
    assert files() == before | {"2020-07-18.md": _UNUSUAL.replace(b"draft: yes", b"draft: false")}


@pytest.mark.parametrize(
    ("source", "told"),
    [
        (b"Text.\n", "This post has no front matter; edit it as text"),
        (b"---\na: &x 1\nb: *x\n---\n\nText.\n", "This front matter is unusual (an anchor)"),
        (b"---\na: [\n---\n\nText.\n", "front matter of this post cannot be read"),
    ],
)
def test_a_post_without_such_fields_says_so(browse: Browse, log: Path, newest: Path, source: bytes, told: str) -> None:
    newest.with_name("2020-07-18.md").write_bytes(source)
    terminal = browse(log)
    terminal.press("f")
    terminal.wait_for(told)


def test_what_others_write_meanwhile_stays(browse: Browse, log: Path, newest: Path) -> None:
    terminal = browse(log)
    terminal.press("f")
    terminal.wait_for("Fields of")
    theirs = newest.read_bytes().replace(b"Third and last", b"Third, says git")
    newest.write_bytes(theirs)
    terminal.press("end")
    terminal.type("!")
    terminal.press("ctrl+s")
    terminal.wait_for("Set title")
    assert newest.read_bytes() == theirs.replace(b'11)"', b'11)!"')


def test_a_field_that_others_write_in_the_next_line_stays(browse: Browse, log: Path, newest: Path) -> None:
    terminal = browse(log)
    terminal.press("f")
    terminal.wait_for("Fields of")
    theirs = newest.read_bytes().replace(b"date = 2020-07-11", b"date = 2020-07-10")
    newest.write_bytes(theirs)
    terminal.press("end")
    terminal.type("!")
    terminal.press("ctrl+s")
    terminal.wait_for("Set title of")
    assert newest.read_bytes() == theirs.replace(b'11)"', b'11)!"')


def test_what_others_write_in_the_same_place_is_told(browse: Browse, log: Path, newest: Path) -> None:
    terminal = browse(log)
    terminal.press("f")
    terminal.wait_for("Fields of")
    theirs = newest.read_bytes().replace(b"What I read this", b"What they read this")
    newest.write_bytes(theirs)
    terminal.press("end")
    terminal.type("!")
    terminal.press("ctrl+s")
    terminal.wait_for("Others changed title meanwhile")
    terminal.wait_for("Fields of")
    assert newest.read_bytes() == theirs


def test_the_unsaved_text_of_an_entry_stays(browse: Browse, log: Path, newest: Path) -> None:
    terminal = browse(log)
    terminal.press("2", "e")
    terminal.wait_for("3 Editor")
    terminal.press("ctrl+end")
    terminal.type("More.\r")
    terminal.wait_for("* unsaved")
    terminal.press("esc")
    terminal.wait_for("not yet saved")
    terminal.press("f")
    terminal.wait_for("Fields of")
    terminal.press("end")
    terminal.type("!")
    terminal.press("ctrl+s")
    terminal.wait_for("Set title")
    assert terminal.lines[2].endswith("*")
    terminal.press("e")
    terminal.wait_for("More.")
    terminal.press("ctrl+s")
    terminal.wait_for("Saved")
    assert b"data structure.\nMore.\n" in newest.read_bytes()
    assert b'11)!"' in newest.read_bytes()
