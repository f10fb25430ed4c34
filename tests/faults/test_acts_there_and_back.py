"""Any acts in any order, undone to the start: every file has its first bytes. Made again: the same end.

READTUI_LONG=1 walks 10,000 sequences, READTUI_SEED repeats a run.
"""

import datetime
import os
import random
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from acts import files_below

from readtui.grammar.changing.editing import replacing
from readtui.grammar.changing.parting import begins_with_head
from readtui.grammar.changing.refusing import WouldLose
from readtui.grammar.changing.renaming import What
from readtui.grammar.frontmatter import Unusual, setting
from readtui.grammar.making.composing import new_entry
from readtui.grammar.posts import read_post
from readtui.model.entry import Byline
from readtui.model.post import Post
from readtui.model.week import week_holding
from readtui.store import acts as log_acts
from readtui.store.changes.doing import Done
from readtui.store.changes.edits import Making
from readtui.store.conventions.weekly import like_for, models_of, post_for
from readtui.store.faults import NothingToUndo, Refused
from readtui.store.folder import LogFolder
from readtui.store.statefolder import StateFolder

IS_LONG = bool(os.environ.get("READTUI_LONG"))
MADE_UP, REAL = (8_000, 2_000) if IS_LONG else (40, 20)
SEED = int(os.environ.get("READTUI_SEED") or random.randrange(1 << 32))
MOST_ACTS = 9
LEAST_DONE = 0.3
"""The share of acts that are done; others are refused, and change nothing."""
MOST_BYTES = 12_000
"""Of a real post that is walked over: a sequence reads its posts some hundred times."""
_PARAGRAPH = re.compile(rb"(?:\r?\n[ \t]*){2,}")
WORDS = ("ml", "Go", "what I read", "a: b", "naïve", "it's", '"q"', "日本", "x, y")
NAMES = ("Ann Lee", "Bo Ray", "Zoë O'Hara", "Li Wei")
KINDS = ("Talk", "Book", "Paper", "Long read")


