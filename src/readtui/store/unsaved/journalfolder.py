"""JournalFolder: where one running readtui keeps its unsaved text, and how others know that it still runs."""

import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from time import monotonic, sleep, time

from readtui.store.files.beside import lock
from readtui.store.files.durable import put, sync_folder
from readtui.store.ownfolders import made_private
from readtui.store.statefolder import StateFolder
from readtui.store.unsaved.owner import Owner
from readtui.store.unsaved.textrecord import id_in, version_in

UNSAVED = "unsaved"
"""The folder in a log's state folder."""

_NAME = re.compile(r"(\d{6,18})-[0-9a-f]{8}")
_NEW = re.compile(r"\.\d{6,18}-[0-9a-f]{8}\.tmp")
_LOCK = "lock"
_OWNER = "session.json"
_PATIENCE = 1.0
"""Seconds to wait for another readtui that looks whether a folder's owner still runs."""
_UNFINISHED = 60.0
"""Seconds after which a folder that has not got its name is given up: a younger one may be in the making.

Before which too: the clock was wrong then."""


@dataclass(slots=True)
class JournalFolder:
    """The folder of this program, held by a lock that the system lets go of when the program ends, however it ends."""

    path: Path
    lock: int | None
    """The open file that the lock is on."""

    @classmethod
    def opened(cls, state: StateFolder) -> "JournalFolder":
        """A new folder, held.

        Raises:
            OSError: it cannot be made.
        """
        unsaved = state.made(UNSAVED)
        number = max((number_in(folder) for folder in journal_folders(state)), default=0) + 1
        name = f"{number:06}-{os.urandom(4).hex()}"
        beside = made_private(unsaved / f".{name}.tmp")  # nobody looks into it before it is held
        folder = cls(unsaved / name, _opened_lock(beside))
        try:
            is_locking = folder.lock is not None and lock(folder.lock) is True
            put(beside / _OWNER, json.dumps(asdict(Owner.here(is_locking=is_locking))).encode())
            beside.rename(folder.path)
            sync_folder(unsaved)
        except BaseException:
            folder.let_go()
            _remove_unused(beside)  # it is tried again, and on a full disk each would stay
            raise
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=folder.let_go)  # a child that lives on must not seem to be us
        return folder

    def let_go(self) -> None:
        """Let go of the folder: what is still in it is for the next start to find."""
        if self.lock is not None:
            os.close(self.lock)
            self.lock = None


def _remove_unused(beside: Path) -> None:
    """Remove a folder that was not yet given its name, and what is in it."""
    with suppress(OSError):
        for file in beside.iterdir():
            file.unlink()
        beside.rmdir()


def journal_folders(state: StateFolder) -> list[Path]:
    """The folders of all who keep unsaved text or left some, the first begun first."""
    names = _folders_in(state.folder / UNSAVED)
    found = sorted((int(match[1]), name) for name in names if (match := _NAME.fullmatch(name)))
    return [state.folder / UNSAVED / name for _, name in found]


def number_in(folder: Path) -> int:
    """How many folders were begun before this one, and it: later ones are greater, whatever the clock says."""
    found = _NAME.fullmatch(folder.name)
    return int(found[1]) if found else 0


def owner_of(folder: Path) -> Owner | None:
    """Whose the folder is; None where it does not say so."""
    with suppress(OSError, ValueError):
        return Owner.told(json.loads((folder / _OWNER).read_bytes()))
    return None


def is_running(folder: Path) -> bool:
    """Whether the program whose folder this is still runs."""
    if _runs_without_lock(folder):
        return True
    try:
        file = _opened_lock(folder)
    except OSError:
        return False
    try:
        return lock(file, shared=True) is False  # many may look at once
    finally:
        os.close(file)


@contextmanager
def held(folder: Path, patience: float = _PATIENCE) -> Iterator[bool]:
    """Hold the folder of a program that has ended, to take out of it; whether that could be done.

    `patience` is how many seconds to wait for others who hold it.

    Raises:
        OSError: it cannot be looked at.
    """
    if _runs_without_lock(folder):
        yield False
        return
    file = _opened_lock(folder)
    try:
        end = monotonic() + patience
        while lock(file) is False:
            if monotonic() > end:
                yield False
                return
            sleep(0.005)
        yield True
    finally:
        os.close(file)


def remove_if_empty(folder: Path) -> bool:
    """Remove a folder, held by the caller, that has no record any more; whether it is gone.

    A file that is none of ours stays, and the folder with it.

    Raises:
        OSError: the disk fails.
    """
    names = {entry.name for entry in os.scandir(folder)}
    if any(name.endswith(".text") for name in names):
        return False
    for name in names:
        if name.endswith((".post", ".tmp")) or name == _OWNER:
            (folder / name).unlink(missing_ok=True)
    (folder / _LOCK).unlink(missing_ok=True)
    with suppress(OSError):
        folder.rmdir()
        sync_folder(folder.parent)
        return True
    return False


def remove_unfinished(state: StateFolder) -> None:
    """Remove the folders that programs left which were ended while they made them."""
    unsaved = state.folder / UNSAVED
    for name in filter(_NEW.fullmatch, _folders_in(unsaved)):
        with suppress(OSError):
            if abs(time() - (unsaved / name).stat().st_mtime) > _UNFINISHED:
                with held(unsaved / name, 0) as is_held:
                    if is_held:
                        remove_if_empty(unsaved / name)


def records_in(folder: Path) -> dict[str, list[Path]]:
    """The files of each text in a folder, the latest version first."""
    names: list[str] = []
    with suppress(OSError):
        names = [entry.name for entry in os.scandir(folder) if entry.is_file(follow_symlinks=False)]
    files: dict[str, list[Path]] = {}
    for name in sorted(names, key=version_in, reverse=True):
        text = id_in(name)
        if text is not None:
            files.setdefault(text, []).append(folder / name)
    return files


def _folders_in(folder: Path) -> list[str]:
    try:
        return [entry.name for entry in os.scandir(folder) if entry.is_dir(follow_symlinks=False)]
    except OSError:
        return []


def _runs_without_lock(folder: Path) -> bool:
    owner = owner_of(folder)
    return owner is not None and not owner.is_locking and owner.seems_alive


def _opened_lock(folder: Path) -> int:
    try:
        return os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError:  # a disk that can only be read; there, too, one may hold a lock
        return os.open(folder / _LOCK, os.O_RDONLY | os.O_CLOEXEC)
