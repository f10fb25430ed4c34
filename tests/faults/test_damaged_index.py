"""The index is damaged, another's, locked, gone: the answers stay right, and nothing but a sentence tells of it."""

import datetime
import os
import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest
from mounting import Mounts, mounts, needs_mounts

from readtui.commands.listed import listed_weeks
from readtui.grammar.searching.asking import read_search
from readtui.store.folder import LogFolder
from readtui.store.index.index import Index
from readtui.store.index.indexfile import IndexFile, IndexTrouble
from readtui.store.index.listing import listed
from readtui.store.index.serving import asked_of_index, asked_of_warm_index
from readtui.store.index.survey import Survey

assert mounts  # a fixture
_LONG = bool(os.environ.get("READTUI_LONG"))
_POSTS = 60
_SEARCHES = [read_search(text, datetime.date(2021, 1, 1)) for text in ("stone", "by:moss", "kind:talk", "gl*", "zzz")]

Damage = Callable[[Path], None]
Told = list[list[tuple[str, int]]]


@pytest.fixture
def folder(tmp_path: Path) -> LogFolder:
    root = tmp_path / "log"
    root.mkdir()
    words = random.Random(1)
    for number in range(_POSTS):
        day = datetime.date(2020, 1, 1) + datetime.timedelta(days=7 * number)
        text = f"+++\ntitle = 'Week {number}'\ndate = {day}\n+++\n\n"
        for entry in range(5):
            note = " ".join(words.choices(("glass", "moss", "stone", "water", "glow", "long" * 40), k=40))
            text += f"## [Talk] [{note[:20]}](https://s.example/{entry})\n**Speaker**: Ada Moss\n\n{note}\n\n"
        (root / f"{day}.md").write_bytes(text.encode())
    return LogFolder(root, first_day=6)


