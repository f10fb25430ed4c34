"""What a session left is taken over, let go of or left alone: by one other at a time, and never a moment nowhere."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path

import pytest

from readtui.grammar.posts import read_post
from readtui.model.unsaved import UnsavedText
from readtui.store.faults import Refused
from readtui.store.statefolder import StateFolder
from readtui.store.unsaved.journal import Journal
from readtui.store.unsaved.leftover import discard, discarded, leftover, removing, running, tidy, unreadable
from readtui.store.unsaved.owner import Owner

SOURCE = (
    b"# A post\n\n## [Talk] [One](https://one.example)\n\nGood.\n\n## [Talk] [Two](https://two.example)\n\nBetter.\n"
)

HOLDING = """
import os, sys
from pathlib import Path
from readtui.model.unsaved import UnsavedText
from readtui.model.span import Span
from readtui.store.unsaved.journal import Journal
from readtui.store.statefolder import StateFolder

journal = Journal(StateFolder.of(Path(sys.argv[1]), os.environ))
journal.put(lambda: UnsavedText("a.md", None, b"Old.", Span(0, 4), b"New."))
assert journal.flush()
"""

BEGINNING = """
import os, sys
from pathlib import Path
from readtui.store.statefolder import StateFolder
from readtui.store.unsaved.journalfolder import JournalFolder
from readtui.store.unsaved.leftover import tidy

state = StateFolder.of(Path(sys.argv[1]), os.environ)
for _ in range(50):
    folder = JournalFolder.opened(state)
    tidy(state)
    folder.let_go()
"""

DYING = """
import os, sys
from pathlib import Path
from readtui.store.unsaved.journal import Journal
from readtui.store.unsaved.leftover import discard, leftover
from readtui.store.statefolder import StateFolder

state, left = StateFolder.of(Path(sys.argv[1]), os.environ), int(sys.argv[2])
journal = Journal(state)
journal.ready()
(found,) = leftover(state)

def counting(event, arguments):
    global left
    if event in ("os.rename", "os.remove", "os.rmdir", "os.mkdir") or (event == "open" and arguments[2] & os.O_CREAT):
        left -= 1
        if not left:
            os._exit(9)

