"""Changes taken back and made again: across restarts, beside others' edits, and where something stands in the way."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from readtui.model.span import Span, Splice
from readtui.store.acts import delete_entry, delete_post, move_entry, reorder_entry
from readtui.store.changes.doing import Done
from readtui.store.changes.edits import Making
from readtui.store.faults import Conflict, Fault, NothingToUndo, Refused, TargetExists, Unreadable, Unwritable
from readtui.store.folder import LogFolder
from readtui.store.statefolder import StateFolder

POST = b"""+++
title = "Read (July 5 - July 11)"
date = 2020-07-11
+++

## [Talk] [Bees](https://bees.example/)
**Speaker**: Ada Moss

They dance.

## [Paper] [Wax](https://wax.example/)

It melts.

## [Book] [Honey](https://honey.example/)

It keeps.
"""
OTHER = POST.replace(b"July 5 - July 11", b"July 12 - July 18").replace(b"07-11", b"07-18").replace(b"Bees", b"Wasps")
FIRST, SECOND = "post/2020-07-11.md", "post/2020-07-18.md"


@pytest.fixture
def log(tmp_path: Path) -> Path:
    (tmp_path / "log" / "post").mkdir(parents=True)
    (tmp_path / "log" / FIRST).write_bytes(POST)
    (tmp_path / "log" / SECOND).write_bytes(OTHER)
    return tmp_path / "log"


@pytest.fixture
def opened(log: Path, tmp_path: Path) -> Callable[..., LogFolder]:
    """Opens the log, or what is below it, as a program that starts does."""

    def opened(below: str = "", only: str | None = None) -> LogFolder:
        root = log / below
        return LogFolder(root, only=only, state=StateFolder.of(root, {"HOME": str(tmp_path / "home")}))

    return opened


def files(log: Path) -> dict[str, bytes]:
    return {path.relative_to(log).as_posix(): path.read_bytes() for path in log.rglob("[!.]*.md")}


def edit(folder: LogFolder, old: bytes, new: bytes, path: str = FIRST) -> Done:
    """Save a post with some of its text replaced."""
    post = folder.read(path)
    at = post.source.index(old)
    holder = next((entry.index for entry in post.entries if entry.span.holds(Span(at, at + len(old)))), None)
    return folder.save(post, [Splice(Span(at, at + len(old)), new)], editing=holder)


def elsewhere(log: Path, old: bytes, new: bytes, path: str = FIRST) -> bytes:
    """Let somebody else write; what the file holds then."""
    source = (log / path).read_bytes()
    assert old in source
    (log / path).write_bytes(source.replace(old, new))
    return source.replace(old, new)


# One after the other

ACTS: list[Callable[[LogFolder], Done]] = [
    lambda folder: edit(folder, b"They dance.", b"They hum."),
    lambda folder: reorder_entry(folder, folder.read(FIRST), 1, 3),
    lambda folder: move_entry(folder, folder.read(FIRST), 2, folder.read(SECOND)),
    lambda folder: delete_entry(folder, folder.read(SECOND), 1),
    lambda folder: folder.create("post/2020-07-25.md", b"+++\ntitle = 'New'\n+++\n"),
    lambda folder: move_entry(folder, folder.read(SECOND), 1, folder.read("post/2020-07-25.md")),
    lambda folder: move_entry(folder, folder.read(SECOND), 1, Making("a/b.md", b"# Made\n")),
    lambda folder: delete_post(folder, folder.read(FIRST)),
]


def test_all_is_undone_and_redone_by_programs_that_start_anew(log: Path, opened: Callable[..., LogFolder]) -> None:
    states = [files(log)]
    for number, act in enumerate(ACTS, start=1):
        assert act(opened()).record == number
        states.append(files(log))
    assert len({frozenset(state.items()) for state in states}) == len(ACTS) + 1
    for _ in range(2):
        for before in states[-2::-1]:
            undone = opened().undo()
            assert (undone.what[:7], undone.is_changed) == ("undid: ", True)
            assert files(log) == before
        with pytest.raises(NothingToUndo):
            opened().undo()
        for after in states[1:]:
            assert opened().redo().what.startswith("redid: ")
            assert files(log) == after
        with pytest.raises(NothingToUndo):
            opened().redo()


def test_a_change_after_an_undo_ends_what_could_be_redone(log: Path, opened: Callable[..., LogFolder]) -> None:
    folder = opened()
    edit(folder, b"They dance.", b"They hum.")
    folder.undo()
    edit(folder, b"It melts.", b"It drips.")
    with pytest.raises(NothingToUndo):
        folder.redo()
    folder.undo()
    assert files(log)[FIRST] == POST


def test_an_earlier_change_is_undone_by_its_number(log: Path, opened: Callable[..., LogFolder]) -> None:
    folder = opened()
    first = edit(folder, b"They dance.", b"They hum.").record
    edit(folder, b"It keeps.", b"It lasts.")
    undone = folder.undo(first)
    assert files(log)[FIRST] == POST.replace(b"It keeps.", b"It lasts.")
    assert undone.remark == "what others changed in the file since is kept"
    with pytest.raises(NothingToUndo, match=f"no change {first} that stands"):
        folder.undo(first)
    folder.undo(undone.record)
    assert files(log)[FIRST] == POST.replace(b"It keeps.", b"It lasts.").replace(b"dance", b"hum")
    folder.undo(first)  # made again by a redo, it stands again
    assert files(log)[FIRST] == POST.replace(b"It keeps.", b"It lasts.")
    with pytest.raises(NothingToUndo):
        folder.undo(99)


def test_the_rights_of_a_post_come_back_with_it(log: Path, opened: Callable[..., LogFolder]) -> None:
    (log / FIRST).chmod(0o640)
    delete_post(opened(), opened().read(FIRST))
    opened().undo()
    assert (log / FIRST).stat().st_mode & 0o777 == 0o640
    assert files(log)[FIRST] == POST


def test_what_changed_nothing_is_no_change(log: Path, opened: Callable[..., LogFolder]) -> None:
    done = edit(opened(), b"They dance.", b"They dance.")
    assert (done.is_changed, done.record) == (False, None)
    assert opened().history() == []


def test_without_a_state_folder_nothing_is_recorded(log: Path) -> None:
    folder = LogFolder(log)
    done = edit(folder, b"They dance.", b"They hum.")
    assert (done.record, done.remark) == (None, "")
    delete_post(folder, folder.read(FIRST))
    assert folder.history() == []
    with pytest.raises(NothingToUndo):
        folder.undo()


# Beside what somebody else wrote since


def test_an_undo_keeps_what_others_wrote_elsewhere(log: Path, opened: Callable[..., LogFolder]) -> None:
    edit(opened(), b"They dance.", b"They hum.")
    elsewhere(log, b"It keeps.", b"It lasts.")
    undone = opened().undo()
    assert files(log)[FIRST] == POST.replace(b"It keeps.", b"It lasts.")
    assert undone.remark == "what others changed in the file since is kept"
    assert opened().redo().remark == ""
    assert files(log)[FIRST] == POST.replace(b"It keeps.", b"It lasts.").replace(b"dance", b"hum")


@pytest.mark.parametrize(
    ("settling", "there"),
    [
        ("mine", POST),
        ("theirs", POST.replace(b"They dance.", b"They sting.")),
        ("both", POST.replace(b"They dance.", b"They sting.\nThey dance.")),
    ],
)
def test_where_others_wrote_the_same_the_reader_chooses(
    log: Path, opened: Callable[..., LogFolder], settling: str, there: bytes
) -> None:
    mine = edit(opened(), b"They dance.", b"They hum.").posts[0].source
    theirs = elsewhere(log, b"They hum.", b"They sting.")
    with pytest.raises(Conflict) as told:
        opened().undo()
    assert (told.value.base, told.value.mine, told.value.theirs) == (mine, POST, theirs)
    assert files(log)[FIRST] == theirs
    assert len(opened().history()) == 1
    opened().undo(settling=settling)  # type: ignore[arg-type]
    assert files(log)[FIRST] == there
    assert [record.kind for record in opened().history()] == ["change", "undo"]
    opened().redo("mine")
    assert files(log)[FIRST] == theirs


@pytest.mark.parametrize(("settling", "there"), [("mine", POST), ("both", POST), ("theirs", None)])
def test_a_post_that_others_deleted_since(
    log: Path, opened: Callable[..., LogFolder], settling: str, there: bytes | None
) -> None:
    edit(opened(), b"They dance.", b"They hum.")
    (log / FIRST).unlink()
    with pytest.raises(Conflict) as told:
        opened().undo()
    assert told.value.theirs is None
    assert FIRST not in files(log)
    opened().undo(settling=settling)  # type: ignore[arg-type]
    assert files(log).get(FIRST) == there


@pytest.mark.parametrize(("settling", "is_there"), [("mine", False), ("both", True), ("theirs", True)])
def test_a_post_that_was_made_and_written_into_since(
    log: Path, opened: Callable[..., LogFolder], settling: str, is_there: bool
) -> None:
    opened().create("new.md", b"# New\n")
    theirs = elsewhere(log, b"New", b"Newer", "new.md")
    with pytest.raises(Conflict) as told:
        opened().undo()
    assert told.value.mine is None
    undone = opened().undo(settling=settling)  # type: ignore[arg-type]
    assert files(log).get("new.md") == (theirs if is_there else None)
    assert undone.gone == (() if is_there else ("new.md",))
    opened().redo("mine")
    assert files(log)["new.md"] == theirs if not is_there else theirs


def test_a_deleted_post_whose_name_others_took(log: Path, opened: Callable[..., LogFolder]) -> None:
    delete_post(opened(), opened().read(FIRST))
    (log / FIRST).write_bytes(b"# Theirs\n")
    with pytest.raises(Conflict):
        opened().undo()
    assert files(log)[FIRST] == b"# Theirs\n"
    opened().undo(settling="mine")
    assert files(log)[FIRST] == POST
    opened().redo()
    assert files(log)[FIRST] == b"# Theirs\n"


def test_what_others_took_back_already(log: Path, opened: Callable[..., LogFolder]) -> None:
    edit(opened(), b"They dance.", b"They hum.")
    (log / FIRST).write_bytes(POST)
    before = (log / FIRST).stat().st_ctime_ns
    undone = opened().undo()
    assert (undone.is_changed, undone.record) == (False, 2)
    assert (log / FIRST).stat().st_ctime_ns == before
    with pytest.raises(NothingToUndo):
        opened().undo()


def test_a_move_of_which_one_post_cannot_be_taken_back_stays_whole(log: Path, opened: Callable[..., LogFolder]) -> None:
    move_entry(opened(), opened().read(FIRST), 1, opened().read(SECOND))
    elsewhere(log, b"[Bees]", b"[Hornets]", SECOND)
    before = files(log)
    with pytest.raises(Conflict) as told:
        opened().undo()
    assert told.value.path == SECOND
    assert files(log) == before


def test_two_that_undo_at_once_undo_two_changes(log: Path, opened: Callable[..., LogFolder], tmp_path: Path) -> None:
    edit(opened(), b"They dance.", b"They hum.")
    edit(opened(), b"It keeps.", b"It lasts.", SECOND)
    script = "import sys; sys.stdin.readline(); from readtui.__main__ import main; sys.exit(main(sys.argv[1:]))"
    environ = {**os.environ, "HOME": str(tmp_path / "home")}
    for name in ("XDG_STATE_HOME", "XDG_CONFIG_HOME"):
        environ.pop(name, None)
    running = [
        subprocess.Popen(
            [sys.executable, "-c", script, "undo", "--log", str(log)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environ,
        )
        for _ in range(2)
    ]
    for process in running:
        assert process.stdin is not None
        process.stdin.write(b"go\n")
        process.stdin.flush()
    assert [process.communicate()[1] for process in running] == [b"", b""]
    assert files(log) == {FIRST: POST, SECOND: OTHER}


# Parts of a log


def test_a_part_of_the_log_has_its_own_changes_alone(log: Path, opened: Callable[..., LogFolder]) -> None:
    (log / "content" / "talk").mkdir(parents=True)
    (log / "hugo.toml").write_bytes(b"")
    (log / "content" / "talk" / "a.md").write_bytes(POST)
    (log / "content" / "b.md").write_bytes(OTHER)
    edit(opened(), b"They dance.", b"They hum.", "content/talk/a.md")
    edit(opened("content"), b"It keeps.", b"It lasts.", "b.md")
    move_entry(opened("content"), opened("content").read("talk/a.md"), 1, opened("content").read("b.md"))
    assert [record.paths for record in opened().history()] == [
        ("content/talk/a.md",),
        ("content/b.md",),
        ("content/b.md", "content/talk/a.md"),
    ]
    moved = ("b.md", "talk/a.md")
    assert [record.paths for record in opened("content").history()] == [("talk/a.md",), ("b.md",), moved]
    assert [record.paths for record in opened("content/talk").history()] == [("a.md",)]
    assert [record.paths for record in opened("content", only="b.md").history()] == [("b.md",), moved]
    with pytest.raises(Conflict):  # the move changed what the first change changed
        opened("content/talk").undo()
    opened("content", only="b.md").undo()
    assert (log / "content" / "talk" / "a.md").read_bytes() == POST.replace(b"dance", b"hum")


def test_a_post_alone_is_undone_where_another_was_changed_later(log: Path, opened: Callable[..., LogFolder]) -> None:
    edit(opened(), b"They dance.", b"They hum.")
    edit(opened(), b"It keeps.", b"It lasts.", SECOND)
    opened(only=FIRST).undo()
    assert files(log)[FIRST] == POST
    assert files(log)[SECOND] != OTHER


# What cannot be recorded, or not be written


def test_where_nothing_can_be_recorded_edits_go_on_and_deletions_do_not(plain_folder: Path) -> None:
    root = plain_folder / "log"
    root.mkdir()
    (root / "a.md").write_bytes(POST)
    home = plain_folder / "home"
    home.mkdir(mode=0o500)
    folder = LogFolder(root, state=StateFolder.of(root, {"HOME": str(home)}))
    done = edit(folder, b"They dance.", b"They hum.", "a.md")
    assert done.record is None
    assert done.remark.startswith("it cannot be undone: ")
    assert "denied" in done.remark
    assert b"They hum." in (root / "a.md").read_bytes()
    with pytest.raises(Unwritable, match=r"not deleted: .*could not be undone"):
        delete_post(folder, folder.read("a.md"))
    assert (root / "a.md").exists()
    assert folder.create("b.md", b"# B\n").remark.startswith("it cannot be undone: ")
    assert (folder.history(), folder.recover()) == ([], [])
    with pytest.raises(Unreadable, match="denied"):
        folder.undo()
    home.chmod(0o700)
    assert delete_post(folder, folder.read("a.md")).record == 1


def test_a_state_folder_that_takes_nothing_more(plain_folder: Path) -> None:
    root = plain_folder / "log"
    root.mkdir()
    (root / "a.md").write_bytes(POST)
    state = StateFolder.of(root, {"HOME": str(plain_folder)})
    edit(LogFolder(root, state=state), b"They dance.", b"They hum.", "a.md")
    for path in [*state.folder.iterdir(), state.folder]:
        path.chmod(0o500 if path.is_dir() else 0o400)
    try:
        folder = LogFolder(root, state=state)
        assert edit(folder, b"It keeps.", b"It lasts.", "a.md").remark.startswith("it cannot be undone: ")
        with pytest.raises(Fault):
            delete_post(folder, folder.read("a.md"))
        with pytest.raises(Fault):
            folder.undo()
        assert b"It lasts." in (root / "a.md").read_bytes()
    finally:
        state.folder.chmod(0o700)


def test_a_broken_history_is_told_once_and_saving_goes_on(log: Path, opened: Callable[..., LogFolder]) -> None:
    edit(opened(), b"They dance.", b"They hum.")
    (database,) = (log.parent / "home").rglob("history.db")
    database.write_bytes(b"no database at all" * 400)
    with pytest.raises(Unreadable, match="broken"):
        opened().undo()
    with pytest.raises(Unreadable, match="broken"):
        opened().history()
    folder = opened()
    folder.recover()
    done = edit(folder, b"It keeps.", b"It lasts.")
    assert "its history was broken, and is history.db.broken-" in done.remark
    assert done.record == 1
    assert edit(folder, b"It melts.", b"It drips.").remark == ""
    folder.undo()
    folder.undo()
    assert files(log)[FIRST] == POST.replace(b"dance", b"hum")


def test_the_history_of_a_newer_readtui(log: Path, opened: Callable[..., LogFolder]) -> None:
    import sqlite3
    from contextlib import closing

    edit(opened(), b"They dance.", b"They hum.")
    (database,) = (log.parent / "home").rglob("history.db")
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA user_version = 2")
    assert "newer readtui" in edit(opened(), b"It keeps.", b"It lasts.").remark
    with pytest.raises(Unwritable, match="newer readtui"):
        delete_post(opened(), opened().read(FIRST))
    with pytest.raises(Unreadable, match="newer readtui"):
        opened().undo()


def test_of_two_posts_one_that_cannot_be_written_leaves_both(log: Path, opened: Callable[..., LogFolder]) -> None:
    (log / FIRST).chmod(0o444)
    before = files(log)
    with pytest.raises(Unwritable):
        move_entry(opened(), opened().read(FIRST), 1, opened().read(SECOND))
    assert files(log) == before
    with pytest.raises(Unwritable):
        move_entry(opened(), opened().read(FIRST), 1, Making("new/post.md", b"# New\n"))
    assert files(log) == before
    assert opened().history() == []
    (log / FIRST).chmod(0o644)
    assert opened().recover() == []


def test_a_post_that_is_to_be_made_and_is_there(log: Path, opened: Callable[..., LogFolder]) -> None:
    before = files(log)
    with pytest.raises(TargetExists):
        opened().create(SECOND, b"# New\n")
    with pytest.raises(TargetExists):
        move_entry(opened(), opened().read(FIRST), 1, Making(SECOND, b"# New\n"))
    assert files(log) == before
    assert opened().history() == []


# Killed midway


def killed_at(count: int, act: Callable[[], object]) -> bool:
    """Do something in a process that is killed where it asks the system for the so manieth thing; whether it was."""
    process = os.fork()
    if process == 0:
        left = count

        def count_down(event: str, _: tuple[object, ...]) -> None:
            nonlocal left
            if event.startswith(("os.", "open", "sqlite3.", "ctypes.", "fcntl.")):
                left -= 1
                if left == 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(count_down)
        try:
            act()
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == -signal.SIGKILL


@pytest.mark.parametrize("number", [2, 6, 7], ids=["move", "move to a new post", "delete"])
def test_a_change_that_is_killed_anywhere_is_whole_at_the_next_start(
    log: Path, opened: Callable[..., LogFolder], number: int
) -> None:
    edit(opened(), b"They dance.", b"They hum.")  # so that the history is there
    before = files(log)
    ACTS[number](opened())
    after = files(log)
    opened().undo()
    assert files(log) == before
    count, told = 1, set()
    while killed_at(count, lambda: ACTS[number](opened())):
        folder = opened()
        told |= set(folder.recover())
        now = files(log)
        assert now in (before, after), count
        assert not list(log.rglob(".*")), count
        if now == after:
            assert folder.undo().is_changed
        assert files(log) == before, count
        count += 1
    assert count > 20
    assert files(log) == after
    if number != 7:
        (what,) = told
        assert what.startswith("moved ")


def test_the_next_command_finishes_what_was_begun(log: Path, opened: Callable[..., LogFolder], tmp_path: Path) -> None:
    before = files(log)
    ACTS[2](opened())
    after = files(log)
    opened().undo()
    count = 1
    while killed_at(count, lambda: ACTS[2](opened())) and files(log) in (before, after):
        count += 1
    assert files(log) not in (before, after), "none between the two posts"
    environ = {**os.environ, "HOME": str(tmp_path / "home")}
    ran = subprocess.run(
        [sys.executable, "-m", "readtui", "weeks", "--log", str(log)], env=environ, capture_output=True, check=False
    )
    assert (ran.returncode, ran.stderr.count(b"\n")) == (0, 1)
    assert b"it is finished now: moved" in ran.stderr
    assert files(log) == after
    opened().undo()
    assert files(log) == before


# Edits that are merged as they are made


def test_a_deletion_meets_others_edits(log: Path, opened: Callable[..., LogFolder]) -> None:
    for index, gone in enumerate((b"Bees", b"Wax", b"Honey"), start=1):
        post = opened().read(FIRST)
        elsewhere(log, b"(July 5 - July 11)", b"(July 5 - July 11): %d" % index)
        expected = [entry.title.encode() for entry in post.entries if entry.title.encode() != gone]
        done = delete_entry(opened(), post, index)
        assert done.remark == "what others changed in the file meanwhile is kept"
        assert [entry.title.encode() for entry in opened().read(FIRST).entries] == expected
        assert b"July 11): %d" % index in files(log)[FIRST]
        opened().undo()
        (log / FIRST).write_bytes(POST)


def test_a_move_meets_others_edits_in_both_posts(log: Path, opened: Callable[..., LogFolder]) -> None:
    folder = opened()
    first, second = folder.read(FIRST), folder.read(SECOND)
    elsewhere(log, b"(July 5 - July 11)", b"(July 5 - July 11), read")
    elsewhere(log, b"[Wasps]", b"[Hornets]", SECOND)
    done = move_entry(folder, first, 2, second)
    assert (done.index, done.posts[0].path) == (4, SECOND)
    assert [entry.title for entry in opened().read(FIRST).entries] == ["Bees", "Honey"]
    assert [entry.title for entry in opened().read(SECOND).entries] == ["Hornets", "Wax", "Honey", "Wax"]


def test_a_reordering_meets_an_entry_that_others_added(log: Path, opened: Callable[..., LogFolder]) -> None:
    post = opened().read(FIRST)
    with (log / FIRST).open("ab") as file:
        file.write(b"\n## [Talk] [Comb](https://comb.example/)\n")
    done = reorder_entry(opened(), post, 1, 2)
    assert [entry.title for entry in done.posts[0].entries] == ["Wax", "Bees", "Honey", "Comb"]
    assert done.index == 2


def test_what_others_did_too_is_nothing_to_change(log: Path, opened: Callable[..., LogFolder]) -> None:
    folder = opened()
    post = folder.read(FIRST)
    source = elsewhere(log, b"It melts.", b"It drips.")
    at = POST.index(b"It melts.")
    done = folder.save(post, [Splice(Span(at, at + 9), b"It drips.")], editing=2)
    assert (done.is_changed, done.index, done.record) == (False, 2, None)
    assert files(log)[FIRST] == source


def test_what_could_not_be_opened_again_is_not_written(log: Path, opened: Callable[..., LogFolder]) -> None:
    before = files(log)
    for act in (
        lambda: edit(opened(), b"They dance.", b"They dance.\n" * 400_000),
        lambda: opened().create("large.md", b"x" * 4_200_000),
    ):
        with pytest.raises(Refused, match="larger than 4 MiB"):
            act()
    assert files(log) == before
    assert opened().history() == []
