"""Actors: processes that wait to do an act, so that somebody may watch them at it, and hinder them.

`python actors.py` is where they come from: it has loaded all they need, so that between two marks, calls of `getppid`,
all that they do is the act itself.
"""

import ctypes
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from acts import ACTS, Act
from nursery import load_all

from readtui.store.faults import Fault

DONE, REFUSED = 0, 7


class Actors:
    """Where actors come from."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def waiting(self, act: Act, home: Path) -> int:
        """The process that will do the act in a home, once it is told to."""
        self._say(f"{act.name}\t{home}\n")
        return int(self._heard("born"))

    def done(self) -> tuple[int, str]:
        """Let the waiting one do its act; how it ended, below zero by a signal, and what it said."""
        self._say("\n")
        word, _, rest = self._line().partition(" ")
        said = rest if word == "said" else ""
        return int(rest if word == "ended" else self._heard("ended")), said

    def close(self) -> None:
        self._process.kill()
        self._process.communicate()

    def _say(self, line: str) -> None:
        assert self._process.stdin
        self._process.stdin.write(line)
        self._process.stdin.flush()

    def _heard(self, word: str) -> str:
        first, _, rest = self._line().partition(" ")
        assert first == word, first
        return rest

    def _line(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline().removesuffix("\n")


@contextmanager
def actors() -> Iterator[Actors]:
    process = Actors()
    try:
        yield process
    finally:
        process.close()


def _do(act: Act, home: Path) -> None:
    ctypes.CDLL(None).prctl(0x59616D61, ctypes.c_ulong(-1), 0, 0, 0)  # PR_SET_PTRACER: any of us may watch
    do = act.begin(home)
    _tell(f"born {os.getpid()}")
    os.readv(0, [bytearray(1)])  # no act uses this call, so that it spoils no count
    os.getppid()
    try:
        status, said = DONE, do()
    except Fault as fault:
        status, said = REFUSED, str(fault)
    os.getppid()
    _tell(f"said {said}")
    os._exit(status)


def _tell(line: str) -> None:
    os.write(1, f"{line}\n".encode())


def _line() -> str:
    """A line, and no byte beyond it: that is for the child."""
    line = b""
    while not line.endswith(b"\n"):
        byte = os.read(0, 1)
        if not byte:
            sys.exit()
        line += byte
    return line.decode().removesuffix("\n")


def _main() -> None:
    load_all()
    while True:
        name, _, home = _line().partition("\t")
        child = os.fork()
        if not child:
            _do(ACTS[name], Path(home))
        _, status = os.waitpid(child, 0)
        _tell(f"ended {os.waitstatus_to_exitcode(status)}")


if __name__ == "__main__":
    _main()
