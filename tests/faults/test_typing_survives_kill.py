"""kill -9 while somebody types, at random moments: at most the last second is missing at the next start.

READTUI_LONG=1 kills 500 times; READTUI_SEED repeats a run. Several sessions type at once, each with its own state.
"""

import os
import random
import sys
from collections.abc import Iterator
from pathlib import Path

from typist import Typist, a_log, seconds_missing

ROUNDS = 500 if os.environ.get("READTUI_LONG") else 12
AT_ONCE = 4
LONGEST = 1.6
"""Seconds of typing."""
MOST_MISSING = 1.0
"""Seconds."""
SEED = int(os.environ.get("READTUI_SEED") or random.randrange(10**6))


def typists(log: Path, folder: Path, count: int, chance: random.Random) -> Iterator[Typist]:
    for number in range(count):
        yield Typist(log, folder / f"home{number}", chance.uniform(0.01, LONGEST))


def test_at_most_the_last_second_is_missing(tmp_path: Path) -> None:
    log = a_log(tmp_path)
    chance = random.Random(SEED)
    lost = []
    for start in range(0, ROUNDS, AT_ONCE):
        lost += seconds_missing([*typists(log, tmp_path / str(start), min(AT_ONCE, ROUNDS - start), chance)])
    lost.sort()
    median, most = lost[len(lost) // 2], lost[-1]
    sys.stdout.write(f"{len(lost)} kills, seconds missing: median {median:.2f}, most {most:.2f}; seed {SEED}\n")
    assert most <= MOST_MISSING, f"seed {SEED}"
