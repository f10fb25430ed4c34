"""kill -9, a signal or a closed terminal while a new entry is typed: at most the last second is missing, or no key.

READTUI_LONG=1 kills 200 times; READTUI_SEED repeats a run. Several sessions type at once, each with its own state.
"""

import os
import random
import signal
import sys
from pathlib import Path

import pytest
from typist import Typist, a_log, seconds_missing

ROUNDS = 200 if os.environ.get("READTUI_LONG") else 8
TURNS = 20 if os.environ.get("READTUI_LONG") else 1
AT_ONCE = 4
LONGEST = 1.6
"""Seconds of typing before a kill."""
SHORTEST, LONGEST_SHOWN = 0.2, 1.2
"""Seconds of typing before a signal: what is typed then stands in one line of the screen."""
MOST_MISSING = 1.0
"""Seconds."""
SEED = int(os.environ.get("READTUI_SEED") or random.randrange(10**6))


class Adder(Typist):
    """Types a long link into the first line of a new entry."""

    def __init__(self, log: Path, home: Path, moment: float) -> None:
        super().__init__(log, home, moment)
        self.text = "https://long.example/" + "-".join(map(str, range(1000)))

    def open_editor(self) -> None:
        self.terminal.wait_for("patience")
        self.terminal.press("a")
        self.terminal.wait_for("Add an entry")

    def typed_in(self, offered: bytes) -> str:
        return offered.rpartition(b"](")[2].rstrip(b")\n").decode()


def test_at_most_the_last_second_is_missing(tmp_path: Path) -> None:
    log, chance, lost = a_log(tmp_path), random.Random(SEED), []
    for start in range(0, ROUNDS, AT_ONCE):
        homes = (tmp_path / f"{start}-{number}" for number in range(AT_ONCE))
        lost += seconds_missing([Adder(log, home, chance.uniform(0.01, LONGEST)) for home in homes])
    lost.sort()
    sys.stdout.write(f"{len(lost)} kills, seconds missing: median {lost[len(lost) // 2]:.2f}, most {lost[-1]:.2f}\n")
    assert lost[-1] <= MOST_MISSING, f"seed {SEED}"


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM, None])
def test_told_to_end_it_loses_no_key_that_was_shown(tmp_path: Path, number: signal.Signals | None) -> None:
    """None: its terminal is closed."""
    log, chance = a_log(tmp_path), random.Random(SEED)
    for turn in range(TURNS):
        adder = Adder(log, tmp_path / f"home{turn}", chance.uniform(SHORTEST, LONGEST_SHOWN))
        with adder.terminal as terminal:
            adder.open_editor()
            adder.type_until_its_moment()
            line = next(line for line in terminal.lines if " Link " in line)
            shown = line.rpartition(" Link ")[2].strip(" │")
            adder.end_by(number)
        assert shown
        assert adder.text.startswith(shown)
        assert adder.kept() >= len(shown), f"seed {SEED}"
