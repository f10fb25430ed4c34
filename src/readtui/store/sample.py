"""Sample: the log that comes with readtui, copied to where the reader may write in it."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from readtui.store.faults import Unwritable
from readtui.store.ownfolders import made_private, own_folder

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


def private_copy(environ: Mapping[str, str]) -> Path:
    """The reader's own copy of the sample log, made at the first call; what they write in it stays.

    Raises:
        Unwritable: it cannot be made.
    """
    state = own_folder("state", environ)
    copy = state / "sample"
    if copy.is_dir():
        return copy
    beside = state / f".sample.{os.getpid()}.tmp"
    try:
        made_private(state)
        _copy(_packaged(), beside)
        try:
            beside.rename(copy)  # in one step: a copy that is there is whole
        except OSError:
            if not copy.is_dir():  # else another readtui was first
                raise
            _remove(beside)
    except OSError as error:
        _remove(beside)
        raise Unwritable.because(str(copy), error) from error
    return copy


@contextmanager
def throw_away_copy() -> Iterator[Path]:
    """A copy of the sample log that is gone afterwards, with all that was written in it.

    Raises:
        Unwritable: it cannot be made.
    """
    import tempfile  # 10 ms, for `readtui demo` alone

    try:
        folder = tempfile.TemporaryDirectory(prefix="readtui-demo-", ignore_cleanup_errors=True)
    except OSError as error:
        raise Unwritable.because(tempfile.gettempdir(), error) from error
    with folder as name:
        copy = Path(name, "sample")
        try:
            _copy(_packaged(), copy)
        except OSError as error:
            raise Unwritable.because(name, error) from error
        yield copy


def _packaged() -> "Traversable":
    from importlib import resources  # 10 ms, and only where a copy is made

    return resources.files("readtui") / "sample"


def _copy(source: "Traversable", target: Path) -> None:
    """Copy a folder with all that is in it, for nobody else to look into."""
    target.mkdir(mode=0o700)
    for part in source.iterdir():
        if part.is_dir():
            _copy(part, target / part.name)
        else:
            (target / part.name).write_bytes(part.read_bytes())


def _remove(folder: Path) -> None:
    import shutil

    shutil.rmtree(folder, ignore_errors=True)
