"""Finding: which post of a log a reader means by what they write."""

import os
import posixpath
import unicodedata
from collections.abc import Collection, Iterator
from pathlib import Path

from readtui.store.files.reading import lies_inside


def found(argument: str, root: str, paths: Collection[str]) -> str | None:
    """The one of `paths`, posts of the log at `root`, a real path, that the reader means; None where none is.

    They may write it as it is listed, from where they are, or in full.
    """
    for path in _meant(argument, root):
        if path in paths:
            return path
    # The same letters may be written in two ways, and keyboards differ from file systems.
    folded = unicodedata.normalize("NFC", argument)
    for path in paths if not argument.isascii() else ():
        if unicodedata.normalize("NFC", path) == folded:
            return path
    return None


def _meant(argument: str, root: str) -> Iterator[str]:
    """The paths below the log's folder that an argument may mean, the likeliest first."""
    written = posixpath.normpath(argument)
    yield written
    folder, name = os.path.split(Path.cwd() / written)
    real = os.path.realpath(folder)  # of the folder alone: a post may be a link
    if lies_inside(real, root):
        yield posixpath.normpath(posixpath.join(os.path.relpath(real, root), name))
