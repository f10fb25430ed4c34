"""A save keeps what a file is, refuses what it must not overwrite, and leaves the old bytes when it fails."""

import errno
import os
import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from readtui.store.faults import ChangedOnDisk, LeadsOutside, Unwritable
from readtui.store.files.making import create_bytes
from readtui.store.files.saving import replace_bytes
from readtui.store.files.tidying import tidy

OLD = b"---\r\ntitle: x\r\n---\n\nold text\rwith every line end, and none at its end"
ANYONE = 0xFFFFFFFF
NEW = OLD.replace(b"old", b"new and longer")


def needs_root(test: Callable[..., None]) -> Callable[..., None]:
    mark = pytest.mark.skipif(os.geteuid() != 0, reason="only root can do this")
    return pytest.mark.may_skip("only root may give files away")(mark(test))


@pytest.fixture
def post(tmp_path: Path) -> Path:
    file = tmp_path / "log" / "post" / "a.md"
    file.parent.mkdir(parents=True)
    file.write_bytes(OLD)
    return file


@pytest.fixture
def save(post: Path) -> Callable[..., None]:
    def save(new: bytes = NEW, old: bytes = OLD, path: str = "post/a.md") -> None:
        replace_bytes(str(post.parents[1]), path, old, new)

    return save


def names_in(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def test_bytes_are_replaced_and_nothing_is_left_behind(post: Path, save: Callable[..., None]) -> None:
    save()
    assert post.read_bytes() == NEW
    assert names_in(post.parent) == ["a.md"]


def test_unchanged_writes_nothing(post: Path, save: Callable[..., None]) -> None:
    before = post.stat()
    save(OLD)
    after = post.stat()
    assert (after.st_ino, after.st_mtime_ns, after.st_ctime_ns) == (
        before.st_ino,
        before.st_mtime_ns,
        before.st_ctime_ns,
    )


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o755])
def test_mode_is_kept_whatever_the_umask(post: Path, save: Callable[..., None], mode: int) -> None:
    post.chmod(mode)
    umask = os.umask(0o077)
    try:
        save()
    finally:
        os.umask(umask)
    assert post.stat().st_mode & 0o7777 == mode


@needs_root
def test_owner_is_kept(post: Path, save: Callable[..., None]) -> None:
    os.chown(post, 12345, 23456)
    post.chmod(0o2664)
    save()
    status = post.stat()
    assert (status.st_uid, status.st_gid, status.st_mode & 0o7777) == (12345, 23456, 0o2664)
    assert post.read_bytes() == NEW


@pytest.mark.may_skip("not every file system has extended attributes")
def test_extended_attributes_are_kept(post: Path, save: Callable[..., None]) -> None:
    try:
        os.setxattr(post, "user.note", b"\x00kept")
    except (OSError, AttributeError):
        pytest.skip("this file system has no extended attributes")
    save()
    assert os.getxattr(post, "user.note") == b"\x00kept"


@pytest.mark.may_skip("not every file system has access lists")
def test_access_list_is_kept_and_none_is_caught_from_the_folder(post: Path, save: Callable[..., None]) -> None:
    # As acl(5) lays it out: user, user 12345, group, mask and others, all of whom may read and write.
    access = struct.pack("<I" + "HHI" * 5, 2, *(1, 6, ANYONE, 2, 6, 12345, 4, 6, ANYONE, 16, 6, ANYONE, 32, 6, ANYONE))
    try:
        os.setxattr(post, "system.posix_acl_access", access)
    except (OSError, AttributeError):
        pytest.skip("this file system has no access lists")
    save()
    assert os.getxattr(post, "system.posix_acl_access") == access
    os.removexattr(post, "system.posix_acl_access")
    os.setxattr(post.parent, "system.posix_acl_default", access)
    save(OLD, NEW)
    assert "system.posix_acl_access" not in os.listxattr(post)


def test_symbolic_link_stays_and_its_target_is_written(post: Path, save: Callable[..., None]) -> None:
    link = post.parents[1] / "link.md"
    link.symlink_to("post/a.md")
    save(path="link.md")
    assert link.is_symlink()
    assert post.read_bytes() == NEW
    assert names_in(post.parents[1]) == ["link.md", "post"]


def test_link_out_of_the_log_is_refused(post: Path, save: Callable[..., None]) -> None:
    outside = post.parents[2] / "out\x1bside.md"
    outside.write_bytes(OLD)
    (post.parent / "link.md").symlink_to(outside)
    with pytest.raises(LeadsOutside) as caught:
        save(path="post/link.md")
    where = str(outside).replace("\x1b", "␛")
    assert str(caught.value) == f"post/link.md: not saved: it is a link to {where}, outside of the log; change it there"
    assert outside.read_bytes() == OLD


