"""Many posts are read by processes beside the one that writes the index, and nothing is missing where those die."""

import os
import signal
from pathlib import Path

from readtui.store.folder import LogFolder
from readtui.store.index.index import Index
from readtui.store.index.readings import readings
from readtui.store.index.writing import reading_of

_COUNT = 1000


def test_what_is_read_is_what_each_post_says_in_order(tmp_path: Path) -> None:
    folder, paths = _log(tmp_path)
    read = [(batch, each) for batch, each in readings(folder, paths)]
    assert [path for batch, _ in read for path in batch] == paths
    found = [reading for _, each in read for reading in each]
    assert [reading._replace(looks=b"", digest=b"") for reading in found] == [
        reading_of(folder.open(path), b"", b"") for path in paths
    ]


def test_a_post_that_is_gone_has_no_reading(tmp_path: Path) -> None:
    folder, paths = _log(tmp_path)
    (folder.root / paths[7]).unlink()
    found = [reading.path.decode() for _, each in readings(folder, paths) for reading in each]
    assert found == [path for path in paths if path != paths[7]]


def test_nothing_is_missing_where_the_processes_are_killed(tmp_path: Path) -> None:
    folder, paths = _log(tmp_path)
    found, killed, others = [], 0, _children()
    for _, each in readings(folder, paths):
        found += [reading.path.decode() for reading in each]
        for child in _children() - others if not killed else ():
            os.kill(child, signal.SIGKILL)
            killed += 1
    assert found == paths
    assert not _children() - others


def test_who_wants_no_more_leaves_no_process_behind(tmp_path: Path) -> None:
    folder, paths = _log(tmp_path)
    others = _children()
    some = readings(folder, paths)
    next(iter(some))
    some.close()  # type: ignore[attr-defined]
    assert not _children() - others


def test_an_index_made_so_is_complete(tmp_path: Path) -> None:
    folder, _ = _log(tmp_path)
    with Index.in_memory(folder) as index:
        told: list[tuple[int, int]] = []
        index.update(lambda done, count: told.append((done, count)))
        assert [row.path for row in index.log()] == [row.path for row in folder.rows()]
        assert told[-1] == (_COUNT, _COUNT)
        assert told[0][0] < 100  # the newest are there soon


def _log(tmp_path: Path) -> tuple[LogFolder, list[str]]:
    root = tmp_path / "log"
    root.mkdir()
    for number in range(_COUNT):
        head = f'---\ntitle: "W\u00e9ek {number}"\ntags: [a]\n---\n'
        text = f"{head}\n## [Stone {number}](https://s.example/{number})\n\nBy: A\n"
        (root / f"2{number:03}-01-01-x.md").write_text(text)
    folder = LogFolder(root, first_day=0)
    return folder, folder.paths()


def _children() -> set[int]:
    found = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children")
    return {int(child) for child in found.read_text().split()} if found.exists() else set()
