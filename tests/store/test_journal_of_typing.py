"""What is typed is on disk soon, and the next start finds it: the journal in one program."""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest

from readtui.grammar.posts import read_post
from readtui.model.span import Span
from readtui.model.unsaved import UnsavedText
from readtui.store.statefolder import StateFolder
from readtui.store.unsaved.journal import Journal
from readtui.store.unsaved.leftover import discarded, leftover

SOURCE = b"""+++
title = "What I read"
+++

## [Talk] [One](https://one.example)

Good.

## [Talk] [Two](https://two.example)

Better.
"""
ONE = b"## [Talk] [One](https://one.example)\n\nGood, and worth a second look.\n\n"
TWO = b"## [Talk] [Two](https://two.example)\n\nBetter still.\n"


def over(index: int | None, typed: bytes | None = None, path: str = "a.md", source: bytes = SOURCE) -> UnsavedText:
    text = UnsavedText.over(read_post(path, source), index)
    return text if typed is None else text.retyped(typed)


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


def names_in(state: StateFolder, ending: str) -> list[str]:
    return sorted(file.name for file in state.folder.glob(f"unsaved/[0-9]*-*/*{ending}"))


def left_in(state: StateFolder, journal: Journal) -> list[UnsavedText]:
    """What the next start finds, the journal being ended."""
    journal.end(keep=True)
    return [found.text for found in leftover(state)]


def test_nothing_is_on_disk_until_something_is_typed(state: StateFolder, journal: Journal) -> None:
    journal.keep((), typing=False)
    journal.put(lambda: over(1))
    assert journal.flush()
    assert not state.folder.exists()


def test_what_is_typed_is_left_for_the_next_start(state: StateFolder, journal: Journal) -> None:
    typed = over(1, ONE)
    journal.put(lambda: typed)
    wait_until(lambda: names_in(state, ".text"))
    assert leftover(state) == []
    journal.end(keep=True)
    (found,) = leftover(state)
    assert (found.text, found.fate, found.words) == (typed, "left", 5)
    assert found.began <= found.when <= datetime.now().astimezone() < found.when + timedelta(seconds=20)
    assert found.owner is not None
    assert found.owner.pid == os.getpid()
    assert found.sentence(found.began.date()) == f"What I read, One: 5 words unsaved since {found.began:%H:%M}"
    assert found.sentence(date(1970, 1, 1)).endswith(f" since {found.began:%Y-%m-%d %H:%M}")


@pytest.mark.parametrize(
    ("base", "typed", "told"),
    [
        (b"One two three.", b"One two three four.", "1 word"),
        (b"One two three", b"One three", "a change"),
        (b"One two three", b"One deux three", "1 word"),
        (b"One two three", b"Three, two, one, off: [we](https://go.example/there) go.", "5 words"),
    ],
)
def test_words_are_those_that_were_typed(
    state: StateFolder, journal: Journal, base: bytes, typed: bytes, told: str
) -> None:
    journal.put(lambda: over(None, typed, source=base))
    journal.end(keep=True)
    (found,) = leftover(state)
    assert f"a.md: {told} unsaved since " in found.sentence(date.today())


def test_typing_is_written_while_it_goes_on(state: StateFolder, journal: Journal) -> None:
    """Without a pause, each key is there within a second."""
    journal.ready()
    start = time.monotonic()
    seen: dict[str, float] = {}
    keys: list[float] = []
    while time.monotonic() < start + 2.5:
        keys.append(time.monotonic())
        journal.put(partial(over, None, SOURCE + b"%d\n" % len(keys)))
        time.sleep(0.02)
        for name in names_in(state, ".text"):
            seen.setdefault(name, time.monotonic())
    assert len(seen) >= 3
    written = sorted(seen.values())
    assert written[0] < start + 1
    assert all(later - earlier < 1 for earlier, later in pairwise(written))


def test_a_pause_is_a_good_moment_to_write(state: StateFolder, journal: Journal) -> None:
    journal.ready()
    start = time.monotonic()
    journal.put(lambda: over(1, ONE))
    wait_until(lambda: names_in(state, ".text"))
    assert time.monotonic() < start + 0.55


