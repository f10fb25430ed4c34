"""However it ends, what was typed is kept, and the terminal is left as it was found."""

import fcntl
import os
import pty
import select
import shutil
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from emulator import Emulator
from pseudo_terminal import Size, private_environment
from terminal import READTUI, Terminal
from terminal_left import assert_left_as_found
from unsaved_on_disk import is_kept, offered_at

Browse = Callable[..., Terminal]
SIGNALS = [signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT]
PATIENCE = 15.0


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def typing_in(terminal: Terminal, words: str = "Typed words.") -> Terminal:
    """The first entry in the editor, with words added at its end and shown."""
    terminal.wait_for("A slow tree")
    terminal.press("2", "e")
    terminal.wait_for("3 Editor")
    terminal.press("ctrl+end")
    terminal.type(words)
    terminal.wait_for(words)
    return terminal


def test_q_restores_the_terminal(browse: Browse, log: Path) -> None:
    terminal = browse(log)
    terminal.press("q")
    assert terminal.wait_for_exit() == 0
    assert_left_as_found(terminal)


@pytest.mark.parametrize("number", SIGNALS)
def test_a_signal_restores_the_terminal(browse: Browse, log: Path, number: signal.Signals) -> None:
    terminal = browse(log)
    terminal.wait_for("A slow tree")
    terminal.signal(number)
    assert terminal.wait_for_exit() == 128 + number
    assert_left_as_found(terminal)


@pytest.mark.parametrize("number", SIGNALS)
def test_a_signal_keeps_every_key_that_was_shown(browse: Browse, log: Path, home: Path, number: signal.Signals) -> None:
    terminal = typing_in(browse(log), "To the last letter")
    terminal.signal(number)
    assert terminal.wait_for_exit() == 128 + number
    assert_left_as_found(terminal)
    assert any(b"To the last letter" in text for text in offered_at(log, home))


@pytest.mark.parametrize("number", SIGNALS)
def test_a_signal_keeps_the_keys_that_came_before_it(
    browse: Browse, log: Path, home: Path, number: signal.Signals
) -> None:
    words = "Begun, and of what came with it no letter is lost."
    terminal = typing_in(browse(log), "")
    terminal.type(words)  # at once, as a paste is where the terminal does not mark it
    terminal.wait_for("Begun")
    terminal.signal(number)
    assert terminal.wait_for_exit() == 128 + number
    assert_left_as_found(terminal)
    assert any(words.encode() in text for text in offered_at(log, home))


def test_a_signal_at_the_start_ends_it(start_terminal: Callable[..., Terminal], log: Path) -> None:
    terminal = start_terminal([*READTUI, str(log)])
    terminal.wait_for_bytes(b"\x1b[?1049h")
    terminal.signal(signal.SIGTERM)
    assert terminal.wait_for_exit() == 128 + signal.SIGTERM
    assert_left_as_found(terminal)


def test_ctrl_c_from_outside_asks_as_ctrl_q_does(browse: Browse, log: Path, home: Path) -> None:
    terminal = typing_in(browse(log))
    terminal.signal(signal.SIGINT)
    terminal.wait_for("keep and quit")
    terminal.signal(signal.SIGINT)
    assert terminal.wait_for_exit() == 0
    assert_left_as_found(terminal)
    assert offered_at(log, home)


def test_a_closed_terminal_ends_it_and_keeps_every_key(browse: Browse, log: Path, home: Path) -> None:
    terminal = typing_in(browse(log), "To the last letter")
    terminal.hang_up()
    assert terminal.wait_for_exit() == 128 + signal.SIGHUP
    assert any(b"To the last letter" in text for text in offered_at(log, home))


