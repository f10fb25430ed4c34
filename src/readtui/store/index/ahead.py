"""Ahead: the rows of a log, handed over from its index: of a long one before any post but the newest is read."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing

from readtui.model.packedrows import CHUNK, PackedRows
from readtui.model.post import PostRow
from readtui.store.folder import LogFolder
from readtui.store.index.index import Index
from readtui.store.index.indexfile import IndexFile
from readtui.store.index.pruning import prune_daily
from readtui.store.index.serving import asked_of_kept_index
from readtui.store.index.updating import Seeing
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


def counted_by_index(
    folder: LogFolder, environ: Mapping[str, str], rows: Sequence[PostRow], seen: Seeing
) -> Iterator[list[PostRow]]:
    """These rows, which are all there are in their order, with their counts, a chunk at a time.

    They are those of the index, which is brought up to date: a post is read once for both. `seen` is told how its file
    looked before that.

    Raises:
        IndexTrouble: it cannot be used.
    """
    file = IndexFile.of(folder.root, folder.sections, environ)
    chunks = [[row.path for row in rows[start : start + CHUNK]] for start in range(0, len(rows), CHUNK)]
    told = 0
    with Index.opened(folder, file, patience=_PATIENCE) as index:
        found = index.difference(seen)
        if is_new := index.count == 0:
            places = {row.path: place for place, row in enumerate(rows)}
            in_order = sorted(found.changed, key=lambda path: places.get(path, len(rows)))
            found = found._replace(changed=tuple(in_order), is_in_order=True)
        with closing(index.updating(found)) as updating:
            for done, _ in updating:
                while is_new and done >= (told + 1) * CHUNK and told < len(chunks):
                    yield _rows(index, folder, chunks[told])
                    told += 1
        for paths in chunks[told:]:
            yield _rows(index, folder, paths)


def _rows(index: Index, folder: LogFolder, paths: list[str]) -> list[PostRow]:
    known = index.rows(paths)
    return [known.get(path) or folder.open(path).row for path in paths]  # one that is gone has none there


def keep_index(folder: LogFolder, environ: Mapping[str, str]) -> None:
    """Make the index of the log, or bring it up to date, for the next start and for searches.

    Raises:
        IndexTrouble: it cannot be written: it is done without.
    """
    file = IndexFile.of(folder.root, folder.sections, environ)
    prune_daily(file.path)
    asked_of_kept_index(folder, file, lambda _: None)
