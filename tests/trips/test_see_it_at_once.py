"""A log that was open before stands on the terminal at once, as the screen will draw it; not where that is old."""

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from terminal import READTUI, Terminal
from terminal_left import assert_left_as_found
from unsaved_on_disk import is_kept

ENTER = b"\x1b[?1049h"
Open = Callable[..., Terminal]


@pytest.fixture
def frames(tmp_path: Path) -> Path:
    return tmp_path / "home" / "cache" / "readtui" / "frames"


@pytest.fixture
def again(start_terminal: Open, log: Path, frames: Path) -> Open:
    """Opens the log once and leaves it, and opens it again when called."""
    first = start_terminal([*READTUI, str(log)])
    settle(first)
    first.wait_for(lambda _: any(frames.glob("*.json")))
    first.press("q")
    assert first.wait_for_exit() == 0
    return lambda **options: start_terminal([*READTUI, str(log)], **options)


def settle(terminal: Terminal) -> None:
    terminal.wait_for(lambda screen: screen.lines[1].split("│")[0].rstrip().endswith("3 d"))
    terminal.wait_for("? Help")


def is_painted_early(terminal: Terminal) -> bool:
    """Whether the log could be read before the screen was loaded, which begins with a word of the focus."""
    terminal.wait_for_bytes(b"\x1b[?1004h")
    return 0 < terminal.raw.find(b"What I read") < terminal.raw.find(b"\x1b[?1004h")


def test_it_is_as_the_screen_draws_it(again: Open, log: Path) -> None:
    terminal = again()
    assert is_painted_early(terminal)
    lines = terminal.lines
    terminal.press("ctrl+l")
    settle(terminal)
    assert terminal.lines == lines
    assert terminal.raw.count(ENTER) == 1
    terminal.press("q")
    assert terminal.wait_for_exit() == 0
    assert_left_as_found(terminal)


def test_nothing_is_sent_twice(again: Open) -> None:
    terminal = again()
    assert is_painted_early(terminal)
    terminal.press("j")
    terminal.wait_for("Keys should answer at once.")
    assert terminal.raw.count(b"Help") == 1, "the line of keys was sent again"


def test_keys_that_are_typed_meanwhile_act(again: Open) -> None:
    terminal = again()
    terminal.wait_for_bytes(ENTER)
    terminal.type("jv")
    terminal.wait_for("## [Paper] [On keys]")
    assert terminal.lines[2].startswith("▸")


def test_what_was_changed_here_is_shown_at_once_too(again: Open, newest: Path) -> None:
    terminal = again()
    settle(terminal)
    terminal.press("2", "j", "e")
    terminal.wait_for("ctrl+s Save")
    terminal.type("## [Film] [Rain](https://example.org/rain) ")
    terminal.press("ctrl+s", "esc")
    terminal.wait_for("enter Open")
    terminal.press("v", "z")
    terminal.wait_for("3 Editor", gone=True)
    sent = len(terminal.raw)
    terminal.press("q")
    assert terminal.wait_for_exit() == 0
    assert b"Weeks" not in terminal.raw[sent:], "what the next start shows was to be seen"
    assert b"Rain" in newest.read_bytes()
    terminal = again()
    assert is_painted_early(terminal)
    lines = terminal.lines
    assert "Rain" in terminal.text
    terminal.press("ctrl+l")
    settle(terminal)
    assert terminal.lines == lines


def test_keys_behind_the_last_do_nothing(again: Open, newest: Path) -> None:
    newest.write_bytes(newest.read_bytes() + b"\nMore.\n")
    terminal = again()
    settle(terminal)
    terminal.press("q", "d", "enter", "d", "enter")
    assert terminal.wait_for_exit() == 0
    assert newest.exists()


def test_keys_that_are_typed_meanwhile_are_those_keys(again: Open) -> None:
    terminal = again()
    terminal.wait_for_bytes(b"Help")
    terminal.press("enter", "j")
    terminal.wait_for("The long line")
    terminal.wait_for('print("kept as it is")')
    assert terminal.lines[1].startswith("▸")
    terminal.press("q")
    assert terminal.wait_for_exit() == 0