def test_a_closed_terminal_that_sends_no_signal_ends_it(log: Path, home: Path) -> None:
    """One that is not the program's controlling terminal, as some launchers have it; and the signal is ignored."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    begin = "import os, signal, sys; signal.signal(signal.SIGHUP, signal.SIG_IGN); os.execv(sys.argv[1], sys.argv[1:])"
    program = subprocess.Popen(
        [sys.executable, "-c", begin, sys.executable, "-m", "readtui", str(log)],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env=private_environment(home),
        start_new_session=True,
    )
    try:
        os.close(slave)
        screen = Emulator(Size(80, 24))
        for keys, sign in ((b"", "Trees"), (b"2e", "3 Editor"), (b"To the last letter", "last letter")):
            os.write(master, keys)
            end = time.monotonic() + PATIENCE
            while sign not in screen.text:
                assert time.monotonic() < end, screen.text
                if select.select([master], [], [], 0.1)[0]:
                    screen.feed(os.read(master, 65536))
        os.close(master)
        assert program.wait(PATIENCE) == 128 + signal.SIGHUP
    finally:
        program.kill()
        program.wait()
    assert any(b"To the last letter" in text for text in offered_at(log, home))


def cpu_of(pid: int) -> float:
    """Seconds of all cores that a process took till now."""
    words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


_MORE_THAN_A_LINE_HOLDS = 40  # screens; a terminal's line holds some 20 KB


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="only Linux tells what a process takes")
@pytest.mark.may_skip("only Linux tells what a process takes")
def test_a_line_that_hangs_does_not_hold_up_the_end(browse: Browse, log: Path, home: Path) -> None:
    terminal = typing_in(browse(log), "Before it hung.")
    terminal.child.write(b"and on and on " * 20)
    spent, still, drawn = -1.0, 0, 0
    while still < 25:  # until all is done that can be: what it drew waits to be read, and nobody reads
        if drawn < _MORE_THAN_A_LINE_HOLDS:
            drawn += terminal.child.write(b"\x0c")  # 2 KB each
        select.select([], [], [], 0.02)
        now = cpu_of(terminal.child.pid)
        spent, still = now, still + 1 if now == spent else 0
    begun = time.monotonic()
    terminal.signal(signal.SIGTERM)
    while terminal.child.ended() is None:
        select.select([], [], [], 0.01)
        assert time.monotonic() - begun < 5
    assert terminal.wait_for_exit() == 128 + signal.SIGTERM
    assert_left_as_found(terminal)
    assert any(b"Before it hung.and on and on" in text for text in offered_at(log, home))


def test_a_signal_while_ones_own_editor_runs_ends_it(browse: Browse, log: Path, home: Path, tmp_path: Path) -> None:
    editor = tmp_path / "nano"
    editor.write_text(f"#!/bin/sh\ntouch {tmp_path}/began\nwhile [ ! -e {tmp_path}/go ]; do sleep 0.02; done\n")
    editor.chmod(0o755)
    terminal = typing_in(browse(log, env={"VISUAL": str(editor)}), "Before the editor.")
    terminal.press("ctrl+g")
    terminal.wait_for(lambda _: (tmp_path / "began").exists())
    sent = len(terminal.raw)
    terminal.signal(signal.SIGTERM)
    try:
        assert terminal.wait_for_exit() == 128 + signal.SIGTERM
        assert_left_as_found(terminal)
        assert not terminal.raw[sent:]  # the terminal was the editor's
        assert any(b"Before the editor." in text for text in offered_at(log, home))
    finally:
        (tmp_path / "go").touch()


# Errors of the program's own: a module is taken away from beneath it, as by an upgrade while it runs.


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A copy of the program, to take modules away from."""
    source = Path(__file__).parents[2] / "src" / "readtui"
    ignored = shutil.ignore_patterns("__pycache__")
    return Path(shutil.copytree(source, tmp_path / "library" / "readtui", ignore=ignored))


def without(library: Path, module: str) -> None:
    (library / module).unlink()


def assert_told(terminal: Terminal, home: Path, typed: bytes) -> None:
    """The error was told in one sentence, and written down without a word of what was typed."""
    after = bytes(terminal.raw).rpartition(b"\x1b[?1049l")[2]
    assert b"readtui: ended by an error of its own (ModuleNotFoundError)" in after
    assert b"the next start offers it" in after
    assert b"Traceback" not in terminal.raw
    assert typed not in after
    written = list(home.glob("state/readtui/logs/*/errors/*.txt"))
    assert len(written) == 1
    assert written[0].stat().st_mode & 0o077 == 0
    assert written[0].name.encode() in after.replace(b"\r\n", b"")
    told = written[0].read_bytes()
    assert b"ModuleNotFoundError" in told
    assert b"tui/screens/" in told
    assert typed not in told


def test_an_error_while_typing_keeps_every_key(browse: Browse, log: Path, home: Path, library: Path) -> None:
    terminal = typing_in(browse(log, env={"PYTHONPATH": str(library.parent)}), "To the last letter")
    without(library, "tui/dialogs/replace.py")
    terminal.press("ctrl+f")
    assert terminal.wait_for_exit() == 70
    assert_left_as_found(terminal)
    assert_told(terminal, home, b"To the last letter")
    assert any(b"To the last letter" in text for text in offered_at(log, home))


def test_an_error_in_an_action_ends_in_order(browse: Browse, log: Path, home: Path, library: Path) -> None:
    terminal = browse(log, env={"PYTHONPATH": str(library.parent)})
    terminal.wait_for("A slow tree")
    without(library, "tui/acts/acted.py")
    terminal.press("d")
    assert terminal.wait_for_exit() == 70
    assert_left_as_found(terminal)
    assert_told(terminal, home, b"A slow tree")


def test_an_error_in_a_thread_ends_in_order_and_keeps_what_was_left(
    browse: Browse, start_terminal: Callable[..., Terminal], log: Path, home: Path, library: Path
) -> None:
    terminal = typing_in(browse(log))
    terminal.wait_for(is_kept(home, b"Typed words."))
    terminal.signal(signal.SIGKILL)
    terminal.wait_for_exit()
    without(library, "tui/offering.py")
    again = start_terminal([*READTUI, str(log)], env={"PYTHONPATH": str(library.parent)})
    assert again.wait_for_exit() == 70
    assert_left_as_found(again)
    assert_told(again, home, b"Typed words.")
    assert any(b"Typed words." in text for text in offered_at(log, home))


def test_an_error_before_the_first_frame_is_one_sentence(
    start_terminal: Callable[..., Terminal], log: Path, library: Path
) -> None:
    (library / "tui/app.tcss").write_text("LogScreen { no-such-rule: 1; }")
    terminal = start_terminal([*READTUI, str(log)], env={"PYTHONPATH": str(library.parent)})
    assert terminal.wait_for_exit() == 70
    assert b"ended by an error of its own (StylesheetParseError)" in terminal.raw
    assert b"Traceback" not in terminal.raw
