"""The power fails after any call of a change, and the disk keeps what was synced and of the rest what it likes.

What stands then is what was or what shall be, and once the change was told of, it is what shall be.
"""

import copy
import random
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from actors import DONE, Actors, actors
from acts import ACTS, LONG, STORE_ACTS, Act, strays_below
from disk import CALLS, Chances, File, Replay
from test_every_call_fails import NO_EXCHANGE, lacking, traced

pytestmark = pytest.mark.may_skip("strace is not everywhere, and not everywhere allowed")

CUTS = None if LONG else 40
TRIES = 20
"""How often the disk rolls its dice, for each cut."""


@pytest.fixture(scope="module")
def acting() -> Iterator[Actors]:
    if shutil.which("strace") is None:
        pytest.skip("no strace")
    with actors() as process:
        yield process


@pytest.mark.parametrize("act", ACTS.values(), ids=lambda act: act.name)
def test_power_may_fail(act: Act, acting: Actors, tmp_path: Path) -> None:
    check_cuts(act, acting, tmp_path)


@pytest.mark.parametrize("act", STORE_ACTS, ids=lambda act: act.name)
def test_power_may_fail_on_a_network_drive(act: Act, acting: Actors, tmp_path: Path) -> None:
    check_cuts(act, acting, tmp_path, *lacking(NO_EXCHANGE))


def check_cuts(act: Act, acting: Actors, tmp_path: Path, *options: str) -> None:
    home = tmp_path / "home"
    act.laid(home)
    before = Replay(home)
    status, _, trace = traced(acting, act, home, "-xx", "-s", "100000000", "-e", f"trace={CALLS}", *options)
    assert (status, act.standing(home)) == (DONE, "after")
    lines = trace.split("getppid()")[1].split("\n")
    replay = copy.deepcopy(before)
    changes = [number for number, line in enumerate(lines) if replay.does(line)]
    check_model(replay, home)
    seed = random.randrange(1 << 32)
    tries = list(all_tries(changes, seed))
    if CUTS is not None:
        tries = random.Random(seed).sample(tries, CUTS)
    sys.stdout.write(f"{act.name}: {len(changes)} calls, {len(tries)} cuts, seed {seed}\n")
    replay = before
    for number, line in enumerate(lines):
        replay.does(line)
        for place, chances in tries:
            if place == number:
                what = f"{act.name}: cut after {line[:60]}, {chances}"
                lay_out(replay.disk.after_a_cut(chances), home)
                check(act, home, what, is_told=number >= changes[-1])


def all_tries(changes: list[int], seed: int) -> Iterator[tuple[int, Chances]]:
    """Where the power is cut, and what the disk keeps then."""
    for number in changes:
        yield number, Chances("none")
        yield number, Chances("all")
        for count in range(TRIES):
            yield number, Chances("first", seed + count)
            yield number, Chances("some", seed + count)


def check_model(replay: Replay, home: Path) -> None:
    """Make sure that what was replayed is what was done."""
    real = {path.relative_to(home).as_posix(): path.read_bytes() for path in home.rglob("*") if path.is_file()}
    modelled = dict(files_in(replay.disk))
    for path, source in real.items():
        if not path.endswith("-shm") and path != "trace":  # the one is memory that processes share
            assert modelled.get(path) == source, path


def files_in(folder: File, prefix: str = "") -> Iterator[tuple[str, bytes]]:
    for name, file in folder.names.items():
        if file.is_folder:
            yield from files_in(file, f"{prefix}{name}/")
        else:
            yield f"{prefix}{name}", bytes(file.data)


def lay_out(disk: File, home: Path) -> None:
    shutil.rmtree(home)
    disk.lay_out(home)


def check(act: Act, home: Path, what: str, *, is_told: bool) -> None:
    root = home / "log"
    for path in act.before.keys() & act.after.keys() - set(act.twins.values()):
        assert (root / path).read_bytes() in (act.before[path], act.after[path]), what
        assert (root / path).stat().st_mode & 0o777 == 0o644, what
    assert act.standing(home) == "after" or not is_told, what
    act.starts_again(home)
    standing = act.standing(home)
    assert standing in (("after",) if is_told else ("before", "after")), what
    assert not strays_below(root), what
    if act.has_history:
        assert act.is_recorded(home) == (standing == "after"), what
