"""Searching the log: `/` narrows it as one types, and leads back to where one was."""

from collections.abc import Callable
from pathlib import Path

from terminal import Terminal

Browse = Callable[..., Terminal]


def weeks(terminal: Terminal) -> list[str]:
    """The dates of the weeks that are listed."""
    rows = [line.split("│")[0] for line in terminal.lines[1:-3]]
    return [row[1:16].strip() for row in rows if row.strip()]


def test_the_weeks_and_entries_narrow_while_one_types(browse: Browse, log: Path) -> None:
    terminal = browse(log)
    terminal.wait_for("A slow tree")
    terminal.press("/")
    terminal.wait_for("Words, ")
    terminal.type("kEy")
    terminal.wait_for("Keys should answer at once.")
    terminal.wait_for("1 hit in 1 post")
    assert weeks(terminal) == ["2020 Jun 28–04"]
    terminal.press("enter")
    terminal.wait_for("enter Open")
    terminal.press("esc")
    terminal.wait_for("A slow tree")
    assert len(weeks(terminal)) == 2
    assert "kEy" not in terminal.text
