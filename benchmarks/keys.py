"""Keys in lists and in the detail: bytes and time to the last byte, a held key, a slow line, an idle editor.

520 posts; what a key costs does not depend on how many there are. `j` goes down the weeks: the detail follows, or is
out of sight while the list is zoomed.
"""

from collections.abc import Iterator
from pathlib import Path

from benchmarks.budgets import Figure
from benchmarks.genlog import write_log
from benchmarks.measuring import LARGE, READTUI, SMALL, Answer, Run, median, percentile, scratch
from pseudo_terminal import Size

_PRESSES = 25
_SSH_OVERHEAD = 36  # bytes that SSH adds to each write
_BANDWIDTH = 16_000.0  # bytes a second: 128 kbit/s
_ROUND_TRIP = 0.2  # seconds


def measure() -> Iterator[Figure]:
    """Every figure of a key outside the editor, and of the editor's rest."""
    with scratch() as folder:
        log = write_log(520, folder / "log")[0].parent
        home = folder / "home"
        yield from _with_detail(log, home)
        yield from _list_only(log, home)
        yield from _held(log, home)
        yield from _page_down(log, home)
        yield from _idle(log, home)
        yield from _slow_line(log, home)


def opened(log: Path, home: Path, size: Size, *keys: str) -> Run:
    """The program on a log, settled after these keys."""
    run = Run([*READTUI, str(log)], size, home)
    run.until_settled()
    for key in keys:
        run.press(key)
    return run


def milliseconds(answers: list[Answer], share: float = 0.5) -> float | None:
    """The time to the last byte that this share of the keys keeps; of keys that were answered."""
    moment = percentile([answer.last for answer in answers], share)
    return None if moment is None else moment * 1000


def size_of(answers: list[Answer]) -> float | None:
    """The median of the bytes; None where no key brought anything about."""
    return median(answer.size for answer in answers) or None


def _with_detail(log: Path, home: Path) -> Iterator[Figure]:
    for size, budget in ((SMALL, 1_600), (LARGE, 5_200)):
        with opened(log, home, size) as run:
            answers = [run.press("j") for _ in range(_PRESSES)]
        name = f"`j` with the detail following, {size.columns}x{size.rows}"
        yield Figure(name, size_of(answers), budget, "bytes")
        if size is SMALL:
            yield Figure(f"{name}: to its last byte", milliseconds(answers), 10, "ms", True)
            yield Figure(f"{name}: 95th percentile", milliseconds(answers, 0.95), 20, "ms", True)


def _list_only(log: Path, home: Path) -> Iterator[Figure]:
    for size in (SMALL, LARGE):
        with opened(log, home, size, "z") as run:  # the weeks alone: there is no detail to follow
            answers = [run.press("j") for _ in range(_PRESSES)]
        name = f"`j` where only the list changes, {size.columns}x{size.rows}"
        yield Figure(name, size_of(answers), 130, "bytes", remark="weeks zoomed")
        if size is SMALL:
            yield Figure(f"{name}: to its last byte", milliseconds(answers), 5, "ms", True)
            yield Figure(f"{name}: 95th percentile", milliseconds(answers, 0.95), 10, "ms", True)


def _held(log: Path, home: Path) -> Iterator[Figure]:
    with opened(log, home, SMALL) as run:
        lag = run.hold(b"j", 60, 30).last
    yield Figure("`j` held for 2 s at 30/s: lag after the last press", lag and lag * 1000, 20, "ms")


def _page_down(log: Path, home: Path) -> Iterator[Figure]:
    with opened(log, home, SMALL, "enter", "enter") as run:
        answers = []
        for _ in range(_PRESSES // 5):
            answers.append(run.press("pagedown"))
            run.press("pageup")
    yield Figure("page down in the detail, 80x24", size_of(answers), 2_500, "bytes")
    yield Figure("page down in the detail: to its last byte", milliseconds(answers), 15, "ms")


def _idle(log: Path, home: Path) -> Iterator[Figure]:
    with opened(log, home, SMALL, "e") as run:
        rest = run.idle(10)
    yield Figure("ten idle seconds, editor open", rest.size, 0, "bytes")
    yield Figure("ten idle seconds, editor open: CPU", rest.cpu * 1000, 10, "ms")


def _slow_line(log: Path, home: Path) -> Iterator[Figure]:
    """The lag that a line of 128 kbit/s and 200 ms would add, worked out from the writes as they were made."""
    for name, keys, key, budget in (("editor", ("e",), b"x", 1.1 * 204), ("list with detail", (), b"j", 450)):
        with opened(log, home, SMALL, *keys) as run:
            before = len(run.chunks)
            answer = run.hold(key, 30, 10)
            pressed = run.chunks[-1][0] - answer.last if answer.last is not None else None
            lag = None if pressed is None else _arrival(run.chunks[before:]) - pressed
        yield Figure(f"30 keys at 10/s on a slow line: lag after the last, {name}", lag and lag * 1000, budget, "ms")


def _arrival(chunks: list[tuple[float, bytes]]) -> float:
    """When the last byte arrives: each write leaves when it is made or when the line is free."""
    free = 0.0
    for moment, sent in chunks:
        free = max(free, moment + _ROUND_TRIP / 2) + (len(sent) + _SSH_OVERHEAD) / _BANDWIDTH
    return free + _ROUND_TRIP / 2
