"""Keys in lists and in the detail: bytes and time to the last byte, a held key, a slow line, an idle editor.

`j` goes down the weeks: the detail follows, or is out of sight while the list is zoomed.
"""

from collections.abc import Iterator

from benchmarks.budgets import Figure
from benchmarks.ground import Ground, milliseconds, size_of
from benchmarks.measuring import LARGE, SMALL, scratch
from benchmarks.programs import OURS

_PRESSES = 25
_VIM_ON_A_SLOW_LINE = 204  # milliseconds: the way there and back, and a few bytes


def measure() -> Iterator[Figure]:
    """Every figure of a key outside the editor, and of the editor's rest."""
    with scratch() as folder:
        ground = Ground(folder)
        yield from _with_detail(ground)
        yield from _list_only(ground)
        yield from _held(ground)
        yield from _page_down(ground)
        yield from _idle(ground)
        yield from _slow_line(ground)


def _with_detail(ground: Ground) -> Iterator[Figure]:
    for size, budget in ((SMALL, 1_600), (LARGE, 5_200)):
        answers = ground.press(OURS, "list and detail", size, _PRESSES)
        name = f"`j` with the detail following, {size.columns}x{size.rows}"
        yield Figure(name, size_of(answers), budget, "bytes")
        if size is SMALL:
            yield Figure(f"{name}: to its last byte", milliseconds(answers), 10, "ms")
            yield Figure(f"{name}: 95th percentile", milliseconds(answers, 0.95), 20, "ms")


def _list_only(ground: Ground) -> Iterator[Figure]:
    for size in (SMALL, LARGE):
        answers = ground.press(OURS, "list", size, _PRESSES)
        name = f"`j` where only the list changes, {size.columns}x{size.rows}"
        yield Figure(name, size_of(answers), 130, "bytes", remark="weeks zoomed")
        if size is SMALL:
            yield Figure(f"{name}: to its last byte", milliseconds(answers), 5, "ms")
            yield Figure(f"{name}: 95th percentile", milliseconds(answers, 0.95), 10, "ms")


def _held(ground: Ground) -> Iterator[Figure]:
    held = ground.hold(OURS, "list and detail", SMALL, 60, 30)
    lag = milliseconds([held] if held else [])
    yield Figure("`j` held for 2 s at 30/s: lag after the last press", lag, 20, "ms")


def _page_down(ground: Ground) -> Iterator[Figure]:
    answers = ground.press(OURS, "page", SMALL, _PRESSES // 5)
    yield Figure("page down in the detail, 80x24", size_of(answers), 2_500, "bytes")
    yield Figure("page down in the detail: to its last byte", milliseconds(answers), 15, "ms")


def _idle(ground: Ground) -> Iterator[Figure]:
    rest = ground.rest(OURS, SMALL, 10)
    yield Figure("ten idle seconds, editor open", None if rest is None else rest.size, 0, "bytes")
    yield Figure("ten idle seconds, editor open: CPU", None if rest is None else rest.cpu * 1000, 10, "ms")


def _slow_line(ground: Ground) -> Iterator[Figure]:
    for name, deed, budget in (
        ("editor", "editor", 1.1 * _VIM_ON_A_SLOW_LINE),
        ("list with detail", "list and detail", 450),
    ):
        held = ground.hold(OURS, deed, SMALL, 30, 10, is_far=True)
        lag = held.slow * 1000 if held and held.slow is not None else None
        yield Figure(f"30 keys at 10/s on a slow line: lag after the last, {name}", lag, budget, "ms")
