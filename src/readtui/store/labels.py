"""Labels: which log a state folder was made for, so that it is found again where the log was moved."""

import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from readtui.store.files.durable import put

_LABEL = "log.json"


class Label(NamedTuple):
    """Which log a state folder was made for."""

    folder: Path
    home: Path
    device: int
    inode: int


def labels_in(folder: Path) -> Iterator[Label]:
    """The labels of all state folders that can be read."""
    files: list[Path] = []
    with suppress(OSError):  # the folder may be closed to us
        files += folder.glob(f"*/{_LABEL}")
    for file in files:
        with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
            told = json.loads(file.read_bytes())
            yield Label(file.parent, Path(os.fsdecode(told["home"].encode("latin-1"))), told["dev"], told["ino"])


def state_folder_of_moved(
    labels: Iterable[Label], home: Path, knows_posts: Callable[[Path, Path], bool]
) -> Path | None:
    """The state folder of a log that lay elsewhere and is at `home` now; None where there is none.

    `knows_posts` says whether what a state folder tells of is at `home`: the system gives numbers of folders out again.
    """
    with suppress(OSError):
        status = home.stat()
        for label in labels:
            is_same = (label.device, label.inode) == (status.st_dev, status.st_ino)
            if is_same and not label.home.exists() and knows_posts(label.folder, home):
                with suppress(OSError):
                    put_label(label._replace(home=home))
                return label.folder
    return None


def put_label(label: Label) -> None:
    """Write down in the state folder which log it is of.

    Raises:
        OSError: that cannot be done.
    """
    home = os.fsencode(label.home).decode("latin-1")  # as JSON can hold it, whatever its bytes
    put(label.folder / _LABEL, json.dumps({"home": home, "dev": label.device, "ino": label.inode}).encode())
