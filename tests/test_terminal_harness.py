"""The terminal that the tests use: keys go in, screens come out, and no wait outlasts its patience."""

import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from emulator import Emulator
from pseudo_terminal import Size, bytes_of
from terminal import Terminal

# Shows each key as a number at the top left, and its size, also when that changes; leaves on `q`.
_ECHO = r"""
import os, signal, sys, tty
def tell(*_):
    os.write(1, b"\x1b[5;1H%dx%d  " % os.get_terminal_size(0))
signal.signal(signal.SIGWINCH, tell)
tty.setraw(0)
os.write(1, b"\x1b[?1049h\x1b[?2026$p\x1b[>1u\x1b[2J\x1b[1;1Hready\x1b[3;4H")
tell()
while (keys := os.read(0, 1024)) and keys != b"q":
    for key in keys:
        os.write(1, b"\x1b[1;1H\x1b[Kkey %d\x1b[2;3H" % key)
os.write(1, b"\x1b[?1049lbye " + os.environ["HOME"].encode())
sys.exit(7)
"""

Start = Callable[..., Terminal]


@pytest.fixture
def echo(start_terminal: Start) -> Terminal:
    terminal = start_terminal([sys.executable, "-c", _ECHO])
    terminal.wait_for("80x24")
    return terminal


def test_keys_reach_the_program_and_its_answer_the_screen(echo: Terminal) -> None:
    assert echo.lines[0] == "ready"  # and nothing of the queries around it
    echo.press("ctrl+s")
    echo.wait_for("key 19")
    echo.wait_for(lambda screen: screen.cursor == (2, 1))
    echo.press("enter")
    echo.wait_for("key 13")
    echo.wait_for("key 19", gone=True)


def test_the_program_lives_in_folders_of_its_own_and_its_exit_status_is_known(echo: Terminal, tmp_path: Path) -> None:
    echo.press("q")
    assert echo.wait_for_exit() == 7
    assert f"bye {tmp_path}/home" in echo.text.replace("\n", "")
    assert b"\x1b[?1049l" in echo.raw


def test_a_long_paste_is_typed_whole(echo: Terminal) -> None:
    echo.paste("x" * 20_000 + "!")
    echo.wait_for("key 126")  # the closing bracket's tilde


def test_the_program_learns_of_another_size(echo: Terminal) -> None:
    echo.resize(100, 30)
    echo.wait_for("100x30")
    assert len(echo.lines) == 30


def test_signals_reach_the_program(echo: Terminal) -> None:
    echo.signal(signal.SIGTERM)
    assert echo.wait_for_exit() == -signal.SIGTERM


def test_a_closed_line_hangs_the_program_up(echo: Terminal) -> None:
    echo.hang_up()
    assert echo.wait_for_exit() == -signal.SIGHUP


def test_a_wait_in_vain_shows_the_screen(echo: Terminal) -> None:
    with pytest.raises(AssertionError, match=r"not seen: 'nothing'[\s\S]*0 \|ready"):
        echo.wait_for("nothing", timeout=0.1)


def test_a_wait_ends_with_the_program(start_terminal: Start) -> None:
    terminal = start_terminal([sys.executable, "-c", "print('so long')"])
    with pytest.raises(AssertionError, match=r"ended before[\s\S]*so long"):
        terminal.wait_for("nothing")
    assert terminal.wait_for_exit() == 0


def test_a_program_that_is_not_there_is_named(start_terminal: Start) -> None:
    terminal = start_terminal(["no-such-program"])
    terminal.wait_for("cannot start no-such-program")
    assert terminal.wait_for_exit() == 127


@pytest.mark.parametrize("cut", range(1, 60))
def test_sequences_cut_in_two_draw_nothing(cut: int) -> None:
    sent = b"a\x1b[?2026$p\x1b[>4;1m\x1b[<u\x1bP>|name\x1b\\\x1b]52;c;eA==\x07\x1b]8;;http://x.example\x1b\\b\x1b[31mc\xc3\xa4"
    emulator = Emulator(Size(20, 2))
    emulator.feed(sent[:cut])
    emulator.feed(sent[cut:])
    assert emulator.lines == ["abcä", ""]
    assert not emulator.screen.buffer[0][0].underscore


def test_unknown_keys_are_refused() -> None:
    with pytest.raises(ValueError, match="ctlr"):
        bytes_of("ctlr+s")
