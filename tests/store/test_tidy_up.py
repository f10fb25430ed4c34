"""What a killed save left is cleared up at the next start: nobody's bytes are, and no file of one who lives."""

import fcntl
import os
from hashlib import blake2b
from pathlib import Path

import pytest

from readtui.store.files.tidying import tidy

DEAD = f"{os.getppid()}-00ff00ff"  # a process of that number lives, as it happens


def digest(source: bytes) -> str:
    return blake2b(source, digest_size=8).hexdigest()


def stray(folder: Path, source: bytes, old: bytes | None = None, new: bytes | None = None, post: str = "a.md") -> Path:
    """A file as a save leaves it: while it writes, or once it gave the post's name away."""
    known = "" if old is None else f"-{digest(old)}-{'none' if new is None else digest(new)}"
    file = folder / f".{post}.{DEAD}{known}.readtui.tmp"
    file.write_bytes(source)
    return file


def everything_in(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_in_every_folder_where_a_post_may_have_been(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"a")
    folders = ("2024/public", "no.posts", ".hidden")
    for name in folders:
        (tmp_path / name).mkdir(parents=True)
        stray(tmp_path / name, b"half")
    (tmp_path / "link.md").symlink_to(".hidden/a.md")
    assert tidy(str(tmp_path), [""]) == 3
    assert everything_in(tmp_path) == {"a.md": b"a"}


@pytest.mark.parametrize(
    ("there", "left"), [(b"old", b"new"), (b"new", b"old"), (b"theirs", b"old"), (b"theirs", b"new")]
)
def test_bytes_that_are_known_go(tmp_path: Path, there: bytes, left: bytes) -> None:
    (tmp_path / "a.md").write_bytes(there)
    stray(tmp_path, left, b"old", b"new")
    assert tidy(str(tmp_path), [""]) == 1
    assert everything_in(tmp_path) == {"a.md": there}


def test_deletion_is_finished(tmp_path: Path) -> None:
    stray(tmp_path, b"old", b"old")
    tidy(str(tmp_path), [""])
    assert everything_in(tmp_path) == {}


def test_what_somebody_wrote_when_the_kill_came_gets_its_name_back(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"new")
    stray(tmp_path, b"theirs", b"old", b"new")
    stray(tmp_path, b"theirs too", b"old", post="deleted.md")
    assert tidy(str(tmp_path), [""]) == 2
    assert everything_in(tmp_path) == {"a.md": b"theirs", "deleted.md": b"theirs too"}


def test_what_is_nobodys_for_certain_stays(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"later")
    kept = [stray(tmp_path, b"theirs", b"old", b"new"), stray(tmp_path, b"theirs", b"old")]
    assert tidy(str(tmp_path), [""]) == 0
    assert everything_in(tmp_path) == {"a.md": b"later", **{file.name: b"theirs" for file in kept}}


def test_second_name_of_a_post_goes(tmp_path: Path) -> None:
    (tmp_path / "a.md").hardlink_to(stray(tmp_path, b"edited since", b"old", b"new"))
    assert tidy(str(tmp_path), [""]) == 1
    assert everything_in(tmp_path) == {"a.md": b"edited since"}


def test_file_of_one_who_lives_stays(tmp_path: Path) -> None:
    file = stray(tmp_path, b"half")
    with file.open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert tidy(str(tmp_path), [""]) == 0
    folder = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_SH)
    assert tidy(str(tmp_path), [""]) == 0
    os.close(folder)
    assert tidy(str(tmp_path), [""]) == 1


def test_what_only_looks_like_ours_stays(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    theirs = stray(outside, b"theirs")
    log = tmp_path / "log"
    log.mkdir()
    (log / "out").symlink_to(outside)
    (log / f".a.md.{DEAD}.readtui.tmp").symlink_to(theirs)
    os.mkfifo(log / f".b.md.{DEAD}.readtui.tmp")
    (log / f".c.md.{DEAD}.readtui.tmp").mkdir()
    for name in (".a.md.tmp", "a.md.1-00ff00ff.readtui.tmp", ".a.md.1-xyz.readtui.tmp", ".readtui.tmp"):
        (log / name).touch()
    before = sorted(each.name for each in log.iterdir())
    assert tidy(str(log), ["", "no such folder"]) == 0
    assert sorted(each.name for each in log.iterdir()) == before
    assert theirs.exists()
