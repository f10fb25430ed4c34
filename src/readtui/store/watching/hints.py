"""Hints: what the system says of files that change. It may say too much, too little, or nothing at all."""

import os
import re
from collections.abc import Collection
from importlib.machinery import EXTENSION_SUFFIXES, ExtensionFileLoader, FileFinder
from importlib.util import find_spec, module_from_spec
from pathlib import Path
from threading import Event
from typing import Any

_PAUSE, _LONG_PAUSE = 0.4, 1.0
"""Seconds between two looks at what was said, at first and once nothing was for a while: a look takes 0.2 ms."""
_LONGER = 1.25
"""Times by which the pause grows with each wait in which nothing is said."""
_LONGEST = 1000
"""Milliseconds that hints are gathered for while more come."""
_FAR = ("nfs", "cifs", "smb", "9p", "fuse.", "afs", "ceph", "lustre", "gfs", "ocfs", "vboxsf", "prl_fs", "virtiofs")
"""How the names of file systems begin on which others may write without this system being told."""

_ESCAPED = re.compile(rb"\\([0-3][0-7]{2})")
"""A blank or a tab in a list of mounts."""


class NoHintsError(Exception):
    """The folders cannot be watched; the message says why."""


class Hints:
    """What the system says of changes in some folders, not in those below them."""

    def __init__(self, folders: Collection[str], awake: Event) -> None:
        """Watch these folders; `awake` ends each wait at once.

        Raises:
            NoHintsError: it cannot be done.
        """
        if far := _network_drive(next(iter(folders), "/")):
            raise NoHintsError(f"it lies on a network drive ({far})")
        named = [folder for folder in folders if _is_utf_8(folder)]  # others are left to the looks from time to time
        try:
            self._notify: Any = _notifier()(named, False, False, 0, False, True)
        except (ImportError, OSError, RuntimeError) as error:
            raise NoHintsError(str(error).partition(" about [")[0]) from error
        self._pause = _Pause(awake)

    def within(self, seconds: float) -> set[str] | None:
        """The paths that were said to have changed, once no more come or nothing did for so long.

        None where something happened that nothing is known of.
        """
        try:
            said = self._notify.watch(_LONGEST, 0, int(seconds * 1000), self._pause)
        except (OSError, RuntimeError):  # a name that is no UTF-8, for one
            return None
        is_calm = said == "timeout"
        self._pause.seconds = min(_LONG_PAUSE, self._pause.seconds * _LONGER) if is_calm else _PAUSE
        if isinstance(said, str):
            return set() if is_calm else None
        return {path for _, path in said}


class _Pause:
    """What the watcher asks between two looks whether to stop: the answer takes a pause, or comes once it is set.

    Its own pauses cannot be cut short, and the program could not end in them.
    """

    def __init__(self, awake: Event) -> None:
        self._awake = awake
        self.seconds = _PAUSE

    def is_set(self) -> bool:
        return self._awake.wait(self.seconds)


def file_system_among(mounts: bytes, folder: str) -> str | None:
    """The kind of network drive that a folder, by its real path, lies on; None where it lies on none that is known.

    `mounts` are Linux's, as in /proc/self/mountinfo.
    """
    found, kind = -1, ""
    for line in mounts.split(b"\n"):
        fields = line.split(b" ")
        if b"-" in fields and len(fields) > 6:
            place = os.fsdecode(_ESCAPED.sub(lambda match: bytes([int(match[1], 8)]), fields[4]))
            inside = place.rstrip("/") + "/"
            if f"{folder}/".startswith(inside) and len(inside) >= found:  # the last one lies on top
                found, kind = len(inside), os.fsdecode(fields[fields.index(b"-") + 1])
    return kind if kind.startswith(_FAR) else None


def _network_drive(folder: str) -> str | None:
    try:
        return file_system_among(Path("/proc/self/mountinfo").read_bytes(), folder)
    except OSError:  # another system
        return None


def _notifier() -> Any:
    """The watcher inside watchfiles. The package around it would load asyncio's rivals: 10 ms, and 1 MB for good.

    Raises:
        ImportError: there is none.
    """
    package = find_spec("watchfiles")
    for place in package.submodule_search_locations or () if package else ():
        spec = FileFinder(place, (ExtensionFileLoader, EXTENSION_SUFFIXES)).find_spec("_rust_notify")
        if spec is not None and spec.loader is not None:
            module = module_from_spec(spec)
            spec.loader.exec_module(module)
            return module.RustNotify
    from watchfiles._rust_notify import RustNotify  # where it is laid out in another way

    return RustNotify


def _is_utf_8(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True
