"""Whatever happens to a log, in whatever order: what is on disk is what was done, and no text is lost.

Two sessions with snapshots that grow stale, somebody with another editor, kills at any moment and restarts, against a
model that knows each post as a heading and a list of entries.
"""

import os
import shutil
import signal
import sqlite3
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from readtui.grammar.changing.arranging import adding, deleting, reordering
from readtui.grammar.changing.editing import replacing, setting_kind
from readtui.grammar.frontmatter import setting
from readtui.grammar.posts import read_post
from readtui.model.post import Post
from readtui.model.span import Splice
from readtui.model.unsaved import UnsavedText
from readtui.store.changes.doing import Done
from readtui.store.changes.edits import Edit
from readtui.store.faults import Conflict, Fault, NothingToUndo, TargetExists
from readtui.store.folder import LogFolder
from readtui.store.statefolder import StateFolder
from readtui.store.unsaved.journal import Journal
from readtui.store.unsaved.leftover import leftover

EXAMPLES = 2500 if os.environ.get("READTUI_LONG") else 60
STEPS = 40
PATHS = ("2024-01-06.md", "2024-01-13.md", "2024-01-20.md")

posts = st.sampled_from(PATHS)
sessions = st.integers(0, 1)
places = st.integers(0, 5)
Act = Callable[[LogFolder], Done]


def _entry(token: str) -> bytes:
    return f"## [Talk] [Title {token}](https://example.org/{token})\n**Speaker**: Ann {token}\n\nNote {token}.".encode()


def _header(path: str, token: str) -> bytes:
    return f'+++\ntitle = "Week {token}"\ndate = {path[:10]}\ndraft = true\n+++\n\n'.encode()


class Text:
    """A post as the model knows it."""

    def __init__(self, header: bytes, entries: list[bytes]) -> None:
        self.header = header
        self.entries = entries

    @classmethod
    def read(cls, source: bytes) -> "Text":
        header, *entries = source.split(b"## [")
        return cls(header, [b"## [" + entry.strip(b"\n") for entry in entries])

    @property
    def source(self) -> bytes:
        return self.header + b"\n\n".join(self.entries) + (b"\n" if self.entries else b"")

    def with_entries(self, entries: list[bytes]) -> bytes:
        return Text(self.header, entries).source


