"""An entry is added by its link, title, kind and credit, in the post's own form; its note is typed at once."""

from collections.abc import Callable
from pathlib import Path

import pytest

from terminal import Terminal

Browse = Callable[..., Terminal]
Files = Callable[[], dict[str, bytes]]

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
_NEWER = "2020-07-11-what-i-read.md"
_ADDED = b"\n## [Talk] [A thing](https://example.org/thing)\n**Speaker**: Di Fox and Ed Orr\n"


@SIZES
def test_add_an_entry_and_type_its_note(browse: Browse, log: Path, files: Files, size: tuple[int, int]) -> None:
    before = files()
    terminal = browse(log, size=size)
    terminal.press("a")
    terminal.wait_for("Add an entry to “What I read this week (July 5 - July 11)”")
    terminal.type("https://example.org/thing\rA thing\rTalk\rSpeaker: Di Fox and Ed Orr\r")
    terminal.wait_for("3 Editor A thing")
    terminal.wait_for("Added “A thing”")
    assert files() == before | {_NEWER: before[_NEWER] + _ADDED}
    terminal.type("It is good.")
    terminal.press("ctrl+s")
    terminal.wait_for("Saved")
    assert files() == before | {_NEWER: before[_NEWER] + _ADDED + b"\nIt is good.\n"}
    terminal.press("esc")
    terminal.wait_for("3 Editor", gone=True)
    terminal.wait_for("▸ Talk     A thing")
    terminal.wait_for("4 d")
    terminal.press("u", "u")
    terminal.wait_for("Undid: added “A thing”")
    assert files() == before


def test_keys_may_come_all_at_once(browse: Browse, log: Path, files: Files) -> None:
    before = files()
    terminal = browse(log)
    terminal.type("ahttps://example.org/thing\rA thing\rTalk\rSpeaker: Di Fox and Ed Orr\rIt is good.\x13")
    terminal.wait_for("Saved")
    assert files() == before | {_NEWER: before[_NEWER] + _ADDED + b"\nIt is good.\n"}


def test_leaving_the_editor_without_a_note_leaves_nothing_unsaved(browse: Browse, log: Path, files: Files) -> None:
    before = files()
    terminal = browse(log)
    terminal.press("a")
    terminal.type("https://example.org/thing\tA thing\tTalk\tDi Fox and Ed Orr")  # the role is that of other talks
    terminal.press("ctrl+s")
    terminal.wait_for("unchanged")
    terminal.press("esc")
    terminal.wait_for("▸ Talk     A thing")
    assert "*" not in terminal.text
    assert files() == before | {_NEWER: before[_NEWER] + _ADDED}


def test_what_is_typed_is_kept_for_the_next_time(browse: Browse, log: Path, files: Files) -> None:
    before = files()
    terminal = browse(log)
    terminal.press("a")
    terminal.type("https://example.org/thing\rA thi")
    terminal.wait_for("A thi")
    terminal.press("esc")
    terminal.wait_for("Kept, but not added")
    terminal.press("j", "a")
    terminal.wait_for("(June 28 - July 4)")
    terminal.wait_for("A thi")
    terminal.press("esc")
    terminal.wait_for("Kept, but not added")
    assert files() == before


def test_an_empty_form_is_left_without_a_word(browse: Browse, log: Path) -> None:
    terminal = browse(log)
    terminal.press("a")
    terminal.wait_for("Add an entry")
    terminal.press("esc")
    terminal.wait_for("Add an entry", gone=True)
    assert "Kept" not in terminal.text
    assert "3 Editor" not in terminal.text


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("\r\rTalk\r\r", "An entry has a link or a title"),
        ("https://example.org/thing https://example.org/more\rA thing\r\r\r", "The link has blanks in it"),
        ("https://example.org/thing\rA thing\rEssay\r: Di Fox\r", "By wants a role"),
        ("https://example.org/thing\rA thing\r[]\r\r", "is no kind"),
        ("/relative\rA thing\r\r\r", "would not read"),
    ],
    ids=["nothing", "two-links", "no-role", "no-kind", "no-link"],
)
def test_what_cannot_be_added_says_why_and_stays(
    browse: Browse, log: Path, files: Files, typed: str, told: str
) -> None:
    before = files()
    terminal = browse(log)
    terminal.press("a")
    terminal.type(typed)
    terminal.wait_for(told)
    terminal.wait_for("Add an entry")
    assert files() == before


