"""Target: the file that is to be changed, held open with its folder so that nobody can slip another in its place."""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from readtui.store.faults import ChangedOnDisk, LeadsOutside, NoSuchPost, Unreadable, Unwritable
from readtui.store.files.reading import MOST_BYTES, SAFELY, let_go, lies_inside, open_inside, path_of, read_open


@dataclass(frozen=True, slots=True)
class Target:
    """The file to be changed, held open with its folder."""

    path: str
    """As the reader knows it."""
    folder: int
    name: str
    """In the folder, all links resolved."""
    file: int
    status: os.stat_result

    @contextmanager
    def beside(self, name: str) -> Iterator[int]:
        """What bears a name in the same folder, opened for reading."""
        file = os.open(name, os.O_RDONLY | SAFELY, dir_fd=self.folder)
        try:
            yield file
        finally:
            let_go(file)

    def expect(self, source: bytes, name: str | None = None) -> None:
        """Make sure that it, or what bears a name in its folder, holds these bytes.

        Raises:
            ChangedOnDisk: it does not, or nothing bears the name.
            OSError: the disk fails.
        """
        try:
            is_there = self.holds(source, name)
        except FileNotFoundError as error:
            raise ChangedOnDisk(self.path, "moved or deleted") from error
        if not is_there:
            raise ChangedOnDisk(self.path)

    def holds(self, source: bytes, name: str | None = None) -> bool:
        """Whether it, or what bears a name in its folder, holds these bytes.

        Raises:
            OSError: the disk fails.
        """
        if name is None:
            return holds(self.file, source, self.path)
        with self.beside(name) as file:
            return holds(file, source, self.path)


@contextmanager
def opened(root: str, path: str, act: str = "saved") -> Iterator[Target]:
    """The target at `path` below `root`, a real path; links are followed as far as they stay inside.

    `act` is what is to be done with it, for faults.

    Raises:
        ChangedOnDisk: it is gone.
        LeadsOutside: it is a link that leads out of `root`.
        OSError: the system does not let it be written.
        Unreadable: it is no file, or the system does not let it be read.
        Unwritable: it is read-only.
    """
    where = _real_path(root, path, act)
    folder = os.open(os.path.dirname(where), os.O_RDONLY | os.O_DIRECTORY | SAFELY)
    try:
        real = path_of(folder) or os.path.dirname(where)
        if not lies_inside(real, root):
            raise LeadsOutside(path, real, act)
        name = os.path.basename(where)
        # Being asked to write is the one honest test of whether it may be written.
        file = os.open(name, os.O_RDWR | SAFELY, dir_fd=folder)
        try:
            status = os.fstat(file)
            if not stat.S_ISREG(status.st_mode):
                raise ChangedOnDisk(path)
            if not status.st_mode & 0o222:  # root may write it all the same, and a rename asks nobody
                raise Unwritable(path, "the file is read-only; make it writable (chmod u+w), then try again", act)
            yield Target(path, folder, name, file, status)
        finally:
            let_go(file)
    finally:
        let_go(folder)


def _real_path(root: str, path: str, act: str) -> str:
    real = os.path.realpath(os.path.join(root, path))
    try:
        file, _ = open_inside(root, path)
    except NoSuchPost as fault:
        raise ChangedOnDisk(path, "moved or deleted") from fault
    except Unreadable as fault:
        if fault.problem.code == "outside-the-log":
            raise LeadsOutside(path, real, act) from fault
        raise
    let_go(file)
    return real  # not where the open file is: somebody may be giving it another name this moment


def check_size(path: str, source: bytes, act: str = "saved") -> None:
    """Refuse what could not be opened again.

    Raises:
        Unwritable: it is too large.
    """
    if len(source) > MOST_BYTES:
        raise Unwritable(path, f"it would be larger than {MOST_BYTES >> 20} MiB and not open again; shorten it", act)


def holds(file: int, source: bytes, path: str) -> bool:
    """Whether an open file is a regular one with these bytes.

    Raises:
        OSError: the disk fails.
    """
    os.lseek(file, 0, os.SEEK_SET)
    try:
        return stat.S_ISREG(os.fstat(file).st_mode) and read_open(file, path) == source
    except Unreadable:  # it has grown beyond what is read
        return False


def sync_folder(folder: int) -> None:
    """Make durable which names an open folder holds; some network drives know no such thing.

    Raises:
        OSError: the disk fails.
    """
    try:
        os.fsync(folder)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
