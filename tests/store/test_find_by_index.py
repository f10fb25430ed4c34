"""The index finds what a plain look at every post finds, and says of each post what reading it says."""

import datetime
import os
import random
import signal
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readtui.grammar.searching.asking import read_search
from readtui.grammar.searching.documents import documents
from readtui.model.document import Document
from readtui.model.post import Post
from readtui.model.search import Search, Term
from readtui.model.week import week_holding
from readtui.store.folder import LogFolder
from readtui.store.index.fingerprints import fingerprint_of, fingerprint_of_all, known_fingerprint
from readtui.store.index.index import Index
from readtui.store.index.indexfile import IndexFile, IndexTrouble
from readtui.store.index.placing import MOST_STRAYS
from readtui.store.index.survey import paths_of

TODAY = datetime.date(2021, 3, 20)
_LONG = bool(os.environ.get("READTUI_LONG"))
_WORDS = (
    *(
        "stone",
        "Stone",
        "stones",
        "glass",
        "moss",
        "Ünder",
        "under",
        "STRASSE",
        "Straße",
        "naïve",
        "naive",
        "ﬁn",
        "fin",
    ),
    *(
        "機械",
        "学習",
        "機械学習",
        "がき",
        "かき",
        "한국어",
        "한국",
        "don't",
        "C++",
        "état-major",
        "2020",
        "x_y",
        "e\u0301t",
    ),
)
_KINDS = ("Talk", "talk", "Book", "TIL!", "🎥", None)
_NAMES = ("Ada Moss", "Ben Reed", "Zoë Lund", "王小明")
_HOSTS = ("site.example", "www.youtube.com", "github.com")


# The reference: each post is read, each document split into words, each term looked at by itself.


def _words(text: str) -> list[str]:
    """The words of a text, by the rules as they are told to a reader; not by the program's own code."""
    found, word = [], ""
    for character in text:
        plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
        for each in plain:
            is_cjk = "\u3005" <= each <= "\u30ff" or "\u3400" <= each <= "\u9fff"
            if unicodedata.category(each).startswith("M") and not is_cjk:
                continue
            if each.isalnum() and not is_cjk:
                word += each
                continue
            found += [word] if word else []
            found += [each] if is_cjk and (each.isalnum() or unicodedata.category(each) == "Mn") else []
            word = ""
    return found + ([word] if word else [])


def _occurs(words: list[str], wanted: list[str], *, may_go_on: bool) -> bool:
    *first, last = wanted
    for place in range(len(words) - len(wanted) + 1):
        there = words[place : place + len(wanted)]
        ends = there[-1].startswith(last) if may_go_on else there[-1] == last
        if there[:-1] == first and ends:
            return True
    return False


def _squashed(name: str) -> str:
    return "".join(_words(name)) or name.casefold()


def _fits(term: Term, post: Post, document: Document) -> bool:
    wanted = _words(term.text)
    match term.what:
        case "text":
            texts = [document.title, document.text, *document.people, *document.links, *document.about]
            is_there = any(_occurs(_words(text), wanted, may_go_on=term.is_prefix) for text in texts)
        case "by":
            is_there = any(_occurs(_words(person), wanted, may_go_on=True) for person in document.people)
        case "link":
            is_there = any(_occurs(_words(link), wanted, may_go_on=True) for link in document.links)
        case "site":
            is_there = _occurs(_words(document.host), wanted, may_go_on=True)
        case "kind":
            kind = _squashed(document.kind) if document.kind else None
            is_there = kind is not None and _same(kind, _squashed(term.text), term)
        case "tag":
            is_there = any(_same(_squashed(tag), _squashed(term.text), term) for tag in document.tags)
        case "is":
            is_there = post.draft if term.text == "draft" else bool(post.problems)
        case "has":
            is_there = document.has_quote
        case "days":
            is_there = (
                post.day is not None
                and (term.first is None or term.first <= post.day)
                and (term.last is None or post.day <= term.last)
            )
        case "week":
            assert term.first is not None
            asked = week_holding(term.first, "date", 6)
            middle = asked.start + datetime.timedelta(days=3)
            is_there = post.week is not None and post.week.start <= middle <= post.week.end
    return is_there != term.is_not


