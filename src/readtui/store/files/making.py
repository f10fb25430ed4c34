"""Making: a new post's file, there whole or not at all, and never over one that is there."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

from readtui.store.faults import ChangedOnDisk, LeadsOutside, TargetExists, Unwritable
from readtui.store.files.beside import hold_off_others, make_durable, written_beside
from readtui.store.files.exchange import rename_new
from readtui.store.files.reading import SAFELY, let_go, lies_inside, path_of
from readtui.store.files.target import Target, check_size, sync_folder

_ACT = "made"
_OPENING = os.O_RDONLY | os.O_DIRECTORY | (SAFELY & ~getattr(os, "O_NOFOLLOW", 0))


def create_bytes(root: str, path: str, new: bytes, mode: int | None = None) -> None:
    """Make a file at `path` below `root`, a real path, that holds `new`, durably; with the folders that it lacks.

    `mode` are its rights, those of any new file where None.

    Raises:
        ChangedOnDisk: somebody wrote into it at once; theirs stays.
        LeadsOutside: it would lie outside of `root`.
        TargetExists: there is something of that name.
        Unwritable: the disk is full, the folder read-only, and so on; nothing was made.
    """
    if not _is_inside(path):
        raise LeadsOutside(path, None, _ACT)
    check_size(path, new, _ACT)
    made: list[str] = []
    try:
        try:
            with _folder(root, path, made) as folder:
                if not os.fstat(folder).st_mode & 0o222:  # root may all the same
                    why = "its folder is read-only; make that writable (chmod u+w), then try again"
                    raise Unwritable(path, why, _ACT)
                _make(folder, path, new, mode)
        except BaseException:
            for each in reversed(made):
                with suppress(OSError):  # another one put something into it
                    os.rmdir(os.path.join(root, each))
            raise
    except FileExistsError as error:
        raise TargetExists(path) from error
    except OSError as error:
        raise Unwritable.because(path, error, _ACT) from error


def _make(folder: int, path: str, new: bytes, mode: int | None) -> None:
    name = path.rpartition("/")[2]
    with suppress(FileNotFoundError):
        os.stat(name, dir_fd=folder, follow_symlinks=False)
        raise FileExistsError(name)  # told before the disk can be full
    hold_off_others(folder)
    with written_beside(folder, name, new, 0o666 if mode is None else 0o600) as (beside, file):
        _give_to_owner(file, folder)
        if mode is not None:
            os.fchmod(file, mode & 0o777)
        make_durable(file)
        target = Target(path, folder, name, file, os.fstat(file))
        rename_new(folder, beside, name)
        try:
            sync_folder(folder)
            is_there = target.holds(new, name)
        except BaseException:
            with suppress(OSError):
                if target.holds(new, name):
                    os.unlink(name, dir_fd=folder)
            raise
        if not is_there:
            raise ChangedOnDisk(path)


@contextmanager
def _folder(root: str, path: str, made: list[str]) -> Iterator[int]:
    """The folder that is to hold the post at `path`, open; what it lacks is made, and added to `made`."""
    with ExitStack() as stack:
        folder = os.open(root, _OPENING)
        stack.callback(let_go, folder)
        *parts, _ = path.split("/")
        for depth, part in enumerate(parts, start=1):
            try:
                inner = os.open(part, _OPENING, dir_fd=folder)
            except FileNotFoundError:
                os.mkdir(part, dir_fd=folder)
                made.append("/".join(parts[:depth]))
                sync_folder(folder)
                inner = os.open(part, _OPENING | SAFELY, dir_fd=folder)
            stack.callback(let_go, inner)
            real = path_of(inner) or os.path.realpath("/".join((root, *parts[:depth])))
            if not lies_inside(real, root):
                raise LeadsOutside(path, real, _ACT)
            if made:
                _give_to_owner(inner, folder)
            folder = inner
        yield folder


def _is_inside(path: str) -> bool:
    return not any(part in ("", ".", "..") for part in path.split("/")) and "\0" not in path


def _give_to_owner(file: int, folder: int) -> None:
    """Let what root makes belong to whom its folder belongs to: root seldom keeps a log."""
    if os.geteuid() == 0:
        status = os.fstat(folder)
        with suppress(OSError):
            os.fchown(file, status.st_uid, status.st_gid if os.fstat(file).st_gid == 0 else -1)
