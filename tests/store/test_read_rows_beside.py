"""The process that reads rows: what it sends, and that it never outlives or disturbs the screen."""

import os
import signal
from pathlib import Path

import pytest

from readtui.model.post import PostRow
from readtui.store.folder import LogFolder
from readtui.store.rowprocess import All, Counted, RowProcess, Stamped
from readtui.store.watching.stamps import stamp_of

_POST = b'+++\ntitle = "Week (%s)"\ndate = 2021-03-%02d\n+++\n\n## [Talk] [One](https://e.example/%d)\n\nA note.\n'


@pytest.fixture
def folder(tmp_path: Path) -> LogFolder:
    for day in range(1, 29):
        (tmp_path / f"2021-03-{day:02}.md").write_bytes(_POST % (b"March 7 - March 13", day, day))
    (tmp_path / "broken.md").symlink_to("nowhere.md")
    return LogFolder(tmp_path)


def _told(process: RowProcess) -> tuple[list[PostRow], list[PostRow]]:
    messages = [message for message in process.messages() if message]
    everything = [message for message in messages if isinstance(message, All)][-1]
    chunks = {message.number: message.chunk for message in messages if isinstance(message, Counted)}
    return list(everything.rows), list(everything.rows.replacing_chunks(chunks))


def test_every_row_comes_in_order_and_then_its_counts(folder: LogFolder) -> None:
    process = RowProcess.reading(folder)
    peeked, counted = _told(process)
    process.end()
    assert [row.path for row in peeked] == [row.path for row in counted] == [row.path for row in folder.load()]
    assert not any(row.is_read for row in peeked[:-1])
    assert counted == [post.row for post in folder.load()]


def test_what_is_in_view_is_counted_first(folder: LogFolder) -> None:
    for day in range(1, 29):
        (folder.root / f"2021-04-{day:02}.md").write_bytes(b"Words.\n\n" + _POST % (b"April", day, day))
    messages = [*RowProcess(folder, None, None).messages()]
    (everything,) = (message for message in messages if isinstance(message, All))
    first = next(message for message in messages if isinstance(message, Counted))
    rows = [*everything.rows.replacing_chunks({first.number: first.chunk})]
    counted = [post.row for post in folder.load()]
    assert rows == [*counted[:32], *[*everything.rows][32:]]
    assert rows[32:] != counted[32:]


def test_without_a_process_of_its_own_the_same_is_read(folder: LogFolder) -> None:
    peeked, counted = _told(RowProcess(folder, None, None))
    assert counted == [post.row for post in folder.load()]
    assert len(peeked) == len(counted)


def test_where_there_are_no_processes_the_same_is_read(folder: LogFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "fork")  # as on Windows
    process = RowProcess.reading(folder)
    assert (process.pid, process.pipe) == (None, None)
    assert len(_told(process)[1]) == 29


def test_what_was_learned_comes_along(folder: LogFolder) -> None:
    process = RowProcess.reading(folder)
    (everything,) = [message for message in process.messages() if isinstance(message, All)]
    process.end()
    assert everything.conventions.first_day == 6  # the titles' weeks begin on Sundays


def test_what_tells_of_changes_comes_last(folder: LogFolder) -> None:
    messages = [message for message in RowProcess.reading(folder).messages() if message]
    assert isinstance(messages[-1], Stamped)
    stamps, folders, _ = messages[-1]
    assert {stamps.get(path) == stamp_of(folder.root / path) for path in folder.paths()} == {True}
    assert folders == ("",)


def test_it_can_be_ended_at_any_time(folder: LogFolder) -> None:
    process = RowProcess.reading(folder)
    next(process.messages())
    process.end()
    assert process.pid is not None
    with pytest.raises(ChildProcessError):
        os.waitpid(process.pid, os.WNOHANG)


def test_what_a_killed_save_left_is_removed(folder: LogFolder) -> None:
    left = folder.root / ".2021-03-01.md.4194303-00abcdef.readtui.tmp"  # above the largest process number
    left.write_bytes(b"half")
    process = RowProcess.reading(folder)
    rows, _ = _told(process)
    assert process.pid is not None
    os.waitpid(process.pid, 0)
    assert not left.exists()
    assert len(rows) == 29


def test_a_process_that_dies_is_made_up_for(folder: LogFolder) -> None:
    process = RowProcess.reading(folder)
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    rows, counted = _told(process)
    assert len(rows) == len(counted) == 29
    process.end()
