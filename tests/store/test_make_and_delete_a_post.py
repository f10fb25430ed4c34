"""A new post is never over another, and a deleted one never more than what was seen."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from readtui.store.faults import ChangedOnDisk, Fault, LeadsOutside, TargetExists, Unwritable
from readtui.store.files.making import create_bytes
from readtui.store.files.removing import remove_bytes

NEW = b"+++\ntitle = 'x'\n+++\n\r\nnew\r"


def everything_in(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@pytest.fixture
def log(tmp_path: Path) -> Path:
    (tmp_path / "log" / "post").mkdir(parents=True)
    (tmp_path / "log" / "post" / "a.md").write_bytes(b"a")
    return tmp_path / "log"


def test_post_is_made_with_the_folders_it_lacks(log: Path) -> None:
    create_bytes(str(log), "post/2024/week/index.md", NEW)
    assert everything_in(log) == {"post/a.md": b"a", "post/2024/week/index.md": NEW}


def test_new_post_has_the_rights_of_any_new_file(log: Path) -> None:
    umask = os.umask(0o027)
    try:
        create_bytes(str(log), "post/new/b.md", NEW)
        create_bytes(str(log), "c.md", NEW, 0o604)
    finally:
        os.umask(umask)
    modes = [(log / path).stat().st_mode & 0o777 for path in ("post/new", "post/new/b.md", "c.md")]
    assert modes == [0o750, 0o640, 0o604]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
@pytest.mark.may_skip("only root can give files away")
def test_what_root_makes_belongs_to_whom_the_log_belongs(log: Path) -> None:
    os.chown(log / "post", 12345, 23456)
    create_bytes(str(log), "post/new/b.md", NEW)
    for path in ("post/new", "post/new/b.md"):
        assert ((log / path).stat().st_uid, (log / path).stat().st_gid) == (12345, 23456)


def lay_file(place: Path) -> None:
    place.write_bytes(b"theirs")


def lay_dead_link(place: Path) -> None:
    place.symlink_to("nowhere")


def lay_link_outside(place: Path) -> None:
    place.symlink_to("/etc/hostname")


@pytest.mark.parametrize("lay", [lay_file, lay_dead_link, lay_link_outside, Path.mkdir, os.mkfifo])
def test_what_is_there_stays(log: Path, lay: Callable[[Path], object]) -> None:
    place = log / "post" / "b.md"
    lay(place)
    before = place.lstat()
    with pytest.raises(TargetExists, match=r"post/b\.md: not made: a file of that name is there already"):
        create_bytes(str(log), "post/b.md", NEW)
    assert place.lstat() == before
    assert sorted(each.name for each in place.parent.iterdir()) == ["a.md", "b.md"]


@pytest.mark.parametrize("path", ["../b.md", "/b.md", "post/../../b.md", "post//b.md", "", ".", "post/", "b\0.md"])
def test_nothing_is_made_outside(log: Path, path: str) -> None:
    with pytest.raises(LeadsOutside, match="not made: it would lie outside of the log"):
        create_bytes(str(log), path, NEW)
    assert everything_in(log.parent) == {"log/post/a.md": b"a"}


def test_folder_that_is_a_link_is_followed_inside_only(log: Path) -> None:
    outside = log.parent / "out\x1bside"
    outside.mkdir()
    (log / "out").symlink_to(outside)
    (log / "in").symlink_to("post")
    create_bytes(str(log), "in/b.md", NEW)
    assert (log / "post" / "b.md").read_bytes() == NEW
    with pytest.raises(LeadsOutside) as caught:
        create_bytes(str(log), "out/new/c.md", NEW)
    assert f"it is a link to {log.parent}/out␛side, outside of the log" in str(caught.value)
    assert not list(outside.iterdir())


def test_folder_that_is_no_folder(log: Path) -> None:
    with pytest.raises(Unwritable, match="part of its path is no folder"):
        create_bytes(str(log), "post/a.md/b.md", NEW)


def test_folder_that_takes_no_new_files_gets_none_from_root_either(log: Path) -> None:
    (log / "post").chmod(0o555)
    with pytest.raises(Unwritable, match="its folder is read-only; make that writable"):
        create_bytes(str(log), "post/b.md", NEW)
    with pytest.raises(Unwritable, match="not deleted: its folder is read-only; make that writable"):
        remove_bytes(str(log), "post/a.md", b"a")
    assert everything_in(log) == {"post/a.md": b"a"}


def test_name_that_is_too_long_leaves_nothing(log: Path) -> None:
    with pytest.raises(Unwritable, match="its name is too long for this file system"):
        create_bytes(str(log), f"new/{'x' * 253}.md", NEW)
    assert sorted(each.name for each in log.iterdir()) == ["post"]
    create_bytes(str(log), f"new/{'é' * 126}.md", NEW)


MAKING = """
import sys
from readtui.store.faults import TargetExists
from readtui.store.files.making import create_bytes

