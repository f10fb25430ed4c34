"""Over SSH, with a real OpenSSH server: a reader browses, edits, saves, stops and goes on, and takes tmux along."""

import re
import shlex
import shutil
import subprocess
from base64 import b64decode
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sshd import FarEnd, Sshd
from terminal import READTUI, Terminal
from terminal_left import assert_left_as_found
from unsaved_on_disk import offered_at

_CLIPBOARD = re.compile(rb"\x1b\]52;c?;([A-Za-z0-9+/=]+)(?:\x07|\x1b\\)")

pytestmark = pytest.mark.may_skip("not every machine has an OpenSSH server")
LogIn = Callable[..., Terminal]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def log_in(sshd: Sshd, start_terminal: Callable[..., Terminal], home: Path) -> Iterator[LogIn]:
    """Logs in and runs a program at the far end."""

    def logged_in(*argv: object, env: dict[str, str] | None = None, **options: object) -> Terminal:
        return start_terminal(sshd.login([str(word) for word in argv], home=home, env=env), **options)

    yield logged_in
    if (home / "begun").exists():
        FarEnd(home).end()


@pytest.fixture
def browse(log_in: LogIn, log: Path) -> LogIn:
    """Opens the log over SSH and waits until it can be read."""

    def opened(**options: object) -> Terminal:
        terminal = log_in(*READTUI, log, **options)
        terminal.wait_for(lambda screen: "2020 Jul" in screen.text and "enter Open" in screen.text)
        terminal.wait_for("A slow tree")
        return terminal

    return opened


def typing_in(terminal: Terminal, words: str) -> Terminal:
    terminal.press("2", "e")
    terminal.wait_for("3 Editor")
    terminal.press("ctrl+end")
    terminal.type(words)
    terminal.wait_for(words)
    return terminal


def test_browse_and_quit(browse: LogIn) -> None:
    terminal = browse()
    terminal.press("j")
    terminal.wait_for("answer")
    terminal.press("k")
    terminal.wait_for("A slow tree")
    terminal.press("q")
    assert terminal.wait_for_exit() == 0
    assert_left_as_found(terminal)


def test_edit_and_save(browse: LogIn, newest: Path, home: Path, log: Path) -> None:
    before = newest.read_bytes()
    terminal = typing_in(browse(), "Typed from afar: é, 漢.")
    terminal.press("ctrl+s")
    terminal.wait_for("Saved")
    added = "data structure.\nTyped from afar: é, 漢.\n".encode()
    assert newest.read_bytes() == before.replace(b"data structure.\n", added)
    terminal.press("esc")
    terminal.wait_for("3 Editor", gone=True)
    terminal.press("q")
    assert terminal.wait_for_exit() == 0
    assert_left_as_found(terminal)
    assert not offered_at(log, home)


def copied(terminal: Terminal) -> list[bytes]:
    """What the terminal here was given for its clipboard, oldest first."""
    return [b64decode(text) for text in _CLIPBOARD.findall(bytes(terminal.raw))]


def test_copy_to_the_clipboard_here(browse: LogIn) -> None:
    terminal = browse()
    terminal.press("2", "y")
    terminal.wait_for("Copy of")
    terminal.press("l")
    terminal.wait_for("Copied the link")
    assert copied(terminal) == [b"https://talks.example.org/trees"]
    terminal.press("o")
    terminal.wait_for("https://example.org/slides")
    terminal.press("2")
    terminal.wait_for(lambda screen: copied(screen)[1:] == [b"https://example.org/slides"])


def test_the_far_end_takes_the_size_of_the_terminal_here(browse: LogIn) -> None:
    terminal = browse()
    for columns, rows in ((120, 40), (60, 12), (100, 30)):
        terminal.resize(columns, rows)
        terminal.wait_for(lambda screen, last=rows - 1: "enter Open" in screen.lines[last])
        terminal.wait_for("2020 Jul")


# A shell at the far end, and what it starts there


def is_at_shell(terminal: Terminal) -> bool:
    return terminal.lines[terminal.cursor[1]].startswith("far$")


@pytest.fixture
def shell(log_in: LogIn) -> Terminal:
    """A shell at the far end that knows jobs."""
    terminal = log_in("bash", "--norc", "--noprofile", "-i", env={"PS1": "far$ ", "HISTFILE": ""})
    terminal.wait_for(is_at_shell)
    return terminal


def run(shell: Terminal, *argv: object) -> None:
    shell.type(shlex.join(map(str, argv)) + "\r")


def test_stopped_from_afar_it_leaves_the_shell_whole_and_comes_back_whole(shell: Terminal, log: Path) -> None:
    run(shell, *READTUI, log)
    shell.wait_for("A slow tree")
    for _ in range(3):
        shell.press("ctrl+z")
        shell.wait_for("Stopped")
        shell.wait_for(is_at_shell)
        run(shell, "echo", "spoken")
        shell.wait_for(lambda screen: any(line.startswith("spoken") for line in screen.lines))
        run(shell, "fg")
        shell.wait_for(lambda screen: "A slow tree" in screen.text and "far$" not in screen.text)
        shell.press("j")
        shell.wait_for("answer")
        shell.press("k")
        shell.wait_for("A slow tree")
    shell.press("q")
    shell.wait_for(is_at_shell)
    run(shell, "exit")
    assert shell.wait_for_exit() == 0
    assert_left_as_found(shell)


def test_where_no_shell_could_go_on_with_it_it_is_not_stopped(browse: LogIn) -> None:
    terminal = browse()
    terminal.press("ctrl+z")
    terminal.wait_for("No shell is behind")
    terminal.press("j")
    terminal.wait_for("answer")
    terminal.press("q")
    assert terminal.wait_for_exit() == 0
    assert_left_as_found(terminal)


@pytest.mark.skipif(shutil.which("tmux") is None, reason="no tmux")
def test_tmux_at_the_far_end_is_left_and_taken_again_at_another_size(
    log_in: LogIn, newest: Path, log: Path, home: Path
) -> None:
    tmux = ["tmux", "-S", str(home / "tmux"), "-f", "/dev/null"]
    first = log_in(*tmux, "new-session", *READTUI, log, size=(120, 40))
    try:
        first.wait_for("A slow tree")
        typing_in(first, "Begun at home,")
        first.hang_up()
        first.wait_for_exit()
        second = log_in(*tmux, "attach-session", size=(80, 24))
        second.wait_for("Begun at home,")
        second.type(" ended on the road.")
        second.wait_for("ended on the road.")
        second.resize(60, 16)
        second.wait_for(lambda screen: "ended on the road." in screen.text and not any(screen.lines[16:]))
        second.press("ctrl+s")
        second.wait_for("Saved")
        assert b"data structure.\nBegun at home, ended on the road.\n" in newest.read_bytes()
        second.press("esc")
        second.wait_for("3 Editor", gone=True)
        second.press("q")
        assert second.wait_for_exit() == 0
        assert not offered_at(log, home)
    finally:
        subprocess.run([*tmux, "kill-server"], capture_output=True, check=False)
