"""The last regular post of each real Hugo log, made anew from its facts: nothing tells it from the author's.

Facts are the day, the title where that is not the log's usual one, and what an entry says: kind, title, link, credits,
note. Where the author's form differs from what the log's other posts show, it is named here, and why.
"""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from readtui.__main__ import main
from readtui.grammar.frontmatter.places import field_places
from readtui.grammar.posts import read_post
from readtui.model.entry import Entry
from readtui.model.post import Post
from readtui.model.series import series_of
from readtui.store.folder import LogFolder

POSTS = {
    "FahdLABs__fahdlabs.github.io": "content/post/",
    "Jyagabee__Tukisuto": "content/weekly/",
    "cwpearson__hugo-cwpearson": "content/post/",
    "liamjbennett__blog": "content/weeknotes/",
    "nishanttotla__hugo-blog-skeleton": "content/monthly-log/",
    "qubyte__qubyte-codes": "content/posts/",
    "spf13__spf13.com__at__2014": "content/post/",
}
"""Where each log's regular posts lie; `seed` has but one post, and a test of its own."""

DIFFERENCES = {
    "FahdLABs__fahdlabs.github.io": {
        "file: its folder has words that neither title nor date tell",
        "date: written without a time, where the others have one",
        "image: in quotes, where the post before has none",
        "keys: it has no keywords, where the others do",
    },
    "cwpearson__hugo-cwpearson": {"file: its folder has one word of the title"},
    "nishanttotla__hugo-blog-skeleton": {"entry 7: its link is bare, where the others have a title"},
    "qubyte__qubyte-codes": {"keys: it has a field garden, which no post before it has"},
    "spf13__spf13.com__at__2014": {"language: JSON, where those before it have TOML"},
}
"""What the program cannot know, by log."""

_CONTENT = frozenset({"title", "description", "summary", "tags", "categories", "keywords", "topics", "slug", "image"})
"""Fields whose values are the author's words: their place and their quotes are compared."""


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Runs a command that has to succeed, and gives what it says."""

    def run(*argv: str) -> str:
        code = main([*argv])
        told = capsys.readouterr()
        assert code == 0, told.err
        return told.out

    return run


def copied(log: Path, to: Path) -> Path:
    """A copy that can be written in."""
    shutil.copytree(log, to)
    for path in [to, *to.rglob("*")]:
        path.chmod(path.stat().st_mode | 0o200)
    return to


def add(run: Callable[..., str], log: Path, path: str, author: Post, entry: Entry) -> None:
    """Add the entry by the command line, from its facts."""
    note = entry.places.note.of(author.source).decode().strip()
    argv = ["add", *([entry.url] if entry.url else []), "--title", entry.title, "--post", path, "--log", str(log)]
    argv += ["--kind", entry.kind] if entry.kind else []
    for byline in entry.bylines:
        argv += ["--by", f"{byline.role}: {', '.join(byline.people)}"]
    run(*argv, *(["--note", note] if note else []))


def block_of(post: Post) -> str:
    return post.source[: post.front_matter.block.end].decode()


def written(post: Post) -> dict[str, str]:
    """Each field's value as it is written."""
    return {
        place.key: place.span.of(post.source).decode().strip() for place in field_places(post.source, post.front_matter)
    }


def form_of(key: str, value: str) -> str:
    """What of a value is form: its quotes where it is the author's words; of a date the digits may be others."""
    if key.casefold() in _CONTENT:
        return value[:1] if value[:1] in "\"'" else "list" if value[:1] in "[-" else "bare"
    return re.sub(r"\d", "0", value)


