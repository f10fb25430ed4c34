"""Survey: which posts a log has and how their files look, found out beside this process where that takes long."""

import os
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from readtui.store.beside import Beside
from readtui.store.framing import send
from readtui.store.index.columns import path_bytes, path_of
from readtui.store.index.fingerprints import fingerprint_of_all
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


_SHARE = 4
"""Of so many posts one is left to the parent, which has loaded what answers, and answered, before the rest is seen."""
_EACH = 32
"""Of so many paths one is put in order, to learn from which one on that share lies."""


class Known(NamedTuple):
    """The posts that an index has, and how they looked."""

    fingerprint: int
    """The sum of theirs."""
    paths_from: Callable[[bytes], list[bytes]]
    """Their paths from one on, as they are kept, in no order."""


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

    def is_as(self, known: Known, work: Callable[[], bool]) -> bool:
        """Whether there are these posts, and look so; not where the system does not tell it. To be asked once.

        `work` is what else there is to do, called while another process looks, until it says that nothing is left.
        """
        if self._beside is not None:
            with suppress(EOFError):  # it has died
                return self._is_as(known, self._beside, work)
        return fingerprint_of_all(self._root, paths_of(self._where)) == known.fingerprint

    def end(self) -> None:
        """Leave it where it is."""
        if self._beside is not None:
            self._beside.end()

    def _tell(self, pipe: BinaryIO) -> None:
        paths = paths_of(self._where)
        some = sorted(paths[::_EACH])
        split = some[len(some) * (_SHARE - 1) // _SHARE] if some else ""
        send(pipe, path_bytes(split))
        found = fingerprint_of_all(self._root, [path for path in paths if path < split])
        send(pipe, b"" if found is None else _told(found, [path_bytes(path) for path in paths if path >= split]))

    def _is_as(self, known: Known, beside: Beside, work: Callable[[], bool]) -> bool:
        rest = known.paths_from(_next(beside, work))
        found = fingerprint_of_all(self._root, [*map(path_of, rest)])
        return found is not None and _next(beside, work) == _told(known.fingerprint - found, rest)


def _next(beside: Beside, work: Callable[[], bool]) -> bytes:
    while not beside.has_told and work():
        pass
    return beside.next()


def _told(fingerprint: int, rest: list[bytes]) -> bytes:
    """What stands for posts with this fingerprint, and for others of which only their paths are known: to a fork."""
    return f"{fingerprint} {sum(map(hash, rest))}".encode()


def paths_of(where: "Whereabouts") -> list[str]:
    """The posts that are there, in no order."""
    paths = find_posts(os.path.realpath(where.root), site_at(where.root)) if where.only is None else [where.only]
    return [path for path in paths if in_sections(path, where.sections)] if where.sections else paths
