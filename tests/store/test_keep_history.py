"""The history on disk: records, bounds, privacy, and a file that is broken, newer, locked or not to be written."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from readtui.model.change import Change, FileChange, Record, steps_of, what_stands
from readtui.store.changes.history import History
from readtui.store.changes.historyfile import HistoryTrouble
from readtui.store.statefolder import Bounds


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "state"
    folder.mkdir(mode=0o700)
    return folder


def keep(history: History, path: str, *texts: bytes | None) -> list[int]:
    """Record changes of one post from each of these texts to the next."""
    made = []
    for before, after in pairwise(texts):
        made.append(history.begin(Change(f"edited {path}", (FileChange(path, before, after),))))
        history.finish(made[-1])
    return made


def aged(folder: Path, days: int, where: str = "1") -> None:
    """Let records be this old."""
    then = (datetime.now(UTC) - timedelta(days=days)).isoformat()
    with closing(sqlite3.connect(folder / "history.db")) as connection, connection:
        connection.execute(f"UPDATE record SET at = ? WHERE {where}", (then,))


def texts_in(folder: Path) -> int:
    """How many bytes of texts are kept."""
    with closing(sqlite3.connect(folder / "history.db")) as connection:
        return int(connection.execute("SELECT coalesce(sum(length(content)), 0) FROM text").fetchone()[0])


# What is kept


def test_nothing_is_made_before_the_first_record(folder: Path) -> None:
    history = History(folder)
    assert (history.records(), history.begun(), history.files(1)) == ([], [], ())
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("text", [b"", b"\0\xff\xfe", b"\r\n\r", b"x" * 5_000_000])
def test_a_record_has_the_very_bytes(folder: Path, text: bytes) -> None:
    history = History(folder)
    files = (FileChange("a/b\udcff\n.md", None, text), FileChange("c.md", text, None))
    record = history.begin(Change("moved\x1b[31m it", files), modes=(None, 0o640))
    assert [each.id for each in history.begun()] == [record]
    assert history.records() == []
    history.finish(record)
    history.close()
    again = History(folder)
    (kept,) = again.records()
    assert (kept.id, kept.kind, kept.of, kept.paths) == (record, "change", None, ("a/b\udcff\n.md", "c.md"))
    assert "\x1b" not in kept.what
    assert kept.when.tzinfo is not None
    assert abs(kept.when - datetime.now(UTC)) < timedelta(seconds=60)
    assert again.files(record) == ((files[0], None), (files[1], 0o640))


def test_a_text_is_kept_once(folder: Path) -> None:
    keep(History(folder), "a.md", b"one", b"two", b"one", b"two")
    assert texts_in(folder) == 6


def test_what_was_never_done_leaves_nothing(folder: Path) -> None:
    history = History(folder)
    record = history.begin(Change("edited a", (FileChange("a.md", b"old", b"new"),)))
    history.forget(record)
    assert (history.records(), history.begun(), history.files(record)) == ([], [], ())
    assert texts_in(folder) == 0
    assert history.begin(Change("edited a", (FileChange("a.md", b"old", b"new"),))) > record  # never used twice


def test_nobody_else_may_look_into_it(folder: Path) -> None:
    before = os.umask(0)
    try:
        history = History(folder)
        keep(history, "a.md", b"one", b"two")
    finally:
        os.umask(before)
    assert {path.name for path in folder.iterdir()} >= {"history.db"}
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}


# Bounds


def test_old_versions_go_and_the_newest_of_each_post_stay(folder: Path) -> None:
    history = History(folder, Bounds(days=90, versions=3))
    texts = [b"%d" % number for number in range(10)]
    keep(history, "a.md", *texts)
    keep(history, "b.md", b"x", b"y")
    aged(folder, 91)
    assert history.prune() == 6
    assert [record.paths for record in history.records()] == [("a.md",)] * 3 + [("b.md",)]
    assert [file.after for record in history.records() for file, _ in history.files(record.id)] == [*texts[-3:], b"y"]


def test_young_versions_stay_however_many_there_are(folder: Path) -> None:
    history = History(folder, Bounds(days=90, versions=3))
    keep(history, "a.md", *[b"%d" % number for number in range(10)])
    aged(folder, 89)
    assert history.prune() == 0
    assert len(history.records()) == 9


def test_a_record_of_several_posts_stays_for_the_one_that_needs_it(folder: Path) -> None:
    history = History(folder, Bounds(days=90, versions=1))
    both = history.begin(Change("moved", (FileChange("b.md", b"1", b"2"), FileChange("a.md", b"1", b"2"))))
    history.finish(both)
    later = keep(history, "a.md", b"2", b"3", b"4")
    aged(folder, 91)
    assert history.prune() == 1
    assert [record.id for record in history.records()] == [both, later[-1]]


def test_size_wins_and_each_post_keeps_its_newest_two(folder: Path) -> None:
    history = History(folder, Bounds(size=10_000))
    texts = [bytes([65 + number]) * 3_000 for number in range(10)]
    keep(history, "a.md", *texts)
    keep(history, "b.md", b"x" * 3_000, b"y" * 3_000)
    history.prune()
    assert [record.paths for record in history.records()] == [("a.md",)] * 2 + [("b.md",)]
    assert texts_in(folder) == 5 * 3_000


def test_size_is_minded_without_being_asked(folder: Path) -> None:
    history = History(folder, Bounds(size=1_000_000))
    keep(history, "a.md", *[os.urandom(50_000) for _ in range(200)])
    assert texts_in(folder) < 1_000_000 + 33 * 50_000
    history.close()
    size = sum(path.stat().st_size for path in folder.iterdir())
    assert size < 6_000_000, "the file does not shrink"


def test_what_is_begun_is_never_forgotten_for_its_age(folder: Path) -> None:
    history = History(folder, Bounds(days=0, versions=0, size=0))
    record = history.begin(Change("edited", (FileChange("a.md", b"1", b"2"),)))
    keep(history, "a.md", b"2", b"3", b"4", b"5")
    aged(folder, 91)
    history.prune()
    assert [each.id for each in history.begun()] == [record]
    assert history.files(record)[0][0] == FileChange("a.md", b"1", b"2")


# A file that is not as it should be


@pytest.mark.parametrize("damage", ["garbage", "header", "pages", "cut", "empty"])
@pytest.mark.parametrize("is_open", [False, True])
def test_a_broken_file_is_set_aside_and_keeping_goes_on(folder: Path, damage: str, is_open: bool) -> None:
    history = History(folder)
    keep(history, "a.md", *[os.urandom(3_000) for _ in range(60)])
    if not is_open:
        history.close()
        history = History(folder)
    _damage(folder / "history.db", damage)
    kept = 0
    for number in range(3):
        try:
            keep(history, "b.md", b"%d" % number, b"%d" % (number + 1))
            kept += 1
        except HistoryTrouble:
            continue
    assert kept >= 2
    assert [record.paths for record in history.records()][-kept:] == [("b.md",)] * kept
    history.close()
    again = History(folder)
    assert [record.paths for record in again.records()][-kept:] == [("b.md",)] * kept
    assert all(again.files(record.id) for record in again.records())


def _damage(file: Path, how: str) -> None:
    size = file.stat().st_size
    with file.open("r+b") as opened:
        if how == "garbage":
            opened.write(os.urandom(size))
            opened.truncate()
        elif how == "header":
            opened.write(b"no database at all")
        elif how == "pages":
            opened.seek(4096)
            opened.write(os.urandom(size - 4096))
        elif how == "cut":
            opened.truncate(size // 2)
        else:
            opened.truncate(0)


def test_what_a_killed_process_left_beside_a_broken_file_is_not_put_into_the_next(folder: Path) -> None:
    history = History(folder)
    keep(history, "a.md", *[os.urandom(3_000) for _ in range(60)])
    history.close()
    script = (
        "import os, sys, pathlib\n"
        "from readtui.model.change import Change, FileChange\n"
        "from readtui.store.changes.history import History\n"
        "history = History(pathlib.Path(sys.argv[1]))\n"
        "history.begin(Change('old', (FileChange('a.md', b'x', b'y'),)))\n"
        "os.kill(os.getpid(), 9)\n"
    )
    ran = subprocess.run([sys.executable, "-c", script, str(folder)], check=False)
    assert ran.returncode == -signal.SIGKILL
    left = (folder / "history.db-wal").read_bytes()
    assert left
    (folder / "history.db").write_bytes(b"no database at all" * 400)
    history = History(folder)
    keep(history, "b.md", b"1", b"2")
    assert "is history.db.broken-" in history.mishap
    history.close()
    assert [record.what for record in History(folder).records()] == ["edited b.md"]
    assert [path.read_bytes() for path in folder.glob("history.db.broken-*-wal")] == [left]


def test_the_file_of_a_newer_readtui_is_left_alone(folder: Path) -> None:
    keep(History(folder), "a.md", b"one", b"two")
    with closing(sqlite3.connect(folder / "history.db")) as connection:
        connection.execute("PRAGMA user_version = 99")
    before = (folder / "history.db").read_bytes()
    history = History(folder)
    with pytest.raises(HistoryTrouble, match="newer readtui"):
        keep(history, "a.md", b"two", b"three")
    with pytest.raises(HistoryTrouble, match="newer readtui"):
        history.records()
    assert (folder / "history.db").read_bytes() == before
    assert not list(folder.glob("*broken*"))


def test_a_folder_that_takes_no_files(plain_folder: Path) -> None:
    plain_folder.chmod(0o500)
    with pytest.raises(HistoryTrouble, match="denied"):
        keep(History(plain_folder), "a.md", b"one", b"two")
    assert History(plain_folder).records() == []


def test_a_broken_file_is_told_to_who_reads_and_left_where_it_is(folder: Path) -> None:
    (folder / "history.db").write_bytes(b"no database at all" * 400)
    with pytest.raises(HistoryTrouble, match="broken") as told:
        History(folder).records()
    assert told.value.is_broken
    assert [path.name for path in folder.iterdir()] == ["history.db"]


def test_a_folder_that_is_cleared_away_meanwhile(folder: Path) -> None:
    history = History(folder)
    keep(history, "a.md", b"one", b"two")
    for path in folder.iterdir():
        path.unlink()
    assert history.records() == []
    keep(history, "a.md", b"two", b"three")
    assert len(History(folder).records()) == 1


def test_a_folder_that_is_gone(folder: Path) -> None:
    history = History(folder)
    folder.rmdir()
    with pytest.raises(HistoryTrouble):
        keep(history, "a.md", b"one", b"two")


# Several at once


def test_threads_and_connections_at_once(folder: Path) -> None:
    histories = [History(folder) for _ in range(3)]

    def write(number: int) -> None:
        keep(histories[number % 3], f"{number}.md", *[b"%d-%d" % (number, version) for version in range(11)])

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(write, range(6)))
    records = histories[0].records()
    assert len(records) == len({record.id for record in records}) == 60
    assert [record.id for record in records] == sorted(record.id for record in records)


def test_processes_that_begin_a_history_at_once(folder: Path) -> None:
    script = (
        "import sys, pathlib\n"
        "from readtui.model.change import Change, FileChange\n"
        "from readtui.store.changes.history import History\n"
        "sys.stdin.readline()\n"
        "history = History(pathlib.Path(sys.argv[1]))\n"
        "history.records()\n"
        "history.finish(history.begin(Change('made', (FileChange(sys.argv[2], None, b'x'),))))\n"
    )
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", script, str(folder), f"{number}.md"], stdin=subprocess.PIPE, stderr=subprocess.PIPE
        )
        for number in range(6)
    ]
    for process in processes:
        assert process.stdin is not None
        process.stdin.write(b"go\n")
        process.stdin.flush()
    assert [process.communicate()[1] for process in processes] == [b""] * 6
    assert sorted(record.paths[0] for record in History(folder).records()) == [f"{n}.md" for n in range(6)]


def test_one_that_holds_the_file_for_long_is_told(folder: Path) -> None:
    history = History(folder)
    keep(history, "a.md", b"one", b"two")
    with closing(sqlite3.connect(folder / "history.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert len(history.records()) == 1
        with pytest.raises(HistoryTrouble, match="locked"):
            keep(history, "a.md", b"two", b"three")
        other.execute("ROLLBACK")
    keep(history, "a.md", b"two", b"three")
    assert len(history.records()) == 2


def test_a_record_is_read_while_another_is_written(folder: Path) -> None:
    history = History(folder)
    keep(history, "a.md", b"0", b"1")
    wrong: list[object] = []

    def read() -> None:
        other = History(folder)
        for _ in range(50):
            wrong.extend(record for record in other.records() if not other.files(record.id))
        other.close()

    reader = threading.Thread(target=read)
    reader.start()
    keep(history, "a.md", *[b"%d" % number for number in range(60)])
    reader.join()
    assert wrong == []


# Steps


def chain(*kinds: tuple[str, int | None]) -> list[Record]:
    """Records from 1 on, each of a kind and of another."""
    when = datetime.now(UTC)
    return [
        Record(number, "", when, kind, of, ("a.md",))  # type: ignore[arg-type]
        for number, (kind, of) in enumerate(kinds, start=1)
    ]


@pytest.mark.parametrize(
    ("records", "undo", "redo", "stands"),
    [
        ([], (), (), {}),
        ([("change", None), ("change", None)], (2, 1), (), {1: 1, 2: 2}),
        ([("change", None), ("change", None), ("undo", 2)], (1,), (3,), {1: 1, 3: 3}),
        ([("change", None), ("change", None), ("undo", 2), ("undo", 1)], (), (4, 3), {3: 3, 4: 4}),
        ([("change", None), ("undo", 1), ("redo", 2)], (3,), (), {1: 3, 3: 3}),
        ([("change", None), ("undo", 1), ("redo", 2), ("undo", 3)], (), (4,), {2: 4, 4: 4}),
        ([("change", None), ("undo", 1), ("change", None)], (3,), (), {2: 2, 3: 3}),
        ([("change", None), ("change", None), ("undo", 1)], (2,), (3,), {2: 2, 3: 3}),
        ([("change", None), ("change", None), ("undo", 2), ("torn", None)], (1,), (3,), {1: 1, 3: 3, 4: 4}),
        ([("undo", 7), ("redo", 9)], (2,), (1,), {1: 1, 2: 2}),  # what they were of is forgotten
    ],
)
def test_what_can_be_undone_and_redone(
    records: list[tuple[str, int | None]], undo: tuple[int, ...], redo: tuple[int, ...], stands: dict[int, int]
) -> None:
    steps = steps_of(chain(*records))
    assert (steps.undo, steps.redo) == (undo, redo)
    assert what_stands(chain(*records)) == stands
