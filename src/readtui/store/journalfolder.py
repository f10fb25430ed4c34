"""JournalFolder: where one running readtui keeps its unsaved text, and how others know that it still runs."""

import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from time import monotonic, sleep

from readtui.store.durable import put, sync_folder
from readtui.store.ownfolders import made_private
from readtui.store.statefolder import StateFolder
from readtui.store.textrecord import id_in, version_in

UNSAVED = "unsaved"
"""The folder in a log's state folder."""
DISCARDED = "discarded"
"""The folder in there for texts that the reader let go."""

_NAME = re.compile(r"(\d{6,18})-[0-9a-f]{8}")
_LOCK = "lock"
_OWNER = "session.json"
_PATIENCE = 1.0
"""Seconds to wait for another readtui that looks whether a folder's owner still runs."""


@dataclass(frozen=True, slots=True)
class Owner:
    """The program that keeps its unsaved text in a folder, as it is told to others."""

    pid: int
    host: str
    boot: str
    """Which start of the machine; empty where the system does not tell."""
    started: str
    """When the program was started, as the system counts; empty where it does not tell."""
    tty: str
    """Its terminal; empty where it has none."""
    is_locking: bool
    """Whether it holds a lock; there are network drives without."""

    @classmethod
    def here(cls, *, is_locking: bool) -> "Owner":
        """The program that asks."""
        return cls(os.getpid(), _host(), _boot(), _started(os.getpid()), _terminal(), is_locking)

    @classmethod
    def of(cls, folder: Path) -> "Owner | None":
        """Whose the folder is; None where it does not say so."""
        with suppress(OSError, ValueError, TypeError):
            told = cls(**json.loads((folder / _OWNER).read_bytes()))
            if isinstance(told.pid, int) and told.pid > 0 and isinstance(told.is_locking, bool):
                return told
        return None

    @property
    def is_this_program(self) -> bool:
        """Whether it is this very program."""
        return (self.pid, self.host, self.boot) == (os.getpid(), _host(), _boot())

    @property
    def seems_alive(self) -> bool:
        """Whether its process is there: all that can be known of one that holds no lock."""
        if (self.host, self.boot) != (_host(), _boot()):
            return False
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return False
        except OSError:  # somebody else's, so its number was given away again
            return False
        return _started(self.pid) == self.started


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
        lock = os.open(beside / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            is_locking = _hold(lock, is_shared=False)
            put(beside / _OWNER, json.dumps(asdict(Owner.here(is_locking=is_locking))).encode())
            beside.rename(unsaved / name)
            sync_folder(unsaved)
        except BaseException:
            os.close(lock)
            raise
        folder = cls(unsaved / name, lock)
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=folder.let_go)  # a child that lives on must not seem to be us
        return folder

    def let_go(self) -> None:
        """Let go of the folder: what is still in it is for the next start to find."""
        if self.lock is not None:
            os.close(self.lock)
            self.lock = None


def journal_folders(state: StateFolder) -> list[Path]:
    """The folders of all who ever kept unsaved text and left some, the first begun first."""
    try:
        names = [entry.name for entry in os.scandir(state.folder / UNSAVED) if entry.is_dir(follow_symlinks=False)]
    except OSError:
        return []
    found = sorted((int(match[1]), name) for name in names if (match := _NAME.fullmatch(name)))
    return [state.folder / UNSAVED / name for _, name in found]


def number_in(folder: Path) -> int:
    """How many folders were begun before this one, and it: later ones are greater, whatever the clock says."""
    found = _NAME.fullmatch(folder.name)
    return int(found[1]) if found else 0


def is_running(folder: Path) -> bool:
    """Whether the program whose folder this is still runs."""
    owner = Owner.of(folder)
    if owner is not None and not owner.is_locking:
        return owner.seems_alive
    try:
        file = os.open(folder / _LOCK, os.O_RDWR | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        _hold(file, is_shared=True)  # many may look at once
    except BlockingIOError:
        return True
    finally:
        os.close(file)
    return False


@contextmanager
def held(folder: Path) -> Iterator[bool]:
    """Hold the folder of a program that has ended, to take out of it; whether that could be done.

    Raises:
        OSError: it cannot be looked at.
    """
    owner = Owner.of(folder)
    if owner is not None and not owner.is_locking and owner.seems_alive:
        yield False
        return
    file = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        end = monotonic() + _PATIENCE
        while True:
            try:
                _hold(file, is_shared=False)
            except BlockingIOError:
                if monotonic() > end:
                    yield False
                    return
                sleep(0.005)
            else:
                break
        yield True
    finally:
        os.close(file)


def remove_if_empty(folder: Path) -> bool:
    """Remove a folder, held by the caller, that has no record any more; whether it is gone.

    A file that is none of ours stays, and the folder with it.
    """
    names = {entry.name for entry in os.scandir(folder)}
    if any(name.endswith(".text") for name in names):
        return False
    with suppress(OSError):
        for name in names:
            if name.endswith((".post", ".tmp")) or name == _OWNER:
                (folder / name).unlink()
        (folder / _LOCK).unlink(missing_ok=True)
        folder.rmdir()
        sync_folder(folder.parent)
        return True
    return False


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


def _hold(file: int, *, is_shared: bool) -> bool:
    """Lock the open file; whether this system can.

    Raises:
        BlockingIOError: another program holds it.
    """
    try:
        import fcntl
    except ImportError:  # Windows
        return False
    try:
        fcntl.flock(file, (fcntl.LOCK_SH if is_shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        raise
    except OSError:  # a network drive without locks
        return False
    return True


def _host() -> str:
    return os.uname().nodename if hasattr(os, "uname") else ""


def _boot() -> str:
    with suppress(OSError):
        return Path("/proc/sys/kernel/random/boot_id").read_bytes().decode().strip()
    return ""


def _started(pid: int) -> str:
    with suppress(OSError, IndexError):
        status = Path(f"/proc/{pid}/stat").read_bytes()
        return status.rpartition(b")")[2].split()[19].decode()  # the name before it may hold anything
    return ""


def _terminal() -> str:
    for file in (0, 2, 1):
        with suppress(OSError, AttributeError):
            return os.ttyname(file)
    return ""
