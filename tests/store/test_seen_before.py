"""What was read before is found by any address of its page: by the index, and the same without one."""

import datetime
import os
import random
from pathlib import Path

import pytest

from readtui.model.canonical import canonical
from readtui.store.folder import LogFolder
from readtui.store.index.ahead import keep_index
from readtui.store.index.indexfile import IndexFile
from readtui.store.seen import Seen, seen_before, seen_in

_LONG = bool(os.environ.get("READTUI_LONG"))
_VIDEO = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
_ADDRESSES = {
    "video": (
        _VIDEO,
        "https://youtu.be/dQw4w9WgXcQ?t=3",
        "http://m.youtube.com/watch?v=dQw4w9WgXcQ&list=x",
        "//youtube.com/embed/dQw4w9WgXcQ",
    ),
    "paper": (
        "https://arxiv.org/abs/2101.00001v2",
        "http://export.arxiv.org/pdf/2101.00001.pdf",
        "https://doi.org/10.48550/ARXIV.2101.00001",
    ),
    "doi": ("https://dx.doi.org/10.1000/ABC", "https://doi.org/10.1000/abc"),
    "page": (
        "http://moss.example/a/",
        "https://www.moss.example/a?utm_source=x",
        "https://MOSS.example/a#there",
        r"https://moss\.example/a",
    ),
    "other": ("https://moss.example/A", "https://moss.example/a/b", "https://moss.example/a?id=1"),
    "umlaut": ("https://bücher.example/ü", "https://xn--bcher-kva.example/%C3%BC", "http://www.BÜCHER.example/%c3%bc/"),
    "entity": ("https://moss&#46;example/a?x=1&amp;y=2", "https://moss.example/a?y=2&x=1"),
    "tweet": ("https://x.com/ada/status/1?s=20", "https://twitter.com/ada/status/1"),
    "wiki": ("https://en.m.wikipedia.org/wiki/Moss", "https://en.wikipedia.org/wiki/Moss"),
}


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    return {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")}


@pytest.fixture
def log(tmp_path: Path) -> Path:
    folder = tmp_path / "log"
    folder.mkdir()
    return folder


def write(log: Path, day: str, *entries: str) -> None:
    head = f'+++\ntitle = "Read until {day}"\ndate = {day}\n+++\n\n'
    (log / f"{day}.md").write_text(head + "\n".join(entries))


def test_it_is_told_when_it_was_read_and_what_was_said(log: Path, environ: dict[str, str]) -> None:
    write(
        log,
        "2020-07-11",
        "## [Book] [One](https://a.example)\n\nx\n",
        f"## [Talk] [Moss *now*]({_VIDEO})\n**Speaker**: Ada\n\n> Quoted. No.\n\n"
        "A **good** [talk](https://b.example), e.g. on moss. More.\n",
    )
    write(log, "2021-07-10", "## [Talk] [Again](https://youtu.be/dQw4w9WgXcQ)\n\n> quoted only\n")
    write(log, "2022-07-09", f"## [Book] [Stone](https://stone.example)\n\nAs in [that talk]({_VIDEO}&t=9).\n")
    found = seen_before(LogFolder(log), "https://youtu.be/dQw4w9WgXcQ?si=1", environ)
    assert found == (
        Seen("2021-07-10.md", 1, datetime.date(2021, 7, 10), "Again", ""),
        Seen("2020-07-11.md", 2, datetime.date(2020, 7, 11), "Moss now", "A good talk, e.g. on moss."),
        Seen("2022-07-09.md", 1, datetime.date(2022, 7, 9), "Stone", "As in that talk.", is_mention=True),
    )


@pytest.mark.parametrize(
    ("note", "sentence"),
    [
        ("Moss. Stone.", "Moss."),
        ("Dr. A. Moss wrote it! Yes", "Dr. A. Moss wrote it!"),
        ("no stop at all", "no stop at all"),
        ('![a picture](a.png)\n\n{{< figure src="x" >}}\n\nThen words.', "Then words."),
        ("```\ncode here.\n```\n\nReal words.", "Real words."),
        ("> quote\nlazy quote\n\nMine.", "Mine."),
        ("#### A heading\n\nMine.", "Mine."),
        ("- > in a list\n- Mine. Too", "Mine."),
        ("<!-- hidden. -->\n\nShown.", "Shown."),
        ("機械学習。二番目。", "機械学習。"),
        ("esc \x1b[31m here. x", "esc ␛[31m here."),
        ("word " * 60, "word " * 22 + "word…"),
        ("w" * 500, "w" * 119 + "…"),
        ("", ""),
        ("***\n\n---", ""),
    ],
)
def test_the_first_sentence_is_the_readers_own(note: str, sentence: str, log: Path, environ: dict[str, str]) -> None:
    write(
        log,
        "2020-07-11",
        f"# [Talk] [Moss]({_VIDEO})\n**Speaker**: Ada\n\n{note}\n",
        "# [Talk] [Other](https://o.example)\n",
    )
    assert [seen.sentence for seen in seen_before(LogFolder(log), _VIDEO, environ)] == [sentence]


def test_nothing_was_seen(log: Path, environ: dict[str, str]) -> None:
    write(log, "2020-07-11", "## [Talk] [Moss]()\n\nx\n", "## [Talk] [Other](https://o.example)\n")
    for url in ("", "https://moss.example/", "\0", "  ", "http://[", "a b", "\ud800"):
        assert seen_before(LogFolder(log), url, environ) == ()
        keep_index(LogFolder(log), environ)


def plainly(folder: LogFolder, url: str) -> tuple[Seen, ...]:
    """The reference: every post is read, and every link of every entry looked at."""
    found = [seen for post in folder.load() for seen in seen_in(post, canonical(url))]
    return tuple(sorted(found, key=lambda seen: seen.is_mention))


@pytest.mark.parametrize("seed", range(60 if _LONG else 3))
def test_index_and_scan_find_what_reading_all_finds(seed: int, log: Path, environ: dict[str, str]) -> None:
    chance = random.Random(seed)
    urls = [url for several in _ADDRESSES.values() for url in several]
    folder = LogFolder(log)

    def rewrite(number: int) -> None:
        day = str(datetime.date(2020, 1, 4) + datetime.timedelta(weeks=number))
        entries = []
        for each in range(chance.randint(0, 4)):
            note = f"See [it]({chance.choice(urls)}).\n" if chance.random() < 0.4 else "Good. Very.\n"
            entries.append(f"## [Talk] [Title {each}]({chance.choice(urls)})\n\n{note}")
        write(log, day, *entries)

    for number in range(12):
        rewrite(number)
    for turn in range(3):
        expected = {url: plainly(folder, url) for url in urls}
        assert {url: seen_before(folder, url, environ) for url in urls} == expected, "without an index, or an old one"
        keep_index(folder, environ)
        assert {url: seen_before(folder, url, environ) for url in urls} == expected
        assert {url: seen_before(folder, url, environ, is_hasty=True) for url in urls} == expected
        for several in _ADDRESSES.values():
            plain = {expected[url] for url in several if not set(url) & set("\\;")}  # those are markdown's to read
            assert len(plain) == 1 or several is _ADDRESSES["other"]
        rewrite(chance.randrange(12))
        (log / f"{datetime.date(2020, 1, 4) + datetime.timedelta(weeks=turn)}.md").unlink(missing_ok=True)
        assert {url: seen_before(folder, url, environ) for url in urls} == {url: plainly(folder, url) for url in urls}


def test_a_broken_index_or_none_that_can_be_kept_is_done_without(log: Path, environ: dict[str, str]) -> None:
    write(log, "2020-07-11", f"## [Talk] [Moss]({_VIDEO})\n\nx\n", "## [Talk] [Other](https://o.example)\n")
    folder = LogFolder(log)
    expected = plainly(folder, _VIDEO)
    assert len(expected) == 1
    file = IndexFile.of(folder.root, (), environ).path
    keep_index(folder, environ)
    file.write_bytes(b"no index" * 900)
    assert seen_before(folder, _VIDEO, environ) == expected
    assert seen_before(folder, _VIDEO, environ, is_hasty=True) == ()
    assert seen_before(folder, _VIDEO, environ | {"XDG_CACHE_HOME": "/proc/nowhere"}) == expected
    assert seen_before(LogFolder(log, only="2020-07-11.md"), _VIDEO, environ) == expected


@pytest.mark.logs
def test_real_logs_find_each_of_their_entries(real_logs: Path, environ: dict[str, str]) -> None:
    for log in sorted(path for path in real_logs.iterdir() if path.is_dir()):
        folder = LogFolder(log)
        keep_index(folder, environ)
        entries = [(post.path, entry) for post in folder.load() for entry in post.entries if entry.url]
        for path, entry in entries[:: max(len(entries) // 5, 1)]:
            found = seen_before(folder, entry.url or "", environ)
            assert (path, entry.index) in {(seen.post, seen.index) for seen in found if not seen.is_mention}
