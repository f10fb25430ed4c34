"""Whatever lies in a folder under a post's name is refused with a reason, or read: nothing hangs, nothing leaks."""

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from readtui.store.faults import NoSuchPost, Unreadable
from readtui.store.files.reading import MOST_BYTES, read_bytes


def lay_fifo(trap: Path) -> None:
    os.mkfifo(trap)


def lay_folder(trap: Path) -> None:
    trap.mkdir()


def lay_socket(trap: Path) -> None:
    here = Path.cwd()
    os.chdir(trap.parent)  # a socket's path is short
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(trap.name)
    os.chdir(here)


def lay_dangling(trap: Path) -> None:
    trap.symlink_to("nowhere.md")


def lay_circle(trap: Path) -> None:
    trap.symlink_to(trap.name)


def lay_link_outside(trap: Path) -> None:
    secret = trap.parents[1] / "secret.md"
    secret.write_bytes(b"private")
    trap.symlink_to(secret)


def lay_link_to_device(trap: Path) -> None:
    trap.symlink_to("/dev/zero")


def lay_link_to_fifo(trap: Path) -> None:
    os.mkfifo(trap.with_name("pipe"))
    trap.symlink_to("pipe")


def lay_sparse(trap: Path) -> None:
    with trap.open("wb") as file:
        file.truncate(50 << 30)


def lay_too_large(trap: Path) -> None:
    with trap.open("wb") as file:
        file.truncate(MOST_BYTES + 1)


TRAPS = {
    lay_fifo: "not-a-file",
    lay_folder: "not-a-file",
    lay_socket: "not-a-file",
    lay_dangling: "dangling-link",
    lay_circle: "dangling-link",
    lay_link_outside: "outside-the-log",
    lay_link_to_device: "outside-the-log",
    lay_link_to_fifo: "not-a-file",
    lay_sparse: "too-large",
    lay_too_large: "too-large",
}


@pytest.mark.parametrize(("lay", "code"), TRAPS.items(), ids=lambda value: getattr(value, "__name__", ""))
def test_trap_is_named_and_not_read(tmp_path: Path, lay: Callable[[Path], None], code: str) -> None:
    root = tmp_path / "log"
    root.mkdir()
    lay(root / "trap.md")
    with pytest.raises(Unreadable) as caught:
        read_bytes(str(root), "trap.md")
    problem = caught.value.problem
    assert (problem.code, problem.forbids_editing) == (code, True)
    assert str(caught.value).startswith("trap.md: ")
    assert problem.message.endswith(".")


def test_link_inside_is_read(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a.md").write_bytes(b"text")
    (tmp_path / "b.md").symlink_to("deep/a.md")
    (tmp_path / "c.md").symlink_to("b.md")
    assert read_bytes(str(tmp_path), "c.md") == b"text"


def test_folder_swapped_for_a_link_outside_leaks_nothing(tmp_path: Path) -> None:
    root = tmp_path / "log"
    (root / "post").mkdir(parents=True)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "a.md").write_bytes(b"private")
    (root / "post").rmdir()
    (root / "post").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Unreadable) as caught:
        read_bytes(str(root), "post/a.md")
    assert caught.value.problem.code == "outside-the-log"
    with pytest.raises(Unreadable):
        read_bytes(str(root), "../elsewhere/a.md")


def test_largest_post_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"x" * MOST_BYTES)
    assert len(read_bytes(str(tmp_path), "a.md")) == MOST_BYTES


def test_gone_is_no_such_post(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for path in ("a.md", "no/a.md", "file/a.md"):
        with pytest.raises(NoSuchPost):
            read_bytes(str(tmp_path), path)


def test_fault_has_no_control_character(tmp_path: Path) -> None:
    with pytest.raises(NoSuchPost) as caught:
        read_bytes(str(tmp_path), "\x1b]0;x\x07\n\udcff.md")
    assert str(caught.value).isprintable()


def test_no_permission(plain_folder: Path) -> None:
    (plain_folder / "a.md").touch(0o000)
    with pytest.raises(Unreadable) as caught:
        read_bytes(str(plain_folder), "a.md")
    assert caught.value.problem.code == "no-permission"
