"""Any size of terminal, and any kind."""

from collections.abc import Callable
from pathlib import Path

import pytest

from terminal import Terminal

Browse = Callable[..., Terminal]


def test_three_panes_side_by_side_from_120_columns(browse: Browse, log: Path) -> None:
    terminal = browse(log, size=(120, 40))
    terminal.press("2", "e")
    terminal.wait_for(lambda screen: "1 Weeks" in screen.lines[0] and "3 Editor" in screen.lines[0])
    assert "2 Entries" in terminal.lines[0]


def test_below_120_columns_the_editor_takes_the_right_side(browse: Browse, log: Path) -> None:
    terminal = browse(log, size=(80, 24))
    terminal.press("2", "e")
    terminal.wait_for("3 Editor")
    assert "2 Entries" not in terminal.lines[0]


def test_the_smallest_size_at_which_it_works(browse: Browse, log: Path) -> None:
    terminal = browse(log, size=(40, 10), sign="Weeks")
    terminal.press("2")
    terminal.wait_for("Trees")


def test_below_that_one_line_says_what_is_needed(browse: Browse, log: Path) -> None:
    terminal = browse(log)
    terminal.resize(39, 9)
    terminal.wait_for("readtui needs 40 columns and 10 rows")
    terminal.resize(80, 24)
    terminal.wait_for("A slow tree")


def test_typing_goes_on_over_a_change_of_size(browse: Browse, log: Path) -> None:
    terminal = browse(log)
    terminal.press("2", "e")
    terminal.wait_for("3 Editor")
    terminal.type("before ")
    terminal.resize(120, 40)
    terminal.type("after ")
    terminal.wait_for("before after ##")


def test_a_size_that_comes_and_goes_leaves_the_screen_whole(browse: Browse, log: Path) -> None:
    terminal = browse(log)
    terminal.wait_for("A slow tree")
    terminal.wait_for(lambda screen: screen.lines[1].split("│")[0].rstrip().endswith("3 d"))
    lines = terminal.lines
    for _ in range(5):
        terminal.resize(60, 20)
        terminal.resize(80, 24)
        terminal.wait_for(lambda screen: screen.lines == lines)


def test_ascii(browse: Browse, log: Path) -> None:
    terminal = browse("--ascii", log)
    terminal.wait_for("A slow tree")
    assert terminal.text.isascii()


def test_a_terminal_that_shows_no_utf_8_gets_ascii(browse: Browse, log: Path) -> None:
    terminal = browse(log, env={"LANG": "C", "LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"})
    terminal.wait_for("A slow tree")
    assert terminal.text.isascii()


def test_without_colours_the_chosen_line_still_shows(browse: Browse, log: Path) -> None:
    terminal = browse(log, env={"NO_COLOR": "1"})
    terminal.wait_for("▸2020 Jul")


def test_without_a_terminal_one_sentence_says_so(log: Path) -> None:
    import subprocess
    import sys

    run = subprocess.run(
        [sys.executable, "-m", "readtui", str(log)], capture_output=True, stdin=subprocess.DEVNULL, check=False
    )
    assert run.returncode == 2
    assert b"needs a terminal" in run.stderr


def test_where_nothing_can_be_seen_keys_do_nothing(browse: Browse, log: Path, newest: Path) -> None:
    before = newest.read_bytes()
    terminal = browse(log)
    terminal.wait_for("A slow tree")
    terminal.resize(39, 9)
    terminal.wait_for("readtui needs")
    terminal.type("ex")
    terminal.press("ctrl+s")
    terminal.resize(80, 24)
    terminal.wait_for("A slow tree")
    assert "3 Editor" not in terminal.text
    assert newest.read_bytes() == before


def test_a_long_sentence_is_told_to_its_end_and_goes_with_the_next_key(browse: Browse, log: Path, newest: Path) -> None:
    terminal = browse(log)
    terminal.press("2", "e")
    terminal.wait_for("3 Editor")
    terminal.type("x")
    newest.chmod(0o444)
    terminal.press("ctrl+s")
    terminal.wait_for(lambda screen: "then try again" in " ".join(screen.text.split()))
    assert len([line for line in terminal.lines if "read-only" in line or "try again" in line]) <= 2
    terminal.press("left")
    terminal.wait_for("read-only", gone=True)


@pytest.mark.parametrize(
    ("keys", "first", "last"),
    [
        (["2", "y"], "Copy of", "esc  go back"),
        (["d"], "Delete the post", "esc  go back"),
        (["2", "d"], "Delete “Trees", "esc  go back"),
        (["2", "m"], "which", "goes"),
        (["a"], "Add an entry", "ctrl+s add, ctrl+l page, esc back"),
        (["A"], "Which week", "last."),
        (["o"], "Links", "goes back"),
        (["2", "e", "x", "ctrl+q"], "not saved", "esc  go back"),
    ],
)
def test_a_dialog_can_be_read_to_its_end_on_the_smallest_terminal(
    browse: Callable[..., Terminal], log: Path, keys: list[str], first: str, last: str
) -> None:
    terminal = browse(log, size=(40, 10), sign="Weeks")
    for key in keys:
        terminal.press(key)
        terminal.wait_for({"e": "3 Editor"}.get(key, ""))
    terminal.wait_for(first)
    for _ in range(12):
        if last in terminal.text:
            break
        terminal.wait_for("more: ")
        seen = terminal.text
        terminal.press("down")
        terminal.wait_for(lambda screen, seen=seen: screen.text != seen)
    assert last in terminal.text
