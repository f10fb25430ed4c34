"""A process that changes a log without pause is killed at random moments: nothing is torn, nothing lost, nothing left.

Each file holds a number that tells all its bytes, and the process says what it is about to do and what it has done: so
what was done must be there, and of what it was about to do all or nothing.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import nursery
import pytest
from acts import LONG, strays_below
from nursery import PATHS, TWINNED, Standing, content, number_in, state_of

from readtui.store.files.inplace import mend
from readtui.store.files.tidying import tidy
from readtui.store.folder import LogFolder

ROUNDS = 10_000 if LONG else 300


class Nursery:
    """Processes that are born, change a log, and are killed."""

    def __init__(self, way: str, seed: int) -> None:
        self.moments = random.Random(seed)
        argv = [sys.executable, nursery.__file__, way]
        self.process = subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.number = 1
        """The last that was begun."""
        self.done = 0
        """How many changes were made."""
        self.change_takes = 0.003
        """Seconds, of late."""

    def life(self, root: Path, ending: Callable[[], object] = int) -> tuple[Standing, Standing]:
        """One process from its birth to its death: what it has done, and what it was about to do.

        `ending` is what happens just before.
        """
        assert self.process.stdin
        self.process.stdin.write(f"{root} {self.number}\n")
        self.process.stdin.flush()
        lines = self._lines()
        told: list[list[str]] = []
        start = time.perf_counter()
        wanted = Counter(born=1, ready=1, done=self.moments.choice((0, 0, 1, 2)))
        heard: Counter[str] = Counter()
        while not wanted <= heard:  # it may have done more before all of them are heard
            told.append(next(lines))
            heard[told[-1][0]] += 1
            assert told[-1] != ["dead"], "a process died by itself"
            if told[-1] == ["ready"]:
                start = time.perf_counter()
        now = time.perf_counter()
        if wanted["done"]:
            self.change_takes += ((now - start) / heard["done"] - self.change_takes) / 10
        end = now + self.moments.uniform(0, 1.2 * self.change_takes)
        time.sleep(max(0, end - now - 0.002))
        while time.perf_counter() < end:  # sleep wakes at moments of the scheduler's choice
            pass
        ending()
        with suppress(ProcessLookupError):  # the ending was its end
            os.kill(next(int(line[1]) for line in told if line[0] == "born"), signal.SIGKILL)
        while told[-1][0] != "dead":
            told.append(next(lines))
        done: Standing = {}
        begun: Standing = {}
        for word, *rest in told:
            if word == "begin":
                self.number = int(rest[0])
                begun = {path: int(number) for path, _, number in (each.partition("=") for each in rest[1:])}
            elif word == "done":
                done |= begun
                begun = {}
                self.done += 1
        return done, begun

    def close(self) -> None:
        self.process.kill()
        self.process.communicate()

    def _lines(self) -> Iterator[list[str]]:
        assert self.process.stdout
        for line in iter(self.process.stdout.readline, ""):
            yield line.split()
        raise AssertionError("the nursery is no more")


@pytest.fixture
def born(tmp_path: Path) -> Iterator[Callable[[str], Nursery]]:
    nurseries = []

    def born(way: str) -> Nursery:
        seed = random.randrange(1 << 32)
        sys.stdout.write(f"seed {seed}\n")  # pytest shows it where the test fails
        nurseries.append(Nursery(way, seed))
        return nurseries[-1]

    yield born
    for each in nurseries:
        each.close()


def laid(root: Path) -> Standing:
    root.mkdir()
    for path in PATHS[:2]:
        (root / path).write_bytes(content(1) or b"")
    (root / "twin").hardlink_to(root / TWINNED)
    return {path: number_in(root / path) for path in PATHS}


def check(root: Path, known: Standing, begun: Standing) -> Standing:
    """What stands now: what was done, and of what was begun all or nothing; and no file of ours."""
    there = {path: number_in(root / path) for path in PATHS}
    assert there in (known, known | begun)
    assert not strays_below(root)
    assert (root / "twin").samefile(root / TWINNED)
    return there


def test_killed_saves(tmp_path: Path, born: Callable[[str], Nursery]) -> None:
    root = tmp_path / "log"
    known = laid(root)
    nursery = born("store")
    left = 0
    for _ in range(ROUNDS):
        done, begun = nursery.life(root)
        known |= done
        for path, number in begun.items():
            if path == TWINNED:
                mend(str(root), path, content(known[path]) or b"", content(number) or b"")
            else:  # whole before anything is finished
                assert number_in(root / path) in (known[path], number)
        left += tidy(str(root), [""])
        known = check(root, known, begun)
    sys.stdout.write(f"{ROUNDS} kills, {nursery.done} changes made, {left} files tidied up\n")


def test_killed_changes_of_a_log(tmp_path: Path, born: Callable[[str], Nursery]) -> None:
    root = tmp_path / "log"
    known = laid(root)
    nursery = born("log")
    finished, last = 0, 1
    for life in range(ROUNDS):
        done, begun = nursery.life(root)
        known |= done
        for path in {*PATHS} - {TWINNED}:  # whole before anything is finished
            assert number_in(root / path) in (known[path], begun.get(path))
        log = LogFolder(root, state=state_of(root))
        finished += len(log.recover())
        there = check(root, known, begun)
        if done or there != known:
            last = nursery.number - (there == known and begun != {})
        if life % 20 == 0 or not LONG:  # it grows long
            changes = [record.what for record in log.history() if record.kind != "torn"]
            assert changes[-1:] == [f"to {last}"][: last - 1]
        known = there
    sys.stdout.write(f"{ROUNDS} kills, {nursery.done} changes made, {finished} finished by the next start\n")
