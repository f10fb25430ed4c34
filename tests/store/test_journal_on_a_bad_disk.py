"""A disk that is full or cannot be written: it is told, typing goes on, and once the disk is well all is there."""

import os
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from threading import Event, current_thread, main_thread

import pytest

from readtui.model.span import Span
from readtui.model.unsaved import UnsavedText
from readtui.store.faults import Unwritable
from readtui.store.statefolder import StateFolder
from readtui.store.unsaved import journalfiles
from readtui.store.unsaved.journal import Journal
from readtui.store.unsaved.journalfolder import journal_folders, records_in
from readtui.store.unsaved.leftover import discard, discarded, leftover
from readtui.store.unsaved.textrecord import TextRecord


def needs_root(test: Callable[..., None]) -> Callable[..., None]:
    mark = pytest.mark.skipif(os.geteuid() != 0, reason="only root can do this")
    return pytest.mark.may_skip("only root may mount disks")(mark(test))


def typed(text: bytes, path: str = "a.md") -> UnsavedText:
    return UnsavedText(path, None, b"Old.", Span(0, 4), text)


def wait_until(is_so: Callable[[], object]) -> None:
    end = time.monotonic() + 10
    while not is_so():
        assert time.monotonic() < end, "it never came to be"
        time.sleep(0.002)


def state_below(folder: Path) -> StateFolder:
    (folder / "log").mkdir(exist_ok=True)
    return StateFolder.of(folder / "log", {"HOME": str(folder), "XDG_STATE_HOME": str(folder / "disk")})


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 256 KiB, on which the state folder is."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", folder], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("no disks can be mounted here")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


def filled(disk: Path) -> Path:
    """A file that takes all the room there is."""
    with suppress(OSError), (disk / "full").open("wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))
    return disk / "full"


@contextmanager
def read_only(disk: Path) -> Iterator[None]:
    subprocess.run(["mount", "--bind", disk, disk], check=True)
    subprocess.run(["mount", "-o", "remount,ro,bind", disk], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", disk], check=True)


@needs_root
def test_a_full_disk_is_told_of_within_two_seconds_and_got_over(disk: Path) -> None:
    state = state_below(disk.parent)
    told: list[str | None] = []
    journal = Journal(state, told.append)
    journal.put(lambda: typed(b"Before."))
    assert journal.flush()
    full = filled(disk)
    start = time.monotonic()
    for number in range(30):
        journal.put(partial(typed, b"x" * 30_000 + b"%d" % number))
    wait_until(lambda: told)
    assert time.monotonic() < start + 2
    assert journal.trouble == told[0]
    assert told[0] is not None
    assert "cannot be kept on disk: the disk is full" in told[0]
    assert str(state.folder) in told[0]
    assert not journal.flush()
    (record,) = state.folder.glob("unsaved/*-*/*.text")
    assert record.read_bytes().endswith(b"\nBefore."), "what was there is there"
    assert not list(state.folder.glob("unsaved/*/.*")), "nothing is left of what could not be written"
    full.unlink()
    wait_until(lambda: told[-1] is None)  # without another key
    assert journal.trouble is None
    assert told == [told[0], None]
    journal.end(keep=True)
    (found,) = leftover(state)
    assert found.text.typed == b"x" * 30_000 + b"29"


@needs_root
def test_a_disk_that_becomes_read_only_is_told_of_and_got_over(disk: Path) -> None:
    state = state_below(disk.parent)
    told: list[str | None] = []
    journal = Journal(state, told.append)
    journal.keep((typed(b"One."), typed(b"Two.", "b.md")), typing=False)
    assert journal.flush()
    with read_only(disk):
        journal.keep((typed(b"Two.", "b.md"),), typing=False)
        wait_until(lambda: told)
        assert "the file system is read-only" in str(journal.trouble)
        with pytest.raises(Unwritable):
            journal.discard(typed(b"Two.", "b.md"))
    journal.discard(typed(b"Two.", "b.md"))
    wait_until(lambda: told[-1] is None)
    journal.end(keep=True)
    assert leftover(state) == []
    assert [found.text.path for found in discarded(state)] == ["b.md"]


@needs_root
def test_what_was_left_is_not_moved_off_a_read_only_disk(disk: Path) -> None:
    state = state_below(disk.parent)
    journal = Journal(state)
    journal.keep((typed(b"One."),), typing=False)
    journal.end(keep=True)
    with read_only(disk):
        (found,) = leftover(state)
        with pytest.raises(Unwritable):
            discard(state, found)
        other = Journal(state)
        with pytest.raises(Unwritable, match="read-only"):
            other.adopt(found)
        other.put(lambda: typed(b"Other.", "b.md"))
        assert not other.flush()
    assert other.flush()
    other.end(keep=True)
    assert sorted(found.text.path for found in leftover(state)) == ["a.md", "b.md"]


@needs_root
def test_what_is_let_go_of_at_the_end_is_left_where_the_disk_is_full(disk: Path) -> None:
    state = state_below(disk.parent)
    journal = Journal(state)
    journal.put(lambda: typed(b"x" * 100_000))
    assert journal.flush()
    filled(disk)
    journal.end(keep=False)
    assert [len(found.text.typed) for found in leftover(state)] == [100_000]
    assert discarded(state) == []


def test_a_folder_without_rights_is_told_of(plain_folder: Path) -> None:
    state = state_below(plain_folder)
    (plain_folder / "disk").mkdir(mode=0o500)
    told: list[str | None] = []
    journal = Journal(state, told.append)
    journal.put(lambda: typed(b"One."))
    wait_until(lambda: told)
    assert "permission denied" in str(journal.trouble)
    journal.put(lambda: typed(b"Two."))
    assert not journal.flush()
    (plain_folder / "disk").chmod(0o700)
    assert journal.flush()
    journal.end(keep=True)
    assert [found.text.typed for found in leftover(state)] == [b"Two."]


def test_text_saved_meanwhile_ends_the_trouble(plain_folder: Path) -> None:
    state = state_below(plain_folder)
    (plain_folder / "disk").mkdir(mode=0o500)
    told: list[str | None] = []
    journal = Journal(state, told.append)
    journal.put(lambda: typed(b"One."))
    wait_until(lambda: told)
    journal.keep((), typing=False)
    wait_until(lambda: told[-1] is None)
    journal.end(keep=True)
    assert list((plain_folder / "disk").iterdir()) == []


def test_what_is_written_while_another_write_hangs_is_there_also_once_that_goes_on(
    plain_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A signal has all written while the journal's thread waits for the disk."""
    hangs, goes_on, put = Event(), Event(), journalfiles.put
    seen: list[list[bytes]] = []

    def put_and_hang(path: Path, content: bytes) -> None:
        if current_thread() is not main_thread():
            seen.append(on_disk())
        put(path, content)
        if current_thread() is not main_thread():
            hangs.set()
            goes_on.wait()

    def on_disk() -> list[bytes]:
        files = [file for folder in journal_folders(state) for each in records_in(folder).values() for file in each]
        return [TextRecord.read(file).text.typed for file in files]

    monkeypatch.setattr(journalfiles, "put", put_and_hang)
    state = state_below(plain_folder)
    journal = Journal(state)
    journal.put(lambda: typed(b"One."))
    assert hangs.wait(10)
    journal.put(lambda: typed(b"Two."))
    assert journal.flush(0.05)
    assert b"Two." in on_disk()
    goes_on.set()
    wait_until(lambda: on_disk() == [b"Two."] and len(journal_folders(state)) == 1)
    assert b"Two." in seen[-1]
    journal.end(keep=True)
    assert on_disk() == [b"Two."]
