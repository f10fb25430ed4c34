"""A terminal that sends rubbish, a shell that stops the program: keys, text and the terminal's modes survive."""

import os
import signal
import termios
from collections.abc import Callable
from pathlib import Path

import pytest

from terminal import Terminal
from terminal_left import assert_left_as_found, fresh_modes, modes

Browse = Callable[..., Terminal]
needs_proc = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells of threads")
may_skip = pytest.mark.may_skip("only Linux tells of the threads of a process")


@pytest.fixture
def typing(browse: Browse, log: Path) -> Terminal:
    """The first entry in the editor, with the cursor at its end."""
    terminal = browse(log)
    terminal.wait_for("A slow tree")
    terminal.press("2", "e")
    terminal.wait_for("3 Editor")
    terminal.press("ctrl+end")
    return terminal


def quit_with(terminal: Terminal, answer: str = "D") -> None:
    terminal.press("ctrl+q")
    terminal.wait_for("discard and quit")
    terminal.press(answer)
    assert terminal.wait_for_exit() == 0
    assert_left_as_found(terminal)


@pytest.mark.parametrize(
    "rubbish",
    [
        b"\xff\xfe\xe2\x82",
        b"\xc3",
        b"\x1b[1:1u",
        b"\x1b[99999999999999999999u",
        b"\x1b[1114112;1u\x1b[97;1;1114112u",
        b"\x1b[<999999999999;1;1M",
        b"\x1b[48;99999;99999;1;1t",
        b"\x1b[200~\x1b[201~",
        b"\x1b[?2048;9$y\x1b[?2026;0$y",
    ],
)
def test_rubbish_from_the_terminal_stops_nothing(typing: Terminal, rubbish: bytes) -> None:
    typing.type("Before.")
    typing.send(rubbish)
    typing.type("After.")
    typing.wait_for("After.")
    assert "Before." in typing.text
    quit_with(typing)


def test_a_paste_with_an_escape_byte_in_it_presses_no_keys(typing: Terminal, newest: Path) -> None:
    typing.send(b"\x1b[200~one \x1b\x11\x13 two\x1b[201~")
    typing.wait_for("two")
    typing.type(" three\r")
    typing.wait_for("three")
    typing.press("ctrl+s")
    typing.wait_for("Saved")
    assert b"one \x1b\x11\x13 two three\n" in newest.read_bytes()


def test_a_paste_whose_end_is_lost_does_not_take_the_keyboard(typing: Terminal) -> None:
    typing.send(b"\x1b[200~pasted and cut off ")
    typing.wait_for("pasted and cut off")  # it is shown though its end never comes
    typing.type("typed")
    typing.wait_for("typed")
    quit_with(typing)


def threads_of(terminal: Terminal) -> int:
    status = Path(f"/proc/{terminal.child.pid}/status").read_text()
    return int(status.partition("Threads:")[2].split()[0])


def is_stopped(terminal: Terminal) -> bool:
    return Path(f"/proc/{terminal.child.pid}/stat").read_text().rpartition(")")[2].split()[0] == "T"


def is_raw(terminal: Terminal) -> bool:
    return not modes(terminal.child.fd)[3] & (termios.ICANON | termios.ECHO)


@needs_proc
@may_skip
@pytest.mark.parametrize("number", [signal.SIGSTOP, signal.SIGTSTP])
def test_stopped_and_continued_it_goes_on(typing: Terminal, number: signal.Signals) -> None:
    typing.type("Begun.")
    typing.wait_for("Begun.")
    typing.wait_for("19 (9 quoted)")  # the thread that counts words has begun by now
    threads = threads_of(typing)
    for turn in range(5):
        typing.signal(number)
        typing.wait_for(is_stopped)
        if number == signal.SIGTSTP:
            assert modes(typing.child.fd) == fresh_modes()
        termios.tcsetattr(typing.child.fd, termios.TCSANOW, fresh_modes())  # as the shell does for itself
        sent = len(typing.raw)
        typing.signal(signal.SIGCONT)
        typing.wait_for_bytes(b"\x1b[?1049h", since=sent)
        typing.wait_for(is_raw)
        typing.type(f" {turn}!")
        typing.wait_for(f" {turn}!")
        assert threads_of(typing) == threads
    assert typing.raw.count(b"\x1b[?1049h") == 6
    quit_with(typing)


@needs_proc
@may_skip
def test_stopped_while_an_editor_has_the_terminal(browse: Browse, log: Path, tmp_path: Path) -> None:
    editor = tmp_path / "nano"
    editor.write_text(f"#!/bin/sh\ntouch {tmp_path}/began\nwhile [ ! -e {tmp_path}/go ]; do sleep 0.02; done\n")
    editor.chmod(0o755)
    terminal = browse(log, env={"VISUAL": str(editor)})
    terminal.wait_for("A slow tree")
    terminal.press("E")
    terminal.wait_for(lambda _: (tmp_path / "began").exists())
    sent = len(terminal.raw)
    os.kill(terminal.child.pid, signal.SIGSTOP)
    terminal.wait_for(is_stopped)
    os.kill(terminal.child.pid, signal.SIGCONT)
    terminal.wait_for(is_stopped, gone=True)
    assert modes(terminal.child.fd) == fresh_modes()
    assert b"\x1b" not in terminal.raw[sent:]  # the terminal is the editor's
    (tmp_path / "go").touch()
    terminal.wait_for_bytes(b"\x1b[?1049h", since=sent)
    terminal.press("q")
    assert terminal.wait_for_exit() == 0
    assert_left_as_found(terminal)