@pytest.fixture
def file(folder: LogFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> IndexFile:
    """The log's index, made and let go of."""
    monkeypatch.setattr("readtui.store.index.looks._YOUNG", 0)  # the posts count as written long ago
    made = IndexFile.of(folder.root, (), {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")})
    with Index.opened(folder, made) as index:
        index.update()
    return made


def _told(index: Index) -> Told:
    return [
        [(row.path, row.words) for row in index.log()],
        [(row.path, entry.words) for row, _, entry in index.entries(person="ada")],
        *([(hit.row.path, hit.entry.index if hit.entry else 0) for hit in _hits(index, n)] for n in range(5)),
    ]


def _hits(index: Index, number: int) -> tuple:  # type: ignore[type-arg]
    return index.answer(_SEARCHES[number], "newest", 10_000).hits


def _weeks(folder: LogFolder, file: IndexFile) -> list[tuple[object, object]] | None:
    """What `readtui weeks` lists by the index alone."""
    survey = Survey(folder, is_long=True)
    try:
        weeks = listed(file, survey, 6, listed_weeks)
    finally:
        survey.end()
    return weeks if weeks is None else [(week["post"], week["words"]) for week in weeks]


@pytest.fixture
def right(folder: LogFolder) -> Told:
    with Index.in_memory(folder) as index:
        index.update()
        told = _told(index)
    assert [len(each) for each in told[:2]] == [_POSTS, 5 * _POSTS]
    return told


# What may lie where the index should


def _nothing(path: Path) -> None:
    path.write_bytes(b"")


def _foreign(path: Path) -> None:
    path.write_bytes(b"This is no database at all.\n" * 1000)


def _another_programs(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE post (id INTEGER PRIMARY KEY, path TEXT)")
    connection.close()


def _older(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 900")
    connection.close()


def _read_by_another_grammar(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE meta SET value = 'readtui 0' WHERE key = 'made by'")
        connection.execute("UPDATE post SET words = 7")
    connection.close()


def _without_a_table(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TABLE entry")
    connection.close()


def _with_changed_rows(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE post SET words = words + 1 WHERE id = 9")
        connection.execute("UPDATE text SET note = 'stone' WHERE id = 9")
    connection.close()


def _with_paths_of_another_type(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE post SET path = CAST(path AS TEXT) WHERE id < 30")
    connection.close()


def _without_a_row(path: Path) -> None:
    """What a lost page leaves: SQLite's own indexes of the table have the row still."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        which = "type = 'index' AND tbl_name = 'post' AND sql IS NOT NULL"
        hidden = connection.execute(f"SELECT * FROM sqlite_schema WHERE {which}").fetchall()
        connection.execute(f"DELETE FROM sqlite_schema WHERE {which}")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("DELETE FROM post WHERE id = 50")
        connection.execute("PRAGMA writable_schema = ON")
        connection.executemany("INSERT INTO sqlite_schema VALUES (?, ?, ?, ?, ?)", hidden)
    assert hidden


def _with_another_fingerprint(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE post SET fingerprint = fingerprint + 5 WHERE id = 9")


def _truncated(path: Path) -> None:
    os.truncate(path, path.stat().st_size * 2 // 3)


def _half_a_page(path: Path) -> None:
    os.truncate(path, 2000)


def _without_its_header(path: Path) -> None:
    with path.open("r+b") as file:
        file.write(bytes(100))


def _with_a_strange_log(path: Path) -> None:
    path.with_name(path.name + "-wal").write_bytes(os.urandom(40_000))


@pytest.mark.parametrize(
    "damage",
    [
        *(_nothing, _foreign, _another_programs, _older, _read_by_another_grammar, _without_a_table),
        *(_with_changed_rows, _with_paths_of_another_type, _truncated, _half_a_page, _without_its_header),
        *(_with_a_strange_log, _without_a_row, _with_another_fingerprint),
    ],
    ids=lambda damage: damage.__name__.strip("_"),
)
def test_it_is_made_anew_unasked(folder: LogFolder, file: IndexFile, right: Told, damage: Damage) -> None:
    damage(file.path)
    assert _weeks(folder, file) in (None, right[0])
    plain = asked_of_warm_index(folder, file, _told)
    assert plain is None or plain == right
    assert asked_of_index(folder, file, _told) == (right, None)
    assert asked_of_warm_index(folder, file, _told) == right
    assert _weeks(folder, file) == right[0]


def test_any_page_may_be_zeroed(folder: LogFolder, file: IndexFile, right: Told, tmp_path: Path) -> None:
    whole = file.path.read_bytes()
    pages = range(len(whole) // 4096)
    chosen = pages if _LONG else random.Random(4).sample(pages, min(25, len(pages)))
    for page in chosen:
        file.discard()
        file.path.write_bytes(whole[: page * 4096] + bytes(4096) + whole[(page + 1) * 4096 :])
        assert _weeks(folder, file) in (None, right[0]), page
        plain = asked_of_warm_index(folder, file, _told)
        assert plain is None or plain == right, page
        assert asked_of_index(folder, file, _told) == (right, None), page


def test_any_bytes_may_be_others(folder: LogFolder, file: IndexFile, right: Told) -> None:
    """Where rows are hit, their sums tell; what SQLite's own structures say wrongly, it tells itself."""
    whole = file.path.read_bytes()
    words = random.Random(6)
    for _ in range(400 if _LONG else 15):
        file.discard()
        place = words.randrange(len(whole))
        file.path.write_bytes(whole[:place] + words.randbytes(64) + whole[place + 64 :])
        rows, why = asked_of_index(folder, file, lambda index: [_told(index)[0], len(list(index.entries()))])
        assert (rows, why) == ([right[0], 5 * _POSTS], None), place


def test_it_may_be_deleted_while_it_is_open(folder: LogFolder, file: IndexFile, right: Told) -> None:
    with Index.opened(folder, file) as index:
        shutil.rmtree(file.path.parent)
        assert _told(index) == right
        assert not index.is_current
        assert asked_of_index(folder, file, _told) == (right, None)
        assert _told(index) == right


def test_its_log_may_be_gone(folder: LogFolder, file: IndexFile, right: Told, tmp_path: Path) -> None:
    with Index.opened(folder, file) as index:
        (folder.root / "2020-01-01.md").write_bytes(b"stone\n")
        index.update()
        copy = tmp_path / "copy.db"
        shutil.copyfile(file.path, copy)
    file.discard()
    shutil.copyfile(copy, file.path)
    (folder.root / "2020-01-01.md").unlink()
    del right[0][-1]
    told, why = asked_of_index(folder, file, _told)
    assert (told[0], why) == (right[0], None)


def test_what_was_deleted_under_a_screen_is_read_again(folder: LogFolder, file: IndexFile) -> None:
    with Index.opened(folder, file) as index:
        file.discard()
        (folder.root / "new.md").write_bytes(b"a new stone\n")
        index.update()  # of the file that nobody sees any more
    with Index.opened(folder, file) as index:
        assert index.update().post_count == _POSTS + 1


# What is not damage, but stands in the way


def test_one_that_is_locked_is_done_without(folder: LogFolder, file: IndexFile, right: Told) -> None:
    other = sqlite3.connect(file.path, isolation_level=None)
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    (folder.root / "2020-01-01.md").touch()
    with pytest.raises(IndexTrouble, match="locked"):
        Index.opened(folder, file, patience=0.05).update()
    assert asked_of_warm_index(folder, file, _told) in (None, right)
    other.close()
    assert asked_of_index(folder, file, _told) == (right, None)


def test_a_folder_in_its_place_is_left_alone(folder: LogFolder, file: IndexFile, right: Told) -> None:
    file.discard()
    file.path.mkdir()
    (file.path / "theirs").write_bytes(b"")
    told, why = asked_of_index(folder, file, _told)
    assert told == right
    assert why is not None
    assert asked_of_warm_index(folder, file, _told) is None
    assert (file.path / "theirs").exists()


def test_a_file_where_the_cache_should_be(folder: LogFolder, tmp_path: Path, right: Told) -> None:
    (tmp_path / "flat").write_bytes(b"")
    file = IndexFile.of(folder.root, (), {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "flat")})
    told, why = asked_of_index(folder, file, _told)
    assert told == right
    assert why is not None
    assert "index cannot be used" in why


@needs_mounts
def test_a_full_disk_is_done_without(folder: LogFolder, mounts: Mounts, tmp_path: Path, right: Told) -> None:
    disk = mounts.disk("tmpfs")
    file = IndexFile.of(folder.root, (), {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(disk)})
    for free in (300_000, 60_000, 0):
        (disk / "filler").write_bytes(b"")
        with suppress(OSError), (disk / "filler").open("wb") as filler:
            status = os.statvfs(disk)
            filler.write(bytes(max(0, status.f_bavail * status.f_frsize - free)))
        told, why = asked_of_index(folder, file, _told)
        assert told == right
        assert why is not None
        assert asked_of_warm_index(folder, file, _told) in (None, right)


@needs_mounts
def test_a_read_only_disk_is_done_without(folder: LogFolder, mounts: Mounts, tmp_path: Path, right: Told) -> None:
    disk = mounts.disk("tmpfs")
    file = IndexFile.of(folder.root, (), {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(disk)})
    mounts.run("mount", "-o", "remount,ro", disk)
    told, why = asked_of_index(folder, file, _told)
    assert told == right
    assert why is not None
    assert "read-only" in why


@needs_mounts
def test_an_index_on_a_read_only_disk_answers_as_long_as_it_is_right(
    folder: LogFolder, file: IndexFile, mounts: Mounts, right: Told
) -> None:
    place = file.path.parent
    mounts.run("mount", "--bind", place, place)
    mounts.run("mount", "-o", "remount,bind,ro", place)
    assert asked_of_warm_index(folder, file, _told) in (None, right)
    (folder.root / "2020-01-01.md").write_bytes(b"a new stone\n")
    assert asked_of_warm_index(folder, file, _told) is None
    told, why = asked_of_index(folder, file, lambda index: len(index.log()))
    assert (told, why is None) == (_POSTS, False)
