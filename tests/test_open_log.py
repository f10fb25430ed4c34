"""`readtui.open_log`: the library's front door."""

import datetime
import subprocess
import sys
from pathlib import Path

import pytest

import readtui
from readtui.store.faults import NoLog

SOURCE = b"""+++
title = "Read this week (March 3 - March 9)"
date = 2024-03-09
+++

## [Talk] [Slow Rivers](https://rivers.example/)
**Speaker**: Ida Berg

Worth it.
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name in ("post/2024-03-09.md", "notes/2024-03-10.md"):
        (tmp_path / "content" / name).parent.mkdir(parents=True)
        (tmp_path / "content" / name).write_bytes(SOURCE)
    (tmp_path / "hugo.toml").write_bytes(b"")
    return tmp_path


def test_a_folder_is_a_log_of_posts_with_entries(site: Path) -> None:
    log = readtui.open_log(site / "content" / "post")
    (post,) = log
    assert post.week is not None
    assert post.week.start == datetime.date(2024, 3, 3)
    assert [(entry.kind, entry.title) for entry in post.entries] == [("Talk", "Slow Rivers")]


def test_a_site_is_named_by_its_folder_and_narrowed_by_sections(site: Path) -> None:
    assert {post.path for post in readtui.open_log(str(site))} == {
        "content/post/2024-03-09.md",
        "content/notes/2024-03-10.md",
    }
    assert [post.path for post in readtui.open_log(site, sections=["notes"])] == ["content/notes/2024-03-10.md"]


def test_a_post_is_a_log_of_one(site: Path) -> None:
    assert [post.path for post in readtui.open_log(site / "content/post/2024-03-09.md")] == ["2024-03-09.md"]


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(NoLog, match="nowhere"):
        readtui.open_log(tmp_path / "nowhere")


def test_importing_readtui_imports_nothing_else() -> None:
    code = "import sys; before = set(sys.modules); import readtui; print(sorted(set(sys.modules) - before))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "['readtui']"