class Walk:
    """A log that is walked over, and the acts on it."""

    def __init__(self, home: Path, chance: random.Random) -> None:
        self.root = home / "log"
        self.folder = LogFolder(self.root, state=StateFolder.of(self.root, {"HOME": str(home)}))
        self.chance = chance
        self.acts: tuple[Callable[[], Done], ...] = (
            self.new,
            self.add,
            self.edit,
            self.set,
            self.tag,
            self.kind,
            self.move,
            self.move,
            self.reorder,
            self.delete,
            self.delete_post,
            self.merge,
            self.merge,
            self.split,
            self.split,
            self.rename,
            self.rename,
        )

    def new(self) -> Done:
        return log_acts.make_post(self.folder, self._new_post())

    def add(self) -> Done:
        to = self.chance.choice([self._post(), self._post(), None]) or self._new_post()
        like = like_for(to if isinstance(to, Post) else None, models_of(self.folder, self.folder.rows()))
        title, names = self.chance.choice(WORDS), (*self.chance.sample(NAMES, 2),)
        kind = self.chance.choice([None, *KINDS])
        url = f"https://new.example/{self.chance.randrange(100)}"
        text = new_entry(
            like,
            kind=kind,
            title=f"New {title}",
            url=url,
            bylines=[Byline("Author", names)],
            note=b"Of *note*.\n\n- a\n",
        )
        return log_acts.add_entry(self.folder, to, text, title)

    def edit(self) -> Done:
        post, index = self._entry()
        text = post.span_of(index).of(post.source).rstrip() + self.chance.choice([b" More.", b"\n\n  Below.\n"])
        return self.folder.save(post, [replacing(post, index, text)], editing=index)

    def set(self) -> Done:
        post = self._post()
        key, value = self.chance.choice([("title", self.chance.choice(WORDS)), ("draft", not post.draft)])
        return self.folder.save(post, [setting(post.source, post.front_matter, key, value)], editing=None)

    def tag(self) -> Done:
        key = self.chance.choice(["tags", "categories"])
        add, remove = self.chance.sample(WORDS, 2)
        posts = [self._post() for _ in range(self.chance.randint(1, 3))]
        return log_acts.retag(self.folder, posts, key, [add], self.chance.choice([[], [remove]]))

    def kind(self) -> Done:
        return log_acts.set_kind(self.folder, self._entries(), self.chance.choice([None, *KINDS]))

    def move(self) -> Done:
        entries = self._entries()
        to = self.chance.choice([post for post in self._posts() if post.path != entries[0][0].path] or [None])
        return log_acts.move_entries(self.folder, entries, to or self._new_post())

    def reorder(self) -> Done:
        post, index = self._entry()
        return log_acts.reorder_entry(self.folder, post, index, self.chance.randint(1, len(post.entries)))

    def delete(self) -> Done:
        return log_acts.delete_entries(self.folder, self._entries())

    def delete_post(self) -> Done:
        return log_acts.delete_post(self.folder, self._post())

    def merge(self) -> Done:
        post, index = self._entry()
        others = [entry.index for entry in post.entries if entry.index != index]
        return log_acts.merge_entries(self.folder, post, index, self.chance.choice(others or [index]))

    def split(self) -> Done:
        post, index = self._entry()
        note = post.entries[index - 1].places.note
        starts = [note.start + each.end() for each in _PARAGRAPH.finditer(note.of(post.source))]
        at = self.chance.choice(starts or [note.start])
        head = (None, None, None) if begins_with_head(post, index, at) else ("Book", "Parted", "https://p.example")
        return log_acts.split_entry(self.folder, post, index, at, *head)

    def rename(self) -> Done:
        whats: tuple[What, ...] = ("tag", "category", "kind", "person")
        what = self.chance.choice(whats)
        there = sorted({name for post in self._posts() for name in names_in(post, what)})
        if not there:
            raise Refused("there is nothing to rename")
        new = self.chance.choice([*(KINDS if what == "kind" else NAMES if what == "person" else WORDS), *there])
        preview = log_acts.previewing(self.folder, self.folder.paths(), what, self.chance.choice(there), new)
        return log_acts.rename_across(self.folder, preview)

    def _posts(self) -> list[Post]:
        return [self.folder.read(path) for path in self.folder.paths()]

    def _post(self) -> Post:
        there = self._posts()
        if not there:
            raise Refused("there is no post")
        return self.chance.choice(there)

    def _entry(self) -> tuple[Post, int]:
        return self._entries()[0]

    def _entries(self) -> list[tuple[Post, int]]:
        """A few entries, mostly of one post."""
        there = [post for post in self._posts() if post.entries]
        if not there:
            raise Refused("there is no entry")
        post = self.chance.choice(there)
        some = [(post, self.chance.randint(1, len(post.entries))) for _ in range(self.chance.choice([1, 1, 2, 3]))]
        other = self.chance.choice(there)
        return [*some, (other, 1)] if self.chance.random() < 0.2 else some

    def _new_post(self) -> Making:
        day = datetime.date(2021, 1, 4) + datetime.timedelta(days=7 * self.chance.randrange(60))
        week = week_holding(day, "date", self.folder.conventions.first_day)
        return post_for(self.folder, models_of(self.folder, self.folder.rows()), week)


def names_in(post: Post, what: What) -> list[str]:
    if what == "kind":
        return [entry.kind for entry in post.entries if entry.kind]
    if what == "person":
        return [name for entry in post.entries for byline in entry.bylines for name in byline.people]
    value = post.front_matter.value("tags" if what == "tag" else "categories")
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def walked(home: Path, chance: random.Random, told: Counter[str]) -> None:
    """A few acts, all undone, all made again, and undone once more."""
    walk = Walk(home, chance)
    first, names = files_below(walk.root), []
    for _ in range(chance.randint(2, MOST_ACTS)):
        act = chance.choice(walk.acts)
        before = files_below(walk.root)
        try:
            done = act()
        except (Refused, WouldLose, Unusual, IndexError) as refused:
            assert files_below(walk.root) == before, act.__name__
            told[f"{act.__name__} refused"] += 1
            assert str(refused)  # noqa: PT017 - a refusal is an answer, if it says why
        else:
            told[act.__name__] += 1
            names.append(act.__name__)
            after = files_below(walk.root)
            changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
            assert changed == ({*(post.path for post in done.posts), *done.gone} if done.is_changed else set()), names
    last = files_below(walk.root)
    assert back(walk.folder.undo) <= len(names)
    assert files_below(walk.root) == first, names
    back(walk.folder.redo)
    assert files_below(walk.root) == last, names
    back(walk.folder.undo)
    assert files_below(walk.root) == first, names


def back(step: Callable[[], object]) -> int:
    """Each step that there is; how many."""
    count = 0
    while True:
        try:
            step()
        except NothingToUndo:
            return count
        count += 1


# The logs


