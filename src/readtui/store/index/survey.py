"""Survey: which posts a log has and how their files look, found out beside this process where that takes long."""

import os
from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, BinaryIO

from readtui.store.beside import Beside
from readtui.store.framing import send
from readtui.store.index.columns import path_bytes, path_of
from readtui.store.index.looks import INODE, packed
from readtui.store.site import site_at
from readtui.store.walk import find_posts, in_sections

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Protocol

    class Whereabouts(Protocol):
        """Where the posts of a log are, as its folder tells, and whoever has no need of that."""

        @property
        def root(self) -> Path:
            """The folder."""

        @property
        def sections(self) -> tuple[str, ...]:
            """The folders in it that count; all where none is named."""

        @property
        def only(self) -> str | None:
            """The one post of the log; None for all."""


Looks = dict[bytes, bytes]
"""How posts look, each by its path as it is kept."""

_SHARES = 6
"""Of which the process beside takes all but one."""


class Survey:
    """How the files of a log's posts look, to be compared with what an index has of them.

    A look at 10,000 takes 30 ms: as long as to load what answers and to ask the index. So a process beside looks at
    most of them meanwhile, and this one at the rest.
    """

    def __init__(self, where: "Whereabouts", *, is_long: bool) -> None:
        self._where = where
        self._root = os.path.realpath(where.root)
        self._beside: Beside | None = None
        if is_long and (os.cpu_count() or 1) > 1:
            with suppress(OSError):  # too many open files
                self._beside = Beside(self._tell)

    @property
    def is_taken(self) -> bool:
        """Whether nobody is at it any more."""
        return self._beside is None or self._beside.has_told

    def is_as(self, known: Looks) -> bool:
        """Whether there are these posts, and look so; not where the system does not tell it. To be asked once."""
        if self._beside is not None:
            with suppress(EOFError):  # it has died
                return self._is_as(known, self._beside)
        return looks_of_all(self._root, paths_of(self._where)) == known

    def end(self) -> None:
        """Leave it where it is."""
        if self._beside is not None:
            self._beside.end()

    def _tell(self, pipe: BinaryIO) -> None:
        # Which posts are left to the parent, their hashes tell: this is its fork, and makes the same.
        paths = {path_bytes(path): path for path in paths_of(self._where)}
        looks = looks_of_all(self._root, [paths[kept] for kept in paths if hash(kept) % _SHARES])
        send(pipe, b"" if looks is None else _summed(looks, [kept for kept in paths if not hash(kept) % _SHARES]))

    def _is_as(self, known: Looks, beside: Beside) -> bool:
        left = {kept: known[kept] for kept in known if not hash(kept) % _SHARES}
        wanted = _summed({kept: known[kept] for kept in known if hash(kept) % _SHARES}, left)
        return looks_of_all(self._root, [*map(path_of, left)]) == left and beside.next() == wanted


def _summed(looks: Looks, rest: Iterable[bytes]) -> bytes:
    """What stands for these posts and how they look, in whatever order, and for others of which that is not known."""
    return hash(frozenset((*looks.items(), *rest))).to_bytes(8, signed=True)


def paths_of(where: "Whereabouts") -> list[str]:
    """The posts that are there, in no order."""
    paths = find_posts(os.path.realpath(where.root), site_at(where.root)) if where.only is None else [where.only]
    return [path for path in paths if in_sections(path, where.sections)] if where.sections else paths


def looks_of_all(root: str, paths: list[str]) -> Looks | None:
    """How the posts look; None where the system does not tell it of all."""
    try:
        folder = os.open(root, os.O_RDONLY)
    except OSError:
        return None
    try:
        looks = [
            packed(its.st_size, its.st_mtime_ns, its.st_ctime_ns, its.st_ino & INODE)  # as `looks_from`, without a call
            for path in paths
            for its in (os.stat(path, dir_fd=folder),)  # the way to the folder is gone once
        ]
    except (OSError, ValueError):
        return None
    finally:
        os.close(folder)
    return dict(zip(map(path_bytes, paths), looks, strict=True))
