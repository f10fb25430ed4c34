"""The first detail, laid out before the screen is there."""

import sys
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from readtui.store.folder import LogFolder
from readtui.store.rowprocess import Prepared, RowProcess
from readtui.tui.drawing.ahead import LaidOut, detail_width, lay_out_ahead
from readtui.tui.drawing.glyphs import Glyphs
from terminal import Terminal

POST = """\
+++
title = "Week"
date = {day}
+++

## [Talk] [A talk](https://example.org/a)
{words}

## [Talk] [Another](https://example.org/b)
Two.
"""
AHEAD = 80 - 33 - 2
"""Cells of the detail's text on a terminal of 80 columns."""


@pytest.fixture
def folder(tmp_path: Path) -> LogFolder:
    root = tmp_path / "log"
    root.mkdir()
    for number, name in enumerate(("old", "new")):
        text = POST.format(day=date(2024, 1, 6 + 7 * number), words="word " * 60)
        (root / f"{name}.md").write_text(text)
    return LogFolder(root)


def test_the_newest_posts_first_entry_is_laid_out(folder: LogFolder) -> None:
    process = RowProcess.reading(folder, partial(lay_out_ahead, 80, Glyphs()))
    made = [message.made for message in process.messages() if isinstance(message, Prepared)]
    newest = folder.open("new.md")
    assert isinstance(made[-1], LaidOut)
    assert made[-1].fits(newest, newest.entry(1), AHEAD)
    assert not made[-1].fits(newest, newest.entry(2), AHEAD)
    assert not made[-1].fits(newest, newest.entry(1), AHEAD + 1)
    assert not made[-1].fits(folder.open("old.md"), None, AHEAD)
    assert "".join(run.text for run in made[-1].lines[0]) == "A talk"


def test_nothing_is_laid_out_where_the_weeks_stand_alone(folder: LogFolder) -> None:
    process = RowProcess.reading(folder, partial(lay_out_ahead, 69, Glyphs()))
    assert {message.made for message in process.messages() if isinstance(message, Prepared)} == {None}


@pytest.mark.parametrize("columns", [70, 79, 80, 81, 99, 119, 120, 121, 200])
def test_it_is_as_wide_as_the_pane(columns: int, folder: LogFolder, tmp_path: Path) -> None:
    argv = [sys.executable, "-m", "readtui", str(folder.root)]
    with Terminal(argv, size=(columns, 24), home=tmp_path / "home") as terminal:
        terminal.wait_for("word word")
        edge = terminal.lines[2].index("│")
        longest = max(len(line[edge + 1 :].strip()) for line in terminal.lines if "word word" in line)
    width = detail_width(columns)
    assert width == columns - edge - 3
    assert longest <= width < longest + len(" word")
