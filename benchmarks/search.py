"""Search: what the index takes to be made, to be brought up to date and to answer, beside bare looks."""

import datetime
import os
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path

from benchmarks.budgets import Figure
from benchmarks.genlog import NEWEST, write_log
from benchmarks.measuring import READTUI, alternated, let_files_age, median, percentile, ratio, scratch
from benchmarks.processes import cpu_of, time_of
from pseudo_terminal import private_environment
from readtui.grammar.searching.asking import read_search
from readtui.store.folder import LogFolder
from readtui.store.index.index import Index
from readtui.store.index.indexfile import IndexFile
from readtui.tui.searching import AT_ONCE

_SIZES = (520, 2_600, 10_000)
_HELD = 10_000
"""Posts at which the budgets are meant."""
_TYPED = (
    "machine",
    "machine jas",
    "kind:talk jasper",
    "by:jasper",
    "year:2020 mac",
    '"table of',
    "-machine kind:bo",
    "zz",
)
"""What is typed into the bar, key by key."""
_BARE = """import os, sqlite3, sys
for entry in os.scandir(sys.argv[1]):
    entry.stat()
connection = sqlite3.connect(sys.argv[2])
connection.execute(
    "SELECT title FROM text WHERE place IN (SELECT rowid FROM find WHERE find MATCH ? ORDER BY rowid DESC LIMIT 50)",
    ("machine AND jasper",),
).fetchall()"""
"""The least that a right answer takes: every file looked at, and the index asked."""
_ROUNDS = 9


def measure() -> Iterator[Figure]:
    """Every figure of the index, for logs of three sizes."""
    for count in _SIZES:
        with scratch() as folder:
            yield from _of_a_log(count, folder)


def _of_a_log(count: int, folder: Path) -> Iterator[Figure]:
    root = write_log(count, folder / "log")[0].parent
    let_files_age()
    env = private_environment(folder / "home")
    log = LogFolder(root)
    file = IndexFile.of(root, (), env)
    with Index.opened(log, file) as index:
        cpu = _cpu(index.update)
        size = file.path.stat().st_size / (1 << 20)
        yield Figure(f"making the index of {count:,} posts: CPU", cpu, None, "s", remark=f"{size:.0f} MB")
        yield from _up_to_date(index, root, count)
        yield from _answers(index, count)
        (path,) = log.paths()[:1]
        shown = median(_timed(lambda: _rewritten(index, root, path)) for _ in range(_ROUNDS))
        yield Figure(f"a saved post brought in, {count:,} posts", _ms(shown), None, "ms")
    let_files_age()
    yield from _in_a_shell(root, file.path, env, folder, count)


def _up_to_date(index: Index, root: Path, count: int) -> Iterator[Figure]:
    newest = median(_timed(lambda: index.newest(50)) for _ in range(_ROUNDS))
    budget = 2 if count == _HELD else None
    yield Figure(f"bringing up to date, {count:,} posts: the shown weeks", _ms(newest), budget, "ms")
    whole, least = alternated(_ROUNDS, lambda: _cpu(index.difference), lambda: _cpu(lambda: _looked_at(root)))
    remark = f"ms: {_ms(whole):.1f}, scandir and stat {_ms(least):.1f}"
    budget = 1.7 if count == _HELD else None
    yield Figure(f"bringing up to date, {count:,} posts: all", ratio(whole, least), budget, "x stat", remark=remark)


def _answers(index: Index, count: int) -> Iterator[Figure]:
    newest, best = [], []
    for typed in _TYPED:
        for end, _ in pairwise(range(1, len(typed) + 2)):
            search = read_search(typed[:end], NEWEST + datetime.timedelta(days=1), is_typing=True)
            if search.is_empty:  # of which the index is not asked
                continue
            index.fitting(search, "newest", AT_ONCE)
            newest.append(_timed(lambda search=search: index.fitting(search, "newest", AT_ONCE)))  # type: ignore[misc]
            best.append(_timed(lambda search=search: index.fitting(search, "best", AT_ONCE)))  # type: ignore[misc]
    name = f"a key in the search bar, {count:,} posts: index's answer"
    budget = 2 if count == _HELD else None
    slow = f"95th percentile {_ms(percentile(newest, 0.95)):.1f}; best first {_ms(median(best)):.0f}"
    yield Figure(name, _ms(median(newest)), budget, "ms", remark=slow)


def _in_a_shell(root: Path, file: Path, env: dict[str, str], folder: Path, count: int) -> Iterator[Figure]:
    lines = {
        "search": ("search", "machine", "jasper", "--limit", "50"),
        "entries": ("entries", "--person", "jasper", "--since", "2026-01-01"),
        "weeks": ("weeks",),
    }
    bare = [sys.executable, "-c", _BARE, str(root), str(file)]
    argvs = [[*READTUI, *words, "--log", str(root)] for words in lines.values()]
    times = alternated(15, *(partial(time_of, argv, env, folder) for argv in (*argvs, bare)))
    costs = alternated(5, *(partial(cpu_of, argv, env, folder) for argv in (*argvs, bare)))
    for name, taken, cost in zip(lines, times, costs, strict=False):
        remark = f"ms: {_ms(taken):.0f}, bare {_ms(times[-1]):.0f}; CPU {_ms(cost):.0f}, bare {_ms(costs[-1]):.0f}"
        budget = 1.5 if count == _HELD and name != "weeks" else None
        yield Figure(
            f"`readtui {name}`, {count:,} posts, warm: answered",
            ratio(taken, times[-1]),
            budget,
            "x bare",
            remark=remark,
        )


def _rewritten(index: Index, root: Path, path: str) -> None:
    source = (root / path).read_bytes()
    (root / path).write_bytes(source + b"More.\n")
    index.refresh([path])


def _looked_at(root: Path) -> int:
    with os.scandir(root) as entries:
        return sum(entry.stat().st_size for entry in entries)


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _cpu(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _ms(seconds: float | None) -> float:
    return 1000 * (seconds or 0)
