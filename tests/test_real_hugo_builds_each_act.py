"""Real Hugo builds each blog after each kind of act on it, and `git diff` shows the act alone.

READTUI_LONG=1 takes all posts of a blog, else those with entries and few others.
"""

import json
import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from readtui.__main__ import main
from readtui.grammar.posts import read_post
from readtui.model.post import Post
from test_real_hugo import HUGO_SETS, bare_copy, hugo

__all__ = ["hugo"]

IS_LONG = bool(os.environ.get("READTUI_LONG"))
MOST_POSTS = 400 if IS_LONG else 8
ESSAYS = {"FahdLABs__fahdlabs.github.io", "Jyagabee__Tukisuto"}
"""Blogs without entries, in which nothing is organised."""
_LAYOUT = b"{{ .Title }} {{ .Params.tags }}\n{{ .Content }}\n"


def git(site: Path, *argv: str) -> str:
    done = subprocess.run(
        ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *argv],
        cwd=site,
        env={"PATH": os.environ["PATH"], "HOME": str(site.parent)},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return done.stdout


def laid(log: Path, site: Path) -> list[Post]:
    """A copy of the blog as a site that is under git; its posts with entries, the one with most first."""
    site.mkdir()
    bare_copy(log, site)
    posts = [read_post(path.relative_to(site).as_posix(), path.read_bytes()) for path in site.rglob("content/**/*.md")]
    posts.sort(key=lambda post: (-len(post.entries), post.path))
    for post in posts[MOST_POSTS:]:
        (site / post.path).unlink()
    (site / "layouts").mkdir()
    for layout in ("single.html", "list.html"):
        (site / "layouts" / layout).write_bytes(_LAYOUT)
    (site / ".gitignore").write_bytes(b"public\nresources\n.hugo_build.lock\n")
    (site / ".gitattributes").write_bytes(b"* -text\n")
    git(site, "init", "-q")
    git(site, "add", ".")
    git(site, "commit", "-qm", "as it was")
    return [post for post in posts[:MOST_POSTS] if post.entries and post.is_editable]


def acts_on(posts: list[Post]) -> Iterator[list[str]]:
    """Acts that suit these posts."""
    first = posts[0]
    names = [f"{first.path}#{entry.index}" for entry in first.entries]
    yield ["set", first.path, "draft", "false" if first.draft else "true"]
    yield ["tag", first.path, posts[-1].path, "+an: act"]
    yield ["tag", first.path, "--category", "+acts"]
    yield ["edit", *names[:3], "--kind", "Talk"]
    yield ["reorder", names[0], "down"]
    yield ["merge", names[0]]
    yield ["delete", names[-1], names[0]]
    split = next(
        ((post, entry, line) for post in posts for entry in post.entries for line in lines_in(post, entry.index)), None
    )
    if split:
        post, entry, line = split
        yield ["split", f"{post.path}#{entry.index}", str(line), "--title", "Parted", "--url", "https://p.example/"]
    if posts[1:]:
        yield ["move", names[1], names[0], posts[1].path]
    yield ["delete", posts[-1].path]
    for what, name in names_of(posts):
        yield ["rename", what, name, f"Not {name}"]


def lines_in(post: Post, index: int) -> list[int]:
    """The lines with which the paragraphs of the note begin, but for the first."""
    entry, lines = post.entries[index - 1], post.source.splitlines()
    below = post.source.count(b"\n", 0, entry.places.note.start) + 2
    return [
        line
        for line in range(below + 1, entry.last_line + 1)
        if lines[line - 1].strip() and not lines[line - 2].strip()
    ]


def names_of(posts: list[Post]) -> Iterator[tuple[str, str]]:
    """One name of each sort that can be renamed."""
    kinds = [entry.kind for post in posts for entry in post.entries if entry.kind]
    people = [name for post in posts for entry in post.entries for line in entry.bylines for name in line.people]
    found = {"kind": kinds, "person": people}
    for what, key in (("tag", "tags"), ("category", "categories")):
        values = [post.front_matter.value(key) for post in posts]
        found[what] = [each for value in values if isinstance(value, list) for each in value if isinstance(each, str)]
    yield from ((what, names[0]) for what, names in found.items() if names)


@pytest.mark.logs
@pytest.mark.parametrize("name", [name for name in HUGO_SETS if name not in ESSAYS])
def test_each_act_is_all_that_changed(
    real_logs: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    hugo: Callable[..., "subprocess.CompletedProcess[bytes]"],
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    site = tmp_path / "site"
    posts = laid(real_logs / name, site)
    assert len(posts[0].entries) > 2
    done = []
    for argv in acts_on(posts):
        code = main([*argv, "--log", str(site), "--json"])
        told = capsys.readouterr()
        if code == 4:  # refused, with a reason; nothing was changed
            assert told.err.strip()
            assert git(site, "status", "--porcelain") == ""
            continue
        assert code == 0, (argv, told.err)
        done.append(argv[0])
        changed = git(site, "diff", "--name-only", "-z").split("\0")[:-1]
        assert sorted(changed) == sorted(json.loads(told.out)["posts"]), argv
        assert changed, argv
        lines = [row.split("\t")[:2] for row in git(site, "diff", "--numstat").splitlines()]
        if argv[0] in ("set", "tag", "edit", "rename"):
            assert all(int(gone) <= int(come) <= int(gone) + 2 for come, gone in lines), (argv, lines)
        ran = hugo(site, "--buildDrafts", "--buildFuture", "--quiet")
        assert ran.returncode == 0, (argv, ran.stderr.decode())
        assert main(["undo", "--log", str(site)]) == 0
        assert git(site, "status", "--porcelain") == "", argv
        capsys.readouterr()
    assert {"set", "tag", "edit", "reorder", "merge", "delete"} <= set(done), done
