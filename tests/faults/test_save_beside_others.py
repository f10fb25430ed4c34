"""Several who write into one file at once: nobody's write is lost by a save, whatever the moment it comes at."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from acts import LONG, strays_below

from readtui.store.files.tidying import tidy

LINES = 2000 if LONG else 100

# Three of us, who know nothing of each other, and read again when they are told that the file changed.
SAVING = """
import sys
from readtui.store.faults import Fault
from readtui.store.files.reading import read_bytes
from readtui.store.files.saving import replace_bytes

root, name, count = sys.argv[1], sys.argv[2].encode(), int(sys.argv[3])
print("ready", flush=True)
sys.stdin.readline()
number = 0
while number < count:
    old = read_bytes(root, "a.md")
    try:
        replace_bytes(root, "a.md", old, old + b"%s %d\\n" % (name, number))
        number += 1
    except Fault as fault:
        assert "changed on disk since" in str(fault), fault
"""

# Another program, which asks nobody: it reads, and puts a file in the place.
OTHER = """
import os, sys, time

root, name, count = sys.argv[1], sys.argv[2].encode(), int(sys.argv[3])
print("ready", flush=True)
sys.stdin.readline()
for number in range(count):
    with open(root + "/a.md", "rb") as file:
        old = file.read()
    with open(root + "/a.md.other", "wb") as file:
        file.write(old + b"%s %d\\n" % (name, number))
    os.rename(root + "/a.md.other", root + "/a.md")
    time.sleep(0.001)
"""


def started(root: Path, code: str, name: str, count: int = LINES) -> "subprocess.Popen[str]":
    argv = [sys.executable, "-c", code, str(root), name, str(count)]
    process = subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    assert process.stdout.readline() == "ready\n"
    return process


def begin(*processes: "subprocess.Popen[str]") -> None:
    for process in processes:
        assert process.stdin
        process.stdin.write("\n")
        process.stdin.flush()


def end(*processes: "subprocess.Popen[str]") -> None:
    for process in processes:
        process.communicate(timeout=600)
        assert process.returncode == 0


@pytest.fixture(params=["beside", "in place"])
def post(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    file = tmp_path / "log" / "a.md"
    file.parent.mkdir()
    file.write_bytes(b"begun\n" + b"." * 8192 + b"\n")
    if request.param == "in place":
        (file.parent / "twin").hardlink_to(file)
    return file


def numbers_of(name: str, *files: Path) -> list[int]:
    lines = [line.split() for file in files for line in file.read_text("utf-8").split("\n")[2:]]
    return [int(line[1]) for line in lines if line[:1] == [name]]


def test_several_of_us(post: Path) -> None:
    names = ["x", "y", "z"]
    processes = [started(post.parent, SAVING, name) for name in names]
    begin(*processes)
    end(*processes)
    for name in names:
        assert numbers_of(name, post) == list(range(LINES))
    assert not strays_below(post.parent)


@pytest.mark.parametrize("post", ["beside"], indirect=True)
def test_us_and_another_program(post: Path) -> None:
    processes = started(post.parent, SAVING, "x"), started(post.parent, OTHER, "other", 3 * LINES)
    begin(*processes)
    end(*processes)
    check_other(post, 3 * LINES)


@pytest.mark.parametrize("post", ["beside"], indirect=True)
def test_us_killed_beside_another_program(post: Path) -> None:
    other = started(post.parent, OTHER, "other", 5 * LINES)
    begin(other)
    kills = 0
    while other.poll() is None:
        saving = started(post.parent, SAVING, f"x{kills}", 1 << 30)
        begin(saving)
        moment = time.perf_counter() + 0.001 * (kills % 23)
        while time.perf_counter() < moment:
            pass
        os.kill(saving.pid, signal.SIGKILL)
        saving.communicate()
        tidy(str(post.parent), [""])
        kills += 1
    end(other)
    sys.stdout.write(f"{kills} kills\n")
    check_other(post, 5 * LINES)


def check_other(post: Path, count: int) -> None:
    """Nothing that the other program wrote is lost: what it did not write over itself is there, or kept beside."""
    kept = [post.parent / name for name in strays_below(post.parent)]
    sys.stdout.write(f"{len(kept)} kept beside\n")
    assert sorted({*numbers_of("other", post, *kept)}) == list(range(count))
    assert len(kept) <= count // 100, "that is to happen hardly ever"
