"""Others write to a post while it is edited: what does not touch is merged, and for the rest the reader is asked."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from terminal import Terminal

Browse = Callable[..., Terminal]
TREES = b"A slow tree is **still** a tree."
MINE = TREES + b" Mine."


@pytest.fixture
def typing(browse: Browse, log: Path) -> Terminal:
    """The first entry in the editor, with a word added to the line that begins its note."""
    return type_mine(browse(log))


def type_mine(terminal: Terminal) -> Terminal:
    terminal.wait_for("A slow tree")
    terminal.press("2", "e")
    terminal.wait_for("ctrl+s Save")
    terminal.press("ctrl+f")
    terminal.wait_for("Find:")
    terminal.type("a tree.")
    terminal.press("enter", "esc")
    terminal.wait_for("Find:", gone=True)
    terminal.press("right")
    terminal.type(" Mine.")
    terminal.wait_for("* unsaved")
    return terminal


def rewrite(post: Path, old: bytes, new: bytes) -> bytes:
    """Do to the post what somebody else's editor does; its bytes after."""
    before = post.read_bytes()
    assert before.count(old) == 1
    post.write_bytes(before.replace(old, new))
    return post.read_bytes()


def ask(terminal: Terminal) -> None:
    """Save, and wait for the question."""
    terminal.press("ctrl+s")
    terminal.wait_for("Others changed what you edited")
    terminal.wait_for("esc  go back, and write nothing")


# What does not touch


def test_another_entry(typing: Terminal, newest: Path) -> None:
    theirs = rewrite(newest, b"Third and last.", b"Third and last, says git.")
    typing.press("ctrl+s")
    typing.wait_for("meanwhile is kept")
    typing.wait_for("3 Editor")
    assert newest.read_bytes() == theirs.replace(b"a tree.", b"a tree. Mine.")


def test_another_line_of_the_same_entry(typing: Terminal, newest: Path) -> None:
    theirs = rewrite(newest, b"patience is", b"Patience is")
    typing.press("ctrl+s")
    typing.wait_for("meanwhile is kept")
    assert newest.read_bytes() == theirs.replace(TREES, MINE)
    typing.wait_for("In my words: Patience")  # and it is there in the editor
    typing.type(" More.")
    typing.wait_for("* unsaved")
    typing.press("ctrl+s")
    typing.wait_for("unchanged")
    assert newest.read_bytes() == theirs.replace(TREES, MINE + b" More.")


def test_an_entry_that_others_put_above(typing: Terminal, newest: Path) -> None:
    theirs = rewrite(newest, b"## [Talk]", b"## [Talk] [First](https://talks.example.org/1)\n\nNew.\n\n## [Talk]")
    typing.press("ctrl+s")
    typing.wait_for("is kept")
    assert newest.read_bytes() == theirs.replace(TREES, MINE)
    assert "3 Editor" in typing.text


def test_the_whole_post(browse: Browse, log: Path, newest: Path) -> None:
    terminal = browse(log)
    terminal.wait_for("A slow tree")
    terminal.press("e")
    terminal.wait_for("ctrl+s Save")
    terminal.press("ctrl+end")
    terminal.type("The end.\r")
    terminal.wait_for("* unsaved")
    theirs = rewrite(newest, b"draft = true", b"draft = false")
    terminal.press("ctrl+s")
    terminal.wait_for("is kept")
    assert newest.read_bytes() == theirs + b"The end.\n"


def test_two_sessions_with_an_entry_each(browse: Browse, log: Path, newest: Path) -> None:
    before = newest.read_bytes()
    mine = type_mine(browse(log))
    theirs = browse(log)
    theirs.wait_for("A slow tree")
    theirs.press("2", "j", "e")
    theirs.wait_for("ctrl+s Save")
    theirs.press("ctrl+end")
    theirs.type("Theirs.\r")
    theirs.wait_for("* unsaved")
    for terminal in (mine, theirs):
        terminal.press("ctrl+s")
        terminal.wait_for("Saved")
    assert newest.read_bytes() == before.replace(TREES, MINE).replace(
        b'as it is")\n```\n', b'as it is")\n```\nTheirs.\n'
    )


