"""Several readtuis that change one log at once: what each was told is done is there, and nobody waits in vain."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from readtui.store.folder import LogFolder
from readtui.store.statefolder import StateFolder

AtOnce = Callable[[list[list[list[str]]]], tuple[list[list[int]], str]]

PROCESSES = 3
EACH = 100 if os.environ.get("READTUI_LONG") else 25

POST = b"""+++
title = "Read (July 5 - July 11)"
date = 2020-07-11
+++

## [Talk] [Bees](https://bees.example/)

They dance.
"""

# A process that has the program loaded forks one for each command: to start it 300 times would be half a minute of
# waiting, in which few meet.
COMMANDS = """
import importlib, os, pkgutil, sys
import readtui
for found in pkgutil.walk_packages(readtui.__path__, "readtui."):
    if not found.name.startswith(("readtui.tui", "readtui.__main__")):
        importlib.import_module(found.name)
from readtui.__main__ import main
sys.stdin.readline()
codes = []
for line in sys.stdin:
    process = os.fork()
    if process == 0:
        code = 70
        try:
            code = main(line.rstrip("\\n").split("\\t"))
        finally:
            sys.stdout.flush()
            os._exit(code)
    codes.append(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]))
print("codes", *codes)
"""


@pytest.fixture
def log(tmp_path: Path) -> Path:
    folder = tmp_path / "log"
    folder.mkdir()
    (folder / "2020-07-11.md").write_bytes(POST)
    return folder


@pytest.fixture
def at_once(log: Path, tmp_path: Path) -> AtOnce:
    """Runs the commands of several processes at once; the exit codes of each, in their order, and all complaints."""

    def at_once(commands: list[list[list[str]]]) -> tuple[list[list[int]], str]:
        environ = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "READTUI"))}
        with (tmp_path / "complaints").open("wb") as complaints:
            running = [
                subprocess.Popen(
                    [sys.executable, "-c", COMMANDS],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=complaints,
                    env=environ | {"HOME": str(tmp_path / "home"), "READTUI_LOG": str(log)},
                    text=True,
                )
                for _ in commands
            ]
            for process, lines in zip(running, commands, strict=True):
                assert process.stdin is not None
                process.stdin.write("\n" + "".join("\t".join(line) + "\n" for line in lines))
                process.stdin.close()
            codes = []
            for process in running:
                assert process.stdout is not None
                told = process.stdout.read().splitlines()
                assert process.wait() == 0
                codes.append([int(code) for code in told[-1].split()[1:]])
        return codes, (tmp_path / "complaints").read_text()

    return at_once


def opened(log: Path, home: Path) -> LogFolder:
    return LogFolder(log, state=StateFolder.of(log, {"HOME": str(home)}))


@pytest.mark.parametrize("week", ["2020-W28", "2020-W31"], ids=["a post that is there", "a post to be made"])
def test_no_addition_is_lost(log: Path, tmp_path: Path, at_once: AtOnce, week: str) -> None:
    before = {path.name: path.read_bytes() for path in log.iterdir()}
    names = [[f"{process}-{number}" for number in range(EACH)] for process in range(PROCESSES)]
    codes, complaints = at_once(
        [[["add", f"https://{name}.example/", "--title", name, "--week", week] for name in each] for each in names]
    )
    assert complaints == ""
    assert codes == [[0] * EACH] * PROCESSES
    folder = opened(log, tmp_path / "home")
    posts = folder.load().posts
    assert len(posts) == (1 if week == "2020-W28" else 2)
    titles = [entry.title for entry in posts[0].entries if entry.title != "Bees"]
    assert sorted(titles) == sorted(name for each in names for name in each)
    for each in names:  # each process's own stand in the order in which it added them
        assert [title for title in titles if title in set(each)] == each
    assert len(folder.history()) == PROCESSES * EACH
    for _ in range(PROCESSES * EACH):
        folder.undo()
    assert {path.name: path.read_bytes() for path in log.iterdir()} == before


def test_additions_deletions_and_undos_meet(log: Path, tmp_path: Path, at_once: AtOnce) -> None:
    few = range(EACH // 2)
    adding = [["add", f"https://{number}.example/", "--title", str(number), "--week", "2020-W28"] for number in few]
    taking = [["undo"] if number % 2 else ["delete", "2020-07-11.md#2"] for number in few]
    setting = [["set", "2020-07-11.md", "title", f"Read (July 5 - July 11), {number}"] for number in few]
    codes, complaints = at_once([adding, taking, setting])
    assert set(codes[0]) == {0}
    assert set(codes[1] + codes[2]) <= {0, 3, 4}  # no such entry by now, a change that another one touches
    assert "Traceback" not in complaints
    folder = opened(log, tmp_path / "home")
    there = POST
    history = folder._changing._doing.history()
    assert history is not None
    for record in folder.history():  # nothing came between: no change was made on what another one had replaced
        ((file, _),) = history.files(record.id)
        assert file.before == there, record
        there = file.after or b""
    assert (log / "2020-07-11.md").read_bytes() == there
    assert not [path for path in log.iterdir() if path.name.startswith(".")]