FORMS = {
    "heading": (
        b"## [Talk] [%b](https://a.example/%d)\n**Speaker**: Ann Lee and Bo Ray\n",
        b"## [%b](https://b.example/%d)\n",
    ),
    "list": (b"- [%b](https://a.example/%d) - short\n", b"- [Book] [%b](https://b.example/%d)\n  **Author**: Li Wei\n"),
    "paragraph": (
        b"**[%b](https://a.example/%d) by Ann Lee**\n",
        b"**[%b](https://b.example/%d)**\n**Author**: Bo Ray\n",
    ),
}
TOPS = (
    b"+++\ntitle = 'T'\ndate = 2020-07-%02d\ntags = ['ml', 'Go']\n+++\n\n",
    b'---\ntitle: "T"\ndate: 2020-07-%02d\ntags:\n  - "ml"\n  - Go\ncategories: [what I read, ml]\n---\n\n',
    b'{"title": "T", "date": "2020-07-%02d", "tags": ["ml"]}\n\n',
    b"---\ntitle: T\ndate: 2020-07-%02d # when\n---\n",
)
NOTES = (
    b"",
    b"\nA note.\n\nMore, [linked](https://c.example).\n",
    b"\n> quoted\n\n[Below](https://d.example)\n\nOf it.\n",
    b"\n- a\n- b\n",
)


def made_up(root: Path, chance: random.Random) -> None:
    """Some posts that nobody wrote, of one form, their line ends and last lines as they come."""
    form, end = chance.choice(sorted(FORMS)), chance.choice([b"\n", b"\n", b"\r\n"])
    for number in range(chance.randint(1, 3)):
        pieces = [chance.choice(TOPS) % (4 + 7 * number)]
        for place in range(chance.randint(0, 4)):
            note = chance.choice(NOTES)
            if form == "list":
                note = note.replace(b"\n", b"\n  ").rstrip(b" ").replace(b"\n  \n", b"\n\n")
            name = chance.choice([b"One", b"Two words", b"It\\*s", "Ünï".encode()])
            pieces.append(chance.choice(FORMS[form]) % (name, place) + note)
            pieces.append(chance.choice([b"", b"\n"]) if form == "list" else b"\n")
        source = b"".join(pieces)
        source = source.rstrip(b"\n") if chance.random() < 0.2 else source
        path = root / f"2020-07-{4 + 7 * number:02}-read.md"
        path.write_bytes(source.replace(b"\n", end))


def copied(root: Path, chance: random.Random, logs: list[list[Path]]) -> None:
    """A few posts of a real log, those that have entries first."""
    some = chance.choice(logs)
    some = chance.sample(some, min(len(some), 12))
    some.sort(key=lambda path: not read_post(path.name, path.read_bytes()).entries)
    for number, path in enumerate(some[:3]):
        (root / f"{number}-{path.name}").write_bytes(path.read_bytes())


def test_acts_over_made_up_logs_there_and_back(tmp_path: Path) -> None:
    told_of(range(MADE_UP), made_up, tmp_path)


def test_acts_over_real_logs_there_and_back(tmp_path: Path, real_logs: Path) -> None:
    logs = [
        [path for path in sorted(log.rglob("*.md")) if path.stat().st_size < MOST_BYTES and b"](" in path.read_bytes()]
        for log in sorted(real_logs.iterdir())
        if log.is_dir()
    ]
    told_of(range(REAL), lambda root, chance: copied(root, chance, [log for log in logs if log]), tmp_path)


def told_of(numbers: range, laying: Callable[[Path, random.Random], None], tmp_path: Path) -> Counter[str]:
    """So many walks, each on a log laid out anew; how often each act was done."""
    told: Counter[str] = Counter()
    for number in numbers:
        with a_home(tmp_path) as home:
            (home / "log").mkdir()
            seed = f"{SEED}-{number}"
            laying(home / "log", random.Random(seed))
            try:
                walked(home, random.Random(f"{seed}-acts"), told)
            except BaseException:
                sys.stdout.write(f"READTUI_SEED={SEED}, walk {number}\n")
                raise
    sys.stdout.write(f"{dict(sorted(told.items()))}\n")
    done = sum(count for name, count in told.items() if " " not in name)
    assert done > LEAST_DONE * sum(told.values())
    return told


@contextmanager
def a_home(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory, where fsync costs nothing, if the system has such."""
    memory = Path("/dev/shm")
    home = Path(tempfile.mkdtemp(prefix="there-and-back-", dir=memory if os.access(memory, os.W_OK) else tmp_path))
    try:
        yield home
    finally:
        shutil.rmtree(home, ignore_errors=True)
