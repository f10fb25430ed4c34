"""A huge log: when 100,000 posts are ready for keys. It takes minutes and gigabytes: who wants it asks for it."""

from collections.abc import Iterator
from pathlib import Path

from benchmarks.budgets import Figure
from benchmarks.genlog import write_log
from benchmarks.measuring import BARE, SMALL, Run, alternated, let_files_age, ratio, scratch
from benchmarks.startup import time_until_ready
from pseudo_terminal import private_environment
from readtui.store.folder import LogFolder
from readtui.store.index.index import Index
from readtui.store.index.indexfile import IndexFile

_POSTS = 100_000
_ROUNDS = 5


def measure() -> Iterator[Figure]:
    """The one figure."""
    with scratch() as folder:
        posts = write_log(_POSTS, folder / "log")
        root, home = posts[0].parent, folder / "home"
        with Index.opened(LogFolder(root), IndexFile.of(root, (), private_environment(home))) as index:
            index.update()
        let_files_age()
        ours, bare = alternated(_ROUNDS, lambda: time_until_ready(posts, home), lambda: _bare(home))
        remark = f"ms: bare {(bare or 0) * 1000:.0f}" if ours else "a key typed ahead was lost"
        yield Figure(f"ready for keys, {_POSTS:,} posts", ratio(ours, bare), 1.6, "x bare app", remark)


def _bare(home: Path) -> float | None:
    with Run(BARE, SMALL, home) as run:
        return run.start().first_paint
