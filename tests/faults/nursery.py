"""Where processes are born that change a log without pause until they are killed: a fork takes 2 ms, a start 60.

Run with `store` or `log`, by which they change it, and fed with lines: a folder and the number to count on from.
"""

import os
import random
import signal
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from acts import ACTS

from readtui.model.span import Span, Splice
from readtui.store.changes.edits import Edit
from readtui.store.faults import Fault
from readtui.store.files.making import create_bytes
from readtui.store.files.removing import remove_bytes
from readtui.store.files.saving import replace_bytes
from readtui.store.folder import LogFolder
from readtui.store.statefolder import StateFolder

ABSENT = 0
TWINNED = "twinned.md"
PATHS = ("a.md", TWINNED, "made.md", "deep/2024/index.md")
GOING = PATHS[2:]
"""Those that are made and deleted."""

Standing = dict[str, int]
"""The number that each file holds."""


def content(number: int) -> bytes | None:
    """The bytes that a number stands for; some are more than a disk writes at once."""
    if number == ABSENT:
        return None
    size = random.Random(number).choice((0, 50, 700, 9000, 30000))
    return b"%d " % number + b"%d" % (number % 10) * size + b" %d\n" % number


def number_in(file: Path) -> int:
    """The number whose bytes a file holds, all of them."""
    try:
        source = file.read_bytes()
    except FileNotFoundError:
        return ABSENT
    number = int(source.split()[0])
    assert source == content(number), f"{file.name} is torn"
    return number


def state_of(root: Path) -> StateFolder:
    return StateFolder.of(root, {"HOME": f"{root.parent}/home"})


def changing_bytes(root: Path) -> Callable[[Standing, Standing, str], None]:
    """How the store alone makes changes."""

    def change(before: Standing, after: Standing, _: str) -> None:
        for path in before:
            old, new = content(before[path]), content(after[path])
            if new is None:
                assert old
                remove_bytes(str(root), path, old)
            elif old is None:
                create_bytes(str(root), path, new)
            else:
                replace_bytes(str(root), path, old, new)

    return change


def changing_log(root: Path) -> Callable[[Standing, Standing, str], None]:
    """How a log makes changes, with its history."""
    log = LogFolder(root, state=state_of(root))

    def change(before: Standing, after: Standing, what: str) -> None:
        edits = []
        for path in before:
            old, new = content(before[path]), content(after[path])
            if old is None:
                log.create(path, new or b"", what)
            elif new is None:
                log.delete(log.read(path), what)
            else:
                edits.append(Edit(log.read(path), (Splice(Span(0, len(old)), new),), None))
        if edits:
            log.change(edits, what)

    return change


def load_all() -> None:
    """Do every act once, so that what is killed is never the loading of a module."""
    for act in ACTS.values():
        with tempfile.TemporaryDirectory() as name:
            act.laid(Path(name))
            act.begin(Path(name))()
            act.starts_again(Path(name))
            act.is_recorded(Path(name))


def tell(line: str) -> None:
    """Say a line in one piece, which a kill cannot cut, and another process not part."""
    os.write(1, f"{line}\n".encode())


def live(root: Path, number: int, *, has_history: bool) -> None:
    chances = random.Random(number)
    change = (changing_log if has_history else changing_bytes)(root)
    choices = [[path] for path in PATHS] + ([["a.md", TWINNED]] if has_history else [])
    tell("ready")
    while True:
        number += 1
        before = {path: number_in(root / path) for path in chances.choice(choices)}
        after = {
            path: ABSENT if path in GOING and before[path] and chances.random() < 0.5 else number for path in before
        }
        tell(" ".join(["begin", str(number), *(f"{path}={after[path]}" for path in after)]))
        change(before, after, f"to {number}")
        tell(f"done {number}")


def main() -> None:
    load_all()
    for line in sys.stdin:
        root, number = line.rsplit(maxsplit=1)
        child = os.fork()
        if not child:
            with suppress(Fault, OSError):  # the disk is gone, and with it all there is to do
                live(Path(root), int(number), has_history=sys.argv[1] == "log")
            signal.pause()
        tell(f"born {child}")
        os.waitpid(child, 0)
        tell("dead")


if __name__ == "__main__":
    main()
