"""The editor: bytes and time of a character typed in mid-line, in a short post and in a long one."""

from collections.abc import Iterator
from pathlib import Path

from benchmarks.budgets import Figure
from benchmarks.genlog import NEWEST, post
from benchmarks.keys import milliseconds, opened, size_of
from benchmarks.measuring import LARGE, SMALL, scratch
from pseudo_terminal import Size

_TYPED = "quick brown foxes jump"
_TO_MID_LINE = ("e", *["down"] * 8, *["right"] * 10)  # the whole post; its first paragraph


def measure() -> Iterator[Figure]:
    """Every figure of a typed character."""
    with scratch() as folder:
        short = _log(folder / "short", 5_000)
        yield from _typed(short, folder / "home", SMALL, "5 KB post, 80x24", 60, (12, 24))
        yield from _typed(short, folder / "home", LARGE, "5 KB post, 200x50", 170, None)
        long = _log(folder / "long", 200_000)
        yield from _typed(long, folder / "home", SMALL, "200 KB post", 80, (20, None))


def _log(folder: Path, size: int) -> Path:
    """A log of one post that is one entry, so that the editor holds all of it."""
    folder.mkdir(parents=True)
    head, first, *rest = post(NEWEST, size).split("\n## ")
    text = f"{head}\n## {first}" + "".join("\n" + entry.split("\n", 2)[2] for entry in rest)
    (folder / f"{NEWEST}-what-i-read.md").write_bytes(text.encode())
    return folder


def _typed(
    log: Path, home: Path, size: Size, where: str, budget: int, times: tuple[float, float | None] | None
) -> Iterator[Figure]:
    with opened(log, home, size, *_TO_MID_LINE) as run:
        answers = [run.press(character) for character in _TYPED]
        is_typed = _TYPED in run.emulated().text
    name = f"a character typed in mid-line, {where}"
    remark = "" if is_typed else "the text did not appear"
    yield Figure(name, size_of(answers), budget, "bytes", remark=remark)
    if times:
        yield Figure(f"{name}: to its last byte", milliseconds(answers), times[0], "ms", True, remark)
    if times and times[1]:
        yield Figure(f"{name}: 95th percentile", milliseconds(answers, 0.95), times[1], "ms", True, remark)