def differences(author: Post, ours: Post) -> set[str]:
    """What tells the program's post from the author's, by name."""
    found = set()
    if author.path != ours.path:
        found.add("file")
    if author.language != ours.language:
        return found | {"language"}
    theirs, mine = written(author), written(ours)
    if "draft" not in theirs:
        mine.pop("draft")
    if list(theirs) != list(mine):
        found.add("keys")
    found |= {
        key
        for key in theirs.keys() & mine.keys() - {"draft"}
        if form_of(key, theirs[key]) != form_of(key, mine[key])
        and not {theirs[key], mine[key]} <= {"true", "false"}  # which of the two is the author's to say
    }
    if comments_of(author) != comments_of(ours):
        found.add("comments")
    if {line[-2:] == b"\r\n" for line in author.source.splitlines(keepends=True)[:-1]} != {
        line[-2:] == b"\r\n" for line in ours.source.splitlines(keepends=True)
    }:
        found.add("line ends")
    for place, entry in enumerate(author.entries, 1):
        made = ours.entry(place)
        if made is None or made.span.of(ours.source).strip() != entry.span.of(author.source).strip():
            found.add(f"entry {place}")
    return found


def comments_of(post: Post) -> list[str]:
    return re.findall(r"#[^\r\n]*", block_of(post)) if post.language in ("toml", "yaml") else []


@pytest.mark.logs
@pytest.mark.parametrize("name", POSTS)
def test_the_last_regular_post_made_anew_is_like_the_authors(
    real_logs: Path, tmp_path: Path, name: str, run: Callable[..., str]
) -> None:
    log = copied(real_logs / name, tmp_path / name)
    folder = LogFolder(log)
    rows = [row for row in folder.rows() if row.path.startswith(POSTS[name]) and row.is_editable and row.day]
    author = folder.read(rows[0].path)
    (log / author.path).unlink()
    is_series = any(row.path == author.path for row in series_of(LogFolder(real_logs / name).rows()))
    says_title = not is_series or name == "qubyte__qubyte-codes"  # whose essays are filed by their day
    title = ["--title", author.title or ""] if says_title else []
    path = run("new", "--date", str(author.day), *title, "--log", str(log)).removeprefix("made ").strip()
    before = folder.read(path)
    for entry in author.entries:
        add(run, log, path, author, entry)
    ours = folder.read(path)
    assert ours.source.startswith(before.source)
    assert ours.draft
    assert ours.title == author.title
    assert differences(author, ours) == {each.partition(":")[0] for each in DIFFERENCES.get(name, ())}


@pytest.mark.logs
def test_the_archetypes_next_week_is_like_its_only_post(
    real_logs: Path, tmp_path: Path, run: Callable[..., str]
) -> None:
    log = copied(real_logs / "seed", tmp_path / "seed")
    author = LogFolder(log).read("content/post/2020-07-11-what-i-read.md")
    path = run("new", "2020-07-14", "--log", str(log)).removeprefix("made ").strip()
    assert path == author.path.replace("07-11", "07-18")
    for entry in author.entries:
        add(run, log, path, author, entry)
    ours = (log / path).read_bytes()
    moved = block_of(author).replace("July 5 - July 11", "July 12 - July 18").replace("2020-07-11", "2020-07-18")
    assert ours.startswith(moved.replace("draft = false", "draft = true").encode())
    made = read_post(path, ours)
    assert [entry.span.of(ours).strip() for entry in made.entries] == [
        entry.span.of(author.source).strip() for entry in author.entries
    ]


@pytest.mark.logs
def test_the_archetypes_only_post_made_from_what_the_configuration_says(
    real_logs: Path, tmp_path: Path, run: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    log = copied(real_logs / "seed", tmp_path / "seed")
    author = LogFolder(log).read("content/post/2020-07-11-what-i-read.md")
    (log / author.path).unlink()
    (tmp_path / "c.toml").write_text(
        'first-day = "sunday"\nnew-post-path = "content/post/{date}-what-i-read.md"\n'
        'new-post-title = "What I read this week ({start} - {end})"\n'
    )
    monkeypatch.setenv("READTUI_CONFIG", str(tmp_path / "c.toml"))
    path = run("new", "2020-07-08", "--log", str(log)).removeprefix("made ").strip()
    for entry in author.entries:
        add(run, log, path, author, entry)
    ours = read_post(path, (log / path).read_bytes())
    assert differences(author, ours) == {"keys"}  # no post shows its categories
    assert (path, ours.title, ours.date) == (author.path, author.title, author.date)
