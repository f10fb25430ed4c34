"""`readtui weeks`: a row for each post, newest first."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from readtui.commands.printing import Column, cell_width, table_lines
from terminal import Terminal

KEYS = ["post", "title", "date", "draft", "week", "front_matter", "form", "entries", "words", "problems"]

Ask = Callable[..., tuple[int, str, str]]
Run = Callable[..., "subprocess.CompletedProcess[bytes]"]


def test_each_post_is_an_object_with_these_keys_in_this_order(ask_json: Callable[..., Any]) -> None:
    weeks = ask_json("weeks")
    assert [list(week) for week in weeks] == [KEYS] * 4
    assert weeks[1] == {
        "post": "2023-02-11-read.md",
        "title": "Read this week (February 5 - February 11)",
        "date": "2023-02-11",
        "draft": False,
        "week": {"start": "2023-02-05", "end": "2023-02-11", "rule": "title"},
        "front_matter": "toml",
        "form": "heading",
        "entries": 3,
        "words": weeks[1]["words"],
        "problems": [],
    }
    assert isinstance(weeks[1]["words"], int)


def test_newest_come_first_and_undated_last(ask_json: Callable[..., Any]) -> None:
    posts = [week["post"] for week in ask_json("weeks")]
    assert posts[:2] == ["2023-02-18-read.md", "2023-02-11-read.md"]
    assert set(posts[2:]) == {"about.md", "broken.md"}


def test_a_date_keeps_its_time_and_zone(ask_json: Callable[..., Any]) -> None:
    assert ask_json("weeks")[0]["date"] == "2023-02-18T09:30:00+01:00"


def test_a_post_without_date_has_none_and_no_week(ask_json: Callable[..., Any]) -> None:
    about = next(week for week in ask_json("weeks") if week["post"] == "about.md")
    assert (about["title"], about["date"], about["week"]) == (None, None, None)
    assert (about["form"], about["entries"], about["front_matter"]) == ("whole", 0, "none")


def test_a_broken_post_is_a_row_with_its_problem_and_does_not_change_the_code(ask_json: Callable[..., Any]) -> None:
    broken = next(week for week in ask_json("weeks") if week["post"] == "broken.md")
    (problem,) = broken["problems"]
    assert list(problem) == ["code", "line", "message"]
    assert isinstance(problem["code"], str)
    assert isinstance(problem["message"], str)


def test_text_shows_week_count_marks_title_and_path(ask: Ask) -> None:
    code, out, err = ask("weeks")
    assert (code, err) == (0, "")
    first, second, *others = out.splitlines()
    assert first.split("  ") == ["2023-02-12 to 2023-02-18", "3", "draft", *first.split("  ")[3:]]
    assert "Papers and posts" in first
    assert second.startswith("2023-02-05 to 2023-02-11  3")
    assert second.endswith("  2023-02-11-read.md")
    assert any("1 problem" in line and line.endswith("broken.md") for line in others)


def test_sections_narrow_the_list(tmp_path: Path, ask: Ask) -> None:
    (tmp_path / "log" / "notes").mkdir()
    (tmp_path / "log" / "notes" / "one.md").write_bytes(b"One.\n")
    _, out, _ = ask("weeks", "--section", "notes", "--json")
    assert [week["post"] for week in json.loads(out)] == ["notes/one.md"]


def test_a_post_named_instead_of_a_folder_is_listed_alone(log: Path, run: Run) -> None:
    rows = json.loads(run("weeks", "--json", "--log", str(log / "2023-02-11-read.md")).stdout)
    assert [row["post"] for row in rows] == ["2023-02-11-read.md"]


def test_rows_are_cut_to_a_terminal_and_to_nothing_else(
    log: Path, run: Run, start_terminal: Callable[..., Terminal]
) -> None:
    title = (
        "A very long title that goes on and on until no terminal of eighty columns can hold it any more, and then some"
    )
    (log / "2023-03-04.md").write_bytes(f'+++\ntitle = "{title}"\ndate = 2023-03-04\n+++\n'.encode())
    assert title in run("weeks", "--log", str(log)).stdout.decode()
    terminal = start_terminal([sys.executable, "-m", "readtui", "weeks", "--log", str(log)], size=(80, 24))
    assert terminal.wait_for_exit() == 0
    assert terminal.lines[0].startswith("2023-02-26 to 2023-03-04  -")
    assert terminal.lines[0].endswith("…  2023-03-04.md")
    assert max(map(len, terminal.lines)) <= 80


def test_an_empty_log_is_an_empty_list(tmp_path: Path, run: Run) -> None:
    (tmp_path / "empty").mkdir()
    ran = run("weeks", "--json", "--log", "empty")
    assert (ran.returncode, json.loads(ran.stdout)) == (0, [])


@pytest.mark.logs
def test_every_real_log_is_listed(real_logs: Path, tmp_path: Path, run: Run) -> None:
    for folder in sorted(path for path in real_logs.iterdir() if path.is_dir()):
        ran = run("weeks", "--json", "--log", str(folder))
        assert (ran.returncode, ran.stderr) == (0, b""), folder.name
        weeks = json.loads(ran.stdout)
        assert weeks, folder.name
        assert all(list(week) == KEYS for week in weeks), folder.name


# How rows stand in columns


def test_columns_are_aligned_by_the_cells_that_text_takes() -> None:
    lines = table_lines((Column(), Column()), [("日本", "x"), ("e\u0301", "y")], None)
    assert lines == ["日本  x", "e\u0301     y"]
    assert cell_width("日本") == 4


def test_a_column_that_may_shrink_is_cut_to_the_width_and_others_never() -> None:
    lines = table_lines((Column(least=4), Column()), [("a long title", "path/to/post.md"), ("b", "c.md")], 22)
    assert lines == ["a lo…  path/to/post.md", "b      c.md"]
    assert table_lines((Column(least=4), Column()), [("a long title", "path/to/post.md")], 5) == [
        "a l…  path/to/post.md"
    ]


def test_a_column_that_may_go_is_left_out_before_others_are_cut_to_nothing() -> None:
    columns = (Column(least=8), Column(least=6, may_go=True), Column(least=6, may_go=True), Column())
    row = [("a long title", "some people", "a link here", "post.md")]
    assert table_lines(columns, row, 33) == ["a long …  some …  a lin…  post.md"]
    assert table_lines(columns, row, 32) == ["a long ti…  some people  post.md"]
    assert table_lines(columns, row, 24) == ["a long title  post.md"]
    assert table_lines(columns, row, 12) == ["a long …  post.md"]


def test_a_wide_character_is_never_cut_in_half() -> None:
    assert table_lines((Column(least=4),), [("日本語",)], 4) == ["日…"]


def test_an_empty_column_takes_no_place() -> None:
    assert table_lines((Column(), Column(), Column()), [("a", "", "b")], None) == ["a  b"]


def test_where_nothing_is_cut_a_long_cell_widens_its_own_line_alone() -> None:
    long = "x" * 1800
    lines = table_lines((Column(), Column(), Column()), [("a", "b", "c"), (long, "b", "c"), ("a", "b", long)], None)
    assert lines == [f"a{' ' * 59}  b  c", f"{long}  b  c", f"a{' ' * 59}  b  {long}"]
