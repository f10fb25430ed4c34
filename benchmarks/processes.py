"""Processes: what a program and its children take of the processor and of memory, as Linux tells it."""

import os
import re
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")


def cpu_until_now(pid: int) -> float:
    """Seconds on a core until now, of a running program and its children."""
    return sum(map(_cpu, _tree(pid)))


def memory_of(pid: int) -> int:
    """Resident memory, KiB, of a running program and its children."""
    return sum(map(_memory, _tree(pid)))


def cpu_of(argv: Sequence[str], env: Mapping[str, str], cwd: Path) -> float:
    """Seconds on a core that a command takes from its start to its end, its output thrown away.

    Raises:
        subprocess.CalledProcessError: it ended with another status than 0.
    """
    return _spent(argv, env, cwd)[0]


def time_of(argv: Sequence[str], env: Mapping[str, str], cwd: Path) -> float:
    """Seconds by the clock from a command's start to its end, its output thrown away.

    Raises:
        subprocess.CalledProcessError: it ended with another status than 0.
    """
    return _spent(argv, env, cwd)[1]


def _spent(argv: Sequence[str], env: Mapping[str, str], cwd: Path) -> tuple[float, float]:
    start = time.perf_counter()
    process = subprocess.Popen(argv, env=dict(env), cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr is not None
    with process.stderr as errors:
        said = errors.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, argv, stderr=said)
    return usage.ru_utime + usage.ru_stime, time.perf_counter() - start


def _tree(pid: int) -> Iterator[int]:
    yield pid
    try:
        children = [task.joinpath("children").read_text().split() for task in Path(f"/proc/{pid}/task").iterdir()]
    except OSError:  # it ended while it was looked at
        return
    for child in {int(child) for task in children for child in task}:
        yield from _tree(child)


def _cpu(pid: int) -> float:
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        precise = sum(int(task.joinpath("schedstat").read_text().split()[0]) for task in tasks) / 1e9
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (OSError, IndexError):
        return 0.0
    return max(precise, (int(fields[11]) + int(fields[12]) - 2) / _TICKS)


def _memory(pid: int) -> int:
    try:
        found = re.search(r"^VmRSS:\s*(\d+)", Path(f"/proc/{pid}/status").read_text(), re.MULTILINE)
    except OSError:
        return 0
    return int(found[1]) if found else 0