# What does


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_both_texts_are_on_the_screen(browse: Browse, log: Path, newest: Path, size: tuple[int, int]) -> None:
    terminal = type_mine(browse(log, size=size))
    rewrite(newest, b"A slow tree", b"A quick tree")
    ask(terminal)
    terminal.wait_for("- A quick tree is **still** a tree.")
    assert "+ A slow tree is **still** a tree. Mine." in terminal.text
    if size[0] < 100:
        terminal.press("G")
        terminal.wait_for("Your change")
        terminal.press("g", "ctrl+d", "k", "j")
        terminal.wait_for("Their change")
    else:
        (titles,) = (line for line in terminal.lines if "Their change" in line)
        assert "Your change" in titles


def test_another_size_of_screen_lays_the_texts_out_anew(typing: Terminal, newest: Path) -> None:
    rewrite(newest, b"A slow tree", b"A quick tree")
    ask(typing)
    typing.resize(120, 40)
    typing.wait_for(lambda screen: any("Their change" in line and "Your change" in line for line in screen.lines))
    typing.resize(40, 12)
    typing.wait_for(lambda screen: "keep both: theirs, and yours below" in screen.text and "- theirs" in screen.text)
    typing.press("j", "j")  # there is room for two of its lines
    typing.wait_for("- A quick tree")
    typing.press("esc")
    typing.wait_for("3 Editor")


def test_esc_goes_on_editing(typing: Terminal, newest: Path) -> None:
    theirs = rewrite(newest, b"A slow tree", b"A quick tree")
    ask(typing)
    typing.press("x", "esc")
    typing.wait_for("go back, and write nothing", gone=True)
    typing.wait_for("a tree. Mine.")
    typing.wait_for("* unsaved")
    typing.type("!")
    typing.wait_for("Mine.!")
    ask(typing)
    assert newest.read_bytes() == theirs


def test_a_save_on_the_way_out_keeps_the_program_open(typing: Terminal, newest: Path) -> None:
    theirs = rewrite(newest, b"A slow tree", b"A quick tree")
    typing.press("ctrl+q")
    typing.wait_for("save and quit")
    typing.press("s")
    typing.wait_for("others changed what you edited")
    typing.wait_for("a tree. Mine.")
    ask(typing)
    assert newest.read_bytes() == theirs


def test_text_kept_over_what_others_changed_is_there_to_go_on_with(typing: Terminal, newest: Path) -> None:
    typing.press("esc")
    typing.wait_for("not yet saved")
    rewrite(newest, b"A slow tree", b"A quick tree")
    typing.press("1", "j")
    typing.wait_for("Keys should")
    typing.press("k")
    typing.wait_for("A quick tree")
    typing.press("2", "e")
    typing.wait_for("a tree. Mine.")
    ask(typing)
    typing.press("m")
    typing.wait_for("Saved")
    assert MINE in newest.read_bytes()


def test_keeping_both(typing: Terminal, newest: Path) -> None:
    theirs = rewrite(newest, b"A slow tree", b"A quick tree")
    ask(typing)
    typing.press("b")
    typing.wait_for("Saved")
    line = TREES + b" See [the slides](https://example.org/slides).\n"
    quick = line.replace(b"slow", b"quick")
    assert quick in theirs
    assert newest.read_bytes() == theirs.replace(quick, quick + line.replace(TREES, MINE))
    typing.wait_for("A quick tree")  # in the editor, to be made one
    typing.wait_for("Mine.")
    assert "* unsaved" not in typing.text


