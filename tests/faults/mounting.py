"""Mounting: small disks of several kinds, which nobody but the test sees."""

import ctypes
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from acts import Act

NEW_MOUNTS = 0x00020000  # CLONE_NEWNS

needs_mounts = pytest.mark.may_skip("needs to mount file systems: root")


class Mounts:
    """Mounts that nobody else sees."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def run(self, *argv: str | Path) -> None:
        """Run a program that sees them; where it cannot do its work, this machine cannot run the test."""
        if not self.can(*argv):
            pytest.skip(f"cannot {' '.join(map(str, argv))}")

    def can(self, *argv: str | Path) -> bool:
        """Run a program that sees them; whether it did its work."""
        try:
            return subprocess.run(argv, capture_output=True, check=False).returncode == 0
        except FileNotFoundError:
            return False

    def disk(self, kind: str) -> Path:
        """A small disk."""
        disk = self.folder / "disk"
        disk.mkdir(exist_ok=True)
        if kind == "tmpfs":
            self.run("mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", disk)
            return disk
        image = self.folder / "image"
        with image.open("wb") as file:
            file.truncate((1 if kind == "ext4" else 128) << 20)
        self.run(f"mkfs.{kind}", "-q", *(("-m", "0") if kind == "ext4" else ()), image)
        self.run("mount", "-o", "loop", image, disk)
        return disk

    def laid(self, act: Act, disk: Path, part: str = "log") -> Path:
        """A home for an act, of which a part lies on a disk."""
        home = self.folder / "home"
        if home.exists():
            self.run("umount", "--lazy", home / part)
            shutil.rmtree(home)
        for folder in (home / part, disk / part):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
        with suppress(FileNotFoundError):
            (disk / "filler").unlink()
        self.run("mount", "--bind", disk / part, home / part)
        act.laid(home)
        return home


@pytest.fixture
def mounts() -> Iterator[Mounts]:
    library = ctypes.CDLL(None, use_errno=True)
    if os.geteuid():
        pytest.skip("only root may mount")
    outside, folder = os.open("/proc/self/ns/mnt", os.O_RDONLY), Path.cwd()
    try:
        if library.unshare(NEW_MOUNTS):
            pytest.skip("mounting is not allowed here")
        with tempfile.TemporaryDirectory() as name:  # into which somebody who is not root can look too
            mounts = Mounts(Path(name))
            mounts.folder.chmod(0o755)
            try:
                mounts.run("mount", "--make-rprivate", "/")
                yield mounts
            finally:
                assert library.setns(outside, NEW_MOUNTS) == 0
                os.chdir(folder)
    finally:
        os.close(outside)
