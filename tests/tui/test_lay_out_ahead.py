"""The first detail, laid out before the screen is there."""

from datetime import date
from functools import partial
from pathlib import Path

import pytest

from readtui.store.folder import LogFolder
from readtui.store.rowprocess import Prepared, RowProcess
from readtui.tui.drawing.ahead import LaidOut, detail_width, lay_out_ahead
from readtui.tui.drawing.glyphs import Glyphs
from readtui.tui.reading import Ahead
from terminal import READTUI, Terminal

POST = """\
+++
title = "Week"
date = {day}
+++

## [Talk] [{title}](https://example.org/a)
{words}

## [Talk] [Another](https://example.org/b)
Two.
"""
AHEAD = 80 - 33 - 2
"""Cells of the detail's text on a terminal of 80 columns."""


def prepared(process: RowProcess) -> dict[str, Prepared]:
    return {message.post.path: message for message in process.messages() if isinstance(message, Prepared)}


@pytest.fixture
def folder(tmp_path: Path) -> LogFolder:
    root = tmp_path / "log"
    root.mkdir()
    for number, name in enumerate(("old", "new")):
        text = POST.format(day=date(2024, 1, 6 + 7 * number), title=f"{name.title()} talk", words="word " * 60)
        (root / f"{name}.md").write_text(text)
    return LogFolder(root)


def test_the_newest_posts_first_entry_is_laid_out(folder: LogFolder) -> None:
    process = RowProcess.reading(folder, partial(lay_out_ahead, 80, Glyphs()))
    made = prepared(process)["new.md"].made
    newest = folder.open("new.md")
    assert isinstance(made, LaidOut)
    assert made.fits(newest, newest.entry(1), AHEAD)
    assert not made.fits(newest, newest.entry(2), AHEAD)
    assert not made.fits(newest, newest.entry(1), AHEAD + 1)
    assert not made.fits(folder.open("old.md"), None, AHEAD)
    assert "".join(run.text for run in made.lines[0]) == "New talk"


def test_so_is_the_post_below_as_long_as_its_file_is_the_same(folder: LogFolder) -> None:
    process = RowProcess.reading(folder, partial(lay_out_ahead, 80, Glyphs()))
    ahead = Ahead(folder)
    ahead.take(prepared(process).values())
    assert [each.post.path for each in ahead.laid_out] == ["new.md", "old.md"]
    below = ahead.laid_out[1].post
    assert below == folder.open("old.md")
    assert ahead.open("old.md") is below
    (folder.root / "old.md").write_text("Others wrote this.\n")
    assert ahead.open("old.md").source == b"Others wrote this.\n"
    (folder.root / "old.md").unlink()
    assert [problem.code for problem in ahead.open("old.md").problems] == ["gone"]


def test_a_key_pressed_before_the_screen_is_there_shows_the_post_below(folder: LogFolder, tmp_path: Path) -> None:
    with Terminal([*READTUI, str(folder.root)], home=tmp_path / "home") as terminal:
        terminal.press("j")
        terminal.wait_for(lambda screen: "Old talk" in screen.text and "word word" in screen.text)


def test_nothing_is_laid_out_where_the_weeks_stand_alone(folder: LogFolder) -> None:
    process = RowProcess.reading(folder, partial(lay_out_ahead, 69, Glyphs()))
    assert [message.made for message in prepared(process).values()] == [None, None]


@pytest.mark.parametrize("columns", [70, 79, 80, 81, 99, 119, 120, 121, 200])
def test_it_is_as_wide_as_the_pane(columns: int, folder: LogFolder, tmp_path: Path) -> None:
    with Terminal([*READTUI, str(folder.root)], size=(columns, 24), home=tmp_path / "home") as terminal:
        terminal.wait_for("word word")
        edge = terminal.lines[2].index("│")
        longest = max(len(line[edge + 1 :].strip()) for line in terminal.lines if "word word" in line)
    width = detail_width(columns)
    assert width == columns - edge - 3
    assert longest <= width < longest + len(" word")
