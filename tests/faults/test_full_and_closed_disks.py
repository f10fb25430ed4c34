"""Disks that are full, closed or gone: what stood there stands there still, and a sentence says why.

Real file systems, mounted where only the test sees them.
"""

import os
import resource
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from acts import ACTS, LOG_ACTS, LONG, STORE_ACTS, Act, strays_below
from mounting import Mounts, mounts, needs_mounts

from readtui.store.faults import Fault
from readtui.store.files.saving import replace_bytes

PAGE = 4096
assert mounts  # a fixture
SPARE = range(60) if LONG else (0, 8, 18, 40)
"""How many pages are free on a disk that is nearly full; the largest post has 18."""

HISTORY_FAILS = ("be undone", "cannot be kept", "the history cannot be used")

every_act = pytest.mark.parametrize("act", ACTS.values(), ids=lambda act: act.name)


def outcome(act: Act, home: Path, begun: Callable[[], str]) -> tuple[bool, str]:
    """Whether an act was done that the disk may refuse, and what it said. All stands as it was, or as it shall be."""
    try:
        is_done, said = True, begun()
    except Fault as fault:
        is_done, said = False, str(fault)
        assert said.isprintable()
        assert ": not " in said or any(words in said for words in HISTORY_FAILS)
    assert act.standing(home) == ("after" if is_done else "before"), said
    assert not strays_below(home / "log"), said
    return is_done, said


# A disk that is full


def fill(disk: Path, spare: int) -> None:
    """Fill a disk but for so many pages."""
    with (disk / "filler").open("wb", buffering=0) as file:
        for size in (16 * PAGE, PAGE):
            with suppress(OSError):
                while file.write(bytes(size)) == size:
                    pass
        if spare:
            os.fsync(file)
            file.truncate(max(0, file.tell() - spare * PAGE))
            os.fsync(file)


@needs_mounts
@every_act
@pytest.mark.parametrize("kind", ["tmpfs", "ext4"])
def test_full_disk(act: Act, kind: str, mounts: Mounts) -> None:
    disk = mounts.disk(kind)
    count = 0
    for spare in SPARE if kind == "tmpfs" or LONG else SPARE[-2:]:
        home = mounts.laid(act, disk)
        begun = act.begin(home)
        fill(disk, spare)
        is_done, said = outcome(act, home, begun)
        assert is_done or "the disk is full; free some space, then try again" in said
        count += is_done
    assert count > 0


@needs_mounts
@pytest.mark.parametrize("act", LOG_ACTS, ids=lambda act: act.name)
def test_full_disk_of_the_history(act: Act, mounts: Mounts) -> None:
    disk = mounts.disk("tmpfs")
    for spare in SPARE:
        home = mounts.laid(act, disk, "own")
        begun = act.begin(home)
        fill(disk, spare)
        is_done, said = outcome(act, home, begun)
        if is_done and not said:
            (disk / "filler").unlink()
            act.starts_again(home)
            assert act.is_recorded(home)
        else:
            assert any(words in said for words in HISTORY_FAILS)


# A disk of which one has a share

SOMEBODY = 12345
SHARE = 96 * PAGE


@pytest.fixture
def shared_disk(mounts: Mounts) -> Path:
    """A disk of which one has a small share: of the first kind that the kernel knows."""
    disk, image = mounts.folder / "disk", mounts.folder / "image"
    disk.mkdir()
    options = f"size=8m,usrquota,usrquota_block_hardlimit={SHARE}"
    if mounts.can("mount", "-t", "tmpfs", "-o", options, "tmpfs", disk):
        return disk
    mounts.run("truncate", "-s", "128M", image)
    mounts.run("mkfs.ext4", "-q", "-O", "quota", image)
    if mounts.can("mount", "-o", "loop,usrquota", image, disk):
        mounts.run("setquota", "-u", str(SOMEBODY), "0", str(SHARE >> 10), "0", "0", disk)
        return disk
    mounts.run("mkfs.btrfs", "-q", "-f", image)
    mounts.run("mount", "-o", "loop", image, disk)
    mounts.run("btrfs", "quota", "enable", disk)
    mounts.run("btrfs", "subvolume", "create", disk / "share")
    mounts.run("btrfs", "qgroup", "limit", str(SHARE), disk / "share")
    return disk / "share"


