"""The index is damaged, locked, gone or full under a screen that searches: right answers, one sentence, no crash."""

import os
import shutil
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from mounting import Mounts, mounts, needs_mounts

from readtui.store.folder import LogFolder
from readtui.store.index.index import Index
from readtui.store.index.indexfile import IndexFile
from terminal import Terminal

assert mounts  # a fixture
_POSTS = 40
_LONG = bool(os.environ.get("READTUI_LONG"))
_STEP = 4096

Start = Callable[..., Terminal]


@pytest.fixture
def log(tmp_path: Path) -> Path:
    root = tmp_path / "log"
    root.mkdir()
    for number in range(_POSTS):
        note = " ".join(f"word{number}x{word}" for word in range(150))
        text = f"+++\ntitle = 'Week {number}'\ndate = 2020-{number % 12 + 1:02}-{number % 28 + 1:02}\n+++\n\n"
        text += f"## [Talk] [Stone {number}](https://s.example/{number})\n**Speaker**: Ada Moss\n\n{note}\n"
        (root / f"week-{number:02}.md").write_bytes(text.encode())
    return root


@pytest.fixture
def file(log: Path, tmp_path: Path) -> Path:
    """The log's index, made, in the cache that the screen will use."""
    made = IndexFile.of(log, (), {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "home" / "cache")})
    with Index.opened(LogFolder(log), made) as index:
        index.update()
    return made.path


def _searching(start_terminal: Start, log: Path, **options: object) -> Terminal:
    terminal = start_terminal([sys.executable, "-m", "readtui", str(log)], **options)
    terminal.wait_for("enter Open")
    terminal.press("/")
    terminal.wait_for("enter To the hits")
    return terminal


def _finds(terminal: Terminal, words: str, told: str) -> None:
    terminal.press("ctrl+u")
    terminal.type(words)
    terminal.wait_for(f"/ {words}")
    terminal.wait_for(told)  # not the status line: a sentence may stand there


def _finds_all(terminal: Terminal, log: Path) -> None:
    """Look for what is in one post, in all, in none, and in one that was written just now."""
    _finds(terminal, "word7x3", "/1 ")
    _finds(terminal, "moss", f"/{_POSTS} ")
    _finds(terminal, "nowhere", "Nothing fits this search")
    (log / "week-07.md").write_bytes((log / "week-07.md").read_bytes() + b"A zebra.\n")
    _finds(terminal, "zebra", "/1 ")
    _finds(terminal, "kind:talk -zebra", f"/{_POSTS - 1} ")
    terminal.press("esc")
    terminal.wait_for("enter Open")
    terminal.press("q")
    assert terminal.wait_for_exit() == 0


def _with_zeroes(file: Path) -> None:
    with file.open("r+b") as opened:
        for page in range(1, file.stat().st_size // _STEP, 2):
            opened.seek(page * _STEP)
            opened.write(bytes(_STEP))


def _cut(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2 // _STEP * _STEP)


def _emptied(file: Path) -> None:
    os.truncate(file, 0)


def _deleted(file: Path) -> None:
    shutil.rmtree(file.parent)


def _replaced(file: Path) -> None:
    file.unlink()
    file.write_bytes(b"no index at all\n" * 1000)


@pytest.mark.parametrize("damage", [_with_zeroes, _cut, _emptied, _deleted, _replaced])
def test_damaged_while_the_screen_has_it_open(
    start_terminal: Start, log: Path, file: Path, damage: Callable[[Path], None]
) -> None:
    terminal = _searching(start_terminal, log)
    _finds(terminal, "word1x1", "/1 ")
    damage(file)
    _finds_all(terminal, log)


@pytest.mark.parametrize("damage", [_with_zeroes, _cut, _emptied, _deleted, _replaced])
def test_damaged_before_the_screen_opens_it(
    start_terminal: Start, log: Path, file: Path, damage: Callable[[Path], None]
) -> None:
    damage(file)
    _finds_all(_searching(start_terminal, log), log)


def test_any_page_zeroed_under_a_screen(start_terminal: Start, log: Path, file: Path) -> None:
    """Each page takes a second: a few of them, or with READTUI_LONG=1 all."""
    whole = file.read_bytes()
    count = len(whole) // _STEP
    for page in range(0, count, 1 if _LONG else count // 4):
        shutil.rmtree(file.parent)
        file.parent.mkdir()
        file.write_bytes(whole[: page * _STEP] + bytes(_STEP) + whole[(page + 1) * _STEP :])
        _finds_all(_searching(start_terminal, log), log)


def test_locked_by_another_for_long(start_terminal: Start, log: Path, file: Path) -> None:
    other = sqlite3.connect(file, isolation_level=None)
    terminal = _searching(start_terminal, log)
    _finds(terminal, "word1x1", "/1 ")
    other.execute("BEGIN IMMEDIATE")
    (log / "week-08.md").write_bytes((log / "week-08.md").read_bytes() + b"An okapi.\n")
    _finds(terminal, "okapi", "/1 ")
    terminal.wait_for("No index is kept")
    _finds_all(terminal, log)
    other.close()


@needs_mounts
@pytest.mark.parametrize("free", [400_000, 60_000, 0])
def test_the_cache_is_full(start_terminal: Start, log: Path, mounts: Mounts, free: int) -> None:
    disk = mounts.disk("tmpfs")
    status = os.statvfs(disk)
    (disk / "filler").write_bytes(bytes(max(0, status.f_bavail * status.f_frsize - free)))
    _finds_all(_searching(start_terminal, log, env={"XDG_CACHE_HOME": str(disk)}), log)


@needs_mounts
def test_the_cache_is_read_only(start_terminal: Start, log: Path, file: Path, mounts: Mounts) -> None:
    mounts.run("mount", "--bind", file.parent, file.parent)
    mounts.run("mount", "-o", "remount,bind,ro", file.parent)
    terminal = _searching(start_terminal, log)
    terminal.wait_for("No index is kept")
    _finds_all(terminal, log)
