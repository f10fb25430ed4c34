"""Editing: the editor opens on an entry's very markdown, and a save changes that and nothing else."""

from collections.abc import Callable
from pathlib import Path

import pytest

from terminal import Terminal

Browse = Callable[..., Terminal]


def _edit(terminal: Terminal) -> None:
    terminal.press("e")
    terminal.wait_for("3 Editor")
    terminal.wait_for("ctrl+s Save")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_an_entry(browse: Browse, log: Path, newest: Path, size: tuple[int, int]) -> None:
    before = newest.read_bytes()
    terminal = browse(log, size=size)
    terminal.wait_for("A slow tree")
    terminal.press("2", "j")
    terminal.wait_for("The long line")
    _edit(terminal)
    terminal.wait_for("## [Book] [The long")
    assert "Trees that wait" not in terminal.text or size[0] >= 120
    terminal.press("down", "down", "down", "down")  # the heading takes two rows
    terminal.type("0. zero\r")
    terminal.wait_for("* unsaved")
    terminal.press("ctrl+s")
    terminal.wait_for("Saved content/post/2020-07-11-what-i-read.md")
    assert newest.read_bytes() == before.replace(b"1. one", b"0. zero\n1. one")
    terminal.type("and more ")
    terminal.wait_for("* unsaved")
    terminal.press("ctrl+s")
    terminal.wait_for("unchanged")
    assert newest.read_bytes() == before.replace(b"1. one", b"0. zero\nand more 1. one")
    terminal.press("esc")
    terminal.wait_for("3 Editor", gone=True)
    terminal.wait_for("0. zero")


def test_a_whole_post_from_the_week_list(browse: Browse, log: Path, newest: Path) -> None:
    before = newest.read_bytes()
    terminal = browse(log)
    terminal.wait_for("A slow tree")
    _edit(terminal)
    terminal.wait_for("+++")
    terminal.press("ctrl+end")
    terminal.type("The end.\r")
    terminal.press("ctrl+s")
    terminal.wait_for("Saved")
    assert newest.read_bytes() == before + b"The end.\n"


def test_unchanged_text_writes_nothing(browse: Browse, log: Path, newest: Path) -> None:
    before = newest.stat()
    terminal = browse(log)
    terminal.wait_for("A slow tree")
    _edit(terminal)
    terminal.type("x")
    terminal.press("backspace", "ctrl+s")
    terminal.wait_for("Nothing changed, nothing written")
    after = newest.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_line_ends_and_odd_characters_stay(browse: Browse, tmp_path: Path) -> None:
    post = tmp_path / "2020-07-11.md"
    source = (
        "\ufeff+++\r\ndate = 2020-07-11\r\n+++\r\n\r\n"
        "## [Talk] [One](https://e.example/1)\r\n\r\nFirst\x0cfeed and \u202eover\n"
        "mixed.\r\n\r\n## [Talk] [Two](https://e.example/2)\r\n\r\nSecond\u2028.\r\nno end"
    ).encode()
    post.write_bytes(source)
    terminal = browse(tmp_path)
    terminal.press("2")
    _edit(terminal)
    terminal.press("ctrl+end", "up")
    terminal.press("end")
    terminal.type("!")
    terminal.press("ctrl+s")
    terminal.wait_for("Saved")
    assert post.read_bytes() == source.replace(b"mixed.\r\n", b"mixed.!\r\n")


def test_an_edit_that_would_swallow_an_entry_is_refused_and_kept(browse: Browse, log: Path, newest: Path) -> None:
    before = newest.read_bytes()
    terminal = browse(log)
    terminal.press("2")
    _edit(terminal)
    terminal.press("ctrl+end")
    terminal.type("```\r")
    terminal.press("ctrl+s")
    terminal.wait_for("not saved")
    terminal.wait_for("3 Editor")
    assert newest.read_bytes() == before


def test_a_post_that_cannot_be_edited_says_why(browse: Browse, tmp_path: Path) -> None:
    (tmp_path / "2020-07-11.md").write_bytes("Caf\xe9 au lait.\n".encode("latin-1"))
    terminal = browse(tmp_path)
    terminal.wait_for("au lait")
    terminal.press("e")
    terminal.wait_for("not UTF-8")
    assert "3 Editor" not in terminal.text


def test_find_in_the_text(browse: Browse, log: Path) -> None:
    terminal = browse(log)
    terminal.press("2")
    _edit(terminal)
    terminal.press("ctrl+f")
    terminal.wait_for("Find:")
    terminal.type("nowhere\r")
    terminal.wait_for("Not in this text")
    terminal.press("ctrl+u")
    terminal.type("PATIENCE\r\r")
    terminal.wait_for("Not in this text", gone=True)
    terminal.press("esc")
    terminal.wait_for("Find:", gone=True)
    terminal.type("haste")
    terminal.wait_for("In my words: haste is a")


def test_undo_and_redo_in_the_editor(browse: Browse, log: Path) -> None:
    terminal = browse(log)
    terminal.press("2")
    _edit(terminal)
    terminal.type("zzz")
    terminal.wait_for("zzz##")
    terminal.press("ctrl+z")
    terminal.wait_for("zzz##", gone=True)
    terminal.press("ctrl+y")
    terminal.wait_for("zzz##")


def test_an_edit_that_does_more_than_was_typed_says_so(browse: Browse, log: Path, newest: Path) -> None:
    terminal = browse(log)
    terminal.press("2")
    _edit(terminal)
    terminal.press("ctrl+end")
    terminal.type("\r## [Talk] [One more](https://example.org/more)\r\rNew.\r")
    terminal.press("ctrl+s")
    terminal.wait_for("the post has 4 entries")
    terminal.wait_for("3 Editor", gone=True)
    assert b"One more" in newest.read_bytes()


def test_front_matter_that_is_lost_is_told(browse: Browse, log: Path) -> None:
    terminal = browse(log)
    terminal.wait_for("A slow tree")
    _edit(terminal)
    terminal.type("zz")
    terminal.press("ctrl+s")
    terminal.wait_for("the post has no front")


def test_a_post_that_is_gone_is_a_line_with_the_reason(browse: Browse, log: Path, newest: Path) -> None:
    terminal = browse(log)
    terminal.wait_for("A slow tree")
    terminal.press("j")
    terminal.wait_for("Keys should answer")
    newest.unlink()
    terminal.press("k")
    terminal.wait_for("no longer there")
    terminal.press("j")
    terminal.wait_for("Keys should answer")


def test_more_lines_than_fit_are_undone_and_typed_again(browse: Browse, log: Path, newest: Path) -> None:
    before = newest.read_bytes()
    terminal = browse(log)
    terminal.wait_for("A slow tree")
    terminal.press("2", "e")
    terminal.wait_for("3 Editor")
    terminal.press("ctrl+end")
    terminal.paste("".join(f"Line {number}.\n" for number in range(40)) + "The end.")
    terminal.wait_for("The end.")
    terminal.press("ctrl+z")
    terminal.wait_for("The end.", gone=True)
    terminal.press("ctrl+y")
    terminal.wait_for("The end.")
    terminal.press("ctrl+z")
    terminal.wait_for("unchanged")
    terminal.type("So.")
    terminal.wait_for("So.")
    assert newest.read_bytes() == before
