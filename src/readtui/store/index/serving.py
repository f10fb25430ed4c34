"""Serving: the index of a log for who asks once, brought up to date, mended, or done without."""

from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from readtui.store.folder import LogFolder
from readtui.store.index.index import Index
from readtui.store.index.indexfile import IndexFile, IndexTrouble
from readtui.store.index.updating import Progress

Made = TypeVar("Made")

_FEW = 64
"""Posts that are brought in on the way, where nobody asked for an index."""
_PATIENCE = 0.5
"""Seconds that nobody waits for longer whose rows can be read from the posts."""


def asked_of_index(
    folder: LogFolder, file: IndexFile, ask: Callable[[Index], Made], progress: Progress | None = None
) -> tuple[Made, str | None]:
    """What `ask` makes of the log's index, which is made and brought up to date; and why none is kept, if so."""
    try:
        return asked_of_kept_index(folder, file, ask, progress), None
    except IndexTrouble as trouble:
        why = trouble
    with Index.in_memory(folder) as index:
        index.update(progress)
        return ask(index), str(why)


def asked_of_kept_index(
    folder: LogFolder, file: IndexFile, ask: Callable[[Index], Made], progress: Progress | None = None
) -> Made:
    """What `ask` makes of the log's index, which is brought up to date, and made anew where it is broken.

    Raises:
        IndexTrouble: none can be kept.
    """
    try:
        return _asked(folder, file, ask, progress)
    except IndexTrouble as trouble:
        if trouble.is_broken:
            with suppress(IndexTrouble):
                file.discard()
                return _asked(folder, file, ask, progress)
        raise


def asked_of_warm_index(folder: LogFolder, file: IndexFile, ask: Callable[[Index], Made]) -> Made | None:
    """What `ask` makes of the log's index where there is one that is up to date, or nearly; None where there is none.

    Each post's file is looked at, so what it says is what reading the posts would say.
    """
    if not file.is_there or folder.only is not None:
        return None
    with suppress(IndexTrouble), Index.opened(folder, file, may_make=False, patience=_PATIENCE) as index:
        found = index.difference()
        if len(found.changed) <= _FEW:
            if not found.is_none:
                index.update(found=found)
            return ask(index)
    return None


def _asked(folder: LogFolder, file: IndexFile, ask: Callable[[Index], Made], progress: Progress | None) -> Made:
    if folder.only is not None:  # one post is read at once
        with Index.in_memory(folder) as index:
            index.update()
            return ask(index)
    with Index.opened(folder, file) as index:
        index.update(progress)
        return ask(index)