sys.addaudithook(counting)
"""


def typed(index: int | None = 1, text: bytes = b"## [Talk] [One](https://one.example)\n\nMore.\n") -> UnsavedText:
    return UnsavedText.over(read_post("a.md", SOURCE), index).retyped(text)


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    return os.environ | {"HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path / "state")}


@pytest.fixture
def state(tmp_path: Path, environ: dict[str, str]) -> StateFolder:
    (tmp_path / "log").mkdir()
    return StateFolder.of(tmp_path / "log", environ)


@pytest.fixture
def begin(state: StateFolder) -> Iterator[Callable[..., Journal]]:
    """Begins a session in which these texts are unsaved; all are ended after the test."""
    journals: list[Journal] = []

    def begin(*texts: UnsavedText) -> Journal:
        journal = Journal(state)
        journal.keep(texts, typing=False)
        assert journal.flush()
        journals.append(journal)
        return journal

    yield begin
    for journal in journals:
        journal.end(keep=True)


@pytest.fixture
def leave(begin: Callable[..., Journal]) -> Callable[..., None]:
    def leave(*texts: UnsavedText) -> None:
        begin(*texts).end(keep=True)

    return leave


@pytest.fixture
def hold(state: StateFolder, environ: dict[str, str]) -> Iterator[Callable[..., "subprocess.Popen[bytes]"]]:
    """Starts another program with unsaved text, which then does what is given to it."""
    programs: list[subprocess.Popen[bytes]] = []

    def hold(then: str) -> "subprocess.Popen[bytes]":
        argv = [sys.executable, "-c", HOLDING + then, str(state.home)]
        programs.append(subprocess.Popen(argv, env=environ, stdin=subprocess.PIPE, stdout=subprocess.PIPE))
        assert programs[-1].stdout is not None
        assert programs[-1].stdout.readline() == b"ready\n"
        return programs[-1]

    yield hold
    for program in programs:
        program.kill()
        program.communicate()


def records(state: StateFolder) -> list[Path]:
    return sorted(state.folder.glob("unsaved/*-*/*.text"))


def folders(state: StateFolder) -> list[str]:
    return sorted(path.name for path in (state.folder / "unsaved").iterdir())


# Taking over


def test_a_text_is_taken_over(state: StateFolder, leave: Callable[..., None], begin: Callable[..., Journal]) -> None:
    leave(typed(), typed(2, b"Two."))
    two, one = leftover(state)
    journal = begin()
    assert journal.adopt(one) == typed()
    assert [found.text for found in leftover(state)] == [typed(2, b"Two.")]
    journal.adopt(two)
    assert leftover(state) == []
    assert len(folders(state)) == 1, "nothing is left of the session that ended"
    journal.keep((typed(), typed(2, b"Two, and more.")), typing=False)
    journal.end(keep=True)
    again = {found.text.index: found for found in leftover(state)}
    assert (again[1].id, again[1].began, again[1].when) == (one.id, one.began, one.when)
    assert (again[2].id, again[2].began, again[2].text.typed) == (two.id, two.began, b"Two, and more.")
    assert again[2].when > two.when


@pytest.mark.parametrize("act", ["journal.adopt(found)", "discard(state, found)"])
def test_a_text_is_on_disk_at_every_moment_of_a_move(
    state: StateFolder, environ: dict[str, str], leave: Callable[..., None], act: str
) -> None:
    """The program dies before each call that changes the disk, one after the other."""
    for calls in range(1, 100):
        leave(typed())
        argv = [sys.executable, "-c", DYING + act, str(state.home), str(calls)]
        died = subprocess.run(argv, env=environ, check=False).returncode
        there = [found.text for found in leftover(state)]
        let_go = [found.text for found in discarded(state)]
        assert there in ([], [typed()])
        assert let_go in ([], [typed()])
        assert there or let_go
        tidy(state)
        if not died:
            break
        for file in sorted(state.folder.glob("unsaved/**/*"), reverse=True):
            file.rmdir() if file.is_dir() else file.unlink()
    assert calls > 5
    assert (there, let_go) == (([typed()], []) if "adopt" in act else ([], [typed()]))


def test_a_session_that_ends_while_it_takes_over_leaves_one_text(
    state: StateFolder, leave: Callable[..., None], begin: Callable[..., Journal]
) -> None:
    leave(typed())
    (found,) = leftover(state)
    copy = {file: file.read_bytes() for file in found.files[0].parent.iterdir()}
    begin().adopt(found)
    found.files[0].parent.mkdir()
    for file, content in copy.items():
        file.write_bytes(content)  # as if it had been killed before it could remove these
    assert [each.text for each in running(state)] == []
    assert [each.text for each in leftover(state)] == [], "who took it over still runs"


def test_two_copies_of_a_text_are_one_and_go_together(
    state: StateFolder, leave: Callable[..., None], begin: Callable[..., Journal]
) -> None:
    leave(typed())
    (found,) = leftover(state)
    copy = {file: file.read_bytes() for file in found.files[0].parent.iterdir()}
    other = begin()
    other.adopt(found)
    found.files[0].parent.mkdir()
    for file, content in copy.items():
        file.write_bytes(content)
    other.end(keep=True)
    (both,) = leftover(state)
    assert len(both.files) == 2
    begin().adopt(both)
    assert leftover(state) == []
    assert len(folders(state)) == 1


def test_text_over_the_same_place_is_not_taken_over(
    state: StateFolder, leave: Callable[..., None], begin: Callable[..., Journal]
) -> None:
    leave(typed())
    (found,) = leftover(state)
    journal = begin(typed(text=b"Something else."))
    with pytest.raises(Refused, match="unsaved text for this already"):
        journal.adopt(found)
    assert leftover(state) == [found]


def test_one_text_is_taken_over_by_one(
    state: StateFolder, leave: Callable[..., None], begin: Callable[..., Journal]
) -> None:
    leave(typed())
    (found,) = leftover(state)
    begin().adopt(found)
    with pytest.raises(Refused, match="another readtui took it"):
        begin().adopt(found)
    with pytest.raises(Refused, match="another readtui took it"):
        discard(state, found)


def test_what_cannot_be_put_elsewhere_stays(state: StateFolder, leave: Callable[..., None]) -> None:
    leave(typed())
    (found,) = leftover(state)
    with pytest.raises(ZeroDivisionError), removing(found):
        raise ZeroDivisionError
    assert leftover(state) == [found]


# Sessions that run


def test_a_session_that_runs_is_left_alone(
    state: StateFolder, hold: Callable[..., "subprocess.Popen[bytes]"], begin: Callable[..., Journal]
) -> None:
    program = hold("print('ready', flush=True); sys.stdin.read()")
    assert leftover(state) == []
    (found,) = running(state)
    assert found.owner is not None
    assert (found.fate, found.owner.pid, found.owner.host) == ("running", program.pid, os.uname().nodename)
    for take in (begin().adopt, lambda found: discard(state, found)):
        with pytest.raises(Refused, match="still runs"):
            take(found)
    tidy(state)
    assert [each.text for each in running(state)] == [found.text]
    program.kill()
    program.wait()
    assert running(state) == []
    assert [each.text for each in leftover(state)] == [found.text]


def test_ones_own_session_is_not_told_as_anothers(state: StateFolder, begin: Callable[..., Journal]) -> None:
    begin(typed())
    assert leftover(state) == running(state) == []


@pytest.mark.parametrize(
    "child",
    [
        "subprocess.Popen(['sleep', '60'], stdout=subprocess.DEVNULL)",
        "os.fork() or (os.close(1), time.sleep(60))",
    ],
    ids=["a program", "a fork"],
)
def test_a_child_that_lives_on_is_not_the_session(
    state: StateFolder, hold: Callable[..., "subprocess.Popen[bytes]"], child: str
) -> None:
    program = hold(
        f"import subprocess, time\nprint('ready', flush=True)\n{child}\nprint('born', flush=True)\nsys.stdin.read()"
    )
    assert program.stdout is not None
    assert program.stdout.readline() == b"born\n"
    program.kill()
    program.wait()
    end = time.monotonic() + 10
    while running(state):
        assert time.monotonic() < end
    assert len(leftover(state)) == 1


def owned(state: StateFolder, **changes: object) -> None:
    """The one session there is is said to be another's, and one without locks."""
    (file,) = state.folder.glob("unsaved/*/session.json")
    told = asdict(Owner.here(is_locking=False)) | changes
    file.write_bytes(json.dumps(told).encode())


