"""Ahead: the rows of a long log, handed over from its index before any post but the newest is read."""

import os
from collections.abc import Iterator, Mapping

from readtui.model.packedrows import PackedRows
from readtui.store.folder import LogFolder
from readtui.store.index.index import Index
from readtui.store.index.indexfile import IndexFile
from readtui.store.index.pruning import prune_daily
from readtui.store.index.serving import asked_of_kept_index
from readtui.store.rowprocess import All, Message, Newest, Preparing, Stamped, first_of, prepared, prepared_below
from readtui.store.watching.looking import folders_of, worth_watching
from readtui.store.watching.stamps import Stamp, Stamps, stamp_from

_SHOWN = 50
_MANY = 512
"""Changed posts that are sooner shown by their front matter alone."""
_PATIENCE = 1.0
"""Seconds that another readtui may keep the index busy."""


def rows_from_index(
    folder: LogFolder, environ: Mapping[str, str], prepare: Preparing | None, finished: tuple[str, ...]
) -> Iterator[Message]:
    """The newest rows as the index has them, then all as they are; it is brought up to date in between.

    Nothing after the newest where so much changed that reading the posts is sooner done.

    Raises:
        IndexTrouble: it cannot be used.
    """
    file = IndexFile.of(folder.root, folder.sections, environ)
    with Index.opened(folder, file, may_make=False, patience=_PATIENCE) as index:
        folder.conventions = index.conventions()
        rows = index.newest(_SHOWN)
        first = folder.open(rows[0].path) if rows else None
        if first is None:
            return
        yield Newest(PackedRows.of(rows), first)
        yield from prepared(first, prepare)
        yield from prepared_below(folder, rows, prepare)
        stamps: list[tuple[str, Stamp]] = []

        def seen(path: str, status: os.stat_result | None) -> None:
            stamps.append((path, stamp_from(status)))

        found = index.difference(seen)
        if len(found.changed) > _MANY:
            return
        index.update(found=found)
        log = index.log()
        really_first = first_of(folder, log)
        yield All(PackedRows.of(log), really_first, folder.conventions)
        if really_first != first:
            yield from prepared(really_first, prepare)
    yield Stamped(Stamps(stamps), worth_watching(folders_of(folder)), finished)


def keep_index(folder: LogFolder, environ: Mapping[str, str]) -> None:
    """Make the index of the log, or bring it up to date, for the next start and for searches.

    Raises:
        IndexTrouble: it cannot be written: it is done without.
    """
    file = IndexFile.of(folder.root, folder.sections, environ)
    prune_daily(file.path)
    asked_of_kept_index(folder, file, lambda _: None)
