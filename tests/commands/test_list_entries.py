"""`readtui entries`: a row for each entry, and the filters that narrow them."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from readtui.grammar.searching.hosts import host_of

KEYS = [
    *("post", "index", "line", "last_line", "start", "end", "kind", "section", "title", "url"),
    *("byline", "links", "words", "quoted_words", "date", "week"),
]

Ask = Callable[..., tuple[int, str, str]]
Run = Callable[..., "subprocess.CompletedProcess[bytes]"]


def titles(entries: list[dict[str, Any]]) -> list[str]:
    return [entry["title"] for entry in entries]


def test_each_entry_is_an_object_with_these_keys_in_this_order(ask_json: Callable[..., Any], log: Path) -> None:
    entries = ask_json("entries")
    assert [list(entry) for entry in entries] == [KEYS] * 6
    glass = entries[3]
    source = (log / glass["post"]).read_bytes()
    text = source[glass["start"] : glass["end"]]
    assert text.startswith(b"## [Talk] [Gardens of Glass]")
    assert text.endswith(b"> Glass is slow water.\n")
    assert source.split(b"\n")[glass["line"] - 1].startswith(b"## [Talk]")
    assert source.split(b"\n")[glass["last_line"] - 1] == b"> Glass is slow water."
    del glass["start"], glass["end"]
    assert glass == {
        "post": "2023-02-11-read.md",
        "index": 1,
        "line": 12,
        "last_line": 17,
        "kind": "Talk",
        "section": None,
        "title": "Gardens of Glass",
        "url": "https://talks.example/glass",
        "byline": [{"role": "Speakers", "people": ["Ada Moss", "Ben Reed", "Cy Lund"]}],
        "links": [{"text": "the plans", "url": "https://plans.example/1"}],
        "words": glass["words"],
        "quoted_words": 4,
        "date": "2023-02-11",
        "week": {"start": "2023-02-05", "end": "2023-02-11", "rule": "title"},
    }


def test_entries_come_by_post_newest_first_then_in_the_posts_order(ask_json: Callable[..., Any]) -> None:
    assert titles(ask_json("entries")) == [
        *("First of the list", "Second of the list", "Third"),
        *("Gardens of Glass", "On Moss", "A Walk"),
    ]


def test_a_kind_is_matched_in_any_case_and_its_stand_in_counts(ask_json: Callable[..., Any]) -> None:
    assert titles(ask_json("entries", "--kind", "talk")) == ["Gardens of Glass"]
    videos = ask_json("entries", "--kind", "VIDEOS")
    assert titles(videos) == ["Third"]
    assert (videos[0]["kind"], videos[0]["section"]) == (None, "Videos")


def test_a_person_is_matched_by_part_of_the_name(ask_json: Callable[..., Any]) -> None:
    assert titles(ask_json("entries", "--person", "moss")) == ["Gardens of Glass", "On Moss"]
    assert titles(ask_json("entries", "--person", "CY L")) == ["Gardens of Glass"]


def test_a_site_is_matched_by_part_of_the_host_alone(ask_json: Callable[..., Any]) -> None:
    assert titles(ask_json("entries", "--site", "SITE.example")) == ["First of the list"]
    assert titles(ask_json("entries", "--site", "pdf")) == []


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://User:pw@WWW.Site.example:8080/path?q#f", "www.site.example"),
        ("//site.example/x", "site.example"),
        ("https://a.example#@b.example/", "a.example"),
        ("https://[::1]:80/x", "::1"),
        ("https://[broken/x", ""),
        ("mailto:me@site.example", ""),
        ("/only/a/path", ""),
        (None, ""),
    ],
)
def test_the_host_of_a_link(url: str | None, host: str) -> None:
    assert host_of(url) == host


def test_days_are_inclusive(ask_json: Callable[..., Any]) -> None:
    assert len(ask_json("entries", "--since", "2023-02-18")) == 3
    assert len(ask_json("entries", "--until", "2023-02-11")) == 3
    assert len(ask_json("entries", "--since", "2023-02-11", "--until", "2023-02-18")) == 6
    assert ask_json("entries", "--since", "2023-02-12", "--until", "2023-02-17") == []


@pytest.mark.parametrize("day", ["2023-02-30", "2023-W07", "yesterday", "20230211"])
def test_what_is_no_day_is_a_usage_error(ask: Ask, day: str) -> None:
    code, out, err = ask("entries", "--since", day)
    assert (code, out) == (2, "")
    assert err.startswith("readtui: ")
    assert day in err
    assert err.count("\n") == 1


def test_one_post_alone(ask_json: Callable[..., Any]) -> None:
    assert {entry["post"] for entry in ask_json("entries", "--post", "2023-02-11-read.md")} == {"2023-02-11-read.md"}
    assert ask_json("entries", "--post", "about.md") == []


def test_a_post_that_is_not_there(ask: Ask) -> None:
    code, out, err = ask("entries", "--post", "nowhere.md")
    assert (code, out) == (3, "")
    assert "nowhere.md" in err


def test_text_shows_kind_title_people_link_and_place(ask: Ask) -> None:
    code, out, _ = ask("entries", "--post", "2023-02-11-read.md")
    first, second, third = (line.split("  ") for line in out.splitlines())
    assert code == 0
    assert [cell.strip() for cell in first if cell] == [
        *("Talk", "Gardens of Glass", "Ada Moss, Ben Reed, Cy Lund"),
        *("https://talks.example/glass", "2023-02-11-read.md#1"),
    ]
    assert second[-1].strip() == "2023-02-11-read.md#2"
    assert third[-1].strip() == "2023-02-11-read.md#3"


def test_a_kind_that_something_stands_in_for_is_in_round_brackets(ask: Ask) -> None:
    _, out, _ = ask("entries", "--site", "video")
    assert out.startswith("(Videos)  Third")


@pytest.mark.logs
def test_the_entries_of_every_real_log_are_listed(real_logs: Path, run: Run) -> None:
    for folder in sorted(path for path in real_logs.iterdir() if path.is_dir()):
        ran = run("entries", "--json", "--log", str(folder))
        assert (ran.returncode, ran.stderr) == (0, b""), folder.name
        assert all(list(entry) == KEYS for entry in json.loads(ran.stdout)), folder.name
