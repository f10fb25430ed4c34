"""The power fails on real file systems, at random moments: what they had not written yet is gone."""

import fcntl
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from acts import LONG
from mounting import Mounts, mounts, needs_mounts
from nursery import PATHS, TWINNED, content, number_in, state_of
from test_killed_while_saving import Nursery, check, laid

from readtui.store.files.inplace import mend
from readtui.store.files.tidying import tidy
from readtui.store.folder import LogFolder

assert mounts  # a fixture
CUTS = 500 if LONG else 12
SHUT_DOWN = 0x8004587D  # FS_IOC_SHUTDOWN
WITHOUT_THE_LOG = (2).to_bytes(4, sys.byteorder)
SIZES = {"ext4": "16M", "xfs": "320M", "btrfs": "128M"}


@needs_mounts
@pytest.mark.parametrize("way", ["store", "log"])
@pytest.mark.parametrize("kind", ["ext4", "xfs"])
def test_power_fails(kind: str, way: str, mounts: Mounts) -> None:
    disk, image = mounts.folder / "disk", mounts.folder / "image"
    disk.mkdir()
    mounts.run("truncate", "-s", SIZES[kind], image)
    mounts.run(f"mkfs.{kind}", "-q", image)
    mounts.run("mount", "-o", "loop", image, disk)
    root = disk / "log"
    known = laid(root)
    os.sync()
    seed = random.randrange(1 << 32)
    nursery = Nursery(way, seed)
    sys.stdout.write(f"seed {seed}\n")
    torn = 0
    try:
        for _ in range(CUTS):
            done, begun = nursery.life(root, lambda: cut_power(disk))
            subprocess.run(["umount", disk], check=True)
            mounts.run("mount", "-o", "loop", image, disk)
            known |= done
            for path in {*PATHS} - {TWINNED}:  # whole before anything is finished
                assert number_in(root / path) in (known[path], begun.get(path))
            if way == "log":
                LogFolder(root, state=state_of(root)).recover()
            else:
                if TWINNED in begun:
                    old, new = content(known[TWINNED]), content(begun[TWINNED])
                    torn += mend(str(root), TWINNED, old or b"", new or b"")
                tidy(str(root), [""])
            known = check(root, known, begun)
    finally:
        nursery.close()
    sys.stdout.write(f"{CUTS} cuts, {nursery.done} changes made, {torn} torn files finished\n")


def cut_power(disk: Path) -> None:
    folder = os.open(disk, os.O_RDONLY)
    try:
        fcntl.ioctl(folder, SHUT_DOWN, WITHOUT_THE_LOG)
    except OSError as error:
        pytest.skip(f"no file system can be shut down here: {error}")
    finally:
        os.close(folder)
