"""A survey tells whether posts look as an index knows them, also where a process beside takes most of it."""

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from readtui.store.folder import LogFolder
from readtui.store.index.columns import path_bytes
from readtui.store.index.fingerprints import fingerprint_of
from readtui.store.index.looks import looks_from
from readtui.store.index.survey import Known, Survey, paths_of

_COUNT = 60


@pytest.fixture
def folder(tmp_path: Path) -> LogFolder:
    root = tmp_path / "log"
    (root / "older").mkdir(parents=True)
    for number in range(_COUNT):
        (root / ("older" if number % 3 else "") / f"post {number}.md").write_text(f"## {number}\n")
    (root / os.fsdecode(b"no \xff unicode.md")).write_text("## One\n")
    (root / "é.md").write_text("## One\n")
    return LogFolder(root)


@pytest.fixture
def taken(folder: LogFolder) -> Iterator[Callable[[], Survey]]:
    """Begins surveys, which are ended after the test, and leave no process behind."""
    surveys: list[Survey] = []
    others = _children()

    def begin() -> Survey:
        surveys.append(Survey(folder, is_long=True))
        return surveys[-1]

    yield begin
    for survey in surveys:
        survey.end()
    assert _children() == others


def _known(folder: LogFolder, *, without: bytes = b"", and_path: bytes = b"") -> Known:
    """What an index would know of the posts, without one of them, and with one more."""
    looks = {path_bytes(path): looks_from((folder.root / path).stat()) for path in paths_of(folder)}
    looks.pop(without, None)
    if and_path:
        looks[and_path] = next(iter(looks.values()))
    fingerprint = sum(fingerprint_of(path, looks) for path, looks in looks.items())
    return Known(fingerprint, lambda first: [path for path in looks if path >= first])


def _no_work() -> bool:
    return False


def _children() -> set[int]:
    return {int(child) for child in Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()}


def test_posts_that_look_as_they_did_are_known(folder: LogFolder, taken: Callable[[], Survey]) -> None:
    assert taken().is_as(_known(folder), _no_work)
    assert Survey(folder, is_long=False).is_as(_known(folder), _no_work)


def test_one_that_changed_is_told_of_whoever_looks_at_it(folder: LogFolder, taken: Callable[[], Survey]) -> None:
    known = _known(folder)
    for path in paths_of(folder):
        file = folder.root / path
        before = file.stat()
        file.write_text("## Other\n")
        assert not taken().is_as(known, _no_work)
        assert not Survey(folder, is_long=False).is_as(known, _no_work)
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
        known = _known(folder)
    assert taken().is_as(known, _no_work)


def test_one_that_is_gone_or_new_is_told_of_whoever_looks_at_it(folder: LogFolder, taken: Callable[[], Survey]) -> None:
    for path in map(path_bytes, paths_of(folder)):
        assert not taken().is_as(_known(folder, without=path), _no_work)
        assert not taken().is_as(_known(folder, and_path=path + b".md"), _no_work)


def test_a_folder_that_is_no_longer_looked_into_is_told_of(folder: LogFolder, taken: Callable[[], Survey]) -> None:
    known = _known(folder)
    (folder.root / "older").rename(folder.root / "_site")  # where a post was, a file still is
    (folder.root / "older").symlink_to("_site")
    assert not taken().is_as(known, _no_work)


def test_nothing_is_known_of_what_the_system_does_not_tell(folder: LogFolder, taken: Callable[[], Survey]) -> None:
    known = _known(folder)
    (folder.root / "lost.md").symlink_to("nowhere.md")
    assert not taken().is_as(known, _no_work)
    assert not Survey(folder, is_long=False).is_as(known, _no_work)


def test_the_last_of_the_posts_are_looked_at_here(folder: LogFolder, taken: Callable[[], Survey]) -> None:
    known, asked = _known(folder), list[int]()

    def paths_from(first: bytes) -> list[bytes]:
        asked.append(len(known.paths_from(first)))
        return known.paths_from(first)

    assert taken().is_as(known._replace(paths_from=paths_from), _no_work)
    assert 0 < asked[0] < _COUNT


def test_paths_are_held_against_each_other_where_nobody_looks_at_files_twice(
    folder: LogFolder, taken: Callable[[], Survey]
) -> None:
    known = _known(folder)
    (folder.root / "zz.md").write_text("")  # it is in the share of who asks, whose index has it not
    assert not taken().is_as(known, _no_work)


def test_other_work_is_done_while_another_process_looks(
    folder: LogFolder, taken: Callable[[], Survey], monkeypatch: pytest.MonkeyPatch
) -> None:
    known, left, (waits, goes) = _known(folder), iter(range(1_000_000)), os.pipe()

    def paths(where: LogFolder) -> list[str]:
        os.read(waits, 1)
        return paths_of(where)

    def work() -> bool:
        if next(left) == 10:
            os.write(goes, b"!")
        return True

    monkeypatch.setattr("readtui.store.index.survey.paths_of", paths)
    assert taken().is_as(known, work)
    assert next(left) > 10
    os.close(waits)
    os.close(goes)


def test_a_process_that_dies_is_made_up_for(folder: LogFolder, taken: Callable[[], Survey]) -> None:
    others, survey = _children(), taken()
    for child in _children() - others:
        os.kill(child, signal.SIGKILL)
    assert survey.is_as(_known(folder), _no_work)


def test_only_the_sections_asked_for_count(folder: LogFolder) -> None:
    older = LogFolder(folder.root, ("older",))
    survey = Survey(older, is_long=True)
    assert survey.is_as(_known(older), _no_work)
    assert not Survey(older, is_long=False).is_as(_known(folder), _no_work)
    survey.end()
