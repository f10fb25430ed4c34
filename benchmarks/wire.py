"""The wire: what the same deeds send and take in our program, in ours as stock Textual would send it, and in its peers.

Bytes are exact, milliseconds are those of this machine; `slow` is what a line of 128 kbit/s and 200 ms there and back
makes of the writes as they were recorded, in milliseconds from the press to the last byte. Keys that are held are told
to our program as coming over SSH where `slow` is worked out, since it then spares the line.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from benchmarks.budgets import Figure, number
from benchmarks.ground import Ground, milliseconds, size_of
from benchmarks.measuring import LARGE, MIDDLE, SMALL, Answer, median, scratch
from benchmarks.programs import PROGRAMS, Program
from pseudo_terminal import Size

_PRESSES = 15
_FEW = 3
_HELD = (60, 30.0)
"""Two seconds of a key that a keyboard repeats."""
_TYPED = (30, 10.0)


@dataclass(frozen=True, slots=True)
class Compared:
    """A figure of ours beside the others'."""

    figure: Figure
    others: tuple[float | str | None, ...]

    @property
    def row(self) -> str:
        """The figure as a row of the table."""
        ours, others = self.figure, "".join(f"{number(other):>10}" for other in self.others)
        known = ours.value is not None and ours.budget is not None
        verdict = ("OVER" if ours.verdict == "OVER" else "ok") if known else ""
        return f"{ours.measure:<36}{ours.unit:<6}{number(ours.budget):>7}{number(ours.value):>9} {verdict:<5}{others}"


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above the rows of one size."""

    size: Size

    @property
    def row(self) -> str:
        """The heading as a row of the table."""
        ours, *others = (program.name for program in PROGRAMS)
        names = "".join(f"{name:>10}" for name in others)
        return f"\n{f'{self.size.columns}x{self.size.rows}':<42}{'budget':>7}{ours:>9} {'':<5}{names}"


@dataclass(frozen=True, slots=True)
class _Deed:
    """Something that is done, and what it may cost at most: bytes, milliseconds, and those on a slow line."""

    name: str
    what: str
    budget: tuple[float | None, float | None, float | None] = (None, None, None)
    count: int = _PRESSES


_BINDING = {
    SMALL: (
        _Deed("next of a list", "list", (130, 5, None)),
        _Deed("next of a list, detail following", "list and detail", (1_600, 10, None)),
        _Deed("character in mid-line, 5 KB", "editor", (60, 12, None)),
        _Deed("character in mid-line, 200 KB", "editor, long", (80, 20, None)),
        _Deed("page down", "page", (2_500, 15, None), _FEW),
    ),
    MIDDLE: (
        _Deed("next of a list", "list", (130, 5, None)),
        _Deed("next of a list, detail following", "list and detail", (None, 10, None)),
        _Deed("character in mid-line, 5 KB", "editor", (None, 12, None)),
        _Deed("character in mid-line, 200 KB", "editor, long", (80, 20, None)),
        _Deed("page down", "page", (None, 15, None), _FEW),
    ),
    LARGE: (
        _Deed("next of a list", "list", (130, None, None)),
        _Deed("next of a list, detail following", "list and detail", (5_200, None, None)),
        _Deed("character in mid-line, 5 KB", "editor", (170, None, None)),
    ),
}
_SHOWN = tuple(
    _Deed(f"{what}, {way}", f"{what}{', back' if way == 'closed' else ''}", count=_FEW)
    for what in ("help", "palette", "question")
    for way in ("opened", "closed")
)
_BEGIN = {SMALL: 5_300}
"""Bytes of a bare Textual app until it is ready."""
_HOLD = (
    _Deed("30 characters at 10/s", "editor", (None, None, 1.1 * 204)),
    _Deed("30 next of a list at 10/s", "list"),
    _Deed("30 next at 10/s, detail following", "list and detail", (None, None, 450)),
)


def measure(programs: Sequence[Program] = PROGRAMS, posts: int = 520) -> Iterator[Heading | Compared]:
    """Every row of every size; over a log of so many posts."""
    with scratch() as folder:
        ground = Ground(folder, posts)
        for size, deeds in _BINDING.items():
            yield Heading(size)
            for deed in deeds:
                yield from pressed(ground, programs, deed.what, size, deed.count, deed.budget, deed.name)
            if size is LARGE:
                continue
            for deed in _SHOWN:
                yield from pressed(ground, programs, deed.what, size, deed.count, deed.budget, deed.name)
            yield from started(ground, programs, size)
            for deed in _HOLD:
                yield from _held(ground, programs, deed, size)
            yield from _repeated(ground, programs, size)
            yield from rested(ground, programs, size, 10)


def pressed(
    ground: Ground,
    programs: Sequence[Program],
    what: str,
    size: Size,
    count: int,
    budget: tuple[float | None, float | None, float | None] = (None, None, None),
    name: str = "",
) -> Iterator[Compared]:
    """What presses of a key send and take: the medians."""
    answers = [ground.press(program, what, size, count) for program in programs]
    yield _compared(name or what, "bytes", budget[0], programs, [size_of(some) for some in answers])
    yield _compared("", "ms", budget[1], programs, [milliseconds(some) for some in answers])
    yield _compared("", "slow", budget[2], programs, [_slow(some) for some in answers])


def started(ground: Ground, programs: Sequence[Program], size: Size) -> Iterator[Compared]:
    """What a start sends and takes until the program is ready: of three, in turns."""
    there = [program for program in programs if program.is_there]
    rounds = [{program.name: ground.start(program, size) for program in there} for _ in range(_FEW)]
    starts = [[taken[program.name] for taken in rounds if program.name in taken] for program in programs]
    sizes = [median(start.size for start in some) for some in starts]
    yield _compared("start until ready", "bytes", _BEGIN.get(size), programs, sizes)
    yield _compared("", "ms", None, programs, [_in_ms(median(start.complete for start in some)) for some in starts])
    yield _compared("", "slow", None, programs, [_in_ms(median(start.slow for start in some)) for some in starts])


def rested(ground: Ground, programs: Sequence[Program], size: Size, seconds: float) -> Iterator[Compared]:
    """What is sent and taken while nothing happens, with an editor open where there is one."""
    rests = [ground.rest(program, size, seconds) for program in programs]
    name = f"{seconds:.0f} idle seconds, editor open"
    yield _compared(name, "bytes", 0, programs, [None if rest is None else rest.size for rest in rests])
    yield _compared("", "ms CPU", 10, programs, [None if rest is None else rest.cpu * 1000 for rest in rests])


def _held(ground: Ground, programs: Sequence[Program], deed: _Deed, size: Size) -> Iterator[Compared]:
    held = [_list_of(ground.hold(program, deed.what, size, *_TYPED, is_far=True)) for program in programs]
    yield _compared(deed.name, "slow", deed.budget[2], programs, [_slow(some) for some in held])


def _repeated(ground: Ground, programs: Sequence[Program], size: Size) -> Iterator[Compared]:
    """What comes after the last press of a key that is held: in our program and its stock form, with the detail."""

    def lags(of: Callable[[list[Answer]], float | None], *, is_far: bool) -> list[float | None]:
        taken = []
        for program in programs:
            what = "list and detail" if "list and detail" in program.ways else "list"
            taken.append(of(_list_of(ground.hold(program, what, size, *_HELD, is_far=is_far))))
        return taken

    yield _compared("next held for 2 s at 30/s", "ms", 20, programs, lags(milliseconds, is_far=False))
    yield _compared("", "slow", None, programs, lags(_slow, is_far=True))


def _compared(
    name: str, unit: str, budget: float | None, programs: Sequence[Program], values: Sequence[float | None]
) -> Compared:
    others = [value if program.is_there else "absent" for program, value in zip(programs[1:], values[1:], strict=True)]
    return Compared(Figure(name, values[0], budget, unit), tuple(others))


def _list_of(answer: Answer | None) -> list[Answer]:
    return [] if answer is None else [answer]


def _slow(answers: Sequence[Answer]) -> float | None:
    return _in_ms(median(answer.slow for answer in answers))


def _in_ms(seconds: float | None) -> float | None:
    return None if seconds is None else seconds * 1000
