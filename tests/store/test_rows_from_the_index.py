"""The process that reads rows hands over those of the index first, and keeps the index."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from benchmarks.genlog import write_log
from readtui.store.folder import LogFolder
from readtui.store.index.index import Index
from readtui.store.index.indexfile import IndexFile
from readtui.store.rowprocess import All, Counted, Message, Newest, RowProcess, Stamped
from readtui.store.watching.stamps import stamp_of

_POSTS = 300


@pytest.fixture
def folder(tmp_path: Path) -> LogFolder:
    write_log(_POSTS, tmp_path / "log")
    return LogFolder(tmp_path / "log")


@pytest.fixture
def environ(tmp_path: Path) -> Mapping[str, str]:
    return {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")}


def _told(folder: LogFolder, environ: Mapping[str, str]) -> list[Message]:
    """What a process tells; when this is known, it has ended, with all that it does after."""
    process = RowProcess.reading(folder, None, environ)
    messages = [message for message in process.messages() if message]
    assert process.pid is not None
    os.waitpid(process.pid, 0)
    return messages


def _kinds(messages: list[Message]) -> list[str]:
    return [type(message).__name__ for message in messages]


def test_the_first_start_reads_the_posts_and_makes_the_index(folder: LogFolder, environ: Mapping[str, str]) -> None:
    messages = _told(folder, environ)
    assert _kinds(messages) == ["Newest", "All", *["Counted"] * 6, "Stamped"]
    with Index.opened(folder, IndexFile.of(folder.root, (), environ), may_make=False) as index:
        assert list(index.log()) == [post.row for post in folder.load()]


def test_the_next_start_has_every_row_from_the_index(folder: LogFolder, environ: Mapping[str, str]) -> None:
    _told(folder, environ)
    newest, everything, stamped = _told(folder, environ)
    right = folder.load()
    assert isinstance(newest, Newest)
    assert list(newest.rows) == [post.row for post in right][:50]
    assert newest.post == next(iter(right))
    assert isinstance(everything, All)
    assert list(everything.rows) == [post.row for post in right]
    assert everything.conventions == folder.conventions
    assert isinstance(stamped, Stamped)
    assert {stamped.stamps.get(path) == stamp_of(folder.root / path) for path in folder.paths()} == {True}
    assert len(stamped.stamps) == _POSTS


def test_what_changed_in_between_is_in_the_rows(folder: LogFolder, environ: Mapping[str, str]) -> None:
    _told(folder, environ)
    paths = folder.paths()
    (folder.root / paths[0]).unlink()
    (folder.root / paths[5]).write_bytes(b"---\ntitle: Another\ndate: 2026-01-01\n---\nWords of it.\n")
    (folder.root / "newest.md").write_bytes(b"---\ntitle: New\ndate: 2027-01-01\n---\nWords.\n")
    (folder.root / "gone.md").symlink_to("nowhere.md")
    _, everything, stamped = _told(folder, environ)
    right = folder.load()
    assert isinstance(everything, All)
    assert list(everything.rows) == [post.row for post in right]
    assert everything.post == next(iter(right))
    assert isinstance(stamped, Stamped)
    assert len(stamped.stamps) == _POSTS + 1


def test_where_nearly_all_changed_rows_come_by_their_front_matter(
    folder: LogFolder, environ: Mapping[str, str]
) -> None:
    _told(folder, environ)
    write_log(1100, folder.root)
    messages = _told(folder, environ)
    assert _kinds(messages)[:3] == ["Newest", "Newest", "All"]
    assert sum(isinstance(message, Counted) for message in messages) == 19


@pytest.mark.parametrize("damage", [b"", b"no database" * 1_000_000])
def test_a_damaged_index_is_made_anew(folder: LogFolder, environ: Mapping[str, str], damage: bytes) -> None:
    _told(folder, environ)
    IndexFile.of(folder.root, (), environ).path.write_bytes(damage)
    assert _kinds(_told(folder, environ)) == ["Newest", "All", *["Counted"] * 6, "Stamped"]
    assert _kinds(_told(folder, environ)) == ["Newest", "All", "Stamped"]


def test_without_a_cache_folder_rows_are_read(folder: LogFolder, tmp_path: Path) -> None:
    (tmp_path / "flat").write_bytes(b"")
    messages = _told(folder, {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "flat")})
    assert _kinds(messages) == ["Newest", "All", *["Counted"] * 6, "Stamped"]
