"""`readtui new`: a week's post as the log, an archetype or the configuration has it; `doctor` tells how that is."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from readtui.__main__ import main

Ask = Callable[..., tuple[int, str, str]]

POST = """\
---
title: "Weeknotes {number}"
date: {day}T20:00:00+01:00
description: "{words}"
tags:
  - {words}
# Whether comments are open
comments: true
---

- [One](https://example.org/{number}) of them
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A Hugo site with three posts of a series."""
    posts = tmp_path / "site" / "content" / "notes"
    posts.mkdir(parents=True)
    (tmp_path / "site" / "hugo.toml").write_bytes(b"title = 'A site'\n")
    for number, day in ((11, "2020-12-13"), (12, "2020-12-20"), (13, "2020-12-27")):
        post = POST.format(number=number, day=day, words=f"words-{number}")
        (posts / f"{day}-weeknotes-{number}.md").write_text(post)
    return tmp_path / "site"


@pytest.fixture
def new(site: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    """Makes a post of the site; the exit code and all that is told."""

    def new(*argv: str) -> tuple[int, str]:
        code = main(["new", *argv, "--log", str(site)])
        told = capsys.readouterr()
        return code, told.out + told.err

    return new


def test_fields_that_differ_are_there_and_empty(new: Callable[..., tuple[int, str]], site: Path) -> None:
    assert new("2021-01-02") == (0, "made content/notes/2021-01-03-weeknotes-14.md\n")
    assert (site / "content/notes/2021-01-03-weeknotes-14.md").read_text() == (
        '---\ntitle: "Weeknotes 14"\ndate: 2021-01-03T20:00:00+01:00\ndescription: ""\ntags: []\n'
        "# Whether comments are open\ncomments: true\ndraft: true\n---\n\n"
    )


def test_a_post_that_is_there_is_not_written_over(new: Callable[..., tuple[int, str]], site: Path) -> None:
    before = {path: path.read_bytes() for path in site.rglob("*.md")}
    assert new("2020-12-22") == (
        4,
        "readtui: the week 2020-12-21 to 2020-12-27 has its post already: content/notes/2020-12-27-weeknotes-13.md\n",
    )
    assert {path: path.read_bytes() for path in site.rglob("*.md")} == before


def test_a_day_and_a_title_that_are_not_the_usual(new: Callable[..., tuple[int, str]], site: Path) -> None:
    assert new("--date", "2021-01-01", "--title", 'On "keys": a note')[0] == 0
    source = (site / "content/notes/2021-01-01-weeknotes-14.md").read_text()
    assert source.startswith('---\ntitle: "On \\"keys\\": a note"\ndate: 2021-01-01T20:00:00+01:00\n')
    assert new("--date", "tomorrow") == (2, "readtui: 'tomorrow' is no day: write it as in 2020-07-08\n")
    for title in (" ", "two\nlines", "\x1b[2J", "no UTF-8: \udcff"):
        assert new("--title", title)[0] == 2


def test_an_archetype_goes_before_the_posts_own_fields(new: Callable[..., tuple[int, str]], site: Path) -> None:
    (site / "archetypes").mkdir()
    (site / "archetypes" / "notes.md").write_text(
        '+++\n# ours\ntitle = \'{{ replace .Name "-" " " | title }}\'\ndate = {{ .Date }}\ndraft = true\n'
        "series = 'notes'\n+++\n\n{{/* nothing */}}## Read\n"
    )
    assert new("2021-01-02")[0] == 0
    assert (site / "content/notes/2021-01-03-weeknotes-14.md").read_text() == (
        "+++\n# ours\ntitle = 'Weeknotes 14'\ndate = 2021-01-03T20:00:00+01:00\ndraft = true\n"
        "series = 'notes'\n+++\n\n## Read\n"
    )


def test_an_archetype_that_is_not_understood_is_told_and_not_used(
    new: Callable[..., tuple[int, str]], site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (site / "archetypes").mkdir()
    (site / "archetypes" / "notes.md").write_text('---\ntitle: {{ partial "x" . }}\n---\n')
    assert new("2021-01-02")[0] == 0
    assert "comments: true" in (site / "content/notes/2021-01-03-weeknotes-14.md").read_text()
    assert main(["doctor", "--log", str(site)]) == 0
    assert 'archetypes/notes.md: {{ partial "x" . }} is not known here' in capsys.readouterr().out


def test_the_archetype_for_all_is_taken_where_nothing_can_be_learned(
    new: Callable[..., tuple[int, str]], site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for post in site.rglob("*.md"):
        post.unlink()
    (site / "archetypes").mkdir()
    (site / "archetypes" / "default.md").write_text("---\ntitle: {{ .Name }}\ndate: {{ .Date }}\ndraft: true\n---\n")
    (tmp_path / "c.toml").write_text('new-post-path = "content/log/{date}.md"\nfirst-day = "sunday"\n')
    monkeypatch.setenv("READTUI_CONFIG", str(tmp_path / "c.toml"))
    assert new("2020-07-08") == (0, "made content/log/2020-07-11.md\n")
    assert (site / "content/log/2020-07-11.md").read_text().startswith("---\ntitle: 2020-07-11\ndate: 2020-07-11\n")


def test_the_configuration_goes_before_all(
    new: Callable[..., tuple[int, str]], site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "c.toml").write_text(
        'new-post-path = "content/read/{date}-what-i-read.md"\nnew-post-title = "What I read ({start} - {end})"\n'
        'first-day = "sunday"\ndate-day = "saturday"\nfront-matter = "toml"\n'
        'kinds = ["Talk"]\n[roles]\nTalk = "Speaker"\n"*" = "Author"\n'
    )
    monkeypatch.setenv("READTUI_CONFIG", str(tmp_path / "c.toml"))
    assert new("2020-07-08") == (0, "made content/read/2020-07-11-what-i-read.md\n")
    assert (site / "content/read/2020-07-11-what-i-read.md").read_text() == (
        '+++\ntitle = "What I read (July 5 - July 11)"\ndate = 2020-07-11\ndraft = true\n+++\n\n'
    )


def test_what_was_learned_is_told(ask_json: Callable[..., Any], site: Path) -> None:
    told = {each["name"]: each for each in ask_json("doctor", "--log", str(site))["conventions"]}
    assert told["file"] == {
        "name": "file",
        "value": "as 2020-12-27-weeknotes-13.md",
        "posts": 3,
        "looked_at": 3,
        "source": "posts",
    }
    assert {name: each["value"] for name, each in told.items()} == {
        "folder": "content/notes",
        "file": "as 2020-12-27-weeknotes-13.md",
        "title": "as “Weeknotes 13”",
        "week": "Monday to Sunday; no title says",
        "dated on": "Sunday",
        "front matter": "YAML, between ---",
        "fields": "title, date, description, tags, comments",
        "quotes": '" around text',
        "entries": "items of a list, as - [Title](link)",
    }
