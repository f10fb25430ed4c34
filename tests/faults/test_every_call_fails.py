"""Each call to the system that an act makes fails once, or is the last: what stands is what was, or what shall be."""

import random
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from actors import DONE, REFUSED, Actors, actors
from acts import ACTS, LONG, STORE_ACTS, Act, folders_below, strays_below

POINTS = None if LONG else 16
ERRORS = ("EIO", "ENOSPC", "EDQUOT", "EROFS", "EACCES")
PYTHONS_OWN = {"brk", "mmap", "munmap", "mremap", "madvise", "futex", "getpid", "rt_sigaction", "getrandom"}
# What network drives and memory cards do not know.
NO_EXCHANGE = ("renameat2:error=EINVAL",)
NO_LINKS = (*NO_EXCHANGE, "linkat:error=EPERM")
NO_LOCKS = (*NO_EXCHANGE, "flock:error=ENOLCK", "flistxattr:error=EOPNOTSUPP", "fallocate:error=EOPNOTSUPP")

pytestmark = pytest.mark.may_skip("strace is not everywhere, and not everywhere allowed")


@pytest.fixture(scope="module")
def acting() -> Iterator[Actors]:
    if shutil.which("strace") is None:
        pytest.skip("no strace")
    with actors() as process:
        yield process


def traced(acting: Actors, act: Act, home: Path, *options: str) -> tuple[int, str, str]:
    """How the act ended, what it said, and its calls as strace wrote them down."""
    trace = home / "trace"
    child = acting.waiting(act, home)
    argv = ["strace", "-o", str(trace), *options, "-p", str(child)]
    with subprocess.Popen(argv, stderr=subprocess.PIPE, text=True) as watching:
        assert watching.stderr
        told = watching.stderr.readline()
        if "attached" not in told:
            acting.done()
            pytest.skip(f"strace may not watch: {told}")
        status, said = acting.done()
    return status, said, trace.read_text(errors="replace")


def calls_in(trace: str) -> list[tuple[str, int]]:
    """The calls between the two marks, each with its number among those of its name."""
    counts: dict[str, int] = {}
    calls = []
    for name in re.findall(r"^(\w+)\(", trace.split("getppid()")[1], re.M):
        counts[name] = counts.get(name, 0) + 1
        if name not in PYTHONS_OWN:
            calls.append((name, counts[name]))
    return calls


every_act = pytest.mark.parametrize("act", ACTS.values(), ids=lambda act: act.name)


@every_act
def test_any_call_may_fail(act: Act, acting: Actors, tmp_path: Path) -> None:
    check_points(acting, act, tmp_path)


@pytest.mark.parametrize("act", STORE_ACTS, ids=lambda act: act.name)
def test_any_call_may_fail_on_a_network_drive(act: Act, acting: Actors, tmp_path: Path) -> None:
    check_points(acting, act, tmp_path, *lacking(NO_EXCHANGE))


@every_act
@pytest.mark.parametrize("calls", [NO_EXCHANGE, NO_LINKS, NO_LOCKS], ids=["no exchange", "no links", "no locks"])
def test_file_systems_that_know_fewer_calls(act: Act, calls: tuple[str, ...], acting: Actors, tmp_path: Path) -> None:
    """Network drives, memory cards: all is done, by other means."""
    root = act.laid(tmp_path)
    status, said, _ = traced(acting, act, tmp_path, *lacking(calls))
    assert (status, said, act.standing(tmp_path)) == (DONE, "", "after")
    assert not strays_below(root)


def lacking(calls: tuple[str, ...]) -> Iterator[str]:
    """What makes strace deny calls."""
    for call in calls:
        yield from ("-e", f"inject={call}")


def denied_by(options: tuple[str, ...]) -> list[str]:
    return [option.removeprefix("inject=").partition(":")[0] for option in options if option != "-e"]


def check_points(acting: Actors, act: Act, tmp_path: Path, *options: str) -> None:
    """Let every call fail in every way, or where that is too much for each commit, some."""
    act.laid(tmp_path / "whole")
    status, _, trace = traced(acting, act, tmp_path / "whole", *options)
    assert (status, act.standing(tmp_path / "whole")) == (DONE, "after")
    events = [*(f"error={error}" for error in ERRORS), "signal=KILL"]
    calls = [call for call in calls_in(trace) if call[0] not in denied_by(options)]
    points = [(name, number, event) for name, number in calls for event in events]
    # SQLite takes that for a lock which another one holds, and waits for seconds.
    points = [point for point in points if point[::2] != ("fcntl", "error=EACCES")]
    assert len(points) > 100
    seed = random.randrange(1 << 32)
    sys.stdout.write(f"{act.name}: {len(points)} points, seed {seed}\n")
    for name, number, event in points if POINTS is None else random.Random(seed).sample(points, POINTS):
        home = tmp_path / f"{name}-{number}-{event}"
        check_point(acting, act, home, (name, number, event), *options)
        shutil.rmtree(home)


def check_point(acting: Actors, act: Act, home: Path, point: tuple[str, int, str], *options: str) -> None:
    name, number, event = point
    root = act.laid(home)
    seen = ",".join([name, *denied_by(options)])
    options = (*options, "-e", f"trace={seen}", "-e", f"inject={name}:{event}:when={number}")
    status, said, trace = traced(acting, act, home, *options)
    what = f"{act.name}: {name} number {number} with {event}: {status} {said!r}"
    if event == "signal=KILL":
        assert status == -9, what
        if not act.twins and not act.has_history:  # else it may be torn, or half done, till the next start
            assert act.standing(home) in ("before", "after"), what
    else:
        assert "(INJECTED)" in trace, what
        assert status in (DONE, REFUSED), what
        assert said.isprintable(), what
        assert said or status == DONE, what
        assert act.standing(home) == ("after" if status == DONE else "before"), what
        assert status == DONE or folders_below(root) == {Path(path).parent for path in act.before}, what
        assert not strays_below(root) or name in ("unlinkat", "renameat"), what
    act.starts_again(home)
    standing = act.standing(home)
    assert standing in ("before", "after"), what
    assert not strays_below(root), what
    if act.has_history and "cannot be undone" not in said:
        assert act.is_recorded(home) == (standing == "after"), what
