"""Beside: the files that a change puts next to a post for a moment, and what becomes of those that a kill leaves.

Two kinds of names, both hidden, and `.tmp` because Hugo's server ignores that. While the new bytes are written:
`.post.md.<process>-<random>.readtui.tmp`: ours alone, and nobody's loss. From then on, what the post's name stood for
may be under the name beside, and that could be what somebody else wrote this very moment; so it says what is known
already: `.post.md.<process>-<random>-<old>-<new>.readtui.tmp`, digests of the bytes before and after, or `none`.

Who writes holds a shared lock on the folder, and one on the file; who tidies wants the folder for himself.
"""

import os
import re
import stat
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress

from readtui.store.durable import write_all
from readtui.store.exchange import exchange, rename_new
from readtui.store.faults import Unreadable
from readtui.store.reading import SAFELY, read_open
from readtui.store.target import let_go, sync_folder

_ENDING = ".readtui.tmp"
_NAME = re.compile(
    r"\.(?P<post>.*)\.(?P<process>\d+)-[0-9a-f]{8}(-(?P<old>[0-9a-f]{16})-(?P<new>[0-9a-f]{16}|none))?\.readtui\.tmp",
    re.S,
)
_LONGEST_NAME = 255
_PATIENCE = 0.1
"""Seconds to wait for one who tidies; he takes less than one thousandth of that."""


def keep_from_tidying(folder: int) -> None:
    """Tell those who tidy that files in the open folder are being written, until it is closed."""
    end = time.monotonic() + _PATIENCE
    while _lock(folder, shared=True) is False and time.monotonic() < end:
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
        _lock(file)
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
    return _name(name, f"-{_digest(old)}-{'none' if new is None else _digest(new)}")


def tidy(root: str, folders: Iterable[str]) -> int:
    """Clear up what processes that are dead have left beside posts in the folders below `root`; how many files."""
    count = 0
    for folder in folders:
        with suppress(OSError):
            where = os.path.join(root, folder)
            names = [name for name in os.listdir(where) if name.endswith(_ENDING)]
            count += _tidy(where, names) if names else 0
    return count


def _name(name: str, known: str) -> str:
    ending = f".{os.getpid()}-{os.urandom(4).hex()}{known}{_ENDING}"
    stem = os.fsdecode(os.fsencode(name)[: _LONGEST_NAME - len(ending) - 1])
    return f".{stem}{ending}"


def _tidy(where: str, names: Iterable[str]) -> int:
    folder = os.open(where, os.O_RDONLY | os.O_DIRECTORY | SAFELY)
    try:
        is_alone = _lock(folder)
        if is_alone is False:  # somebody saves here this moment; the next start comes
            return 0
        count = 0
        for name in names:
            match = _NAME.fullmatch(name)
            with suppress(OSError, Unreadable):
                if match and not (is_alone is None and _is_alive(int(match["process"]))):
                    count += _settle(folder, name, match)
        if count:
            sync_folder(folder)
        return count
    finally:
        let_go(folder)


def _settle(folder: int, name: str, match: re.Match[str]) -> bool:
    """Remove a file that was left, unless its writer lives elsewhere; what somebody else wrote gets its name back."""
    with _reading(folder, name) as file:
        if _lock(file, shared=True) is False:
            return False
        known = (match["old"], match["new"])
        is_theirs = known[0] is not None and _digest(read_open(file, name)) not in known
        if is_theirs and not _is_given_back(folder, name, match["post"], known[1]):
            return False
    with suppress(FileNotFoundError):
        os.unlink(name, dir_fd=folder)
    return True


def _is_given_back(folder: int, name: str, post: str, new: str) -> bool:
    """Give the post's name back to the file that bore it when a change killed itself; False if others have it now."""
    if len(os.fsencode(name)) >= _LONGEST_NAME:  # cut: it does not tell the post's name
        return False
    if new == "none":
        rename_new(folder, name, post)
        return True
    with _reading(folder, post) as file:
        is_ours = _digest(read_open(file, post)) == new
    return is_ours and exchange(folder, name, post)


@contextmanager
def _reading(folder: int, name: str) -> Iterator[int]:
    file = os.open(name, os.O_RDONLY | SAFELY, dir_fd=folder)
    try:
        if not stat.S_ISREG(os.fstat(file).st_mode):
            raise FileNotFoundError(name)
        yield file
    finally:
        let_go(file)


def _digest(source: bytes) -> str:
    from hashlib import blake2b  # 2 ms, at the first save

    return blake2b(source, digest_size=8).hexdigest()


def _lock(file: int, *, shared: bool = False) -> bool | None:
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


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True
