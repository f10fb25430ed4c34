"""A process that saves without pause is killed at random moments: the file is the old or the new one, never torn."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

from readtui.store.tidying import tidy

ROUNDS = 1000 if os.environ.get("READTUI_LONG") else 50

SAVING = """
import sys
from readtui.store.saving import replace_bytes

root, old = sys.argv[1], open(sys.argv[1] + "/a.md", "rb").read()
print("ready", flush=True)
number = int(old.split()[0])
while True:
    number += 1
    new = b"%d " % number + b"%d" % (number % 10) * (64 * 1024) + b" %d" % number
    replace_bytes(root, "a.md", old, new)
    print(number, flush=True)  # told only once it is saved
    old = new
"""


def test_killed_saves_leave_one_whole_file(tmp_path: Path) -> None:
    seed = random.randrange(1 << 32)
    sys.stdout.write(f"seed {seed}\n")  # pytest shows it where the test fails
    moments = random.Random(seed)
    post = tmp_path / "a.md"
    post.write_bytes(b"0 " + b"0" * (64 * 1024) + b" 0")
    for _ in range(ROUNDS):
        saving = subprocess.Popen([sys.executable, "-c", SAVING, tmp_path], stdout=subprocess.PIPE)
        assert saving.stdout is not None
        assert saving.stdout.readline() == b"ready\n"
        end = time.monotonic() + moments.uniform(0, 0.03)
        while time.monotonic() < end:  # sleep wakes at moments of the scheduler's choice
            pass
        saving.kill()
        told = saving.stdout.read().split()
        saving.wait()
        first, middle, last = post.read_bytes().split(b" ")
        assert first == last
        assert middle == first[-1:] * (64 * 1024)
        assert int(first) >= int(told[-1] if told else 0), "a save that was told of is gone"
        tidy(str(tmp_path), [""])
        assert [file.name for file in tmp_path.iterdir()] == ["a.md"]