def test_text_typed_back_is_not_unsaved(state: StateFolder, journal: Journal) -> None:
    journal.put(lambda: over(1, ONE))
    assert journal.flush()
    assert len(names_in(state, ".text")) == 1
    journal.put(lambda: over(1))
    assert journal.flush()
    assert names_in(state, ".text") == names_in(state, ".post") == []
    assert left_in(state, journal) == []
    assert list((state.folder / "unsaved").iterdir()) == []


def test_saved_text_is_removed_and_the_rest_stays(state: StateFolder, journal: Journal) -> None:
    one, two = over(1, ONE), over(2, TWO)
    journal.keep((one, two), typing=False)
    wait_until(lambda: len(names_in(state, ".text")) == 2)
    assert len(names_in(state, ".post")) == 1, "both were typed into the same post"
    journal.keep((two,), typing=False)
    wait_until(lambda: len(names_in(state, ".text")) == 1)
    assert left_in(state, journal) == [two]


def test_what_is_being_typed_stays_beside_what_is_kept(state: StateFolder, journal: Journal) -> None:
    one, two = over(1, ONE), over(2, TWO)
    journal.put(lambda: one)
    journal.keep((two, one.retyped(b"Older.")), typing=True)
    assert journal.flush()
    journal.keep((two,), typing=True)
    assert left_in(state, journal) == [one, two]


def test_what_is_no_longer_typed_goes_unless_it_is_kept(state: StateFolder, journal: Journal) -> None:
    journal.put(lambda: over(1, ONE))
    assert journal.flush()
    journal.keep((over(2, TWO),), typing=False)
    assert left_in(state, journal) == [over(2, TWO)]


def test_a_new_entry_is_kept_beside_all_else_and_found_in_its_post(state: StateFolder, journal: Journal) -> None:
    end, put_in = len(SOURCE), b"\n## [Talk] [Three](https://three.example)\n"
    new = UnsavedText("a.md", 0, SOURCE, Span(end, end), put_in)
    one, whole = over(1, ONE), over(None, SOURCE + b"More.\n")
    journal.put_new(lambda: new.retyped(b"\n## Th\n"))
    assert journal.flush()
    journal.put_new(lambda: new)
    journal.keep((one,), typing=False)
    journal.put(lambda: whole)
    assert journal.flush()
    assert len(names_in(state, ".text")) == 3
    assert left_in(state, journal) == [over(None, SOURCE + put_in), whole, one]


def test_a_new_entry_goes_when_it_is_added_and_waits_when_it_is_discarded(state: StateFolder) -> None:
    new = UnsavedText("a.md", 0, SOURCE, Span(len(SOURCE), len(SOURCE)), b"\n## Th\n")
    journal = Journal(state)
    journal.put_new(lambda: new)
    assert journal.flush()
    journal.put_new(None)
    assert left_in(state, journal) == []
    assert discarded(state) == []
    journal = Journal(state)
    journal.put_new(lambda: new)
    journal.end(keep=False)
    assert [found.text for found in discarded(state)] == [over(None, SOURCE + b"\n## Th\n")]
    assert leftover(state) == []


def test_a_new_entry_that_was_restored_is_in_one_place(state: StateFolder, journal: Journal) -> None:
    new = UnsavedText("a.md", 0, SOURCE, Span(len(SOURCE), len(SOURCE)), b"\n## Th\n")
    journal.put_new(lambda: new)
    journal.end(keep=True)
    (found,) = leftover(state)
    journal = Journal(state)
    text = journal.adopt(found)
    assert text == over(None, SOURCE + b"\n## Th\n")
    assert leftover(state) == []
    journal.put_new(lambda: new.retyped(b"\n## Another\n"))
    journal.end(keep=True)
    again = leftover(state)
    assert [each.text for each in again] == [over(None, SOURCE + b"\n## Another\n"), text]
    assert again[1].whole_id == found.whole_id


def test_one_file_holds_a_text_however_often_it_is_typed_on(state: StateFolder, journal: Journal) -> None:
    for number in range(20):
        journal.put(partial(over, 1, ONE + b"%d" % number))
        assert journal.flush()
    assert len(names_in(state, ".text")) == len(names_in(state, ".post")) == 1
    assert [text.typed for text in left_in(state, journal)] == [ONE + b"19"]


