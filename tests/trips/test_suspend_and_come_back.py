"""`ctrl+z` leaves the terminal to the shell, and `fg` comes back to all that was there."""

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from terminal import Terminal
from terminal_left import assert_left_as_found, modes
from unsaved_on_disk import offered_at

needs_proc = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells of other processes")
pytestmark = [needs_proc, pytest.mark.may_skip("only Linux tells of a shell's jobs")]

Start = Callable[..., Terminal]
BACK = b"\x1b[?1049l"
SHOWN = b"\x1b[?1049h"


@pytest.fixture
def shell(start_terminal: Start, tmp_path: Path) -> Terminal:
    """A shell with job control that waits for commands."""
    terminal = start_terminal(["bash", "--norc", "--noprofile", "--noediting", "-i"], env={"PS1": "at the shell: "})
    terminal.wait_for("at the shell:")
    return terminal


def run(shell: Terminal, *argv: object) -> None:
    command = " ".join(map(str, (sys.executable, "-m", "readtui", *argv)))
    shell.type(f"{command}\r")


def suspended(shell: Terminal, *, by: str = "ctrl+z") -> None:
    sent = len(shell.raw)
    shell.press(by)
    shell.wait_for_bytes(BACK, since=sent)
    shell.wait_for_bytes(b"at the shell: ", since=sent)


def back_again(shell: Terminal, sign: str) -> None:
    sent = len(shell.raw)
    shell.type("fg; echo ended by $?\r")
    shell.wait_for_bytes(SHOWN, since=sent)
    shell.wait_for(sign)


def job_of(shell: Terminal) -> int:
    return int(Path(f"/proc/{shell.child.pid}/task/{shell.child.pid}/children").read_text().split()[0])


def is_stopped(job: int) -> bool:
    return Path(f"/proc/{job}/stat").read_text().rpartition(")")[2].split()[0] == "T"


def in_order(shell: Terminal) -> None:
    """What a program may do to a terminal is undone, and a shell echoes what is typed."""
    for begun, ended in [(SHOWN, BACK), (b"\x1b[?25l", b"\x1b[?25h"), (b"\x1b[?2004h", b"\x1b[?2004l")]:
        assert shell.raw.rfind(begun) < shell.raw.rfind(ended)
    sent = len(shell.raw)
    shell.type("echo $((40 + 2))\r")
    shell.wait_for_bytes(b"42\r\n", since=sent)


def test_from_a_list_to_the_shell_and_back(shell: Terminal, log: Path) -> None:
    before = modes(shell.child.fd)
    run(shell, log)
    shell.wait_for("A slow tree")
    shell.press("j")
    shell.wait_for("should answer")
    suspended(shell)
    assert modes(shell.child.fd) == before
    in_order(shell)
    back_again(shell, "should answer")
    rows = ("1 Weeks", "2020 Jul 05", "2020 Jun 28", "enter Open")
    shell.wait_for(lambda screen: "Stopped" not in screen.text and "fg;" not in screen.text)
    shell.wait_for(lambda screen: all(row in screen.text for row in rows))
    shell.press("k")
    shell.wait_for("A slow tree")
    shell.press("q")
    shell.wait_for("ended by 0")
    assert modes(shell.child.fd) == before


def test_back_at_another_size_all_is_drawn_for_it(shell: Terminal, log: Path) -> None:
    run(shell, log)
    shell.wait_for("A slow tree")
    suspended(shell)
    shell.resize(100, 30)
    back_again(shell, "A slow tree")
    shell.wait_for(lambda screen: "enter Open" in screen.lines[29])
    shell.press("q")
    shell.wait_for("ended by 0")


def test_in_the_editor_it_takes_back_what_was_typed(shell: Terminal, log: Path) -> None:
    run(shell, log)
    shell.wait_for("A slow tree")
    shell.press("2", "e")
    shell.wait_for("3 Editor")
    shell.type("Zu viel ")
    shell.wait_for("Zu viel")
    sent = len(shell.raw)
    shell.press("ctrl+z")
    shell.wait_for("Zu viel", gone=True)
    assert BACK not in shell.raw[sent:]


def test_a_script_that_started_it_is_stopped_with_it(shell: Terminal, log: Path, tmp_path: Path) -> None:
    script = tmp_path / "start"
    script.write_text(f"#!/bin/sh\n{sys.executable} -m readtui {log}\necho script over\n")
    script.chmod(0o755)
    shell.type(f"{script}\r")
    shell.wait_for("A slow tree")
    suspended(shell)
    back_again(shell, "A slow tree")
    shell.press("q")
    shell.wait_for("script over")


