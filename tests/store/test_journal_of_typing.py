"""What is typed is on disk soon, and the next start finds it: the journal in one process."""

import time
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from readtui.grammar.posts import read_post
from readtui.model.unsaved import UnsavedText
from readtui.store.journal import Journal
from readtui.store.leftover import leftover
from readtui.store.statefolder import StateFolder

SOURCE = b"""+++
title = "What I read"
+++

## [Talk] [One](https://one.example)

Good.

## [Talk] [Two](https://two.example)

Better.
"""


def over(index: int | None, path: str = "a.md", source: bytes = SOURCE) -> UnsavedText:
    return UnsavedText.over(read_post(path, source), index)


def wait_until(is_so: Callable[[], object]) -> None:
    end = time.monotonic() + 10
    while not is_so():
        assert time.monotonic() < end, "it never came to be"
        time.sleep(0.002)


@pytest.fixture
def state(tmp_path: Path) -> StateFolder:
    (tmp_path / "log").mkdir()
    return StateFolder.of(tmp_path / "log", {"HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path / "state")})


@pytest.fixture
def journal(state: StateFolder) -> Iterator[Journal]:
    journal = Journal(state)
    yield journal
    journal.end(keep=True)


def files(state: StateFolder) -> list[str]:
    return sorted(str(path.relative_to(state.folder)) for path in state.folder.rglob("*") if path.is_file())


def texts_in(state: StateFolder) -> list[bytes]:
    """What is typed, as the next start would find it."""
    return [found.read_bytes() for found in sorted(state.folder.glob("unsaved/*-*/*.text"))]


def left_by(state: StateFolder, *texts: UnsavedText) -> None:
    journal = Journal(state)
    journal.keep(texts, typing=False)
    journal.end(keep=True)


def test_nothing_is_on_disk_until_something_is_typed(state: StateFolder, journal: Journal) -> None:
    journal.keep((), typing=False)
    journal.put(lambda: over(1))
    assert journal.flush()
    assert not state.folder.exists()


def test_what_is_typed_is_left_for_the_next_start(state: StateFolder) -> None:
    journal = Journal(state)
    typed = over(1).retyped(b"## [Talk] [One](https://one.example)\n\nGood, and worth a second look.\n")
    journal.put(lambda: typed)
    wait_until(lambda: texts_in(state))
    assert leftover(state) == []
    journal.end(keep=True)
    (found,) = leftover(state)
    assert (found.text, found.fate, found.words) == (typed, "left", 6)
    assert datetime.now().astimezone() - found.when < found.when - found.when.replace(year=1970)
    assert found.began <= found.when
    assert found.sentence(found.began.date()) == f"What I read, One: 6 words unsaved since {found.began:%H:%M}"
    assert found.sentence(date(1970, 1, 1)).endswith(f" since {found.began:%Y-%m-%d %H:%M}")
