"""Saving: one entry of a 64 KB post through LogFolder, fsync included, beside the least that a durable save can do."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.budgets import Figure
from benchmarks.genlog import NEWEST, post
from benchmarks.measuring import alternated, percentile, scratch
from readtui.model.span import Splice
from readtui.store.folder import LogFolder

_SIZE = 64 * 1024
_SAVES = 40


def measure() -> Iterator[Figure]:
    """Every figure of a save."""
    with scratch() as folder:
        path = folder / "post" / f"{NEWEST}-what-i-read.md"
        path.parent.mkdir()
        path.write_bytes(post(NEWEST, _SIZE).encode())
        log = LogFolder(path.parent)
        taken: list[float] = []
        whole, least = alternated(
            _SAVES, lambda: _saved(log, path.name, taken), lambda: _durable(folder, path.read_bytes())
        )
    remark = f"the same bytes beside, fsync, rename: {1000 * (least or 0):.1f} ms"
    yield Figure("saving one entry of a 64 KB post", whole and whole * 1000, 10, "ms", remark)
    slow = percentile(taken[1:], 0.95)  # the first save imports
    yield Figure("saving one entry of a 64 KB post: 95th percentile", slow and slow * 1000, None, "ms")


def _saved(log: LogFolder, name: str, taken: list[float]) -> float:
    """Seconds of one save, from the new text to the post as it reads back."""
    before = log.read(name)
    entry = before.entries[len(before.entries) // 2]
    text = entry.places.note.of(before.source).rstrip(b"\n") + b" More.\n"
    start = time.perf_counter()
    after = log.save(before, [Splice(entry.places.note, text)], editing=entry.index)
    taken.append(time.perf_counter() - start)
    assert after.posts[0].entries[entry.index - 1].words == entry.words + 1
    return taken[-1]


def _durable(folder: Path, source: bytes) -> float:
    """Seconds of the least that leaves the old bytes or the new: beside, fsync, rename, fsync of the folder."""
    start = time.perf_counter()
    with (folder / "beside").open("wb") as beside:
        beside.write(source)
        beside.flush()
        os.fsync(beside.fileno())
    (folder / "beside").replace(folder / "post.md")
    place = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    os.fsync(place)
    os.close(place)
    return time.perf_counter() - start
