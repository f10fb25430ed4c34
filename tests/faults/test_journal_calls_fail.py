"""Each call to the system that keeping a text makes fails once, or is the last: the text is there, as it is or was."""

import os
import random
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from readtui.store.statefolder import StateFolder
from readtui.store.unsaved.leftover import leftover, unreadable

POINTS = None if os.environ.get("READTUI_LONG") else 12
KEPT, NOT_AT_ONCE = 0, 7

KEEPING = f"""
import os, sys
from datetime import datetime, timezone
from pathlib import Path
import readtui.store.unsaved.journalwriter  # all that is loaded while the program runs
from readtui.model.span import Span
from readtui.model.unsaved import UnsavedText
from readtui.store.unsaved.journalfiles import JournalFiles
from readtui.store.statefolder import StateFolder

text = UnsavedText("a.md", None, b"Old.", Span(0, 4), b"Before.")
state = StateFolder.of(Path(sys.argv[1]), {{"XDG_STATE_HOME": sys.argv[1] + "-state"}})
files, now = JournalFiles(state), datetime.now(timezone.utc)
if sys.argv[2] == "again":
    files.bring([text], now)
texts = [text.retyped(b"After." * 1000), UnsavedText("b.md", 1, b"Other.", Span(0, 6), b"Two.")]
status = {KEPT}
os.getppid()
try:
    files.bring(texts, now)
except OSError:
    status = {NOT_AT_ONCE}
os.getppid()
files.bring(texts, now)
os._exit(status)
"""


def traced(log: Path, how: str, *options: str) -> "subprocess.CompletedProcess[bytes]":
    shutil.rmtree(f"{log}-state", ignore_errors=True)
    argv = ["strace", *options, sys.executable, "-c", KEEPING, str(log), how]
    return subprocess.run(argv, capture_output=True, timeout=60, check=False)


def calls_of_a_write(log: Path, how: str) -> list[tuple[str, int]]:
    """The system calls between the two marks, each with its number among those of its name."""
    trace = log.parent / "trace"
    assert traced(log, how, "-o", str(trace)).returncode == KEPT
    counts: dict[str, int] = {}
    marks, calls = 0, []
    for name in re.findall(r"^(\w+)\(", trace.read_text(errors="replace"), re.M):
        counts[name] = counts.get(name, 0) + 1
        marks += name == "getppid"
        if marks == 1 and name not in {"getppid", "brk", "mmap", "munmap", "getrandom"}:  # these are Python's own
            calls.append((name, counts[name]))
    return calls


@pytest.mark.may_skip("strace is not everywhere, and not everywhere allowed")
@pytest.mark.parametrize("how", ["first", "again"])
def test_any_call_may_fail(tmp_path: Path, how: str) -> None:
    (tmp_path / "log").mkdir()
    log = tmp_path / "log"
    if shutil.which("strace") is None or traced(log, how, "-o", os.devnull).returncode != KEPT:
        pytest.skip("no strace")
    state = StateFolder.of(log, {"XDG_STATE_HOME": f"{log}-state"})
    calls = calls_of_a_write(log, how)
    points = [(name, number, event) for name, number in calls for event in ("error=EIO", "error=ENOSPC", "signal=KILL")]
    assert len(points) > 60
    for name, number, event in points if POINTS is None else random.sample(points, POINTS):
        ran = traced(log, how, "-o", os.devnull, "-e", f"trace={name}", "-e", f"inject={name}:{event}:when={number}")
        what = f"{name} number {number} with {event}"
        there = {found.text.path: found.text.typed for found in leftover(state)}
        if event == "signal=KILL" and ran.returncode not in (KEPT, NOT_AT_ONCE):
            allowed = (b"Before.", b"After." * 1000) if how == "again" else (None, b"After." * 1000)
            assert there.get("a.md") in allowed, what
            assert there.get("b.md") in (None, b"Two."), what
        else:
            assert ran.returncode in (KEPT, NOT_AT_ONCE), (what, ran.stderr)
            assert there == {"a.md": b"After." * 1000, "b.md": b"Two."}, what
        assert not unreadable(state), what
