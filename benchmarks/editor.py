"""The editor: bytes and time of a character typed in mid-line, in a short post and in a long one."""

from collections.abc import Iterator

from benchmarks.budgets import Figure
from benchmarks.ground import Ground, milliseconds, size_of
from benchmarks.measuring import LARGE, SMALL, scratch
from benchmarks.programs import OURS
from pseudo_terminal import Size

_PRESSES = 22


def measure() -> Iterator[Figure]:
    """Every figure of a typed character."""
    with scratch() as folder:
        ground = Ground(folder, 1)
        yield from _typed(ground, "editor", SMALL, "5 KB post, 80x24", 60, (12, 24))
        yield from _typed(ground, "editor", LARGE, "5 KB post, 200x50", 170, None)
        yield from _typed(ground, "editor, long", SMALL, "200 KB post", 80, (20, None))


def _typed(
    ground: Ground, deed: str, size: Size, where: str, budget: int, times: tuple[float, float | None] | None
) -> Iterator[Figure]:
    answers = ground.press(OURS, deed, size, _PRESSES)
    name = f"a character typed in mid-line, {where}"
    yield Figure(name, size_of(answers), budget, "bytes")
    if times:
        yield Figure(f"{name}: to its last byte", milliseconds(answers), times[0], "ms")
    if times and times[1]:
        yield Figure(f"{name}: 95th percentile", milliseconds(answers, 0.95), times[1], "ms")