def test_without_locks_the_process_tells_whether_it_runs(
    state: StateFolder, leave: Callable[..., None], begin: Callable[..., Journal]
) -> None:
    leave(typed())
    other = subprocess.Popen(["sleep", "60"])
    started = Path(f"/proc/{other.pid}/stat").read_bytes().rpartition(b")")[2].split()[19].decode()
    owned(state, pid=other.pid, started=started)
    (found,) = running(state)
    with pytest.raises(Refused, match="still runs"):
        begin().adopt(found)
    owned(state, pid=other.pid, started="1")  # the number was given away again
    assert running(state) == []
    assert len(leftover(state)) == 1
    owned(state, pid=other.pid, started=started, boot="another")
    assert len(leftover(state)) == 1
    owned(state, pid=other.pid, started=started)
    other.kill()
    other.wait()
    assert len(leftover(state)) == 1
    owned(state, pid="x")
    assert len(leftover(state)) == 1


def test_a_session_that_does_not_say_whose_it_is_counts(state: StateFolder, leave: Callable[..., None]) -> None:
    leave(typed())
    (file,) = state.folder.glob("unsaved/*/session.json")
    file.write_bytes(b"{torn")
    (found,) = leftover(state)
    assert (found.text, found.owner) == (typed(), None)


# Letting go


