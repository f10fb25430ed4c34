"""The process that reads rows hands over those of the index first, and keeps the index."""

import os
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks.genlog import write_log
from readtui.model.post import Post
from readtui.store.folder import LogFolder
from readtui.store.index.index import Index
from readtui.store.index.indexfile import IndexFile
from readtui.store.rowprocess import All, Counted, Message, Newest, RowProcess, Stamped
from readtui.store.watching.stamps import NOTHING, stamp_of

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


class Noting(LogFolder):
    """A folder that notes below itself how often a post is opened, by whatever process."""

    def open(self, path: str) -> Post:
        with (self.root / "opened").open("ab") as opened:
            opened.write(b".")
        return super().open(path)


def test_the_first_start_reads_the_posts_and_makes_the_index(folder: LogFolder, environ: Mapping[str, str]) -> None:
    messages = _told(Noting(folder.root), environ)
    assert _kinds(messages) == ["Newest", "All", *["Counted"] * 6, "Stamped"]
    assert (folder.root / "opened").stat().st_size < _POSTS * 1.3  # those in view twice
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


def _is_told(folder: LogFolder, messages: list[Message]) -> bool:
    """Whether it is all that reading the posts tells."""
    (everything,) = (message for message in messages if isinstance(message, All))
    chunks = {message.number: message.chunk for message in messages if isinstance(message, Counted)}
    stamps = messages[-1].stamps if isinstance(messages[-1], Stamped) else {}
    looks = {path: stamp_of(folder.root / path) for path in folder.paths()}
    told = [*everything.rows.replacing_chunks(chunks)]
    return told == [post.row for post in folder.load()] and {path: stamps.get(path) for path in looks} == looks


def test_the_counts_of_a_shorter_log_are_those_of_its_index(tmp_path: Path, environ: Mapping[str, str]) -> None:
    first, second, *_, last = write_log(150, tmp_path / "short")
    folder = Noting(tmp_path / "short")
    assert _is_told(folder, _told(folder, environ))
    (folder.root / "opened").unlink()
    assert _is_told(folder, _told(folder, environ))
    assert (folder.root / "opened").stat().st_size < 300  # by the test itself 150 times, and 64 are in view
    first.unlink()
    second.write_bytes(b"---\ntitle: Another\ndate: 2026-01-01\n---\nWords of it.\n")
    last.write_bytes(last.read_bytes() + b"More.\n")
    (folder.root / "newest.md").write_bytes(b"---\ntitle: New\ndate: 2027-01-01\n---\nWords.\n")
    (folder.root / "gone.md").symlink_to("nowhere.md")
    (folder.root / "latin.md").write_bytes(b"Caf\xe9\n")
    assert _is_told(folder, _told(folder, environ))


def test_what_comes_and_goes_while_the_rows_are_read_is_left_to_the_watch(
    tmp_path: Path, environ: Mapping[str, str]
) -> None:
    _, second, *_, last = write_log(150, tmp_path / "short")

    class Changing(LogFolder):
        def open(self, path: str) -> Post:
            if path == second.name and last.exists():  # it is counted: all rows are told by now
                last.rename(last.with_name("newest.md"))
            return super().open(path)

    *_, stamped = _told(Changing(tmp_path / "short"), environ)
    assert isinstance(stamped, Stamped)
    assert len(stamped.stamps) == 150
    assert stamped.stamps.get(last.name) == NOTHING
    assert stamped.stamps.get("newest.md") is None


def test_where_the_index_is_busy_the_counts_are_read(tmp_path: Path, environ: Mapping[str, str]) -> None:
    write_log(150, tmp_path / "short")
    folder = LogFolder(tmp_path / "short")
    _told(folder, environ)
    with closing(sqlite3.connect(IndexFile.of(folder.root, (), environ).path)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert _is_told(folder, _told(folder, environ))


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