def _same(name: str, wanted: str, term: Term) -> bool:
    return name.startswith(wanted) if term.is_prefix else name == wanted


def plainly_found(folder: LogFolder, search: Search) -> list[tuple[str, int]]:
    """What the search finds, newest first, without any index."""
    found = []
    for post in folder.load():
        for document in documents(post):
            if (document.stands_alone or search.words) and all(_fits(term, post, document) for term in search.terms):
                found.append((post.path, document.index))
    return found


def found_by(index: Index, search: Search, order: str = "newest", limit: int = 100_000) -> list[tuple[str, int]]:
    answer = index.answer(search, order, limit)  # type: ignore[arg-type]
    return [(hit.row.path, hit.entry.index if hit.entry else 0) for hit in answer.hits]


# Logs and searches at random


def _post(words: random.Random, number: int) -> tuple[str, bytes]:
    day = datetime.date(2021, 1, 2) + datetime.timedelta(days=words.randrange(60))
    start = day - datetime.timedelta(days=6)
    fields = [f"date: {day}"] if words.random() < 0.9 else []
    if words.random() < 0.2 and fields:
        fields = [f"date: {day}T1{words.randrange(10)}:00:00Z"]
    if words.random() < 0.7:
        fields.append(f'title: "Week ({start:%B} {start.day} - {day:%B} {day.day})"')
    if words.random() < 0.2:
        fields.append("draft: true")
    if words.random() < 0.3:
        fields.append(f"tags: [{words.choice(_WORDS[:4])}, other]")
    if words.random() < 0.1:
        fields.append("title: : broken")
    head = "---\n" + "\n".join(fields) + "\n---\n\n"
    text = " ".join(words.choices(_WORDS, k=4)) + "\n\n"
    for _ in range(words.choice((0, 1, 2, 3))):
        kind = words.choice(_KINDS)
        tag = f"[{kind}] " if kind else ""
        title = " ".join(words.choices(_WORDS, k=2))
        text += f"## {tag}[{title}](https://{words.choice(_HOSTS)}/{words.choice(_WORDS[:4])})\n"
        text += f"**Speaker**: {words.choice(_NAMES)}\n\n" if words.random() < 0.5 else "\n"
        text += " ".join(words.choices(_WORDS, k=5)) + "\n\n"
        text += "> " + words.choice(_WORDS) + "\n\n" if words.random() < 0.3 else ""
    source = (head + text).encode()
    if words.random() < 0.05:
        source += b"\xff\xfe broken bytes\n"
    return f"{day}-{number}.md" if words.random() < 0.7 else f"{words.choice(_WORDS[:4])}-{number}.md", source


def _write(root: Path, seed: int, count: int) -> None:
    words = random.Random(seed)
    root.mkdir(exist_ok=True)
    for number in range(count):
        name, source = _post(words, number)
        (root / name).write_bytes(source)


def _asked(words: random.Random) -> str:
    def one() -> str:
        word = words.choice(_WORDS)
        return words.choice(
            (
                *(word, word, word[:2], word + "*", f'"{word} {words.choice(_WORDS)}"', word.upper()),
                *(f"kind:{words.choice(('talk', 'til', 'boo', '🎥', 'nothing'))}", f"by:{words.choice(_NAMES)[:3]}"),
                *(f"site:{words.choice(_HOSTS)}", "site:youtube", f"tag:{words.choice(_WORDS[:4])}", "tag:other"),
                *("year:2021", "year:2020", "since:2021-02", "until:2021-01", "week:2021-W04", "week:2021-02-06"),
                *("is:draft", "is:problem", "has:quote", "link:github.com/st", 'by:"ada moss"'),
            )
        )

    return " ".join(words.choice(("", "", "", "-")) + one() for _ in range(words.choice((1, 1, 2, 3))))


def _index_at(folder: LogFolder, cache: Path) -> IndexFile:
    return IndexFile.of(folder.root, folder.sections, {"XDG_CACHE_HOME": str(cache), "HOME": str(cache)})