won = []
for number in range(int(sys.argv[3])):
    try:
        create_bytes(sys.argv[1], f"{number}/b.md", sys.argv[2].encode() * 1000)
        won.append(str(number))
    except TargetExists:
        pass
print(*won)
"""


def test_of_many_who_make_the_same_post_one_does(log: Path) -> None:
    count = 100
    names = ["x", "y", "z"]
    argv = [sys.executable, "-c", MAKING, str(log)]
    makers = {name: subprocess.Popen([*argv, name, str(count)], stdout=subprocess.PIPE) for name in names}
    won = {name: maker.communicate()[0].decode().split() for name, maker in makers.items()}
    assert sorted(int(number) for numbers in won.values() for number in numbers) == list(range(count))
    for name, numbers in won.items():
        assert all((log / number / "b.md").read_bytes() == name.encode() * 1000 for number in numbers)


def test_deleted_post_is_gone(log: Path) -> None:
    remove_bytes(str(log), "post/a.md", b"a")
    assert not list((log / "post").iterdir())


def test_post_that_holds_something_else_is_not_deleted(log: Path) -> None:
    with pytest.raises(ChangedOnDisk, match="changed on disk"):
        remove_bytes(str(log), "post/a.md", b"b")
    assert everything_in(log) == {"post/a.md": b"a"}


def test_post_that_is_gone_is_not_deleted(log: Path) -> None:
    with pytest.raises(ChangedOnDisk, match="deleted"):
        remove_bytes(str(log), "post/b.md", b"b")


def test_read_only_post_is_not_deleted(log: Path) -> None:
    (log / "post" / "a.md").chmod(0o444)
    with pytest.raises(Unwritable, match="not deleted: the file is read-only"):
        remove_bytes(str(log), "post/a.md", b"a")


def test_link_is_not_deleted(log: Path) -> None:
    (log / "link.md").symlink_to("post/a.md")
    with pytest.raises(Unwritable, match=r"link\.md: not deleted: it is a link to post/a\.md; delete that post"):
        remove_bytes(str(log), "link.md", b"a")
    (log / "out.md").symlink_to("/etc/hostname")
    with pytest.raises(Fault, match="it is a link to /etc/hostname, outside of the log"):
        remove_bytes(str(log), "out.md", Path("/etc/hostname").read_bytes())
    assert (log / "link.md").is_symlink()
    assert (log / "out.md").is_symlink()


def test_one_name_of_several_is_deleted(log: Path) -> None:
    (log / "twin.md").hardlink_to(log / "post" / "a.md")
    remove_bytes(str(log), "post/a.md", b"a")
    assert everything_in(log) == {"twin.md": b"a"}


@pytest.mark.parametrize("path", ["b\n\x1b.md", os.fsdecode(b"caf\xe9.md"), "-rf.md"])
def test_any_name_can_be_made_and_deleted(log: Path, path: str) -> None:
    create_bytes(str(log), path, NEW)
    with pytest.raises(TargetExists) as caught:
        create_bytes(str(log), path, NEW)
    assert str(caught.value).isprintable()
    remove_bytes(str(log), path, NEW)
    assert everything_in(log) == {"post/a.md": b"a"}
