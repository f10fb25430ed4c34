"""Programs in which somebody types are killed at random moments: at most the last second is missing.

READTUI_LONG=1 kills 500 of them, and asks 500 to end.
"""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from readtui.store.statefolder import StateFolder
from readtui.store.unsaved.journalfolder import journal_folders
from readtui.store.unsaved.leftover import leftover, running, tidy, unreadable

IS_LONG = bool(os.environ.get("READTUI_LONG"))
ROUNDS = 50 if IS_LONG else 2
AT_ONCE = 10
ENDS = 500 if IS_LONG else 20

TYPING = """
import os, sys, time
from pathlib import Path
from readtui.model.span import Span
from readtui.model.unsaved import UnsavedText
from readtui.store.unsaved.journal import Journal
from readtui.store.statefolder import StateFolder

root, path = Path(sys.argv[1]), sys.argv[2]
journal = Journal(StateFolder.of(root, os.environ))
source = (root / path).read_bytes()
text = UnsavedText(path, None, source, Span(0, len(source)), source)

def typed(number):
    return text.retyped(source + b" ".join(b"%d" % each for each in range(number + 1)))
"""

AT_25_A_SECOND = """
import functools
number = 0
while True:
    number += 1
    journal.put(functools.partial(typed, number))
    if number == 1:
        os.write(1, b"ready")
    os.write(1, b"%d %f\\n" % (number, time.monotonic()))
    time.sleep(0.04)
"""

UNDER_SIGNALS = """
import functools, random, signal
done = depth = 0

def hammered(number, frame):
    global depth
    depth += 1
    if depth < 4:  # a write takes longer than it takes the next signal to come
        assert journal.flush()
    depth -= 1

def ended(number, frame):
    if not journal.flush():
        os.write(2, (journal.trouble or "?").encode())
    os.write(1, b"\\n%d" % done)
    os._exit(143)

signal.signal(signal.SIGTERM, ended)
signal.signal(signal.SIGALRM, hammered)
signal.setitimer(signal.ITIMER_REAL, 0.02, 0.0007)
number, random = 0, random.Random(int(sys.argv[3]))
other = UnsavedText("b.md", 1, source, Span(0, 5), b"other")
while True:
    number += 1
    act = random.random()
    if act < 0.9:
        journal.put(functools.partial(typed, number))
    elif act < 0.95:
        journal.keep((typed(number), other), typing=False)
    elif act < 0.98:
        journal.put(functools.partial(typed, number))
        journal.keep((other,) if number % 2 else (), typing=True)
    else:
        journal.put(functools.partial(typed, number))
        assert journal.flush()
    done = number
    if number == 1:
        os.write(1, b"ready")
    for _ in range(random.randrange(2000)):
        pass
"""


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "log").mkdir()
    return tmp_path / "log"


def started(log: Path, name: str, script: str, *argv: str) -> "subprocess.Popen[bytes]":
    (log / name).write_bytes(b"# A post\n\n" + b"Text of it.\n" * 400)
    return subprocess.Popen(
        [sys.executable, "-c", TYPING + script, str(log), name, *argv], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def numbers(typed: bytes) -> list[int]:
    """What was typed below the post: numbers from 0 on."""
    return [int(word) for word in typed.rpartition(b"\n")[2].split()]


def test_at_most_a_second_is_missing_after_a_kill(log: Path) -> None:
    seed = random.randrange(1 << 32)
    sys.stdout.write(f"seed {seed}\n")  # pytest shows it where the test fails
    moments = random.Random(seed)
    state = StateFolder.of(log, os.environ)
    for each in range(ROUNDS):
        names = [f"{each}-{number}.md" for number in range(AT_ONCE)]
        typing = {name: started(log, name, AT_25_A_SECOND) for name in names}
        for process in typing.values():
            assert process.stdout is not None
            assert os.read(process.stdout.fileno(), 5) == b"ready"
        assert not leftover(state), "what is being typed was taken for left"
        kills = sorted((time.monotonic() + moments.uniform(0.9, 2.5), name) for name in names)
        killed = {}
        for moment, name in kills:
            while time.monotonic() < moment:
                pass
            killed[name] = time.monotonic()
            typing[name].kill()
        for process in typing.values():
            process.wait()
        found = {each.text.path: each for each in leftover(state)}
        for name, process in typing.items():
            assert process.stdout is not None
            told = [line.split() for line in process.stdout.read().splitlines()]
            keys = {int(number): float(moment) for number, moment in told}
            old = [number for number, moment in keys.items() if moment < killed[name] - 1.0]
            if not old:
                continue
            assert name in found, f"{len(old)} keys older than a second are missing"
            there = numbers(found[name].text.typed)
            assert there == list(range(len(there)))
            assert there[-1] >= max(old), f"{max(old) - there[-1]} keys older than a second are missing"
        assert not running(state)
        assert not unreadable(state)
        for each_found in found.values():
            for file in each_found.files:
                file.unlink()
        tidy(state)
        assert not journal_folders(state)


def test_no_key_is_missing_after_a_signal(log: Path) -> None:
    """The handler of signals writes, between any two steps of the main thread, while the thread writes too."""
    seed = random.randrange(1 << 32)
    sys.stdout.write(f"seed {seed}\n")
    moments = random.Random(seed)
    state = StateFolder.of(log, os.environ)
    for each in range(ENDS):
        process = started(log, "a.md", UNDER_SIGNALS, str(seed + each))
        assert process.stdout is not None
        assert process.stderr is not None
        assert os.read(process.stdout.fileno(), 5) == b"ready"
        end = time.monotonic() + moments.uniform(0, 0.3)
        while time.monotonic() < end:
            pass
        process.send_signal(signal.SIGTERM)
        told, complained = process.communicate(timeout=20)
        assert complained.decode() == ""
        assert process.returncode == 143
        done = int(told.split()[-1])
        found = [left for left in leftover(state) if left.text.path == "a.md"]
        assert numbers(found[0].text.typed)[-1] in (done, done + 1)
        assert not unreadable(state)
        for folder in journal_folders(state):
            for file in folder.iterdir():
                file.unlink()
            folder.rmdir()
