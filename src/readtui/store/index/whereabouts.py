"""Whereabouts: where the index of a log is kept. SQLite, 10 ms, is loaded only where there is one."""

import os
from collections.abc import Mapping
from pathlib import Path
from stat import S_ISREG

from readtui.store.ownfolders import own_folder, short_name


def path_of_index(root: Path, sections: tuple[str, ...], environ: Mapping[str, str]) -> Path:
    """The file for the index of the posts in `sections` of the log at `root`; it need not exist."""
    named = b"\0".join(map(os.fsencode, (os.path.realpath(root), *sorted(sections))))
    return own_folder("cache", environ) / "indexes" / f"{short_name(named)}.db"


def size_of_index(root: Path, sections: tuple[str, ...], environ: Mapping[str, str]) -> int | None:
    """How many bytes the file for that has; None where there is none, or the way to it is closed."""
    try:
        status = os.stat(path_of_index(root, sections, environ))
    except OSError:
        return None
    return status.st_size if S_ISREG(status.st_mode) else None


def has_index(root: Path, sections: tuple[str, ...], environ: Mapping[str, str]) -> bool:
    """Whether there is such a file, of whatever kind."""
    return size_of_index(root, sections, environ) is not None