def test_hard_links_stay_one_file(post: Path, save: Callable[..., None]) -> None:
    twin = post.with_name("twin")
    twin.hardlink_to(post)
    save()
    assert twin.read_bytes() == NEW
    assert twin.samefile(post)
    save(OLD, NEW)  # shorter again
    assert twin.read_bytes() == OLD
    assert names_in(post.parent) == ["a.md", "twin"]


def test_read_only_file_is_refused_also_for_root(post: Path, save: Callable[..., None]) -> None:
    post.chmod(0o444)
    with pytest.raises(Unwritable, match="read-only"):
        save()
    assert post.read_bytes() == OLD
    assert post.stat().st_mode & 0o777 == 0o444


def test_folder_that_takes_no_new_files_is_written_in_place(plain_folder: Path) -> None:
    post = plain_folder / "a.md"
    post.write_bytes(OLD)
    inode = post.stat().st_ino
    plain_folder.chmod(0o555)
    try:
        replace_bytes(str(plain_folder), "a.md", OLD, NEW)
    finally:
        plain_folder.chmod(0o755)
    assert (post.read_bytes(), post.stat().st_ino) == (NEW, inode)


@needs_root
def test_file_of_somebody_else_stays_theirs(plain_folder: Path) -> None:
    post = plain_folder / "a.md"
    post.write_bytes(OLD)
    post.chmod(0o666)
    os.seteuid(0)
    os.chown(post, 23456, 23456)
    os.seteuid(12345)
    replace_bytes(str(plain_folder), "a.md", OLD, NEW)
    assert (post.read_bytes(), post.stat().st_uid) == (NEW, 23456)
    assert names_in(plain_folder) == ["a.md"]


def test_file_that_others_may_write_but_not_we(plain_folder: Path) -> None:
    post = plain_folder / "a.md"
    post.write_bytes(OLD)
    post.chmod(0o466)
    with pytest.raises(Unwritable, match="permission denied"):
        replace_bytes(str(plain_folder), "a.md", OLD, NEW)
    assert post.read_bytes() == OLD


def test_changed_on_disk_is_refused(post: Path, save: Callable[..., None]) -> None:
    status = post.stat()
    theirs = OLD.replace(b"old", b"OLD")
    post.write_bytes(theirs)
    os.utime(post, ns=(status.st_atime_ns, status.st_mtime_ns))  # same size, same time
    with pytest.raises(ChangedOnDisk, match="changed on disk"):
        save()
    assert post.read_bytes() == theirs
    assert names_in(post.parent) == ["a.md"]


def test_deleted_on_disk_is_refused_and_not_made_again(post: Path, save: Callable[..., None]) -> None:
    post.unlink()
    with pytest.raises(ChangedOnDisk, match="deleted"):
        save()
    assert names_in(post.parent) == []


def test_post_that_would_not_open_again_is_not_saved(post: Path, save: Callable[..., None]) -> None:
    with pytest.raises(Unwritable, match="larger than 4 MiB"):
        save(b"x" * (4 << 20) + b"x")
    assert post.read_bytes() == OLD
    with pytest.raises(Unwritable, match="not made: it would be larger than 4 MiB"):
        create_bytes(str(post.parents[1]), "b.md", b"x" * (4 << 20) + b"x")
    save(b"x" * (4 << 20))


def test_name_as_long_as_names_get(post: Path, save: Callable[..., None]) -> None:
    name = "é" * 126 + ".md"
    post.rename(post.with_name(name))
    save(path=f"post/{name}")
    assert post.with_name(name).read_bytes() == NEW


def test_name_that_is_no_text(post: Path, save: Callable[..., None]) -> None:
    name = os.fsdecode(b"caf\xe9\n\x1b.md")
    post.rename(post.with_name(name))
    save(path=f"post/{name}")
    assert post.with_name(name).read_bytes() == NEW


def test_what_dead_processes_left_is_tidied_up(post: Path) -> None:
    dead = post.with_name(f".a.md.{os.getppid()}-00ff00ff.readtui.tmp")  # a process of that number lives, as it happens
    other = post.with_name(".a.md.tmp")
    for file in (dead, other):
        file.touch()
    assert tidy(str(post.parents[1]), ["post", "no such folder"]) == 1
    assert names_in(post.parent) == sorted([other.name, "a.md"])


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EIO, errno.ENOENT, 42])
def test_fault_says_what_where_and_what_to_do(number: int) -> None:
    fault = Unwritable.because("post/a.md", OSError(number, os.strerror(number)))
    assert str(fault).startswith("post/a.md: not saved: ")
    assert str(fault).isprintable()
    assert fault.exit_code == 3