class Log(RuleBasedStateMachine):
    """A log, and all who write in it."""

    def __init__(self) -> None:
        super().__init__()
        self.home = Path(tempfile.mkdtemp(prefix="nothing-is-lost-"))
        self.root = self.home / "content" / "post"
        self.root.mkdir(parents=True)
        self.state = StateFolder.of(self.root, {"HOME": str(self.home)})
        self.disk: dict[str, bytes] = {}
        self.left: set[bytes] = set()
        """What was typed by processes that were killed, and not restored yet."""
        self.count = 0

    def teardown(self) -> None:
        shutil.rmtree(self.home, ignore_errors=True)

    @initialize()
    def begin(self) -> None:
        for path in PATHS:
            self._write(path, Text(_header(path, self._token()), [_entry(self._token()) for _ in range(3)]).source)
        self.folders = [self._opened(), self._opened()]
        self.seen: list[dict[str, Post]] = [{}, {}]
        for session in (0, 1):
            for path in PATHS:
                self.look(session, path)

    # What sessions do

    @rule(session=sessions, path=posts)
    def look(self, session: int, path: str) -> None:
        if path in self.disk:
            self.seen[session][path] = self.folders[session].read(path)

    @rule(session=sessions, path=posts, place=places)
    def edit(self, session: int, path: str, place: int) -> None:
        post, index = self._chosen(session, path, place)
        if post and index:
            splice = self._noted(post, index)
            wanted = {path: splice.apply(post.source)}
            self._do(session, [path], lambda log: log.save(post, [splice], editing=index), wanted)

    @rule(session=sessions, path=posts, place=places, kind=st.sampled_from(["Book", "Paper", "Long read"]))
    def set_kind(self, session: int, path: str, place: int, kind: str) -> None:
        post, index = self._chosen(session, path, place)
        if post and index:
            splice = setting_kind(post, index, kind)
            self._do(session, [path], lambda log: log.save(post, [splice], editing=index), {})

    @rule(session=sessions, path=posts)
    def set_title(self, session: int, path: str) -> None:
        post = self.seen[session].get(path)
        if post:
            splice = setting(post.source, post.front_matter, "title", f"Week {self._token()}")
            wanted = {path: splice.apply(post.source)}
            self._do(session, [path], lambda log: log.save(post, [splice], editing=None), wanted)

    @rule(session=sessions, path=posts, place=places)
    def delete_entry(self, session: int, path: str, place: int) -> None:
        post, index = self._chosen(session, path, place)
        if post and index and len(post.entries) > 2:
            entries = Text.read(post.source).entries
            wanted = {path: Text.read(post.source).with_entries(entries[: index - 1] + entries[index:])}
            self._do(session, [path], lambda log: log.save(post, deleting(post, index), editing=index), wanted)

    @rule(session=sessions, path=posts, place=places, to=places)
    def reorder(self, session: int, path: str, place: int, to: int) -> None:
        post, index = self._chosen(session, path, place)
        if post and index:
            entries = Text.read(post.source).entries
            to = to % len(entries)
            moved = [*entries[: index - 1], *entries[index:]]
            moved.insert(to, entries[index - 1])
            wanted = {path: Text.read(post.source).with_entries(moved)}
            splices = reordering(post, index, to + 1)
            self._do(session, [path], lambda log: log.save(post, splices, editing=None), wanted)

    @rule(session=sessions, path=posts, goal=posts, place=places, is_killed=st.booleans())
    def move(self, session: int, path: str, goal: str, place: int, is_killed: bool) -> None:
        post, index = self._chosen(session, path, place)
        other = self.seen[session].get(goal)
        if not (post and index and other and path != goal and len(post.entries) > 2):
            return
        text = post.entries[index - 1].span.of(post.source)
        edits = [Edit(other, adding(other, text), None), Edit(post, deleting(post, index), index)]
        here, there = Text.read(post.source), Text.read(other.source)
        wanted = {
            path: here.with_entries(here.entries[: index - 1] + here.entries[index:]),
            goal: there.with_entries([*there.entries, here.entries[index - 1]]),
        }
        if is_killed:
            self._die_while(session, lambda log: log.change(edits, "moved"), [post, other], wanted)
        else:
            self._do(session, [path, goal], lambda log: log.change(edits, "moved"), wanted)

    @rule(session=sessions, path=posts)
    def delete_post(self, session: int, path: str) -> None:
        post = self.seen[session].get(path)
        if post and len(self.disk) > 1:
            self._do(session, [path], lambda log: log.delete(post), {})

    @rule(session=sessions, path=posts)
    def create(self, session: int, path: str) -> None:
        source = Text(_header(path, self._token()), [_entry(self._token()), _entry(self._token())]).source
        if path in self.disk:
            with pytest.raises(TargetExists):
                self.folders[session].create(path, source)
        else:
            self.folders[session].create(path, source)
            self.disk[path] = source

    @rule(session=sessions)
    def undo(self, session: int) -> None:
        self._take_back(lambda: self.folders[session].undo())

    @rule(session=sessions)
    def redo(self, session: int) -> None:
        self._take_back(lambda: self.folders[session].redo())

    @rule(session=sessions, path=posts, place=places)
    def die_while_saving(self, session: int, path: str, place: int) -> None:
        post, index = self._chosen(session, path, place)
        if post and index:
            splice = self._noted(post, index)
            wanted = {path: splice.apply(post.source)}
            self._die_while(session, lambda log: log.save(post, [splice], editing=index), [post], wanted)

    @rule(session=sessions, path=posts, place=places)
    def die_while_typing(self, session: int, path: str, place: int) -> None:
        """What was typed is there again at every later start, until it is restored."""
        post, index = self._chosen(session, path, place)
        if post and index:
            splice = self._noted(post, index)
            over = UnsavedText.over(post, index)
            text = over.retyped(over.base.replace(splice.span.of(post.source), splice.replacement))
            child = os.fork()
            if not child:
                try:
                    journal = Journal(self.state)
                    journal.put(lambda: text)
                    journal.flush()
                finally:
                    os.kill(os.getpid(), signal.SIGKILL)
            os.waitpid(child, 0)
            self.left.add(text.typed)

    @rule(session=sessions)
    def restore(self, session: int) -> None:
        for found in leftover(self.state)[:1]:
            journal = Journal(self.state)
            text = journal.adopt(found)
            before = dict(self.disk)
            try:
                post = read_post(text.path, text.source)
                self.folders[session].save(post, [replacing(post, text.index, text.typed)], editing=text.index)
            except Fault:
                journal.end(keep=True)
                continue
            journal.keep((), typing=False)
            journal.end(keep=False)
            self.left.discard(text.typed)
            self._take([text.path])
            assert text.typed.strip() in self.disk[text.path] or self.disk != before
            self._none_is_lost(before)

    @rule(session=sessions)
    def restart(self, session: int) -> None:
        self.folders[session] = self._opened()

    # What others do

    @rule(path=posts, place=places, is_beside=st.booleans(), is_hidden=st.booleans())
    def edit_outside(self, path: str, place: int, is_beside: bool, is_hidden: bool) -> None:
        if path in self.disk and (entries := Text.read(self.disk[path]).entries):
            entries[place % len(entries)] = _entry(self._token())
            status = (self.root / path).stat()
            self._write(path, Text.read(self.disk[path]).with_entries(entries), is_beside=is_beside)
            if is_hidden:  # as a sync program that keeps times does
                os.utime(self.root / path, ns=(status.st_atime_ns, status.st_mtime_ns))

    @rule(path=posts)
    def add_outside(self, path: str) -> None:
        if self.disk.get(path):
            text = Text.read(self.disk[path])
            self._write(path, text.with_entries([*text.entries, _entry(self._token())]))

    @rule(path=posts)
    def delete_outside(self, path: str) -> None:
        if path in self.disk and len(self.disk) > 1:
            (self.root / path).unlink()
            del self.disk[path]

    # What always holds

    @invariant()
    def disk_is_as_known(self) -> None:
        assert {file.name: file.read_bytes() for file in self.root.iterdir()} == self.disk

    @invariant()
    def what_was_typed_is_kept(self) -> None:
        if self.left:
            assert self.left == {found.text.typed for found in leftover(self.state)}

    def _do(self, session: int, paths: list[str], act: Act, wanted: dict[str, bytes]) -> None:
        """Do it; on fresh snapshots exactly what is wanted comes of it, on stale ones nothing of others' is lost."""
        before = {path: self.disk.get(path) for path in paths}
        is_fresh = all(self.seen[session][path].source == before[path] for path in paths)
        try:
            done = act(self.folders[session])
        except Fault:
            assert not is_fresh
            return
        self._take(paths)
        for post in done.posts if done.is_changed else ():
            self.seen[session][post.path] = post
            assert post.source == self.disk[post.path]
        if is_fresh:
            assert {path: self.disk[path] for path in wanted} == wanted
        self._none_is_lost(before)

    def _take_back(self, act: Callable[[], object]) -> None:
        before = dict(self.disk)
        try:
            act()
        except (NothingToUndo, Conflict):
            return
        self._take([*PATHS])
        self._none_is_lost(before)

    def _none_is_lost(self, before: Mapping[str, bytes | None]) -> None:
        """Each line that stood in a file before stands somewhere now, or the history has it."""
        kept = set(b"\n".join([*self.disk.values(), *self._history()]).splitlines())
        for source in before.values():
            assert not set((source or b"").splitlines()) - kept

    def _die_while(self, session: int, act: Act, read: list[Post], wanted: dict[str, bytes]) -> None:
        """A process that does it is killed at some moment; after the next start all of it is done, or nothing."""
        is_fresh = all(self.disk.get(post.path) == post.source for post in read)
        before = dict(self.disk)
        self.count += 1
        child = os.fork()
        if not child:
            # The alarm's own way to end a process: at once, and nothing of Python's runs.
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            signal.setitimer(signal.ITIMER_REAL, (self.count * 7919 % 4000 + 1) / 1_000_000)
            try:
                act(LogFolder(self.root, state=self.state))
            finally:
                os._exit(0)
        os.waitpid(child, 0)
        self.folders[session] = self._opened()
        self._take([*PATHS])
        if is_fresh:
            assert self.disk in (before, {**before, **wanted})
        self._none_is_lost(before)
        for post in read:
            self.look(session, post.path)

    def _chosen(self, session: int, path: str, place: int) -> tuple[Post | None, int | None]:
        post = self.seen[session].get(path)
        return post, place % len(post.entries) + 1 if post and post.entries else None

    def _noted(self, post: Post, index: int) -> Splice:
        return Splice(post.entries[index - 1].places.note, f"Note {self._token()}.\n".encode())

    def _opened(self) -> LogFolder:
        folder = LogFolder(self.root, state=self.state)
        folder.recover()
        return folder

    def _write(self, path: str, source: bytes, *, is_beside: bool = False) -> None:
        file = self.root / path
        if is_beside:
            (self.home / "beside").write_bytes(source)
            (self.home / "beside").replace(file)
        else:
            file.write_bytes(source)
        self.disk[path] = source

    def _take(self, paths: list[str]) -> None:
        for path in paths:
            file = self.root / path
            self.disk.pop(path, None)
            if file.exists():
                self.disk[path] = file.read_bytes()

    def _history(self) -> list[bytes]:
        file = self.state.folder / "history.db"
        if not file.exists():
            return []
        connection = sqlite3.connect(file)
        try:
            return [content for (content,) in connection.execute("SELECT content FROM text")]
        finally:
            connection.close()

    def _token(self) -> str:
        self.count += 1
        return f"t{self.count:05}"


def test_nothing_is_lost_whatever_happens() -> None:
    run_state_machine_as_test(
        Log,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=[*HealthCheck],
            print_blob=True,
        ),
    )
