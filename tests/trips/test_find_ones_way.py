"""A newcomer finds the way: footer, help, palette, and what an empty log or a first start says."""

from collections.abc import Callable
from pathlib import Path

import pytest

from terminal import Terminal

Browse = Callable[..., Terminal]


def test_the_footer_fits_the_focus(browse: Browse, log: Path) -> None:
    terminal = browse(log)
    terminal.wait_for("enter Open")
    terminal.press("e")
    terminal.wait_for("ctrl+s Save")
    assert "Quit" not in terminal.lines[-1]


def test_help_lists_the_keys_and_scrolls(browse: Browse, log: Path) -> None:
    terminal = browse(log)
    terminal.press("?")
    terminal.wait_for("In lists and in the detail")
    terminal.press("G")
    terminal.wait_for("Signs")
    terminal.press("esc")
    terminal.wait_for("1 Weeks")


def test_the_palette_finds_an_act_and_does_it(browse: Browse, log: Path) -> None:
    terminal = browse(log)
    terminal.wait_for("A slow tree is still")
    terminal.press("ctrl+p")
    terminal.wait_for("Search for commands")
    terminal.type("source")
    terminal.wait_for("Source")
    terminal.press("enter")
    terminal.wait_for("A slow tree is **still**")


def test_an_empty_log_says_what_to_do(browse: Browse, tmp_path: Path) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    terminal = browse(folder, sign="No posts here yet")
    terminal.wait_for("readtui PATH")
    terminal.press("e")
    terminal.wait_for("nothing to edit yet")


def test_an_empty_post_says_what_to_do(browse: Browse, tmp_path: Path) -> None:
    (tmp_path / "2020-07-11.md").write_bytes(b"+++\ndate = 2020-07-11\n+++\n")
    browse(tmp_path).wait_for("This post is empty: e writes in it.")


def test_a_first_start_opens_a_private_copy_of_the_sample_and_says_so(browse: Browse, tmp_path: Path) -> None:
    terminal = browse(sign="sample log")
    terminal.wait_for("readtui PATH opens yours")
    terminal.press("e")
    terminal.wait_for("3 Editor")
    copies = list(tmp_path.rglob("2025-02-08-what-i-read.md"))
    assert copies
    assert all(copy.stat().st_mode & 0o077 == 0 or copy.parent.stat().st_mode & 0o077 == 0 for copy in copies)


def test_demo_throws_its_copy_away(browse: Browse, tmp_path: Path) -> None:
    terminal = browse("demo", sign="2025 Feb", env={"TMPDIR": str(tmp_path)})
    terminal.press("q")
    assert terminal.wait_for_exit() == 0
    assert not list(tmp_path.rglob("2025-02-08-what-i-read.md"))


def test_tab_goes_round_the_panes_at_any_width(browse: Browse, log: Path) -> None:
    terminal = browse(log, size=(60, 20))
    terminal.wait_for("2020 Jul")
    terminal.press("tab")
    terminal.wait_for("Trees that wait")
    terminal.press("tab", "tab")
    terminal.wait_for("2020 Jul")


def test_keys_typed_before_the_log_is_there_are_not_lost(start_terminal: Browse, log: Path) -> None:
    import sys

    terminal = start_terminal([sys.executable, "-m", "readtui", str(log)])
    terminal.type("j")
    terminal.wait_for("Keys should answer at once.")


@pytest.mark.parametrize("key", ["pageup", "pagedown"])
def test_a_page_key_in_a_palette_that_is_not_filled_yet(browse: Browse, log: Path, key: str) -> None:
    terminal = browse(log)
    terminal.press(":", key)
    terminal.wait_for("Search for commands")
    terminal.press("esc")
    terminal.wait_for("Search for commands", gone=True)
    terminal.press("q")
    assert terminal.wait_for_exit() == 0
