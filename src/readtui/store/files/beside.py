"""Beside: the files that a change puts next to a post for a moment, and what becomes of those that a kill leaves.

Two kinds of names, both hidden, and `.tmp` because Hugo's server ignores that. While the new bytes are written:
`.post.md.<process>-<random>.readtui.tmp`: ours alone, and nobody's loss. From then on, what the post's name stood for
may be under the name beside, and that could be what somebody else wrote this very moment; so it says what is known
already: `.post.md.<process>-<random>-<old>-<new>.readtui.tmp`, digests of the bytes before and after, or `none`.

Who writes or tidies holds a lock on the folder, and who writes one on the file too: network drives know only these.
"""

import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import blake2b

from readtui.store.files.durable import write_all
from readtui.store.files.reading import SAFELY, let_go

ENDING = ".readtui.tmp"
NAME = re.compile(
    r"\.(?P<post>.*)\.(?P<process>\d+)-[0-9a-f]{8}(-(?P<old>[0-9a-f]{16})-(?P<new>[0-9a-f]{16}|none))?\.readtui\.tmp",
    re.S,
)
LONGEST_NAME = 255
_PATIENCE = 2.0
"""Seconds to wait for another readtui that saves in the same folder; then somebody else must be holding the lock."""


def hold_off_others(folder: int) -> None:
    """Hold off, until the open folder is closed, every readtui that would change posts in it, or tidy it."""
    end = time.monotonic() + _PATIENCE
    while lock(folder) is False and time.monotonic() < end:
        time.sleep(0.001)


@contextmanager
def written_beside(folder: int, name: str, source: bytes, mode: int) -> Iterator[tuple[str, int]]:
    """The name of a new file with these bytes in the open folder, and the file, open; it is not yet durable.

    Once it has got another name, or is not wanted, nothing is left of it.

    Raises:
        PermissionError: the folder takes no new files.
        OSError: the disk is full, and so on.
    """
    beside = _name(name, "")
    file = os.open(beside, os.O_RDWR | os.O_CREAT | os.O_EXCL | SAFELY, mode, dir_fd=folder)
    try:
        lock(file)
        write_all(file, source)
        yield beside, file
    finally:
        with suppress(OSError):  # what is left is tidied up at a later start
            os.unlink(beside, dir_fd=folder)
        let_go(file)


def make_durable(file: int) -> None:
    """Bring an open file's bytes to the disk.

    Raises:
        OSError: the disk is full or fails.
    """
    os.fsync(file)
    os.close(os.dup(file))  # where disk quotas are counted late, it is closing that fails


def name_for_exchange(name: str, old: bytes, new: bytes | None) -> str:
    """A name beside the post `name` for what comes out when `old` is replaced by `new`, or taken away for None."""
    return _name(name, f"-{digest(old)}-{'none' if new is None else digest(new)}")


def _name(name: str, known: str) -> str:
    ending = f".{os.getpid()}-{os.urandom(4).hex()}{known}{ENDING}"
    stem = os.fsdecode(os.fsencode(name)[: LONGEST_NAME - len(ending) - 1])
    return f".{stem}{ending}"


def digest(source: bytes) -> str:
    """What tells these bytes from others, in a name."""
    return blake2b(source, digest_size=8).hexdigest()


def lock(file: int, *, shared: bool = False) -> bool | None:
    """Lock an open file or folder until it is closed; False where another has it, None where there are no locks."""
    try:
        import fcntl
    except ImportError:  # Windows
        return None
    try:
        fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return None
    return True
