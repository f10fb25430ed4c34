"""The log as one reads and edits it: rows, posts and saves by way of its folder."""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from readtui.model.span import Span, Splice
from readtui.store.faults import ChangedOnDisk, NoLog, NoSuchPost, NotEditable, Unreadable, WouldLoseEntry
from readtui.store.folder import LogFolder

POST = b"""---
title: Read (July 5 - July 11)
date: 2020-07-11
---

## [Talk] [Bees](https://bees.example/)
**Speaker**: Ada Moss

They dance.

## [Paper] [Wax](https://wax.example/)

It melts.
"""


@pytest.fixture
def folder(tmp_path: Path) -> LogFolder:
    root = tmp_path / "log"
    (root / "post").mkdir(parents=True)
    (root / "post" / "2020-07-11.md").write_bytes(POST)
    (root / "post" / "2020-07-18.md").write_bytes(POST.replace(b" (July 5 - July 11)", b"").replace(b"07-11", b"07-18"))
    (root / "about.md").write_bytes(b"# About\n")
    return LogFolder(root)


def test_rows_and_posts_newest_first_in_the_logs_own_weeks(folder: LogFolder) -> None:
    paths = ["post/2020-07-18.md", "post/2020-07-11.md", "about.md"]
    for log in (folder.rows(), folder.load()):
        assert [row.path for row in log] == paths
        assert log.posts[0].week is not None
        assert log.posts[0].week.start == date(2020, 7, 12)  # a Sunday, learned from the other post's title
    assert folder.paths() == paths
    assert [row.path for rows in folder.peeking() for row in rows] == paths
    assert [row.is_read for row in folder.rows()] == [False] * 3


def test_first_day_may_be_chosen(folder: LogFolder) -> None:
    week = LogFolder(folder.root, first_day=0).load().posts[0].week
    assert week is not None
    assert week.start == date(2020, 7, 13)


def test_sections_narrow_and_a_post_may_be_all(folder: LogFolder) -> None:
    assert len(LogFolder(folder.root, ("post",)).paths()) == 2
    assert LogFolder(folder.root / "post", only="2020-07-11.md").paths() == ["2020-07-11.md"]


def test_broken_files_are_rows_that_say_why(folder: LogFolder) -> None:
    os.mkfifo(folder.root / "pipe.md")
    (folder.root / "link.md").symlink_to("nowhere")
    (folder.root / "folder.md").mkdir()
    (folder.root / "huge.md").touch()
    os.truncate(folder.root / "huge.md", 50 << 30)
    (folder.root / "latin.md").write_bytes(b"caf\xe9")
    codes = {
        "pipe.md": "not-a-file",
        "link.md": "dangling-link",
        "folder.md": "not-a-file",
        "huge.md": "too-large",
        "latin.md": "not-utf8",
    }
    for log in (folder.rows(), folder.load()):
        found = {row.path: [problem.code for problem in row.problems] for row in log if row.problems}
        assert found == {path: [code] for path, code in codes.items()}
        assert not any(row.is_editable for row in log if row.problems)
    with pytest.raises(Unreadable):
        folder.read("pipe.md")


def test_post_is_found_however_it_is_named(folder: LogFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    path = "post/2020-07-11.md"
    monkeypatch.chdir(folder.root / "post")
    for argument in (path, f"./{path}", str(folder.root / path), "2020-07-11.md", "../about.md"):
        assert folder.find(argument) == (path if "2020" in argument else "about.md")
    (folder.root / "link.md").symlink_to(path)
    assert folder.find("link.md") == "link.md"
    (folder.root / "cafe\u0301.md").touch()
    assert folder.find("caf\u00e9.md") == "cafe\u0301.md"
    for argument in ("post", "no.md", "/etc/passwd", "../../x.md", "", "\x1b[2J"):
        with pytest.raises(NoSuchPost):
            folder.find(argument)


def test_entry_is_saved_and_the_rest_keeps_its_bytes(folder: LogFolder) -> None:
    post = folder.read("post/2020-07-11.md")
    place = POST.index(b"They dance")
    saved = folder.save(post, [Splice(Span(place, place + 10), b"They waggle")], editing=1).posts[0]
    assert saved.source == POST.replace(b"They dance", b"They waggle")
    assert (folder.root / post.path).read_bytes() == saved.source
    assert folder.read(post.path) == saved
    assert not folder.save(saved, [], editing=None).is_changed
    with pytest.raises(ChangedOnDisk):
        folder.save(post, [Splice(Span(place, place + 4), b"Bees")], editing=1)


@pytest.mark.parametrize("swallowing", [b"\n```\nan open fence\n", b"\n<!-- an open comment\n"])
def test_edit_that_swallows_another_entry_is_refused(folder: LogFolder, swallowing: bytes) -> None:
    post = folder.read("post/2020-07-11.md")
    place = POST.index(b"\n## [Paper]")
    with pytest.raises(WouldLoseEntry, match="Wax"):
        folder.save(post, [Splice(Span(place, place), swallowing)], editing=1)
    assert (folder.root / post.path).read_bytes() == POST


def test_post_that_cannot_be_edited_safely_is_refused(folder: LogFolder) -> None:
    (folder.root / "latin.md").write_bytes(b"caf\xe9")
    with pytest.raises(NotEditable):
        folder.save(folder.read("latin.md"), [Splice(Span(0, 0), b"x")], editing=None)


def test_stray_files_are_tidied_up(folder: LogFolder) -> None:
    stray = folder.root / "post" / ".2020-07-11.md.4194305-00ff00ff.readtui.tmp"  # no process has so high a number
    stray.touch()
    assert stray.name not in str(folder.paths())
    assert folder.tidy() == 1
    assert not stray.exists()


def test_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(NoLog):
        LogFolder(tmp_path / "none")
    assert LogFolder(tmp_path).load().posts == ()


def test_posts_that_vanish_meanwhile_are_no_rows(lay_out: Callable[..., Path]) -> None:
    folder = LogFolder(lay_out(*(f"2020-01-{day:02}.md" for day in range(1, 10))))
    paths = folder.paths()
    (folder.root / paths[3]).unlink()
    folder.paths = lambda: paths  # type: ignore[method-assign]
    assert [row.path for row in folder.load()] == [*paths[:3], *paths[4:]]


def test_real_logs_are_saved_unchanged_without_a_write(real_logs: Path) -> None:
    folder = LogFolder(real_logs / "cwpearson__hugo-cwpearson")
    log = folder.load()
    assert len(log) == 84
    for post in log:
        assert post.source == (folder.root / post.path).read_bytes()
        if post.is_editable:
            whole = Splice(post.span_of(None), post.source)
            assert folder.save(post, [whole], editing=None).posts == (post,)
