"""Mishap: an error of readtui's own, written down for whoever mends it, without a word of what the reader wrote."""

import os
import platform
import traceback
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from readtui import __version__
from readtui.store.files.durable import put
from readtui.store.statefolder import StateFolder

_FOLDER = "errors"
_MOST = 20
"""Files that are kept."""
_ABOUT_PROGRAMS = (ImportError, AttributeError, NameError)
"""Errors that tell of names in programs; what others tell may be quoted from a post."""


def write_down(state: StateFolder, error: BaseException) -> Path:
    """Write down where in the program an error came about; the new file, for nobody else to read.

    Raises:
        OSError: it cannot be written.
    """
    folder = state.made(_FOLDER)
    for old in sorted(folder.glob("*.txt"), reverse=True)[_MOST - 1 :]:
        with suppress(OSError):
            old.unlink()
    file = folder / f"{datetime.now():%Y-%m-%dT%H-%M-%S}-{os.getpid()}.txt"
    versions = f"readtui {__version__}, Python {platform.python_version()}, {platform.platform()}"
    put(file, "\n".join((versions, f"TERM={os.environ.get('TERM', '')}", "", *_told(error))).encode("utf-8", "replace"))
    return file


def _told(error: BaseException) -> Iterator[str]:
    """An error and those that led to it, the first last; of each its kind and place, neither words nor variables."""
    told: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in told:
        told.add(id(current))
        yield f"{type(current).__module__}.{type(current).__qualname__}{_words(current)}"
        yield "".join(traceback.format_tb(current.__traceback__))
        current = current.__cause__ or current.__context__


def _words(error: BaseException) -> str:
    if isinstance(error, OSError):
        return f": {error.strerror}"
    return f": {error}" if isinstance(error, _ABOUT_PROGRAMS) else ""
