"""The program's own folders are closed to the reader: posts are read and saved all the same; a sentence says more."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from pseudo_terminal import private_environment
from terminal import READTUI

pytestmark = pytest.mark.may_skip("root goes everywhere where setpriv cannot take that away")
POST = """\
+++
title = "Week"
date = 2024-01-06
+++

## [Talk] [Gardens](https://example.org/a)
A word.
"""


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    home = tmp_path / "home"
    (tmp_path / "log").mkdir()
    (tmp_path / "log" / "week.md").write_text(POST)
    closed = [home / kind / "readtui" for kind in ("cache", "state")]
    for folder in closed:
        folder.mkdir(parents=True)
        folder.chmod(0)
    yield home
    for folder in closed:
        folder.chmod(0o700)


def answered(home: Path, *words: str) -> tuple[int, str, str]:
    """The exit code, what is printed, and what is complained about."""
    argv = [*READTUI, *words, "--log", str(home.parent / "log")]
    if os.getuid() == 0:
        if shutil.which("setpriv") is None:
            pytest.skip("no setpriv")
        argv = ["setpriv", "--bounding-set=-all", "--inh-caps=-all", *argv]
    ended = subprocess.run(argv, env=private_environment(home), capture_output=True, text=True, check=False)
    return ended.returncode, ended.stdout, ended.stderr


def test_the_log_is_read(home: Path) -> None:
    assert answered(home, "weeks") == (0, "2024-01-01 to 2024-01-07  1  Week  week.md\n", "")
    assert answered(home, "entries")[0::2] == (0, "")


def test_a_search_says_that_it_keeps_no_index(home: Path) -> None:
    code, printed, complaint = answered(home, "search", "word")
    assert (code, printed) == (0, "Talk  Gardens  A **word**.  week.md#1\n")
    assert "this answer is right, but the next takes as long: the index cannot be used: permission denied" in complaint


def test_an_edit_is_made_and_says_that_it_cannot_be_undone(home: Path) -> None:
    code, printed, _ = answered(home, "set", "week.md", "title", "July")
    assert (code, (home.parent / "log" / "week.md").read_text()) == (0, POST.replace("Week", "July"))
    assert "it cannot be undone" in printed
    code, _, complaint = answered(home, "undo")
    assert (code, complaint.count("\n")) == (3, 1)
    assert "permission denied; look at the rights of the file and its folder" in complaint


def test_nothing_is_deleted_that_could_not_be_had_back(home: Path) -> None:
    code, _, complaint = answered(home, "delete", "week.md#1")
    assert code == 3
    assert "so it could not be undone" in complaint
    assert (home.parent / "log" / "week.md").read_text() == POST