def _same_as_reading(folder: LogFolder, index: Index) -> None:
    """The index's rows and entries are those that reading every post gives."""
    log = folder.load()
    assert list(index.log()) == [post.row for post in log]
    assert list(index.newest(5)) == [post.row for post in log][:5]
    entries = [(row, kind, entry) for row, kind, entry in index.entries()]
    assert entries == [(post.row, post.kind, entry.row) for post in log for entry in post.entries]


def _same_answers(folder: LogFolder, index: Index, words: random.Random, count: int) -> None:
    for _ in range(count):
        text = _asked(words)
        search = read_search(text, TODAY, is_typing=words.random() < 0.5)
        if search.is_empty:
            continue
        right = plainly_found(folder, search)
        assert found_by(index, search) == right, text
        assert found_by(index, search, limit=3) == right[:3], text
        assert sorted(found_by(index, search, "best")) == sorted(right), text


@settings(max_examples=150 if _LONG else 12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10_000))
def test_the_index_finds_what_a_plain_look_finds(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    root = tmp_path_factory.mktemp("random") / "log"
    _write(root, seed, 14)
    folder = LogFolder(root, first_day=6)
    with Index.opened(folder, _index_at(folder, root.parent)) as index:
        index.update()
        _same_as_reading(folder, index)
        _same_answers(folder, index, random.Random(seed), 14)


@settings(max_examples=100 if _LONG else 6, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_after_any_changes_it_is_as_if_new(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    words = random.Random(seed)
    root = tmp_path_factory.mktemp("changes") / "log"
    _write(root, seed, 10)
    folder = LogFolder(root, first_day=6)
    file = _index_at(folder, root.parent)
    with Index.opened(folder, file) as index:
        for step in range(6):
            _change(root, words, step)
            index.update()
            _same_as_reading(folder, index)
            _same_answers(folder, index, words, 5)
            _same_fingerprint(file)


def _same_fingerprint(file: IndexFile) -> int | None:
    """The index's posts together have the fingerprint that each has."""
    with closing(file.opened(may_make=False, patience=1)) as connection:
        known = connection.execute("SELECT path, looks FROM post").fetchall()
        told = known_fingerprint(connection)
    assert told == sum(fingerprint_of(path, looks) for path, looks in known)
    return told


def test_its_posts_are_known_by_how_they_look(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("readtui.store.index.looks._YOUNG", 0)  # the posts count as written long ago
    root = tmp_path / "log"
    _write(root, 1, 14)
    folder = LogFolder(root, first_day=6)
    file = _index_at(folder, tmp_path)
    some, other = sorted(root.iterdir())[:2]
    for change in (root.exists, some.touch, partial(other.rename, root / "other.md"), some.unlink):
        change()
        with Index.opened(folder, file) as index:
            index.update()
        assert _same_fingerprint(file) == fingerprint_of_all(str(root), paths_of(folder))


@pytest.mark.parametrize("seconds", [-5, 9_300_000_000])
def test_a_post_of_any_time_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seconds: int) -> None:
    monkeypatch.setattr("readtui.store.index.looks._YOUNG", -(1 << 70))  # also one from years to come
    root = tmp_path / "log"
    _write(root, 1, 3)
    os.utime(next(root.iterdir()), (seconds, seconds))
    folder = LogFolder(root, first_day=6)
    file = _index_at(folder, tmp_path)
    with Index.opened(folder, file) as index:
        assert not index.update().is_none
        assert index.difference().is_none
    assert _same_fingerprint(file) == fingerprint_of_all(str(root), paths_of(folder))


def _change(root: Path, words: random.Random, step: int) -> None:
    """What others do to a log: write, make, delete, rename, and write so that a file looks as it did."""
    files = sorted(root.iterdir())
    name, source = _post(words, 100 + step)
    file = words.choice(files)
    match words.randrange(6):
        case 0:
            file.write_bytes(source)
        case 1:
            (root / name).write_bytes(source)
        case 2 if len(files) > 2:
            file.unlink()
        case 3:
            file.rename(root / name)
        case 4:
            status, old = file.stat(), file.read_bytes()
            file.write_bytes(old.replace(b"a", b"b", 1))
            os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
        case _:
            for number in range(3):
                other, text = _post(words, 1000 + 10 * step + number)
                (root / other).write_bytes(text)


def test_what_is_killed_while_it_writes_is_made_up_for(tmp_path: Path) -> None:
    _write(tmp_path / "log", 3, 120)
    folder = LogFolder(tmp_path / "log", first_day=6)
    file = _index_at(folder, tmp_path)
    words = random.Random(5)
    for round_ in range(12 if _LONG else 4):
        pid = os.fork()
        if pid == 0:
            _be_killed_while_writing(folder, file, after=words.randrange(1, 4))
        _, status = os.waitpid(pid, 0)
        assert os.WTERMSIG(status) == signal.SIGKILL
        _change(folder.root, words, round_)
    with Index.opened(folder, file) as index:
        index.update()
        _same_as_reading(folder, index)
        _same_answers(folder, index, words, 8)


def _be_killed_while_writing(folder: LogFolder, file: IndexFile, after: int) -> None:
    """End by a kill right in the middle of a change to the index."""
    try:
        with Index.opened(folder, file) as index:
            left = [after]

            def counting(*_: object) -> int:
                left[0] -= 1
                if left[0] <= 0:
                    os.kill(os.getpid(), signal.SIGKILL)
                return 0

            index._connection.set_progress_handler(counting, 20_000)
            index.update()
            os.kill(os.getpid(), signal.SIGKILL)
    finally:
        os._exit(1)


def test_two_at_a_time_write_the_same(tmp_path: Path) -> None:
    _write(tmp_path / "log", 8, 80)
    folder = LogFolder(tmp_path / "log", first_day=6)
    file = _index_at(folder, tmp_path)
    children = []
    for _ in range(3):
        pid = os.fork()
        if pid == 0:
            code = 1
            try:
                with Index.opened(folder, file) as index:
                    index.update()
                code = 0
            finally:
                os._exit(code)
        children.append(pid)
    assert [os.waitpid(pid, 0)[1] for pid in children] == [0, 0, 0]
    with Index.opened(folder, file) as index:
        assert index.difference().post_count == 80
        index.update()
        _same_as_reading(folder, index)
        _same_answers(folder, index, random.Random(1), 10)


def test_an_answer_is_of_one_moment_whatever_another_writes_meanwhile(tmp_path: Path) -> None:
    _write(tmp_path / "log", 8, 20)
    folder = LogFolder(tmp_path / "log", first_day=6)
    file = _index_at(folder, tmp_path)
    search = read_search("a", TODAY, is_typing=True)
    with Index.opened(folder, file) as index, Index.opened(folder, file) as another:
        index.update()
        before = index.fitting(search, "newest", 1 << 40)
        assert before is not None
        changes = iter((lambda: None, lambda: _changed(folder, another, before.log.posts[-1].path)))

        def let_another_write() -> bool:
            next(changes, lambda: None)()
            return False

        assert index.fitting(search, "newest", 1 << 40, let_another_write) == before
        assert next(changes, None) is None
        assert index.fitting(search, "newest", 1 << 40) != before


def _changed(folder: LogFolder, another: Index, path: str) -> None:
    (folder.root / path).unlink()
    another.update()


def test_many_posts_that_come_in_between_are_put_in_order(tmp_path: Path) -> None:
    root = tmp_path / "log"
    root.mkdir()
    text = "---\ndate: {day}\n---\n\n" + "".join(
        f"## [Stone {n}](https://s.example/{n})\n\nGlass.\n\n" for n in range(30)
    )
    days = [datetime.date(2000, 1, 1) + datetime.timedelta(days=number) for number in range(120)]
    for day in days[::2]:
        (root / f"{day}.md").write_bytes(text.format(day=day).encode())
    folder = LogFolder(root, first_day=6)
    search = read_search("stone", TODAY)
    with Index.opened(folder, _index_at(folder, tmp_path)) as index:
        index.update()
        for some in (days[1:40:2], days[41::2]):
            for day in some:
                (root / f"{day}.md").write_bytes(text.format(day=day).encode())
            index.update()
            assert found_by(index, search) == plainly_found(folder, search)
        assert MOST_STRAYS < 31 * 60
        (root / "one-more.md").write_bytes(b"stone")
        index.update()
        assert found_by(index, search) == plainly_found(folder, search)
        assert not index._known_of_all().has_strays


def test_the_newest_are_there_first_and_progress_is_told(tmp_path: Path) -> None:
    _write(tmp_path / "log", 2, 100)
    folder = LogFolder(tmp_path / "log", first_day=6)
    told: list[tuple[int, int, bool]] = []
    newest = next(iter(folder.load())).path
    with (
        Index.opened(folder, _index_at(folder, tmp_path)) as index,
        Index.opened(folder, _index_at(folder, tmp_path), may_make=False) as other,
    ):
        index.update(lambda done, count: told.append((done, count, other.newest(1)[0].path == newest)))
    assert told == [(32, 100, True), (96, 100, True), (100, 100, True)]


def test_one_that_is_thrown_away_is_seen_to_be(tmp_path: Path) -> None:
    _write(tmp_path / "log", 2, 5)
    folder = LogFolder(tmp_path / "log")
    file = _index_at(folder, tmp_path)
    with Index.opened(folder, file) as index:
        assert index.is_current
        file.discard()
        assert not index.is_current
        with pytest.raises(IndexTrouble, match="no index"):
            Index.opened(folder, file, may_make=False)


def test_it_is_for_nobody_else_to_read(tmp_path: Path) -> None:
    _write(tmp_path / "log", 2, 5)
    folder = LogFolder(tmp_path / "log")
    file = _index_at(folder, tmp_path)
    with Index.opened(folder, file) as index:
        index.update()
        modes = {path.name: path.stat().st_mode & 0o777 for path in file.path.parent.iterdir()}
        assert set(modes.values()) == {0o600}
        assert file.path.parent.stat().st_mode & 0o777 == 0o700


def test_sections_have_an_index_of_their_own(tmp_path: Path) -> None:
    _write(tmp_path / "log", 2, 5)
    (tmp_path / "log" / "talks").mkdir()
    (tmp_path / "log" / "talks" / "one.md").write_bytes(b"stone alone")
    whole, part = LogFolder(tmp_path / "log"), LogFolder(tmp_path / "log", ("talks",))
    for folder in (whole, part):
        with Index.opened(folder, _index_at(folder, tmp_path)) as index:
            index.update()
            _same_as_reading(folder, index)


@pytest.mark.skipif(sys.platform == "win32", reason="names there are text")
@pytest.mark.may_skip("file systems of macOS take no such names")
def test_any_name_and_any_text_can_be_kept(tmp_path: Path) -> None:
    root = tmp_path / "log"
    root.mkdir()
    try:
        (root / os.fsdecode(b"\xff\xfe.md")).write_bytes(b"stone\n")
    except OSError:
        pytest.skip("this file system takes no such names")
    (root / "surrogates.md").write_bytes(
        b'---\ntitle: "\\ud83d\\ude00 \\udc80"\ndate: 2020-01-01\n---\nstone \x00 \xff\n'
    )
    (root / "zones.md").write_bytes(b"---\ndate: 2020-01-01T10:11:12.5+05:45\n---\nstone\n")
    (root / "empty.md").write_bytes(b"")
    (root / "gone.md").symlink_to("nowhere.md")
    (root / "linked.md").symlink_to("zones.md")
    folder = LogFolder(root, first_day=6)
    with Index.opened(folder, _index_at(folder, tmp_path)) as index:
        index.update()
        _same_as_reading(folder, index)
        search = read_search("stone", TODAY)
        assert found_by(index, search) == plainly_found(folder, search)
        assert len(found_by(index, search)) == 4


def _folders(real_logs: Path) -> Iterator[Path]:
    yield from sorted(path for path in real_logs.iterdir() if path.is_dir())


@pytest.mark.logs
def test_real_logs_are_told_as_reading_tells_them(real_logs: Path, tmp_path: Path) -> None:
    searches = [
        read_search(text, TODAY, is_typing=True)
        for text in ("the", "p", "python -web", '"of the"', "link:github.com", "since:2020 a", "kind:talk", "é")
    ]
    for root in _folders(real_logs):
        folder = LogFolder(root, first_day=6)
        with Index.in_memory(folder) as index:
            index.update()
            _same_as_reading(folder, index)
            for search in searches if _LONG else searches[:2]:
                assert found_by(index, search) == plainly_found(folder, search), (root.name, search.text)