def test_in_the_background_it_waits(shell: Terminal, log: Path) -> None:
    run(shell, log)
    shell.wait_for("A slow tree")
    suspended(shell)
    sent = len(shell.raw)
    shell.type("bg; echo sent\r")
    shell.wait_for_bytes(b"\nsent\r\n", since=sent)
    shell.wait_for_bytes(b"at the shell: ", since=shell.raw.rfind(b"\nsent\r\n"))  # bash may tell of the job before it
    shell.wait_for(lambda _: is_stopped(job_of(shell)))
    in_order(shell)
    back_again(shell, "A slow tree")
    shell.press("q")
    shell.wait_for("ended by 0")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_ended_while_it_is_stopped_it_keeps_what_was_typed(
    shell: Terminal, log: Path, tmp_path: Path, number: signal.Signals
) -> None:
    run(shell, log)
    shell.wait_for("A slow tree")
    shell.press("2", "e")
    shell.wait_for("3 Editor")
    shell.type("Not yet saved ")
    shell.wait_for("Not yet saved")
    shell.press("esc")
    shell.wait_for("3 Editor", gone=True)
    suspended(shell)
    os.kill(job_of(shell), number)
    sent = len(shell.raw)
    shell.type("fg; echo ended by $?\r")
    shell.wait_for_bytes(f"ended by {128 + number}".encode(), since=sent)
    in_order(shell)
    assert any(b"Not yet saved" in text for text in offered_at(log, tmp_path / "home"))


def test_killed_while_it_is_stopped_it_has_kept_what_was_typed(shell: Terminal, log: Path, tmp_path: Path) -> None:
    run(shell, log)
    shell.wait_for("A slow tree")
    shell.press("2", "e")
    shell.wait_for("3 Editor")
    shell.type("Not yet saved ")
    shell.press("esc")
    shell.wait_for("3 Editor", gone=True)
    suspended(shell)
    job = job_of(shell)
    os.kill(job, signal.SIGKILL)
    shell.wait_for(lambda _: not Path(f"/proc/{job}").exists())
    in_order(shell)
    assert any(b"Not yet saved" in text for text in offered_at(log, tmp_path / "home"))


def test_where_the_shell_goes_away_it_ends(shell: Terminal, log: Path, tmp_path: Path) -> None:
    run(shell, log)
    shell.wait_for("A slow tree")
    suspended(shell)
    job = job_of(shell)
    shell.hang_up()
    shell.wait_for_exit()
    end = time.monotonic() + 15
    while Path(f"/proc/{job}").exists() and time.monotonic() < end:
        time.sleep(0.02)
    assert not Path(f"/proc/{job}").exists()


def test_in_a_job_that_nobody_looks_after_it_takes_the_terminal_again(start_terminal: Start, log: Path) -> None:
    starter = (
        "import os, signal, sys, time\n"
        "if os.fork():\n"
        "    time.sleep(600)  # the first of the session, which looks after no jobs\n"
        "if os.fork():\n"
        "    os._exit(0)\n"
        "os.setpgid(0, 0)\n"
        "signal.signal(signal.SIGTTOU, signal.SIG_IGN)\n"
        "os.tcsetpgrp(0, os.getpgrp())\n"
        "signal.signal(signal.SIGTTOU, signal.SIG_DFL)\n"
        f"os.execv(sys.executable, [sys.executable, '-m', 'readtui', {str(log)!r}])\n"
    )
    terminal = start_terminal([sys.executable, "-c", starter])
    terminal.wait_for("A slow tree")
    terminal.wait_for("enter Open")
    before = modes(terminal.child.fd)
    for _ in range(2):
        sent = len(terminal.raw)
        terminal.press("ctrl+z")
        terminal.wait_for_bytes(SHOWN, since=sent)
        terminal.wait_for("No shell is")
        terminal.wait_for(lambda _: modes(terminal.child.fd) == before)
        terminal.press("j")
        terminal.wait_for("should answer")
        terminal.press("k")
        terminal.wait_for("A slow tree")
    sent = len(terminal.raw)
    terminal.press("q")
    terminal.wait_for_bytes(BACK, since=sent)


def test_without_a_shell_behind_it_stays(browse: Callable[..., Terminal], log: Path) -> None:
    terminal = browse(log)
    terminal.wait_for("A slow tree")
    terminal.press("ctrl+z")
    terminal.wait_for("No shell is")
    terminal.press("q")
    assert terminal.wait_for_exit() == 0
    assert_left_as_found(terminal)
