"""The search bar: what a key typed into it sends and takes, to the last byte, in a log of 10,000 posts."""

from collections.abc import Iterator
from pathlib import Path

from benchmarks.budgets import Figure
from benchmarks.genlog import write_log
from benchmarks.ground import milliseconds, size_of
from benchmarks.measuring import LARGE, READTUI, SMALL, Answer, Run, scratch
from pseudo_terminal import Size, private_environment
from readtui.store.folder import LogFolder
from readtui.store.index.index import Index
from readtui.store.index.indexfile import IndexFile

_POSTS = 10_000
_TYPED = ("water", "machine", "kind:talk", "by:jas", "the", "zz")
_FIRST = 1.0
"""Seconds in which the index is opened and looked through, once."""


def measure() -> Iterator[Figure]:
    """The figures of a key in the search bar, on a small screen and a large one."""
    with scratch() as folder:
        root = write_log(_POSTS, folder / "log")[0].parent
        home = folder / "home"
        file = IndexFile.of(root, (), private_environment(home))
        with Index.opened(LogFolder(root), file) as index:
            index.update()
        for size in (SMALL, LARGE):
            answers = _typed(root, home, size)
            name = f"a key in the search bar, {_POSTS:,} posts, {size.columns}x{size.rows}"
            yield Figure(f"{name}: bytes", size_of(answers), None, "bytes")
            yield Figure(f"{name}: to the last byte", milliseconds(answers), 10, "ms")
            yield Figure(f"{name}: 95th percentile", milliseconds(answers, 0.95), 20, "ms")


def _typed(root: Path, home: Path, size: Size) -> list[Answer]:
    answers: list[Answer] = []
    with Run([*READTUI, str(root)], size, home, {}, root) as run:
        run.until_settled()
        run.press("/")
        run.idle(_FIRST)
        for text in _TYPED:
            answers += [run.press(character) for character in text]
            run.press("ctrl+u")
    return answers
