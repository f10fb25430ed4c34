"""Acts on several entries and posts: one change, made as a whole, beside what others wrote, and taken back as one."""

from collections.abc import Callable
from pathlib import Path

import pytest

from readtui.store.acts import (
    delete_entries,
    merge_entries,
    move_entries,
    paths_naming,
    previewing,
    rename_across,
    retag,
    set_kind,
    split_entry,
)
from readtui.store.changes.doing import Done
from readtui.store.faults import Conflict, Fault, NotEditable, Refused
from readtui.store.folder import LogFolder
from readtui.store.statefolder import StateFolder

ENTRY = (
    "## [Talk] [{0}](https://{0}.example)\n**Author**: Ann Lee\n\nOf {0}.\n\n[{0}2](https://{0}2.example)\n\nBelow.\n"
)
TOP = "+++\ntitle = '{0}'\ntags = ['ml']\n+++\n\nWords.\n\nMore words.\n\n"


def source_of(name: str, *entries: str) -> bytes:
    return (TOP.format(name) + "\n".join(ENTRY.format(each) for each in entries)).encode()


@pytest.fixture
def log(tmp_path: Path) -> LogFolder:
    root = tmp_path / "log"
    root.mkdir()
    (root / "one.md").write_bytes(source_of("one", "a", "b", "c"))
    (root / "two.md").write_bytes(source_of("two", "d", "e"))
    return LogFolder(root, state=StateFolder.of(root, {"HOME": str(tmp_path)}))


def files_of(log: LogFolder) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in log.root.iterdir()}


Act = Callable[[LogFolder], Done]
ACTS: dict[str, Act] = {
    "delete": lambda log: delete_entries(
        log, [(log.read("one.md"), 1), (log.read("two.md"), 2), (log.read("one.md"), 2)]
    ),
    "move": lambda log: move_entries(log, [(log.read("one.md"), 3), (log.read("one.md"), 1)], log.read("two.md")),
    "merge": lambda log: merge_entries(log, log.read("one.md"), 1, 3),
    "split": lambda log: split_entry(log, log.read("two.md"), 1, log.read("two.md").source.index(b"[d2]")),
    "tag": lambda log: retag(log, [log.read("one.md"), log.read("two.md")], "tags", ["new"], ["ml"]),
    "kind": lambda log: set_kind(log, [(log.read("one.md"), 1), (log.read("two.md"), 1)], "Book"),
    "rename": lambda log: rename_across(log, previewing(log, log.paths(), "person", "Ann Lee", "A. Lee")),
}


@pytest.mark.parametrize("name", ACTS)
def test_each_is_one_change_there_and_back(log: LogFolder, name: str) -> None:
    before = files_of(log)
    done = ACTS[name](log)
    after = files_of(log)
    assert {path for path in before if before[path] != after[path]} == {post.path for post in done.posts}
    assert len(log.history()) == 1
    assert log.history()[0].what == done.what
    log.undo()
    assert files_of(log) == before
    log.redo()
    assert files_of(log) == after


@pytest.mark.parametrize("name", ["delete", "move", "merge", "tag", "kind", "rename"])
def test_what_others_wrote_meanwhile_stays(log: LogFolder, name: str) -> None:
    """The posts are read before somebody writes above their entries."""
    theirs = b"Somebody was here.\n"
    posts = {path: log.read(path) for path in ("one.md", "two.md")}
    for path in posts:
        source = (log.root / path).read_bytes().replace(b"Words.\n", theirs)
        (log.root / path).write_bytes(source)

    class Stale(LogFolder):
        def read(self, path: str) -> object:  # type: ignore[override]
            return posts[path]

        open = read  # type: ignore[assignment]

    stale = Stale(log.root, state=log._state)
    done = ACTS[name](stale)
    assert "others changed" in done.remark
    assert all(theirs in post.source for post in done.posts)
    assert theirs in (log.root / "one.md").read_bytes()


def test_an_entry_that_others_changed_is_not_deleted_unseen(log: LogFolder) -> None:
    post, other = log.read("one.md"), log.read("two.md")
    (log.root / "one.md").write_bytes(post.source.replace(b"Of b.", b"Of b, and more."))
    before = files_of(log)
    with pytest.raises(Conflict):
        delete_entries(log, [(other, 1), (post, 2), (post, 3)])
    assert files_of(log) == before


def test_where_one_cannot_be_moved_none_is(log: LogFolder) -> None:
    (log.root / "odd.md").write_bytes(b"caf\xe9\n")
    before = files_of(log)
    for act in (
        lambda: move_entries(log, [(log.read("one.md"), 1), (log.read("two.md"), 1)], log.read("two.md")),
        lambda: move_entries(log, [(log.read("one.md"), 1)], log.read("odd.md")),
        lambda: delete_entries(log, []),
        lambda: delete_entries(log, [(log.read("one.md"), 1), (log.read("two.md"), 9)]),
        lambda: retag(log, [log.read("one.md"), log.read("odd.md")], "tags", ["x"]),
    ):
        with pytest.raises(Fault):
            act()
        assert files_of(log) == before
    with pytest.raises(NotEditable):
        retag(log, [log.read("odd.md")], "tags", ["x"])


def test_an_entry_named_twice_goes_once(log: LogFolder) -> None:
    post = log.read("one.md")
    done = move_entries(log, [(post, 2), (post, 1), (post, 2)], log.read("two.md"))
    assert [entry.title for entry in done.posts[0].entries] == ["d", "e", "b", "a"]
    assert (done.index, done.what) == (3, "moved 2 entries from one.md to two.md")


def test_a_rename_over_many_posts_is_one_record(log: LogFolder) -> None:
    for number in range(150):
        (log.root / f"{number}.md").write_bytes(source_of(str(number), "x"))
    before = files_of(log)
    preview = previewing(
        log, paths_naming(log, {"HOME": str(log.root.parent)}, "person", "Ann Lee"), "person", "Ann Lee", "B"
    )
    lines = list(preview.lines())
    assert (len(preview.edits), len(lines)) == (152, 155)
    assert {(line.line, line.before, line.after) for line in lines if line.post == "7.md"} == {
        (11, "**Author**: Ann Lee", "**Author**: B")
    }
    done = rename_across(log, preview)
    assert (len(done.posts), len(log.history())) == (152, 1)
    log.undo()
    assert files_of(log) == before
    with pytest.raises(Refused):
        rename_across(log, previewing(log, log.paths(), "person", "Nobody", "B"))
