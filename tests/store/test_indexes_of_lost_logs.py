"""Indexes that nobody needs any more are taken away; those in use stay."""

import os
import shutil
import time
from pathlib import Path

from readtui.store.folder import LogFolder
from readtui.store.index.ahead import keep_index
from readtui.store.index.index import Index
from readtui.store.index.indexfile import IndexFile
from readtui.store.index.pruning import prune

_DAY = 86_400


def test_an_index_goes_when_its_log_is_gone(tmp_path: Path) -> None:
    lost, here, new = (_made(tmp_path, name) for name in ("lost", "here", "new"))
    shutil.rmtree(tmp_path / "lost")
    prune(new)
    assert not lost.exists()
    assert here.exists()
    assert new.exists()


def test_an_index_goes_that_was_not_used_for_90_days(tmp_path: Path) -> None:
    old, young, new = (_made(tmp_path, name) for name in ("old", "young", "new"))
    _used(old, 91)
    _used(young, 89)
    prune(new)
    assert (old.exists(), young.exists()) == (False, True)


def test_to_open_an_index_is_to_use_it(tmp_path: Path) -> None:
    old, new = _made(tmp_path, "old"), _made(tmp_path, "new")
    _used(old, 80)
    folder = LogFolder(tmp_path / "old")
    Index.opened(folder, IndexFile.of(folder.root, (), _environ(tmp_path)), may_make=False).close()
    assert time.time() - old.stat().st_mtime < _DAY
    prune(new)
    assert old.exists()


def test_the_oldest_go_where_all_take_too_much(tmp_path: Path) -> None:
    old, young, new = (_made(tmp_path, name) for name in ("old", "young", "new"))
    _used(old, 2)
    _used(young, 1)
    for each in (old, young):
        os.truncate(each, 600 << 20)  # of holes
        _used(each, 2 if each == old else 1)
    prune(new)
    assert (old.exists(), young.exists()) == (False, True)


def test_it_is_done_when_an_index_is_made_and_else_once_a_day(tmp_path: Path) -> None:
    lost = _made(tmp_path, "lost")
    shutil.rmtree(tmp_path / "lost")
    made = _made(tmp_path, "made")
    assert not lost.exists()
    lost = _made(tmp_path, "lost")
    shutil.rmtree(tmp_path / "lost")
    _kept(tmp_path, "made")
    assert not lost.exists()
    lost = _made(tmp_path, "lost")
    shutil.rmtree(tmp_path / "lost")
    _kept(tmp_path, "made")
    assert lost.exists()
    _used(made.with_name("pruned"), 2)
    _kept(tmp_path, "made")
    assert not lost.exists()


def test_what_is_no_index_is_left_alone(tmp_path: Path) -> None:
    new = _made(tmp_path, "new")
    (new.parent / "another.db").write_bytes(b"no index at all")
    (new.parent / "notes.txt").write_bytes(b"")
    prune(new)
    assert (new.parent / "another.db").exists()
    assert (new.parent / "notes.txt").exists()


def _environ(tmp_path: Path) -> dict[str, str]:
    return {"HOME": os.fspath(tmp_path), "XDG_CACHE_HOME": os.fspath(tmp_path / "cache")}


def _made(tmp_path: Path, name: str) -> Path:
    root = tmp_path / name
    root.mkdir(exist_ok=True)
    (root / "2020-01-01-x.md").write_text("# [A](https://a.example/)\n")
    folder = LogFolder(root)
    file = IndexFile.of(root, (), _environ(tmp_path))
    with Index.opened(folder, file) as index:
        index.update()
    return file.path


def _kept(tmp_path: Path, name: str) -> None:
    keep_index(LogFolder(tmp_path / name), _environ(tmp_path))


def _used(path: Path, days: int) -> None:
    moment = time.time() - days * _DAY
    os.utime(path, (moment, moment))
