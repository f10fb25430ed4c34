"""Each call to the system that a save makes fails once, or is the last: the file is the old or the new one."""

import os
import random
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

POINTS = None if os.environ.get("READTUI_LONG") else 10
OLD, NEW = b"O" * 65_536, b"N" * 70_000
SAVED, REFUSED = 0, 7

SAVING = f"""
import os, sys
from readtui.store import exchange
from readtui.store.faults import Unreadable, Unwritable
from readtui.store.saving import replace_bytes

exchange._rename()  # loads the C library, which is no part of a save
status = {SAVED}
os.getppid()
try:
    replace_bytes(sys.argv[1], "a.md", b"O" * {len(OLD)}, b"N" * {len(NEW)})
except (Unreadable, Unwritable):
    status = {REFUSED}
os.getppid()
os._exit(status)
"""


def traced(folder: Path, *options: str) -> int:
    argv = ["strace", *options, sys.executable, "-c", SAVING, str(folder)]
    return subprocess.run(argv, capture_output=True, timeout=60, check=False).returncode


def calls_of_a_save(folder: Path) -> list[tuple[str, int]]:
    """The system calls between the two marks, each with its number among those of its name."""
    trace = folder.parent / "trace"
    assert traced(folder, "-o", str(trace)) == SAVED
    counts: dict[str, int] = {}
    marks, calls = 0, []
    for name in re.findall(r"^(\w+)\(", trace.read_text(errors="replace"), re.M):
        counts[name] = counts.get(name, 0) + 1
        marks += name == "getppid"
        if marks == 1 and name not in {"getppid", "brk", "mmap", "munmap"}:  # these are Python's own
            calls.append((name, counts[name]))
    return calls


def laid(folder: Path, *, is_linked: bool) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    (folder / "a.md").write_bytes(OLD)
    if is_linked:
        (folder / "twin").hardlink_to(folder / "a.md")
    return folder


@pytest.mark.may_skip("strace is not everywhere, and not everywhere allowed")
@pytest.mark.parametrize("is_linked", [False, True], ids=["beside", "in place"])
def test_any_call_may_fail(tmp_path: Path, is_linked: bool) -> None:
    if shutil.which("strace") is None or traced(laid(tmp_path / "log", is_linked=False)) != SAVED:
        pytest.skip("no strace")
    folder = tmp_path / "log"
    # A kill in the middle of a write in place does tear: what finishes it is the business of the next start.
    events = ["error=EIO", "error=ENOSPC"] if is_linked else ["error=EIO", "error=ENOSPC", "signal=KILL"]
    calls = calls_of_a_save(laid(folder, is_linked=is_linked))
    points = [(name, number, event) for name, number in calls for event in events]
    assert len(points) > 30
    for name, number, event in points if POINTS is None else random.sample(points, POINTS):
        laid(folder, is_linked=is_linked)
        status = traced(folder, "-o", os.devnull, "-e", f"trace={name}", "-e", f"inject={name}:{event}:when={number}")
        what = f"{name} number {number} with {event}"
        there = (folder / "a.md").read_bytes()
        left = {file.name for file in folder.iterdir()} - {"a.md", "twin"}
        if event == "signal=KILL":
            assert there in (OLD, NEW), what
        else:
            assert (status, there == OLD) in ((SAVED, False), (REFUSED, True)), what
            assert there in (OLD, NEW), what
            assert not left or name == "unlinkat", what
