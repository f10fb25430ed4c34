"""Told to end by a signal, or with its terminal closed, while somebody types: no key that was shown is lost.

READTUI_LONG=1 does it 200 times; READTUI_SEED repeats a run.
"""

import os
import random
import signal
from pathlib import Path

import pytest
from typist import Typist, a_log

from unsaved_on_disk import offered_at

ROUNDS = 50 if os.environ.get("READTUI_LONG") else 2
LONGEST = 0.8
"""Seconds of typing."""
SEED = int(os.environ.get("READTUI_SEED") or random.randrange(10**6))


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM, signal.SIGQUIT, None])
def test_told_to_end_it_loses_no_key_that_was_shown(tmp_path: Path, number: signal.Signals | None) -> None:
    """None: its terminal is closed."""
    log = a_log(tmp_path)
    chance = random.Random(SEED)
    for turn in range(ROUNDS):
        typist = Typist(log, tmp_path / f"home{turn}", chance.uniform(0.01, LONGEST))
        with typist.terminal as terminal:
            typist.open_editor()
            typist.type_until_its_moment()
            below = terminal.text.rpartition("structure.")[2].split("\n")
            shown = "".join(line.partition("│")[2] for line in below[1:-2]).replace(" ", "")
            typist.end_by(number)
        assert typist.text.replace(" ", "").startswith(shown)
        kept = b"".join(offered_at(log, typist.home)).replace(b" ", b"")
        assert shown.encode() in kept, f"seed {SEED}"