def test_lines_that_are_pasted_are_not_lost(browse: Browse, log: Path, newest: Path) -> None:
    terminal = browse(log)
    terminal.press("a")
    terminal.paste("https://example.org/thing\n")
    terminal.press("enter")
    terminal.paste("A thing\nof two lines\n")
    terminal.wait_for("A thing of two lines")
    terminal.press("ctrl+s")
    terminal.wait_for("Added “A thing of two lines”")
    assert b"\n## [A thing of two lines](https://example.org/thing)\n" in newest.read_bytes()


def test_a_link_alone_is_enough(browse: Browse, log: Path, newest: Path) -> None:
    terminal = browse(log)
    terminal.press("a")
    terminal.type("https://example.org/thing")
    terminal.press("ctrl+s")
    terminal.wait_for("3 Editor https://example")
    assert b"\n## [https://example.org/thing](https://example.org/thing)\n" in newest.read_bytes()


_HEAD = b"---\ndate: 2020-07-11\n---\n\n"
_LIST = _HEAD + b"Links:\n\n* [One](https://example.org/1): first.\n* [Two](https://example.org/2): second.\n"
_LINKS = _HEAD + b"- [One](https://example.org/1)\n- [Two](https://example.org/2)\n"
_PARAGRAPHS = (
    _HEAD + b"**[One](https://example.org/1)** by X\n\nFirst.\n\n**[Two](https://example.org/2)**\n\nSecond.\n"
)


@pytest.mark.parametrize(
    ("source", "note", "added"),
    [
        (_LIST, ": third.", b"* [A thing](https://example.org/thing): third.\n"),
        (_PARAGRAPHS, "Third.", b"\n**[A thing](https://example.org/thing)**\n\nThird.\n"),
        (_LINKS, "Third.", b"- [A thing](https://example.org/thing)\n  Third.\n"),
        (_LIST.replace(b"\n", b"\r\n"), ": third.", b"* [A thing](https://example.org/thing): third.\r\n"),
    ],
    ids=["list", "paragraphs", "links", "crlf"],
)
def test_in_the_posts_own_form(browse: Browse, tmp_path: Path, source: bytes, note: str, added: bytes) -> None:
    post = tmp_path / "2020-07-11.md"
    post.write_bytes(source)
    terminal = browse(tmp_path)
    terminal.press("a")
    terminal.type("https://example.org/thing\rA thing")
    terminal.press("ctrl+s")
    terminal.wait_for("3 Editor A thing")
    terminal.type(note)
    terminal.press("ctrl+s")
    terminal.wait_for("Saved")
    assert post.read_bytes() == source + added


def test_a_list_item_without_a_note_stays_one_line(browse: Browse, tmp_path: Path) -> None:
    post = tmp_path / "2020-07-11.md"
    post.write_bytes(_LINKS)
    terminal = browse(tmp_path)
    terminal.press("a")
    terminal.type("https://example.org/thing\rA thing")
    terminal.press("ctrl+s")
    terminal.wait_for("unchanged")
    terminal.press("ctrl+s")
    terminal.wait_for("Nothing changed")
    terminal.press("esc")
    terminal.wait_for("3 Editor", gone=True)
    assert "*" not in terminal.text
    assert post.read_bytes() == _LINKS + b"- [A thing](https://example.org/thing)\n"


def test_a_full_disk_keeps_what_was_typed(browse: Browse, log: Path, newest: Path, files: Files) -> None:
    before = files()
    newest.chmod(0o444)
    terminal = browse(log)
    terminal.press("a")
    terminal.type("https://example.org/thing\rA thing")
    terminal.press("ctrl+s")
    terminal.wait_for("read-only")
    terminal.wait_for("A thing")
    assert files() == before
    newest.chmod(0o644)
    terminal.press("ctrl+s")
    terminal.wait_for("3 Editor A thing")
    assert b"A thing" in newest.read_bytes()


def test_a_post_that_cannot_be_edited_takes_none(browse: Browse, tmp_path: Path) -> None:
    (tmp_path / "2020-07-11.md").write_bytes("Caf\xe9 au lait.\n".encode("latin-1"))
    terminal = browse(tmp_path)
    terminal.wait_for("au lait")
    terminal.press("a")
    terminal.wait_for("not UTF-8")
