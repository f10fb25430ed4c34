"""FirstFrames: what the screen showed of a log when it was opened, kept in the cache for the next time.

A frame is given out only while the files that it was drawn from, and the folders around them, are as they were.
"""

import json
from binascii import crc32
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from readtui.store.files.durable import put
from readtui.store.ownfolders import made_private

_MOST = 32
"""Frames that are kept: one for each log, size and look."""
_LARGEST = 1 << 20
"""Bytes of a frame that can be one of ours."""


class FirstFrames(NamedTuple):  # to load dataclasses takes a fifth of the time to the first paint
    """The first frames of one log."""

    folder: Path
    """In the cache; it need not exist."""
    root: str
    """The log's."""

    def kept(self, look: str) -> str | None:
        """The frame in this look; None where there is none, or where the log changed since."""
        try:
            file = self._file(look)
            if file.stat().st_size > _LARGEST:
                return None
            told = json.loads(file.read_bytes())
            if told["of"] == [self.root, look] and told["stamps"] == self._stamps(told["paths"]):
                return str(told["frame"])
        except (OSError, ValueError, KeyError, TypeError, RecursionError):  # whatever lies there is not of use
            pass
        return None

    def keep(self, look: str, frame: str, paths: Iterable[str]) -> None:
        """Keep a frame drawn from what is at these paths below the log's folder; or not, if that cannot be."""
        drawn_from = [*paths]
        told = {"of": [self.root, look], "paths": drawn_from, "stamps": self._stamps(drawn_from), "frame": frame}
        with suppress(OSError):
            file = self._file(look)
            made_private(self.folder)
            put(file, json.dumps(told).encode())
            self._prune()

    def is_changed(self, paths: Iterable[str], since: int) -> bool:
        """Whether anything at these paths below the log's folder changed after `since`, in nanoseconds of the clock."""
        return any(max(stamp[3:]) > since for stamp in self._stamps(paths) if stamp)

    def _file(self, look: str) -> Path:
        of = f"{self.root}\n{look}".encode(errors="surrogateescape")
        return self.folder / f"{crc32(of):08x}.json"

    def _stamps(self, paths: Iterable[str]) -> list[list[int] | None]:
        return [_stamp(f"{self.root}/{path}") for path in paths]

    def _prune(self) -> None:
        files = sorted(self.folder.glob("*.json"), key=lambda file: file.stat().st_mtime_ns)
        for file in files[:-_MOST]:
            file.unlink(missing_ok=True)


def _stamp(path: str) -> list[int] | None:
    try:
        status = Path(path).stat()
    except (OSError, ValueError):
        return None
    return [status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns]
