"""Entries and posts added, moved and deleted: the bytes of each file after it, and undone again."""

from pathlib import Path

import pytest

from readtui.model.post import Post
from readtui.store.acts import add_entry, delete_entry, delete_post, move_entry, reorder_entry
from readtui.store.changes.edits import Making
from readtui.store.faults import (
    Conflict,
    Fault,
    NoSuchEntry,
    NotEditable,
    Refused,
    TargetExists,
    Unwritable,
    WouldLoseEntry,
)
from readtui.store.folder import LogFolder
from readtui.store.statefolder import StateFolder

_BEES = "## [Talk] [Bees](https://bees.example/)\n**Speaker**: Ada Moss\n\nThey dance.\n"
_WAX = "## [Paper] [Wax](https://wax.example/)\n\nIt melts.\n"
_HIVE = "## [Book] [Hive](https://hive.example/)\n\nIt hums.\n"
_OLDER, _NEWER = "post/2020-07-04.md", "post/2020-07-11.md"


def _source(day: int, *entries: str) -> str:
    return f"---\ntitle: Read\ndate: 2020-07-{day:02}\n---\n\n" + "\n".join(entries)


@pytest.fixture
def folder(tmp_path: Path) -> LogFolder:
    root = tmp_path / "log"
    (root / "post").mkdir(parents=True)
    (root / _OLDER).write_text(_source(4, _HIVE))
    (root / _NEWER).write_text(_source(11, _BEES, _WAX))
    return LogFolder(
        root, state=StateFolder.of(root, {"HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path / "state")})
    )


def _files(folder: LogFolder) -> dict[str, str]:
    return {path.relative_to(folder.root).as_posix(): path.read_text() for path in folder.root.rglob("*.md")}


def _post(folder: LogFolder, path: str = _NEWER) -> Post:
    return folder.read(path)


def test_an_entry_is_deleted(folder: LogFolder) -> None:
    before = _files(folder)
    done = delete_entry(folder, _post(folder), 1)
    assert _files(folder) == before | {_NEWER: _source(11, _WAX)}
    assert (done.what, done.index) == (f"deleted “Bees” from {_NEWER}", None)
    folder.undo()
    assert _files(folder) == before


def test_the_last_entry_may_go_too(folder: LogFolder) -> None:
    delete_entry(folder, _post(folder, _OLDER), 1)
    assert _files(folder)[_OLDER] == "---\ntitle: Read\ndate: 2020-07-04\n---\n\n"


def test_without_a_history_no_entry_is_deleted(folder: LogFolder, tmp_path: Path) -> None:
    before = _files(folder)
    (tmp_path / "state").write_bytes(b"")
    with pytest.raises(Unwritable, match=r"not deleted: .* so it could not be undone"):
        delete_entry(folder, _post(folder), 1)
    assert _files(folder) == before
    assert "cannot be undone" in reorder_entry(folder, _post(folder), 2, 1).remark


def test_a_post_is_deleted(folder: LogFolder) -> None:
    before = _files(folder)
    assert delete_post(folder, _post(folder)).gone == (_NEWER,)
    assert list(_files(folder)) == [_OLDER]
    folder.undo()
    assert _files(folder) == before


def test_a_post_that_others_changed_is_not_deleted(folder: LogFolder) -> None:
    post = _post(folder)
    theirs = _source(11, _BEES, _WAX, _HIVE)
    (folder.root / _NEWER).write_text(theirs)
    with pytest.raises(Conflict):
        delete_post(folder, post)
    assert _files(folder)[_NEWER] == theirs


def test_what_cannot_be_read_is_not_deleted(folder: LogFolder) -> None:
    (folder.root / "post/2020-07-18.md").symlink_to("/etc/hostname")
    with pytest.raises(NotEditable):
        delete_post(folder, folder.open("post/2020-07-18.md"))


def test_an_entry_goes_up_and_down(folder: LogFolder) -> None:
    before = _files(folder)
    done = reorder_entry(folder, _post(folder), 2, 1)
    assert _files(folder) == before | {_NEWER: _source(11, _WAX, _BEES)}
    assert (done.what, done.index) == (f"moved “Wax” up in {_NEWER}", 1)
    assert reorder_entry(folder, _post(folder), 1, 2).index == 2
    assert _files(folder) == before
    with pytest.raises(NoSuchEntry):
        reorder_entry(folder, _post(folder), 2, 3)


def test_an_entry_moves_to_another_post(folder: LogFolder) -> None:
    before = _files(folder)
    done = move_entry(folder, _post(folder), 1, _post(folder, _OLDER))
    assert _files(folder) == {_OLDER: _source(4, _HIVE, _BEES), _NEWER: _source(11, _WAX)}
    assert [post.path for post in done.posts] == [_OLDER, _NEWER]
    assert (done.what, done.index) == (f"moved “Bees” from {_NEWER} to {_OLDER}", 2)
    assert len(folder.history()) == 1
    folder.undo()
    assert _files(folder) == before
    folder.redo()
    assert _files(folder) == {_OLDER: _source(4, _HIVE, _BEES), _NEWER: _source(11, _WAX)}


def test_an_entry_moves_to_a_post_that_is_made_for_it(folder: LogFolder) -> None:
    before = _files(folder)
    new = Making("post/2020-07-18.md", _source(18).encode())
    done = move_entry(folder, _post(folder), 2, new)
    assert _files(folder) == before | {new.path: _source(18, _WAX), _NEWER: _source(11, _BEES)}
    assert (done.posts[0].path, done.index) == (new.path, 1)
    folder.undo()
    assert _files(folder) == before


def test_a_post_that_is_there_is_not_made_over(folder: LogFolder) -> None:
    before = _files(folder)
    with pytest.raises(TargetExists):
        move_entry(folder, _post(folder), 2, Making(_OLDER, b""))
    assert _files(folder) == before


def test_an_entry_does_not_move_to_where_it_is(folder: LogFolder) -> None:
    with pytest.raises(Refused, match=r"“Bees” is in .* already"):
        move_entry(folder, _post(folder), 1, _post(folder))


def test_where_the_source_cannot_be_written_the_target_is_as_it_was(folder: LogFolder) -> None:
    before = _files(folder)
    (folder.root / _NEWER).chmod(0o444)
    with pytest.raises(Fault):
        move_entry(folder, _post(folder), 1, _post(folder, _OLDER))
    assert _files(folder) == before


def test_an_entry_is_added(folder: LogFolder) -> None:
    before = _files(folder)
    done = add_entry(folder, _post(folder, _OLDER), _WAX.encode(), "Wax")
    assert _files(folder) == before | {_OLDER: _source(4, _HIVE, _WAX)}
    assert (done.what, done.index) == (f"added “Wax” to {_OLDER}", 2)
    folder.undo()
    assert _files(folder) == before


def test_an_entry_is_added_beside_what_others_write(folder: LogFolder) -> None:
    post = _post(folder, _OLDER)
    (folder.root / _OLDER).write_text(_source(4, _BEES, _HIVE))
    done = add_entry(folder, post, _WAX.encode(), "Wax")
    assert _files(folder)[_OLDER] == _source(4, _BEES, _HIVE, _WAX)
    assert done.index == 3


def test_text_that_is_no_entry_is_refused(folder: LogFolder) -> None:
    before = _files(folder)
    with pytest.raises(WouldLoseEntry):
        add_entry(folder, _post(folder, _OLDER), b"```\nopen\n", "open")
    assert _files(folder) == before