def test_what_is_let_go_of_can_be_had_back(
    state: StateFolder, leave: Callable[..., None], begin: Callable[..., Journal]
) -> None:
    leave(typed())
    (found,) = leftover(state)
    discard(state, found)
    assert leftover(state) == []
    (gone,) = discarded(state)
    assert (gone.id, gone.text, gone.began, gone.when) == (found.id, found.text, found.began, found.when)
    assert (gone.fate, folders(state)) == ("discarded", ["discarded"])
    begin().adopt(gone)
    assert discarded(state) == []


def test_the_running_session_lets_go_of_a_text(state: StateFolder, begin: Callable[..., Journal]) -> None:
    journal = begin(typed(), typed(2, b"Two."))
    journal.discard(typed())
    assert [found.text for found in discarded(state)] == [typed()]
    assert journal.flush()
    assert len(records(state)) == 1
    journal.put(typed)
    journal.discard(typed())
    assert journal.flush()
    assert len(records(state)) == 1
    one, other = discarded(state)
    assert one.text == other.text == typed()
    assert one.id != other.id


def test_leaving_without_the_texts_lets_go_of_them(state: StateFolder, begin: Callable[..., Journal]) -> None:
    journal = begin(typed())
    journal.put(lambda: typed(2, b"Two."))
    journal.end(keep=False)
    assert leftover(state) == []
    assert [found.text for found in discarded(state)] == [typed(2, b"Two."), typed()]
    assert folders(state) == ["discarded"]


def test_what_was_let_go_of_is_kept_for_90_days(state: StateFolder, begin: Callable[..., Journal]) -> None:
    journal = begin()
    for index in (1, 2):
        journal.discard(typed(index, b"Gone."))
    old, new = discarded(state)
    assert (old.text.index, new.text.index) == (2, 1)
    for found, days in ((old, 91), (new, 89)):
        moment = time.time() - days * 24 * 60 * 60
        os.utime(found.files[0], (moment, moment))
    tidy(state)
    assert [found.text for found in discarded(state)] == [new.text]


# What is broken, or in the way


@pytest.mark.parametrize("harm", ["cut", "bit", "empty", "none", "later", "post", "no post", "head"])
def test_a_broken_record_is_passed_over_and_stays(
    state: StateFolder, leave: Callable[..., None], begin: Callable[..., Journal], harm: str
) -> None:
    leave(typed())
    leave(typed(2, b"Two."))
    record = records(state)[0]
    content = record.read_bytes()
    post = next(record.parent.glob("*.post"))
    harms: dict[str, Callable[[], object]] = {
        "cut": lambda: record.write_bytes(content[:-1]),
        "bit": lambda: record.write_bytes(content[:-3] + bytes([content[-3] ^ 1]) + content[-2:]),
        "empty": lambda: record.write_bytes(b""),
        "none": lambda: record.write_bytes(b"\0" * len(content)),
        "later": lambda: record.write_bytes(content.replace(b"text 1 ", b"text 2 ", 1)),
        "post": lambda: post.write_bytes(SOURCE.replace(b"A post", b"B post")),
        "no post": post.unlink,
        "head": lambda: record.write_bytes(content.replace(b'"span"', b'"spun"', 1)),
    }
    harms[harm]()
    harmed = record.read_bytes()
    assert [found.text for found in leftover(state)] == [typed(2, b"Two.")]
    assert unreadable(state) == ([] if harm == "no post" else [record])
    journal = begin()
    for found in leftover(state):
        journal.adopt(found)
    tidy(state)
    assert record.read_bytes() == harmed


