"""A slow line, 64 kbit/s with 200 ms there and back, between the reader and the program: keys are answered in time.

What is timed here is what the reader sees: from a key that is pressed to what the emulated screen shows. A busy machine
may spoil an attempt, so the best of some counts.
"""

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typist import a_log

from slow_line import SlowLine
from sshd import FarEnd, Sshd
from terminal import Terminal

pytestmark = pytest.mark.may_skip("not every machine has an OpenSSH server")
DELAY = 0.1
"""Seconds, one way."""
ROUND_TRIP = 2 * DELAY
RATE = 64_000
"""Bits a second, each way."""
ATTEMPTS = 3
SENTENCE = "A slow line, yet it shows each key in time, also at "
POSTS = 200
STILL = 0.6
"""Seconds without a change of the screen after which none is to come; words are counted a second after the last key."""


@pytest.fixture
def log_in(sshd: Sshd, start_terminal: Callable[..., Terminal], tmp_path: Path) -> Iterator[Callable[[Path], Terminal]]:
    """Opens a log at the other end of a slow line."""
    home = tmp_path / "home"
    with SlowLine(sshd.port, delay=DELAY, rate=RATE) as line:

        def logged_in(log: Path) -> Terminal:
            words = sshd.login([sys.executable, "-m", "readtui", str(log)], home=home, port=line.port)
            terminal = start_terminal(words)
            terminal.wait_for("enter Open")
            return terminal

        yield logged_in
        FarEnd(home).end()


def press_in_time(terminal: Terminal, keys: str, pace: float) -> float:
    """Press keys, one each `pace` seconds; when the last was pressed."""
    begun = time.monotonic()
    for number, key in enumerate(keys):
        terminal.wait_for(lambda _, due=begun + number * pace: time.monotonic() >= due)
        terminal.press(key)
    return time.monotonic()


def all_of(terminal: Terminal) -> object:
    return terminal.text, terminal.cursor


def weeks_of(terminal: Terminal) -> object:
    return [line.partition("│")[0] for line in terminal.lines[:-2]]


def last_changes(terminal: Terminal, *parts: Callable[[Terminal], object]) -> list[float]:
    """Wait until nothing changes on the screen any more; when the last change of each part of it was seen."""
    watched = [all_of, *parts]
    shown: list[object] = [None for _ in watched]
    changed = [0.0 for _ in watched]

    def is_still(terminal: Terminal) -> bool:
        for number, part in enumerate(watched):
            if (now := part(terminal)) != shown[number]:
                changed[number], shown[number] = time.monotonic(), now
        return time.monotonic() - changed[0] > STILL

    terminal.wait_for(is_still)
    return changed


def hold_in_one_of(attempt: Callable[[int], list[float]], most: list[float]) -> None:
    """Have one of some attempts, each given its number, take `most` seconds at most, part by part."""
    took: list[list[float]] = []
    is_held = False
    while not is_held and len(took) < ATTEMPTS:
        took.append(attempt(len(took)))
        is_held = all(each <= limit for each, limit in zip(took[-1], most, strict=True))
    told = "; ".join(", ".join(f"{each * 1000:.0f}" for each in parts) for parts in took)
    sys.stdout.write(f"last change after {told} ms\n")
    assert is_held, told


def a_log_of_many(folder: Path) -> Path:
    """A log of many posts, each with something else in it."""
    folder.mkdir()
    for number in range(POSTS):
        day = f"{2015 + number // 48}-{number // 4 % 12 + 1:02}-{number % 4 * 7 + 1:02}"
        name = f"Talk number {number}"
        note = "\n\n".join(f"Thought {number}.{part}: " + f"words of {part} and {number} " * 5 for part in range(6))
        text = f'+++\ntitle = "What I read, part {number}"\ndate = {day}\n+++\n\n'
        text += f"## [Talk] [{name}](https://talks.example.org/{number})\n**Speaker**: Ann Lee\n\n{note}\n"
        (folder / f"{day}.md").write_text(text)
    return folder


def test_the_last_key_typed_is_shown_within_two_round_trips(log_in: Callable[[Path], Terminal], tmp_path: Path) -> None:
    terminal = log_in(a_log(tmp_path))
    terminal.wait_for("patience")
    terminal.press("2", "e")
    terminal.wait_for("3 Editor")
    terminal.press("ctrl+end")

    def attempt(number: int) -> list[float]:
        last_changes(terminal)
        pressed = press_in_time(terminal, f"{SENTENCE}time {number}.", 0.1)
        changed = last_changes(terminal)
        assert f"time {number}." in terminal.text
        terminal.press("enter")
        return [each - pressed for each in changed]

    hold_in_one_of(attempt, [2 * ROUND_TRIP])


def test_a_list_stops_soon_after_its_key_is_let_go(log_in: Callable[[Path], Terminal], tmp_path: Path) -> None:
    """The list stands, and what is chosen is shown whole as soon as the line can have carried it."""
    terminal = log_in(a_log_of_many(tmp_path / "log"))

    def attempt(number: int) -> list[float]:
        last_changes(terminal)
        pressed = press_in_time(terminal, "jkj"[number] * 90, 1 / 30)
        return [each - pressed for each in last_changes(terminal, weeks_of)]

    hold_in_one_of(attempt, [2 * ROUND_TRIP + 0.1, 0.3])