def test_ctrl_q_ends_it_however_early(again: Open) -> None:
    terminal = again()
    terminal.wait_for_bytes(b"Help")
    terminal.press("ctrl+q")
    assert terminal.wait_for_exit() == 0
    assert_left_as_found(terminal)


def test_what_was_typed_and_not_saved_is_in_no_frame(again: Open, frames: Path) -> None:
    for count in range(3):
        terminal = again()
        if count:
            terminal.wait_for("Typed and not saved")
            terminal.press("esc")
        settle(terminal)
        terminal.press("e")
        terminal.wait_for("ctrl+s Save")
        terminal.type("Secret words")
        terminal.wait_for("Secret words")
        terminal.press("esc")
        terminal.wait_for("enter Open")
        terminal.wait_for(is_kept(frames.parents[2], b"Secret words"))
        os.kill(terminal.child.pid, signal.SIGKILL)
        terminal.wait_for_exit()
        assert not [frame for frame in frames.glob("*.json") if "Secret" in frame.read_text()]


@pytest.mark.parametrize("change", ["in place", "another post", "gone", "renamed over"])
def test_what_is_old_is_not_shown(again: Open, newest: Path, change: str) -> None:
    if change == "in place":
        newest.write_bytes(newest.read_bytes().replace(b"Trees", b"Bushes"))
    elif change == "another post":
        newest.with_name("2020-07-18.md").write_bytes(newest.read_bytes().replace(b"2020-07-11", b"2020-07-18"))
    elif change == "gone":
        newest.unlink()
    else:
        newest.with_name("new").write_bytes(newest.read_bytes())
        newest.with_name("new").rename(newest)
    assert not is_painted_early(again())


@pytest.mark.parametrize(
    "options",
    [{"size": (100, 30)}, {"env": {"NO_COLOR": "1"}}, {"env": {"TERM": "linux"}}, {"env": {"SSH_TTY": "/dev/pts/1"}}],
)
def test_another_terminal_gets_a_frame_of_its_own(again: Open, options: dict[str, object]) -> None:
    assert not is_painted_early(again(**options))


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b"\xff\0", b'{"of": 1}', b"[" * 100_000])
def test_a_damaged_frame_is_passed_over_and_made_anew(again: Open, frames: Path, damage: bytes) -> None:
    (frame,) = frames.glob("*.json")
    frame.write_bytes(damage)
    terminal = again()
    assert not is_painted_early(terminal)
    settle(terminal)
    terminal.wait_for(lambda _: len(frame.read_bytes()) > len(damage) or b"Weeks" in frame.read_bytes())


@pytest.mark.parametrize("frame", ["5", "[]", '["x"]', '["x", 5]', '["x", [[["a", "zz"]]]]'])
def test_a_frame_of_another_form_is_put_right(again: Open, frames: Path, frame: str) -> None:
    import json

    (file,) = frames.glob("*.json")
    file.write_text(json.dumps(json.loads(file.read_bytes()) | {"frame": frame}))
    terminal = again()
    settle(terminal)
    terminal.press("q")
    assert terminal.wait_for_exit() == 0


def test_a_cache_that_cannot_be_written_is_done_without(start_terminal: Open, log: Path, frames: Path) -> None:
    frames.parents[1].mkdir(parents=True)
    frames.parent.write_bytes(b"in the way")
    terminal = start_terminal([*READTUI, str(log)])
    settle(terminal)
    terminal.press("q")
    assert terminal.wait_for_exit() == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_before_the_screen_is_loaded_leaves_the_terminal_whole(again: Open, number: int) -> None:
    terminal = again()
    terminal.wait_for_bytes(ENTER)
    os.kill(terminal.child.pid, number)
    assert terminal.wait_for_exit() == 128 + number
    assert terminal.raw.rfind(ENTER) < terminal.raw.rfind(b"\x1b[?1049l")
    assert terminal.raw.rfind(b"\x1b[?25l") < terminal.raw.rfind(b"\x1b[?25h")


def test_the_frame_is_private(again: Open, frames: Path) -> None:
    del again
    assert frames.stat().st_mode & 0o777 == 0o700
    assert all(file.stat().st_mode & 0o777 == 0o600 for file in frames.iterdir())
