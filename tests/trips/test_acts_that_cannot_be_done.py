"""Acts on full, read-only and busy logs: one sentence, and nothing is lost."""

import fcntl
import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from terminal import Terminal

Browse = Callable[..., Terminal]
Files = Callable[[], dict[str, bytes]]

_ACTS = {
    "delete an entry": ("2", "d", "d"),
    "delete a post": ("d", "d"),
    "reorder": ("2", ">"),
    "move": ("2", "m", "enter"),
    "make a week": ("A", "enter"),
}


def _one_sentence(terminal: Terminal, sign: str) -> None:
    terminal.wait_for(lambda screen: sign in " ".join(screen.text.split()))
    assert "Traceback" not in terminal.text
    terminal.wait_for("▸2020 Jul 05")  # and the choice stays
    assert terminal.child.ended() is None


@pytest.mark.parametrize("keys", _ACTS.values(), ids=_ACTS)
def test_read_only_files_and_folders(
    browse: Browse, log: Path, newest: Path, files: Files, keys: tuple[str, ...]
) -> None:
    before = files()
    terminal = browse(log)
    for path in files():
        (newest.parent / path).chmod(0o444)
    newest.parent.chmod(0o555)
    try:
        terminal.press(*keys)
        _one_sentence(terminal, "read-only; make")
    finally:
        newest.parent.chmod(0o755)
    assert files() == before


@contextmanager
def _mounted(folder: Path, *options: str) -> Iterator[None]:
    mount = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", ",".join(options), "tmpfs", folder], capture_output=True, check=False
    )
    if mount.returncode:
        pytest.skip("no file system can be mounted here")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


def _fill(file: Path) -> None:
    """Take all the room that there is."""
    with file.open("wb", buffering=0) as full, suppress(OSError):
        while True:
            full.write(bytes(512))


@pytest.mark.may_skip("mounting needs root, and a system that lets it")
@pytest.mark.parametrize("keys", [_ACTS["reorder"], _ACTS["move"], _ACTS["make a week"]], ids=lambda keys: keys[-2])
def test_a_full_disk(browse: Browse, log: Path, newest: Path, files: Files, keys: tuple[str, ...]) -> None:
    before = files()
    with _mounted(newest.parent, "size=16k"):
        for name, source in before.items():
            (newest.parent / name).write_bytes(source)
        terminal = browse(log)
        terminal.wait_for("A slow tree")
        _fill(newest.parent / "full")
        terminal.press(*keys)
        _one_sentence(terminal, "the disk is full")
        assert {name: source for name, source in files().items() if name != "full"} == before
        (newest.parent / "full").unlink()
        terminal.press("2", ">")
        terminal.wait_for("Moved “Trees that wait” down")
        terminal.close()


def test_while_another_readtui_changes_the_log(browse: Browse, log: Path, files: Files, tmp_path: Path) -> None:
    before = files()
    terminal = browse(log)
    terminal.press("2", ">", "<")
    terminal.wait_for("up in")
    (lock,) = (tmp_path / "home").rglob("lock")
    with lock.open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        terminal.press(">")
        terminal.wait_for("another readtui is changing this log")
        assert files() == before
    terminal.press(">")
    terminal.wait_for("Moved “Trees that wait” down")


def test_without_a_place_for_the_history_nothing_is_deleted(
    browse: Browse, log: Path, files: Files, tmp_path: Path
) -> None:
    before = files()
    blocked = tmp_path / "blocked"
    blocked.write_bytes(b"")
    terminal = browse(log, env={"XDG_STATE_HOME": os.fspath(blocked / "state")})
    terminal.press("2", "d", "d")
    terminal.wait_for(lambda screen: "not deleted: what it was before cannot be kept" in " ".join(screen.text.split()))
    assert files() == before
    terminal.press(">")
    terminal.wait_for(lambda screen: "it cannot be undone" in " ".join(screen.text.split()))
    assert files() != before
