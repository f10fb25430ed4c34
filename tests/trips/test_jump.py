"""A reader goes somewhere by its name: to days in words, to a title, from the palette."""

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest

from terminal import Terminal

Browse = Callable[..., Terminal]
PLACEHOLDER = "Search for commands, or go to"


def row_of(screen: Terminal) -> str:
    """The week that is chosen."""
    return next((line for line in screen.lines if line.startswith("▸2020")), "")


@pytest.fixture
def years(log: Path) -> Path:
    """The log with a post a week before and after, each with an entry."""
    posts = log / "content" / "post"
    for day in (datetime.date(2020, 5, 2) + datetime.timedelta(weeks=week) for week in range(9)):
        title = f"Things of {day:%B} {day.day}"
        (posts / f"{day}-what-i-read.md").write_text(
            f'+++\ntitle = "{title}"\ndate = {day}\n+++\n\n## [Paper] [On {day:%B}s](https://p.example.org/{day})\n\nA.\n'
        )
    return log


def opened(terminal: Terminal, text: str) -> None:
    terminal.press(":")
    terminal.wait_for(PLACEHOLDER)
    terminal.type(text)


def test_days_in_words_lead_to_their_week(browse: Browse, years: Path) -> None:
    terminal = browse(years)
    opened(terminal, "june 2020")
    terminal.wait_for("Go to Things of June 27")
    terminal.press("enter")
    terminal.wait_for(lambda screen: "Jun 21–27" in row_of(screen))
    opened(terminal, "2020-W19")
    terminal.wait_for("Go to Things of May 9")
    terminal.press("enter")
    terminal.wait_for(lambda screen: "May 03–09" in row_of(screen))
    terminal.press("k")
    terminal.wait_for(lambda screen: "May 10–16" in row_of(screen))


def test_where_no_post_has_the_days_the_next_is_offered(browse: Browse, years: Path) -> None:
    terminal = browse(years)
    opened(terminal, "july 2010")
    terminal.wait_for("no post of 2010-07-01 to 2010-07-31: this is the next to it")
    terminal.press("enter")
    terminal.wait_for(lambda screen: "Apr 26–02" in row_of(screen))


@pytest.mark.parametrize("words", ["long line", "line long", "lomg line", "LÖNG"])
def test_a_title_leads_to_its_entry(browse: Browse, years: Path, words: str) -> None:
    terminal = browse(years)
    terminal.wait_for("A slow tree is still")
    terminal.press("j")
    terminal.wait_for("Keys should answer")
    opened(terminal, words)
    terminal.wait_for("entry 2 of “What I read this week (July 5 - July 11)”")
    terminal.press("enter")
    terminal.wait_for("kept as it is")
    terminal.wait_for("▸ Book     The long line")
    terminal.press("j")
    terminal.wait_for("Third and last.")


def test_keys_in_a_burst_choose_what_they_name(browse: Browse, years: Path) -> None:
    terminal = browse(years)
    terminal.type(":nothing to see\r")
    terminal.wait_for("Third and last.")
    terminal.type(":source\rk:june 13\rj:on keys\r")
    terminal.wait_for("**Authors**: Mia Sand")


def test_of_few_letters_an_act_stands_first(browse: Browse, years: Path) -> None:
    terminal = browse(years)
    opened(terminal, "so")
    terminal.wait_for("Source")
    terminal.press("enter")
    terminal.wait_for("A slow tree is **still**")


def test_a_jump_out_of_the_editor_keeps_what_was_typed(browse: Browse, years: Path) -> None:
    terminal = browse(years)
    terminal.press("e")
    terminal.wait_for("ctrl+s Save")
    terminal.type("xyzzy")
    terminal.wait_for("xyzzy")
    terminal.press("ctrl+p")
    terminal.wait_for(PLACEHOLDER)
    terminal.type("on keys")
    terminal.wait_for("entry 1 of")
    terminal.press("enter")
    terminal.wait_for("Keys should answer")
    terminal.wait_for("Kept, but not yet saved (*)")
    terminal.press("1", "k", "e")
    terminal.wait_for("xyzzy")


def test_an_entry_that_others_removed_is_told(browse: Browse, years: Path, newest: Path) -> None:
    terminal = browse(years)
    opened(terminal, "long line")
    terminal.wait_for("entry 2 of")
    newest.write_bytes(newest.read_bytes().replace(b"The long line", b"The short line"))
    terminal.press("enter")
    terminal.wait_for("“The long line” is no longer in this post")


@pytest.mark.parametrize(
    ("words", "told", "title"),
    [
        ("by ole", "Everything by Ole Berg", "Keys should answer"),
        ("ole berg", "Everything by Ole Berg", "Keys should answer"),
        ("from talks", "Everything from talks.example.org", "A slow tree is still"),
        ("book", "Everything of kind Book", "kept as it is"),
    ],
)
def test_all_by_a_person_from_a_site_of_a_kind_is_listed(
    browse: Browse, years: Path, words: str, told: str, title: str
) -> None:
    terminal = browse(years)
    opened(terminal, words)
    terminal.wait_for(told)
    terminal.press("enter")
    terminal.wait_for(lambda screen: " 1/1 " in screen.lines[0])
    terminal.wait_for(title)


def test_a_jump_stays_in_a_search_that_lists_its_goal_and_else_leaves_it(browse: Browse, years: Path) -> None:
    terminal = browse(years)
    terminal.type("/kind:talk\r")
    terminal.wait_for(lambda screen: " 1/1 " in screen.lines[0])
    opened(terminal, "trees that")
    terminal.wait_for("entry 1 of")
    terminal.press("enter")
    terminal.wait_for(lambda screen: " 1/1 " in screen.lines[0] and "entry 1 of" not in screen.text)
    terminal.type(":on keys\r")
    terminal.wait_for("Keys should answer")
    terminal.wait_for(lambda screen: " 2/11 " in screen.lines[0])
    terminal.wait_for("kind:talk", gone=True)
    terminal.press("1", "k")
    terminal.wait_for("A slow tree is still")


def test_a_hostile_title_is_only_text(browse: Browse, log: Path, newest: Path) -> None:
    hostile = "Zebras [bold]not[/] [@click=app.quit]so[/] \x1b]0;x\x07 \u202e[/nonsense"
    newest.write_bytes(newest.read_bytes().replace(b"The long line", hostile.encode()))
    terminal = browse(log)
    opened(terminal, "zebras")
    terminal.wait_for("Zebras [bold]not[/] [@click=app.quit]so[/]")
    terminal.press("enter")
    terminal.wait_for("kept as it is")
    assert b"\x1b]0;x" not in terminal.raw


def test_a_name_that_nothing_has_finds_nothing(browse: Browse, log: Path) -> None:
    terminal = browse(log)
    opened(terminal, "qqqqzzzz")
    terminal.wait_for("No matches found")
    terminal.press("enter", "esc")
    terminal.wait_for(PLACEHOLDER, gone=True)