@needs_mounts
@pytest.mark.parametrize("act", [*STORE_ACTS, ACTS["move"]], ids=lambda act: act.name)
def test_share_that_is_used_up(act: Act, shared_disk: Path, mounts: Mounts) -> None:
    home = mounts.laid(act, shared_disk)
    for path in (shared_disk, home, *home.rglob("*")):
        os.chown(path, SOMEBODY, SOMEBODY)
    os.seteuid(SOMEBODY)
    try:
        begun = act.begin(home)
        fill(shared_disk, 0)
        is_done, said = outcome(act, home, begun)
    finally:
        os.seteuid(0)
    assert is_done or "your share of the disk is used up; free some space, then try again" in said
    assert is_done == (len(act.before) > len(act.after))


# A disk that is closed, or gone


@needs_mounts
@every_act
def test_folder_that_is_mounted_read_only(act: Act, mounts: Mounts) -> None:
    home = mounts.folder / "home"
    act.laid(home)
    begun = act.begin(home)
    mounts.run("mount", "--bind", home / "log", home / "log")
    mounts.run("mount", "-o", "remount,ro,bind", home / "log")
    is_done, said = outcome(act, home, begun)
    assert not is_done
    assert "the file system is read-only; mount it writable, then try again" in said


@needs_mounts
@pytest.mark.parametrize("act", LOG_ACTS, ids=lambda act: act.name)
def test_history_that_is_mounted_read_only(act: Act, mounts: Mounts) -> None:
    home = mounts.folder / "home"
    act.laid(home)
    (home / "own").mkdir(exist_ok=True)
    begun = act.begin(home)
    mounts.run("mount", "--bind", home / "own", home / "own")
    mounts.run("mount", "-o", "remount,ro,bind", home / "own")
    _, said = outcome(act, home, begun)
    assert any(words in said for words in HISTORY_FAILS)


@needs_mounts
@every_act
def test_files_that_nobody_may_change(act: Act, mounts: Mounts) -> None:
    disk = mounts.disk("ext4")
    home = mounts.laid(act, disk)
    begun = act.begin(home)
    mounts.run("chattr", "-R", "+i", home / "log")
    is_done, said = outcome(act, home, begun)
    mounts.run("chattr", "-R", "-i", home / "log")
    assert not is_done
    assert "the system forbids it" in said


@needs_mounts
def test_file_that_is_a_mount_of_its_own_is_written_in_place(mounts: Mounts) -> None:
    post, elsewhere = mounts.folder / "a.md", mounts.folder / "elsewhere"
    post.touch()
    elsewhere.write_bytes(b"old")
    mounts.run("mount", "--bind", elsewhere, post)
    replace_bytes(str(mounts.folder), "a.md", b"old", b"new and longer")
    assert (post.read_bytes(), elsewhere.read_bytes()) == (b"new and longer", b"new and longer")
    assert not strays_below(mounts.folder)


@every_act
def test_folder_that_is_gone(act: Act, tmp_path: Path) -> None:
    act.laid(tmp_path)
    begun = act.begin(tmp_path)
    (tmp_path / "log").rename(tmp_path / "moved")
    with pytest.raises(Fault) as caught:
        begun()
    assert str(caught.value).isprintable()
    assert not (tmp_path / "log").exists(), "it was made again"
    (tmp_path / "moved").rename(tmp_path / "log")
    assert act.standing(tmp_path) == "before"
    assert not strays_below(tmp_path / "log")


@pytest.mark.parametrize("act", [act for act in ACTS.values() if "undid" not in act.name], ids=lambda act: act.name)
def test_post_that_is_longer_than_files_may_be(act: Act, tmp_path: Path) -> None:
    act.laid(tmp_path)
    begun = act.begin(tmp_path)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (35_000, hard))
    try:
        is_done, said = outcome(act, tmp_path, begun)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    longest = max(map(len, act.after.values()))
    assert is_done == (longest < 35_000) or act.name == "delete"
    assert is_done or "it would be larger than this system allows; shorten it" in said or act.name == "delete"
