"""Readings: posts read and made into what the index keeps of them, on every core where that pays.

To parse a post and to tell its words takes two thirds of the time that an index takes to be made, and needs none of
the index: so processes beside this one do it, each its share of the batches, while this one writes.
"""

import marshal
import os
import threading
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, BinaryIO

from readtui.store.beside import Beside
from readtui.store.folder import LogFolder
from readtui.store.framing import send
from readtui.store.index.looks import NO_LOOKS, looks_of

if TYPE_CHECKING:
    from readtui.store.index.writing import Reading

DIGEST = 16
"""Bytes that stand for those of a post."""
_FIRST_BATCH = 32  # what a screen shows
_LARGEST_BATCH = 1024
_LARGEST_SHARE = 128  # posts, so that nobody waits long for another, and little is held
_MANY = 400
"""Posts that are worth a process: it takes some 10 ms, as much as 5 posts do."""
_MOST_PROCESSES = 4


def readings(folder: LogFolder, paths: list[str]) -> Iterator[tuple[list[str], list["Reading"]]]:
    """The posts, some at a time and in their order, and what was read of them; those that are gone have no reading."""
    count = min(os.cpu_count() or 1, _MOST_PROCESSES, len(paths) // (_MANY // 2))
    # A fork takes only the thread along that asks for it, and what others hold stays held.
    if count < 2 or not hasattr(os, "fork") or threading.active_count() > 1:
        for batch in _batches(paths, _LARGEST_BATCH):
            yield batch, list(_read(folder, batch))
        return
    batches = list(_batches(paths, _LARGEST_SHARE))
    processes = [Beside(partial(_tell, folder, batches[number::count])) for number in range(count)]
    try:
        for number, batch in enumerate(batches):
            yield batch, _told(processes[number % count], folder, batch)
    finally:
        for process in processes:
            process.end()


def _told(process: Beside, folder: LogFolder, batch: list[str]) -> list["Reading"]:
    """What the process read of its next batch; it is read here where that has died."""
    from readtui.store.index.writing import Passage, Reading

    try:
        told = marshal.loads(process.next())  # noqa: S302 - from our own child
    except EOFError:
        return list(_read(folder, batch))
    return [Reading._make((*each, tuple(map(Passage._make, passages)))) for *each, passages in told]


def _tell(folder: LogFolder, batches: list[list[str]], pipe: BinaryIO) -> None:
    for batch in batches:
        told = [(*reading[:-1], tuple(map(tuple, reading.passages))) for reading in _read(folder, batch)]
        send(pipe, marshal.dumps(told))


def _batches(paths: list[str], largest: int) -> Iterator[list[str]]:
    """The paths some at a time, the first few soon."""
    start, size = 0, _FIRST_BATCH
    while start < len(paths):
        yield paths[start : start + size]
        start, size = start + size, min(2 * size, largest)


def _read(folder: LogFolder, paths: list[str]) -> Iterator["Reading"]:
    from hashlib import blake2b

    from readtui.store.index.writing import reading_of

    for path in paths:
        looks = looks_of(folder, path)
        post = folder.open(path)
        if any(problem.code == "gone" for problem in post.problems):
            continue
        digest = blake2b(post.source, digest_size=DIGEST).digest()
        yield reading_of(post, looks if post.source else NO_LOOKS, digest)
