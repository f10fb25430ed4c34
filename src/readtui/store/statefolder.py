"""StateFolder: where readtui keeps what it knows of one log, outside of it: unsaved text, history, a lock."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep
from typing import NamedTuple

from readtui.store.faults import Busy
from readtui.store.ownfolders import made_private, own_folder, short_name
from readtui.store.site import site_around

HISTORY = "history.db"
"""The file in a state folder in which changes are recorded."""
_LOCK = "lock"


class Bounds(NamedTuple):
    """How much is kept. What is beyond goes, the oldest first; the size wins, but each post keeps its newest two."""

    days: int = 90
    versions: int = 50
    """Of each post, kept for longer than `days`."""
    size: int = 256 << 20
    """Of all texts, in bytes."""


DEFAULT_BOUNDS = Bounds()


class StateFolder(NamedTuple):
    """The private folder for one log. It need not exist until something is kept in it.

    A log that is opened in parts (a site, its post folder, one post) has one state folder, which is the site's.
    """

    folder: Path
    home: Path
    """The real path of the folder it is about: the site around the log, or else the log's own folder."""
    prefix: str
    """Where the opened log lies below `home`: empty, or a path with `/` that ends with one."""
    bounds: Bounds = DEFAULT_BOUNDS
    """How much of the log's history is kept."""

    @classmethod
    def of(cls, root: Path, environ: Mapping[str, str], bounds: Bounds = DEFAULT_BOUNDS) -> "StateFolder":
        """The state folder of the log at `root`; that of a log which was moved is found again.

        Where a log was opened before its site was one, or the site's configuration is away, it is the one from then.
        """
        real = root.resolve()
        site = site_around(real)
        folder = own_folder("state", environ) / "logs"
        from readtui.store.labels import labels_in, state_folder_of_moved  # JSON: 2 ms, in which posts are looked at

        labels = [*labels_in(folder)]
        homes = {label.home: label.folder for label in labels}
        home = next((above for above in (site, real, *real.parents) if above in homes), site)
        found = homes.get(home) or state_folder_of_moved(labels, home, _knows_posts) or folder / _name(home)
        below = real.relative_to(home).as_posix()
        return cls(found, home, "" if below == "." else f"{below}/", bounds)

    @classmethod
    def beside(cls, root: Path) -> "StateFolder":
        """A state folder next to the log at `root`: for one that is thrown away, with what was kept of it."""
        real = root.resolve()
        return cls(real.parent / "state" / "logs" / real.name, real, "")

    def made(self, name: str = "") -> Path:
        """The folder, or one inside it, made if missing, and for nobody else to look into.

        Raises:
            OSError: it cannot be made.
        """
        if not self.folder.is_dir():
            made_private(self.folder.parents[1])
            made_private(self.folder.parent)
            made_private(self.folder)
            from readtui.store.labels import Label, put_label

            status = self.home.stat()
            put_label(Label(self.folder, self.home, status.st_dev, status.st_ino))
        return made_private(self.folder / name) if name else self.folder

    def kept(self, path: str) -> str:
        """The path below `home` of the post at `path`, by which all that is kept names it."""
        return self.prefix + path

    def opened(self, kept: str) -> str | None:
        """The path in the opened log of what is kept under the path `kept`; None for what lies outside of it."""
        return kept.removeprefix(self.prefix) if kept.startswith(self.prefix) else None

    @property
    def history_file(self) -> Path:
        """Where the changes are recorded."""
        return self.folder / HISTORY

    @property
    def has_history(self) -> bool:
        """Whether any change was recorded: else nothing need be loaded that reads records."""
        try:
            self.history_file.stat()
        except (FileNotFoundError, NotADirectoryError):
            return False
        except OSError:  # it may be there: who reads it tells why it cannot be read
            return True
        return True

    @property
    def was_left_busy(self) -> bool:
        """Whether a readtui holds the lock, or died while it did: then something may have to be finished.

        After a power cut it may say no all the same.
        """
        try:
            return (self.folder / _LOCK).stat().st_size > 0
        except OSError:
            return False

    @contextmanager
    def locked(self, patience: float) -> Iterator[bool]:
        """Hold off every other readtui that would change this log; whether that can be. `patience` in seconds.

        Raises:
            Busy: another one is at it for longer.
            OSError: the lock cannot be made.
        """
        file = os.open(self.made() / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            is_locked = _is_locked(file, patience)
            with suppress(OSError):
                os.pwrite(file, b"busy\n", 0)
            yield is_locked
            with suppress(OSError):
                os.ftruncate(file, 0)  # not after an error: it may have left something to be finished
        finally:
            with suppress(OSError):
                os.close(file)


def _is_locked(file: int, patience: float) -> bool:
    """Lock the file; False on a system or a network drive that knows no locks: bytes are compared all the same."""
    try:
        import fcntl
    except ImportError:  # Windows
        return False
    end = monotonic() + patience
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if monotonic() > end:
                raise Busy from None
            sleep(0.005)
        except OSError:
            return False
        else:
            return True


def _knows_posts(folder: Path, home: Path) -> bool:
    """Whether any post that the history in a state folder tells of is at `home`, or there is none that could tell."""
    if not (folder / HISTORY).exists():
        return True
    from readtui.store.changes.history import History  # SQLite, and only where a log was moved
    from readtui.store.changes.historyfile import HistoryTrouble

    history = History(folder)
    try:
        paths = {path for record in history.records() for path in record.paths}
    except HistoryTrouble:
        return False
    finally:
        history.close()
    return any((home / path).exists() for path in paths)


def _name(home: Path) -> str:
    """What the state folder of a log is called when it is made."""
    return short_name(os.fsencode(home))
