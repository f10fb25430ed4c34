"""Tidying: what processes that were killed have left beside posts, cleared up at the next start."""

import os
import re
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress

from readtui.store.faults import Unreadable
from readtui.store.files.beside import ENDING, LONGEST_NAME, NAME, digest, lock
from readtui.store.files.exchange import exchange, rename_new
from readtui.store.files.reading import SAFELY, let_go, lies_inside, read_open
from readtui.store.files.target import sync_folder

_NEVER_POSTS = "node_modules"
"""A folder in which, as in hidden ones, no post is written: what programs make, by the ten thousand."""


def tidy(root: str, tops: Iterable[str]) -> int:
    """Clear up what processes that are dead have left in these folders below `root` and inside of them; how many files.

    What somebody else wrote at the very moment of a kill, and is under the name of such a file, gets its own name back.
    """
    count = 0
    seen: set[str] = set()
    waiting = [os.path.normpath(os.path.join(root, top)) for top in tops]
    while waiting:
        where = waiting.pop()
        if where in seen:
            continue
        seen.add(where)
        with suppress(OSError):
            left, others = _look_into(where)
            waiting += [other for other in others if lies_inside(other, root)]
            count += _tidy(where, left) if left else 0
    return count


def _look_into(where: str) -> tuple[list[str], list[str]]:
    """The names in a folder that look left behind; and where else to look: its folders, and those that links lead to.

    Raises:
        OSError: it cannot be read.
    """
    left, others = [], []
    with os.scandir(where) as entries:
        for entry in entries:
            if entry.name.endswith(ENDING):
                left.append(entry.name)
            elif entry.is_symlink():  # of a post that is a link, the target is what is written
                others.append(os.path.dirname(os.path.realpath(entry.path)))
            elif entry.is_dir(follow_symlinks=False) and entry.name[0] != "." and entry.name != _NEVER_POSTS:
                others.append(entry.path)
    return left, others


def _tidy(where: str, names: Iterable[str]) -> int:
    folder = os.open(where, os.O_RDONLY | os.O_DIRECTORY | SAFELY)
    try:
        is_alone = lock(folder)
        if is_alone is False:  # somebody saves here this moment; the next start comes
            return 0
        count = 0
        for name in names:
            match = NAME.fullmatch(name)
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
    post = match["post"]
    with _reading(folder, name) as file:
        if lock(file, shared=True) is False:
            return False
        known = (match["old"], match["new"])
        is_theirs = known[0] is not None and digest(read_open(file, name)) not in known
        if is_theirs and not (_is_second_name(folder, file, post) or _is_given_back(folder, name, post, known[1])):
            return False
    with suppress(FileNotFoundError):
        os.unlink(name, dir_fd=folder)
    return True


def _is_second_name(folder: int, file: int, post: str) -> bool:
    """Whether an open file is the post's own, which a kill has left with two names."""
    try:
        return os.path.samestat(os.fstat(file), os.stat(post, dir_fd=folder, follow_symlinks=False))
    except FileNotFoundError:
        return False


def _is_given_back(folder: int, name: str, post: str, new: str) -> bool:
    """Give the post's name back to the file that bore it when a change killed itself; False if others have it now."""
    if len(os.fsencode(name)) >= LONGEST_NAME:  # cut: it does not tell the post's name
        return False
    if new == "none":
        rename_new(folder, name, post)
        return True
    with _reading(folder, post) as file:
        is_ours = digest(read_open(file, post)) == new
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


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True
