"""kill -9, a signal or a closed terminal while a new entry is typed: at most the last second is missing, or no key.

READTUI_LONG=1 kills 200 times; READTUI_SEED repeats a run. Several sessions type at once, each with its own state.
"""

import os
import random
import select
import signal
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import pytest
from typist import Typist, a_log

from unsaved_on_disk import offered_at

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

    def kept(self) -> int:
        """How many of its keys the next start offers."""
        found = offered_at(self.log, self.home)
        assert len(found) <= 1
        typed = found[0].rpartition(b"](")[2].rstrip(b")\n").decode() if found else ""
        assert self.text.startswith(typed)
        return len(typed)

    def missing(self) -> float:
        assert self.killed is not None
        kept = self.kept()
        return self.killed - self.sent[kept] if kept < len(self.sent) else 0.0


def test_at_most_the_last_second_is_missing(tmp_path: Path) -> None:
    log, chance, lost = a_log(tmp_path), random.Random(SEED), []
    for start in range(0, ROUNDS, AT_ONCE):
        with ExitStack() as stack:
            homes = (tmp_path / f"{start}-{number}" for number in range(AT_ONCE))
            group = [Adder(log, home, chance.uniform(0.01, LONGEST)) for home in homes]
            for adder in group:
                stack.enter_context(adder.terminal)
            for adder in group:
                adder.open_editor()
            while alive := [adder for adder in group if adder.killed is None]:
                for adder in alive:
                    adder.act(time.monotonic())
                select.select([], [], [], 0.005)
            lost += [adder.missing() for adder in group]
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
            begun = time.monotonic()
            while time.monotonic() - begun < adder.moment:
                terminal.send(adder.text[len(adder.sent)].encode())
                adder.sent.append(time.monotonic())
                terminal.wait_for(adder.is_rested)
            line = next(line for line in terminal.lines if " Link " in line)
            shown = line.rpartition(" Link ")[2].strip(" │")
            if number is None:
                terminal.hang_up()
            else:
                terminal.signal(number)
            assert terminal.wait_for_exit() == 128 + (number or signal.SIGHUP)
        assert shown
        assert adder.text.startswith(shown)
        assert adder.kept() >= len(shown), f"seed {SEED}"
