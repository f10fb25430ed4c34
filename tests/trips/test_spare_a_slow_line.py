"""A line that is spared: a held key moves the list at once and what is chosen is shown in the end, acts know both."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from terminal import Terminal

Browse = Callable[..., Terminal]
COUNT = 60


@pytest.fixture
def long_log(tmp_path: Path) -> Path:
    folder = tmp_path / "long" / "content" / "post"
    folder.mkdir(parents=True)
    for number in range(COUNT):
        name = f"Week {number}"
        body = "".join(f"Line {line} of {name}.\n\n" for line in range(12))
        text = f'+++\ntitle = "{name}"\ndate = 2020-{number // 28 + 1:02}-{number % 28 + 1:02}\n+++\n\n{body}'
        (folder / f"{number:02}.md").write_text(text)
    return tmp_path / "long"


@pytest.fixture(params=["--lean", "over SSH"])
def spared(request: pytest.FixtureRequest, browse: Browse, long_log: Path) -> Terminal:
    options = ["--lean"] if request.param == "--lean" else []
    environ = {} if options else {"SSH_CONNECTION": "192.0.2.1 9 192.0.2.2 22"}
    terminal: Terminal = browse(long_log, *options, sign="2020 Mar", env=environ)
    terminal.wait_for(f"Line 0 of Week {COUNT - 1}.")
    terminal.wait_for(f"1/{COUNT}")
    return terminal


def hold(terminal: Terminal, key: str, count: int) -> None:
    for _ in range(count):
        terminal.press(key)
        moment = time.monotonic() + 1 / 30
        while time.monotonic() < moment:
            terminal.wait_for(lambda _screen: True)


def test_of_weeks_passed_in_a_hurry_only_the_list_tells(spared: Terminal) -> None:
    before = len(spared.raw)
    hold(spared, "j", 15)
    spared.wait_for(f" 16/{COUNT}")
    spared.wait_for(f"Line 0 of Week {COUNT - 16}.")
    sent = bytes(spared.raw[before:])
    assert sent.count(b"of Week") <= 3, "what was passed was sent too"
    assert len(sent) < 15 * 130 + 3 * 1600


def test_one_step_shows_what_is_chosen_at_once(spared: Terminal) -> None:
    before = len(spared.raw)
    spared.press("j")
    spared.wait_for(f"Line 0 of Week {COUNT - 2}.")
    assert spared.lines[2].startswith("▸")
    assert len(spared.raw) - before < 1600


def test_an_act_in_a_hurry_is_about_what_the_list_shows(spared: Terminal) -> None:
    spared.type("jjjjjd")
    spared.wait_for(f"Week {COUNT - 6}")
    spared.wait_for(f"“Week {COUNT - 6}”")
    assert "Delete the post?" in spared.text


def test_what_is_chosen_in_a_hurry_can_be_gone_into(spared: Terminal) -> None:
    spared.type("jjjj")
    spared.press("enter", "enter", *["j"] * 7)
    spared.wait_for(f"Line 2 of Week {COUNT - 5}.")
    spared.wait_for(f"Line 0 of Week {COUNT - 5}.", gone=True)


def test_the_list_turns_half_a_page_at_its_end(spared: Terminal) -> None:
    rows = sum(" · " in line or "Week" in line.split("│")[0] for line in spared.lines[1:-2])
    spared.type("j" * rows)
    spared.wait_for(f" {rows + 1}/{COUNT}")
    pointed = next(row for row, line in enumerate(spared.lines) if line.startswith("▸"))
    assert rows // 3 < pointed < rows * 2 // 3 + 2


def test_a_terminal_that_takes_its_time_gets_the_last_frame_and_not_all(browse: Browse, long_log: Path) -> None:
    terminal: Terminal = browse(long_log, sign="2020 Mar")
    terminal.wait_for(f"Line 0 of Week {COUNT - 1}.")
    terminal.wait_for(f"1/{COUNT}")
    before = len(terminal.raw)
    for _ in range(20):  # nobody reads
        for key in (b"j" * 20, b"k" * 20):
            while key:
                key = key[terminal.child.write(key) :]
            time.sleep(0.05)
    terminal.press("j")
    terminal.wait_for(f" 2/{COUNT}")
    terminal.wait_for(f"Line 0 of Week {COUNT - 2}.")
    assert len(terminal.raw) - before < 100_000, "800 frames of 1 KB each were not to be sent"