def test_taking_mine_leaves_what_they_changed_elsewhere(typing: Terminal, newest: Path) -> None:
    rewrite(newest, b"A slow tree", b"A quick tree")
    theirs = rewrite(newest, b"Third and last.", b"Third.")
    ask(typing)
    typing.press("m")
    typing.wait_for("Saved")
    assert newest.read_bytes() == theirs.replace(TREES.replace(b"slow", b"quick"), MINE)
    typing.press("esc")
    typing.wait_for("3 Editor", gone=True)
    typing.press("u")  # theirs is not lost
    typing.wait_for("Undid: edited “Trees that wait”")
    assert newest.read_bytes() == theirs


def test_taking_theirs(typing: Terminal, newest: Path, tmp_path: Path) -> None:
    theirs = rewrite(newest, b"A slow tree", b"A quick tree")
    before = newest.stat()
    ask(typing)
    typing.press("t")
    typing.wait_for("3 Editor", gone=True)
    typing.wait_for("A quick tree")
    assert newest.read_bytes() == theirs
    assert newest.stat().st_mtime_ns == before.st_mtime_ns
    typing.press("q")
    assert typing.wait_for_exit() == 0
    kept = [path for path in (tmp_path / "home").rglob("*") if path.is_file() and b"Mine." in path.read_bytes()]
    assert kept, "what was typed is gone"


def test_what_changes_while_the_question_stands_is_asked_about_again(typing: Terminal, newest: Path) -> None:
    rewrite(newest, b"A slow tree", b"A quick tree")
    ask(typing)
    theirs = rewrite(newest, b"A quick tree", b"A rapid tree")
    typing.press("m")
    typing.wait_for("- A rapid tree")
    typing.press("t")
    typing.wait_for("3 Editor", gone=True)
    assert newest.read_bytes() == theirs


def test_a_change_that_neither_size_nor_time_tells(typing: Terminal, newest: Path) -> None:
    before = newest.stat()
    theirs = rewrite(newest, b"A slow tree", b"A fast tree")
    os.utime(newest, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert newest.stat().st_size == before.st_size
    ask(typing)
    assert newest.read_bytes() == theirs


def test_nothing_of_a_text_is_markup_or_reaches_the_terminal_raw(typing: Terminal, newest: Path) -> None:
    rewrite(newest, b"A slow tree", b"[red]A\x1b[2Jquick[/] [@click=app.quit]tree[/]")
    sent = len(typing.raw)
    ask(typing)
    typing.wait_for("- [red]A␛[2Jquick[/] [@click=app.quit]tree[/]")
    assert b"\x1b[2J" not in typing.raw[sent:]


# A post that is gone


def test_a_post_that_others_deleted_is_made_again(typing: Terminal, newest: Path) -> None:
    before = newest.read_bytes()
    newest.unlink()
    typing.press("ctrl+s")
    typing.wait_for("no longer there")
    typing.press("b")  # no answer to this
    typing.press("m")
    typing.wait_for("Saved")
    assert newest.read_bytes() == before.replace(TREES, MINE)
    assert "3 Editor" in typing.text


def test_a_post_that_others_deleted_stays_so(typing: Terminal, newest: Path) -> None:
    newest.unlink()
    typing.press("ctrl+s")
    typing.wait_for("no longer there")
    typing.press("esc")
    typing.wait_for("go back, and write nothing", gone=True)
    typing.wait_for("a tree. Mine.")
    typing.press("ctrl+s")
    typing.wait_for("make the file again")
    typing.press("t")
    typing.wait_for("3 Editor", gone=True)
    assert not newest.exists()


def test_a_post_that_others_renamed_loses_nothing(typing: Terminal, newest: Path) -> None:
    before = newest.read_bytes()
    moved = newest.rename(newest.with_name("2020-07-11-renamed.md"))
    typing.press("ctrl+s")
    typing.wait_for("no longer there")
    typing.press("m")
    typing.wait_for("Saved")
    assert newest.read_bytes() == before.replace(TREES, MINE)
    assert moved.read_bytes() == before
