"""Inside tmux and GNU screen: left and come back to, also from a terminal of another size."""

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pseudo_terminal import private_environment
from terminal import Terminal

Start = Callable[..., Terminal]
needs_tmux = pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")
needs_screen = pytest.mark.skipif(shutil.which("screen") is None, reason="GNU screen is not installed")
may_skip = pytest.mark.may_skip("a machine may have no tmux or screen, and no way to install them")


def readtui(log: Path) -> str:
    return shlex.join([sys.executable, "-m", "readtui", str(log)])


def is_all_there(lines: list[str]) -> bool:
    """Whether all is drawn that the typed words change, the number of them too, which comes when they are counted."""
    parts = ("30 words", "Begun and gone on with ##", "that", "wait](", "Speaker")
    return all(part in line.rsplit("│", 1)[-1] for part, line in zip(parts, lines, strict=False))


class Tmux:
    """A tmux of our own, with one window in which the program runs."""

    def __init__(self, start: Start, home: Path) -> None:
        self._start = start
        self._socket = str(home / "tmux")
        self._env = private_environment(home)

    def ask(self, *words: str) -> str:
        argv = ["tmux", "-S", self._socket, *words]
        return subprocess.run(argv, env=self._env, capture_output=True, text=True, check=True, timeout=20).stdout

    def begin(self, command: str, size: tuple[int, int]) -> Terminal:
        argv = ["tmux", "-S", self._socket, "-f", "/dev/null", "new-session", "-s", "log", command]
        return self._start(argv, size=size)

    def attach(self, size: tuple[int, int], **env: str) -> Terminal:
        return self._start(["tmux", "-S", self._socket, "attach-session", "-t", "log"], size=size, env=env)

    def rows(self) -> list[str]:
        return [row.rstrip() for row in self.ask("capture-pane", "-p").split("\n")]


@pytest.fixture
def tmux(start_terminal: Start, tmp_path: Path) -> Iterator[Tmux]:
    tmux = Tmux(start_terminal, tmp_path / "home")
    yield tmux
    subprocess.run(["tmux", "-S", str(tmp_path / "home" / "tmux"), "kill-server"], capture_output=True, check=False)


@needs_tmux
@may_skip
def test_left_in_tmux_and_come_back_to_at_another_size(tmux: Tmux, log: Path) -> None:
    terminal = tmux.begin(readtui(log), (80, 24))
    terminal.wait_for("A slow tree")
    terminal.press("2", "e")
    terminal.wait_for("3 Editor")
    terminal.type("Begun ")
    terminal.wait_for("Begun")
    terminal.press("ctrl+b", "d")
    terminal.wait_for_exit()
    again = tmux.attach((120, 40))
    again.wait_for(lambda screen: "2 Entries" in screen.lines[0] and "3 Editor" in screen.lines[0])
    again.type("and gone on with ")
    again.wait_for(lambda screen: is_all_there(screen.lines))
    again.wait_for(lambda _: is_all_there(tmux.rows()))
    rows = tmux.rows()
    assert "ctrl+s Save" in rows[38]  # the row below is tmux's own
    again.press("ctrl+l", "right")  # drawn anew, it is the same
    again.wait_for(lambda _: tmux.rows() == rows)
    again.press("ctrl+q")
    again.wait_for("discard and quit")
    again.press("D")
    assert again.wait_for_exit() == 0


@needs_tmux
@may_skip
def test_in_tmux_it_is_stopped_and_continued_by_the_shell_there(tmux: Tmux, log: Path) -> None:
    terminal = tmux.begin("PS1='at the shell: ' bash --norc --noprofile -i", (80, 24))
    terminal.wait_for("at the shell:")
    terminal.type(f"{readtui(log)}\r")
    terminal.wait_for("A slow tree")
    terminal.wait_for("enter Open")
    terminal.press("ctrl+z")
    terminal.wait_for("Stopped")
    terminal.type("fg\r")
    terminal.wait_for(lambda _: "A slow tree" in (shown := "\n".join(tmux.rows())) and "Stopped" not in shown)
    assert "enter Open" in "\n".join(tmux.rows())
    terminal.press("q")
    terminal.wait_for("A slow tree", gone=True)


@needs_tmux
@may_skip
def test_links_open_here_until_somebody_attaches_over_ssh(tmux: Tmux, log: Path, tmp_path: Path) -> None:
    programs, told = tmp_path / "programs", tmp_path / "told"
    programs.mkdir()
    for name in ("xdg-open", "open"):
        (programs / name).write_text(f'#!/bin/sh\necho "$1" >> {told}\n')
        (programs / name).chmod(0o755)
    path = shlex.quote(f"{programs}:{os.environ['PATH']}")
    terminal = tmux.begin(f"DISPLAY=:9 PATH={path} {readtui(log)}", (80, 24))
    terminal.wait_for("A slow tree")
    terminal.press("o")
    terminal.wait_for("opens the chosen link")
    terminal.press("1")
    terminal.wait_for("Handed to the browser")
    terminal.wait_for(lambda _: told.exists() and told.read_text() == "https://talks.example.org/trees\n")
    terminal.press("ctrl+b", "d")
    terminal.wait_for_exit()
    again = tmux.attach((80, 24), SSH_CONNECTION="192.0.2.1 1 192.0.2.2 22")
    again.wait_for("A slow tree")
    again.press("o")
    again.wait_for("you are at another machine")
    again.press("1")
    again.wait_for("not opened, since you are at another machine")
    assert told.read_text().count("\n") == 1
    again.press("q")
    assert again.wait_for_exit() == 0


@needs_screen
@may_skip
def test_left_in_screen_and_come_back_to_at_another_size(start_terminal: Start, log: Path, tmp_path: Path) -> None:
    folder = tmp_path / "s"
    folder.mkdir(mode=0o700)
    env = {"SCREENDIR": str(folder), "SYSSCREENRC": os.devnull, "SCREENRC": os.devnull}
    terminal = start_terminal(["screen", "-U", "-S", "log", "sh", "-c", readtui(log)], env=env)
    try:
        terminal.wait_for("A slow tree")
        assert b"38;2" not in terminal.raw
        terminal.press("2", "e")
        terminal.wait_for("3 Editor")
        terminal.type("Begun ")
        terminal.wait_for("Begun")
        terminal.press("ctrl+a", "d")
        terminal.wait_for_exit()
        again = start_terminal(["screen", "-U", "-r", "log"], env=env, size=(120, 40))
        again.wait_for(lambda screen: "2 Entries" in screen.lines[0] and "3 Editor" in screen.lines[0])
        again.type("and gone on with ")
        again.wait_for(lambda screen: is_all_there(screen.lines))
        rows = [*again.lines]
        again.press("ctrl+l", "right")
        again.wait_for(lambda screen: screen.lines[:38] == rows[:38])
        again.press("ctrl+q")
        again.wait_for("discard and quit")
        again.press("D")
        again.wait_for_exit()
    finally:
        environ = private_environment(tmp_path / "home", **env)
        subprocess.run(["screen", "-S", "log", "-X", "quit"], env=environ, capture_output=True, check=False)
