"""`readtui search`: what fits, with the text around the words, as text and for programs."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import pytest

from terminal import Terminal

Ask = Callable[..., tuple[int, str, str]]
Run = Callable[..., "subprocess.CompletedProcess[bytes]"]

_LISTS = [
    ("weeks",),
    ("weeks", "--json"),
    ("entries",),
    ("entries", "--json"),
    ("entries", "--kind", "VIDEOS", "--json"),
    ("entries", "--person", "CY L"),
    ("entries", "--site", "site"),
    ("entries", "--since", "2023-02-12", "--until", "2023-02-18"),
    ("entries", "--kind", "nothing"),
]
"""What is listed, of all posts."""


def found(objects: list[dict[str, Any]]) -> list[str]:
    return [f"{each['post']}#{each['index']}" if each["index"] else each["post"] for each in objects]


def test_an_entry_is_an_object_of_entries_with_its_snippet(ask_json: Callable[..., Any]) -> None:
    (entry,) = ask_json("search", "slow", "water")
    snippet = entry.pop("snippet")
    assert entry in ask_json("entries")
    assert "**slow** **water**" in snippet


def test_a_post_found_beside_its_entries_has_null_for_what_only_entries_have(ask_json: Callable[..., Any]) -> None:
    (post,) = ask_json("search", "entries")
    assert post == {
        **dict.fromkeys(["index", "line", "last_line", "start", "end", "kind", "section", "title", "url"]),
        "post": "about.md",
        "byline": [],
        "links": [],
        "words": post["words"],
        "quoted_words": None,
        "date": None,
        "week": None,
        "snippet": "About No **entries** here.",
    }
    assert list(post) == [*ask_json("entries")[0], "snippet"]


def test_text_shows_kind_title_snippet_and_place(ask: Ask) -> None:
    code, out, err = ask("search", "slow")
    assert (code, err) == (0, "")
    assert out.startswith("Talk  Gardens of Glass  ")
    assert "**slow**" in out
    assert out.endswith("  2023-02-11-read.md#1\n")


def test_nothing_found_is_told_by_the_code_alone(ask: Ask) -> None:
    assert ask("search", "nowhere") == (1, "", "")
    assert ask("search", "nowhere", "--json") == (1, "[]\n", "")


def test_fields_narrow(ask_json: Callable[..., Any]) -> None:
    assert found(ask_json("search", "kind:talk")) == ["2023-02-11-read.md#1"]
    assert found(ask_json("search", "kind:videos")) == ["2023-02-18-read.md#3"]
    assert found(ask_json("search", "by:moss", "-kind:talk")) == ["2023-02-11-read.md#2"]
    assert found(ask_json("search", "-kind:talk", "by:moss")) == ["2023-02-11-read.md#2"]
    assert found(ask_json("search", "is:problem")) == ["broken.md"]
    assert len(ask_json("search", "is:draft")) == 3
    assert len(ask_json("search", "since:2023-02-12")) == 3


def test_a_phrase_is_written_in_quotation_marks_that_the_shell_leaves(ask: Ask) -> None:
    assert ask("search", '"slow water"')[0] == 0
    assert ask("search", '"water slow"')[0] == 1


def test_best_first_and_a_limit(ask_json: Callable[..., Any]) -> None:
    assert len(ask_json("search", "m*", "--limit", "1")) == 1
    assert found(ask_json("search", "moss", "--best"))[0] == "2023-02-11-read.md#2"


@pytest.mark.parametrize(
    "words",
    [["since:yesterday"], ["author:x"], ["???"], [""], ["glass", "--limit", "0"], ["glass", "--limit", "x"], []],
)
def test_what_is_wholly_misunderstood_is_a_usage_error(ask: Ask, words: list[str]) -> None:
    code, out, err = ask("search", *words)
    assert (code, out) == (2, "")
    assert err.startswith("readtui: ")
    assert err.count("\n") == 1


def test_what_is_partly_misunderstood_is_searched_and_complained_about(ask: Ask) -> None:
    code, out, err = ask("search", "slow", "since:2023-02-30")
    assert code == 0
    assert "Gardens of Glass" in out
    assert err == "readtui: “2023-02-30” is no date of the calendar: write it as 2020, 2020-07 or 2020-07-31\n"


def test_changed_files_are_found_as_they_are_now(ask: Ask, log: Path) -> None:
    assert ask("search", "zebra")[0] == 1
    (log / "about.md").write_bytes(b"# About\n\nA zebra.\n")
    assert ask("search", "zebra")[0] == 0
    (log / "about.md").unlink()
    assert ask("search", "zebra")[0] == 1


def test_listings_are_the_same_with_an_index_and_without(ask: Ask, log: Path) -> None:
    lists = [
        *_LISTS,
        ("entries", "--post", "2023-02-11-read.md"),
        ("weeks", "--section", "none"),
        ("entries", "--section", "none"),
    ]
    without = [ask(*each) for each in lists]
    assert not list(Path.home().glob(".cache/readtui/indexes/*"))
    assert ask("search", "glass")[0] == 0
    assert len(list(Path.home().glob(".cache/readtui/indexes/*.db"))) == 1
    assert [ask(*each) for each in lists] == without
    (log / "new.md").write_bytes(
        b"---\ndate: 2024-01-01\ntitle: New\n---\n## [Talk] [One](https://x.example)\n\nGood.\n"
    )
    assert json.loads(ask("weeks", "--json")[1])[0]["post"] == "new.md"
    assert json.loads(ask("entries", "--json")[1])[0]["title"] == "One"


def test_posts_that_did_not_change_are_listed_by_the_index_alone(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    lists = [
        *_LISTS,
        ("search", "glass"),
        ("search", "glass", "--best", "--json"),
        ("search", "no", "--limit", "2"),
        ("search", "zebra"),
    ]
    by_posts = [ask(*each) for each in lists]
    monkeypatch.setattr("readtui.store.index.looks._YOUNG", 0)  # the posts count as written long ago
    for file in Path.home().glob(".cache/readtui/indexes/*"):
        file.unlink()
    assert ask("search", "glass")[0] == 0
    monkeypatch.setattr("readtui.commands.which.LogPlace.folder", _refused)
    assert [ask(*each) for each in lists] == by_posts
    monkeypatch.setattr("readtui.commands.which._LONG_INDEX", 0)  # looked at beside
    assert [ask(*each) for each in lists] == by_posts


def _refused(_: object) -> NoReturn:
    raise AssertionError("posts were read")


def test_without_a_cache_folder_it_answers_and_says_so(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "flat").write_bytes(b"")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "flat"))
    code, out, err = ask("search", "slow")
    assert code == 0
    assert "Gardens of Glass" in out
    assert err.startswith("readtui: this answer is right")
    assert err.count("\n") == 1


def test_one_post_alone_is_searched(log: Path, run: Run) -> None:
    ran = run("search", "glass", "--json", "--log", str(log / "about.md"))
    assert (ran.returncode, json.loads(ran.stdout)) == (1, [])
    ran = run("search", "about", "--json", "--log", str(log / "about.md"))
    assert found(json.loads(ran.stdout)) == ["about.md"]


def test_no_text_of_a_post_commands_the_terminal(ask: Ask, log: Path) -> None:
    (log / "evil.md").write_bytes(
        b"## [Talk] [a\x1b]52;c;x\x07b](https://x.example)\n\nneedle \x1b[31m \xc2\x9b2J \xe2\x80\xae\n"
    )
    for form in ((), ("--json",)):
        _, out, _ = ask("search", "needle", *form)
        assert "needle" in out
        assert not set(out) & set("\x1b\x07\x9b\u202e")


def test_progress_is_shown_on_a_terminal_and_goes(log: Path, start_terminal: Callable[..., Terminal]) -> None:
    for number in range(150):
        (log / f"more-{number}.md").write_bytes(b"stone\n")
    terminal = start_terminal([sys.executable, "-m", "readtui", "search", "slow", "--log", str(log)], size=(100, 24))
    assert terminal.wait_for_exit() == 0
    assert terminal.lines[0].startswith("Talk  Gardens of Glass")
    assert not any("reading the log" in line for line in terminal.lines)


@pytest.mark.logs
def test_every_real_log_can_be_searched(real_logs: Path, run: Run) -> None:
    for folder in sorted(path for path in real_logs.iterdir() if path.is_dir()):
        ran = run("search", "the", "--json", "--limit", "20", "--log", str(folder))
        assert (ran.returncode, ran.stderr) == (0, b""), folder.name
        assert json.loads(ran.stdout), folder.name