def test_a_text_follows_its_post(state: StateFolder, journal: Journal) -> None:
    """Somebody else changed the post, and the text was anchored in it anew."""
    journal.put(lambda: over(1, ONE))
    assert journal.flush()
    later = read_post(
        "a.md", SOURCE.replace(b"## [Talk] [One]", b"## [Talk] [Zero](https://zero.example)\n\n## [Talk] [One]")
    )
    anchored = over(1, ONE).anchored_in(later)
    assert anchored is not None
    assert anchored.index == 2
    journal.keep((anchored,), typing=False)
    assert journal.flush()
    assert len(names_in(state, ".post")) == 1
    assert left_in(state, journal) == [anchored]


def test_nobody_else_can_read_it(state: StateFolder, journal: Journal) -> None:
    mask = os.umask(0)
    try:
        journal.put(lambda: over(1, ONE))
        assert journal.flush()
    finally:
        os.umask(mask)
    inside = list(state.folder.parents[1].rglob("*"))
    assert {path.stat().st_mode & 0o777 for path in inside if path.is_dir()} == {0o700}
    assert {path.stat().st_mode & 0o777 for path in inside if path.is_file()} == {0o600}
    assert len([path for path in inside if path.is_file()]) == 5


@pytest.mark.parametrize("path", ["a/b c.md", "ä.md", os.fsdecode(b"\xff\n\x1b.md"), "a\udc80\ud800.md", "-.md"])
def test_a_name_may_be_of_any_bytes(state: StateFolder, journal: Journal, path: str) -> None:
    typed = over(1, b"\x00\xff\r\n\n", path)
    journal.put(lambda: typed)
    assert left_in(state, journal) == [typed]


def test_a_text_may_be_empty_and_typed_into_an_empty_post(state: StateFolder, journal: Journal) -> None:
    texts = over(None, b"New.", source=b""), over(None, b"", "b.md")
    journal.keep(texts, typing=False)
    assert left_in(state, journal) == list(reversed(texts))


def test_a_state_folder_that_is_cleared_away_is_made_again(state: StateFolder, journal: Journal) -> None:
    journal.keep((over(1, ONE),), typing=False)
    assert journal.flush()
    shutil.rmtree(state.folder.parent, ignore_errors=True)  # the journal may still be tidying in it
    journal.put(lambda: over(2, TWO))
    assert journal.flush()
    assert left_in(state, journal) == [over(2, TWO), over(1, ONE)]


def test_a_session_that_goes_on_keeps_its_place(state: StateFolder, journal: Journal) -> None:
    """What was begun at one time is told so, however often it is written."""
    journal.put(lambda: over(1, ONE))
    assert journal.flush()
    time.sleep(0.01)
    journal.put(lambda: over(1, ONE + b"More."))
    journal.end(keep=True)
    (found,) = leftover(state)
    assert found.began < found.when


def test_the_log_in_parts_has_the_texts_of_its_part(tmp_path: Path) -> None:
    environ = {"HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path / "state")}
    (tmp_path / "site" / "content" / "post").mkdir(parents=True)
    (tmp_path / "site" / "hugo.toml").write_bytes(b'title = "A site"\n')
    whole, part = (StateFolder.of(tmp_path / "site" / below, environ) for below in ("", "content/post"))
    journal = Journal(whole)
    journal.keep((over(1, ONE, "content/post/a.md"), over(2, TWO, "content/page/b.md")), typing=False)
    journal.end(keep=True)
    assert [found.text.path for found in leftover(whole)] == ["content/page/b.md", "content/post/a.md"]
    assert [found.text for found in leftover(part)] == [over(1, ONE, "a.md")]


def test_a_text_that_cannot_be_made_is_told_of_and_the_next_is_written(
    state: StateFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    failed: list[object] = []
    monkeypatch.setattr("threading.excepthook", lambda args: failed.append(args.exc_value))
    told: list[str | None] = []
    journal = Journal(state, told.append)
    journal.put(lambda: over(1, bytes([256])))
    wait_until(lambda: told)
    assert journal.trouble is not None
    assert "readtui is to blame" in journal.trouble
    assert len(failed) == 1
    journal.put(lambda: over(1, ONE))
    wait_until(lambda: told[-1] is None)
    assert left_in(state, journal) == [over(1, ONE)]