def test_of_two_versions_the_later_counts_and_of_a_torn_one_the_earlier(
    state: StateFolder, begin: Callable[..., Journal]
) -> None:
    """A program was killed between the writing of one version and the removal of the one before."""
    journal = begin(typed(text=b"Earlier."))
    (earlier,) = records(state)
    content = earlier.read_bytes()
    journal.keep((typed(text=b"Later."),), typing=False)
    journal.end(keep=True)
    (later,) = records(state)
    earlier.write_bytes(content)
    (found,) = leftover(state)
    assert (found.text.typed, set(found.files)) == (b"Later.", {earlier, later})
    later.write_bytes(later.read_bytes()[:40])
    (found,) = leftover(state)
    assert found.text.typed == b"Earlier."
    assert unreadable(state) == [later]


def test_what_is_none_of_ours_stays(
    state: StateFolder, leave: Callable[..., None], begin: Callable[..., Journal]
) -> None:
    leave(typed())
    (record,) = records(state)
    (record.parent / "notes.txt").write_bytes(b"mine")
    (state.folder / "unsaved" / "a folder").mkdir()
    (state.folder / "unsaved" / "a file").write_bytes(b"mine")
    begin().adopt(leftover(state)[0])
    tidy(state)
    assert (record.parent / "notes.txt").read_bytes() == b"mine"
    assert {"a folder", "a file"} < set(folders(state))


def test_what_killed_programs_leave_is_tidied_up(state: StateFolder, leave: Callable[..., None]) -> None:
    leave(typed())
    unsaved = state.folder / "unsaved"
    in_a_year = time.time() + 365 * 24 * 3600  # a clock that was wrong
    for name, when in (("000007-0123abcd", 0), (".000008-0123abcd.tmp", 0), (".000009-0123abcd.tmp", in_a_year)):
        (unsaved / name).mkdir()
        (unsaved / name / "lock").touch()
        (unsaved / name / ".x.tmp").touch()
        (unsaved / name / f"{'0' * 64}.post").touch()
        os.utime(unsaved / name, (when, when))
    tidy(state)
    assert len(folders(state)) == 1
    assert len(leftover(state)) == 1


def test_a_folder_in_the_making_is_nobody_elses(state: StateFolder, environ: dict[str, str]) -> None:
    """Programs begin at once, each in a folder that gets its name once it is held; who is done already tidies up."""
    begun = [subprocess.Popen([sys.executable, "-c", BEGINNING, str(state.home)], env=environ) for _ in range(6)]
    assert [process.wait() for process in begun] == [0] * 6


def test_ids_are_longer_where_that_is_needed_to_be_clear(state: StateFolder, leave: Callable[..., None]) -> None:
    """Two texts whose ids begin alike, and one that was taken over by two."""

    def renamed(record: Path, name: str) -> Path:
        content = record.read_bytes()
        head, rest = content.split(b"\n", 1)
        rest = rest.replace(f'"id": "{record.name[:8]}"'.encode(), f'"id": "{name}"'.encode())
        parts = head.split()
        parts[-2] = sha256(rest).hexdigest().encode()
        record.unlink()
        new = record.with_name(name + record.name[8:])
        new.write_bytes(b" ".join(parts) + b"\n" + rest)
        return new

    leave(typed())
    leave(typed(2, b"Two."))
    leave(typed(2, b"Twice."))
    for record, name in zip(records(state), ["a3f1c000", "a3f1d000", "a3f1d000"], strict=True):
        renamed(record, name)
    assert [found.id for found in leftover(state)] == ["a3f1d", "a3f1d-2", "a3f1c"]
    assert [found.is_meant_by("a3f1d-2") for found in leftover(state)] == [False, True, False]
    assert all(found.is_meant_by("a3f1") for found in leftover(state))
