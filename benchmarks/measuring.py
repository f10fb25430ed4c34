"""Run: a program on a pseudo-terminal, with the times and bytes of what it says.

Times are in seconds of one monotonic clock.

    start        just before the program is forked
    first paint  the first chunk after which the screen, replayed in an emulator, shows a glyph
    seen         the first chunk after which the screen satisfies a condition
    complete     the last chunk that changed the text of the screen, before quiescence
    settled      the last byte, or the last 50 ms in which the program used the processor, before quiescence
    last byte    of a key: the last byte before quiescence, counted from the key's write
    quiescence   0.25 s without a byte in which no 50 ms used 5 % of a core, so that silent work is waited for
    slow         what a line of 128 kbit/s and 200 ms would make of the last byte, worked out from the writes
    cpu          time on a core of the program's tree, from /proc/PID/task/*/schedstat; the time of threads that
                 have ended is missing there, so /proc/PID/stat is the floor

While the clock runs nothing is parsed; the reader only answers the queries that a terminal of today answers
(synchronised output, device attributes, cursor place), because a program draws differently with them.
"""

import re
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from benchmarks.processes import cpu_until_now, memory_of
from benchmarks.slow_line import lag
from emulator import Emulator
from pseudo_terminal import Child, Size, bytes_of, private_environment

SMALL = Size(80, 24)
MIDDLE = Size(120, 40)
LARGE = Size(200, 50)

BARE = [sys.executable, str(Path(__file__).with_name("bare.py"))]
READTUI = [str(Path(sys.executable).with_name("readtui"))]

_QUIET = 0.25
_GLANCE = 0.05
_BUSY = 0.05  # share of one core
_PATIENCE = 90.0
_AGE = 3.1
_QUERY = re.compile(rb"\x1b\[(?:\?(?P<mode>\d+)\$p|(?P<place>6n)|(?P<status>5n)|(?P<device>0?c))")


class MeasuringError(Exception):
    """The program ended, or went on and on, while it was measured."""


@dataclass(frozen=True, slots=True)
class Start:
    """What a start took: seconds from the fork, bytes, KiB."""

    first_paint: float | None
    seen: float | None
    complete: float | None
    settled: float
    slow: float | None
    """Seconds to the last byte on a slow line."""
    size: int
    memory: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What a key, or several, brought about: bytes, and seconds from the last press to the last byte."""

    size: int
    last: float | None
    """None where nothing came after the last press."""
    slow: float | None
    """The same on a slow line."""
    cpu: float


class Run:
    """A program on a pseudo-terminal, with the times and bytes of what it says."""

    def __init__(
        self, argv: Sequence[str], size: Size, home: Path, env: Mapping[str, str] | None = None, cwd: Path | None = None
    ) -> None:
        environment = private_environment(home)
        environment.pop("COLORTERM")  # SSH does not carry it over, so 256 colours is what most sessions have
        environment |= env or {}
        self.size = size
        self.chunks: list[tuple[float, bytes]] = []
        self._settled = self._start = time.perf_counter()
        self.child = Child(argv, size, environment, cwd)

    def until_settled(self) -> None:
        """Read until quiescence.

        Raises:
            MeasuringError: the program ended before, or is at work for more than a minute.
        """
        start = self._settled = time.perf_counter()
        cpu = self.cpu()
        while time.perf_counter() - start < _PATIENCE:
            data = self._take(_GLANCE)
            now, used = time.perf_counter(), self.cpu()
            if data == b"":
                raise MeasuringError(f"the program ended:\n{self.emulated().text.rstrip()}")
            if data or used - cpu > _BUSY * _GLANCE:
                self._settled = now
            elif now - self._settled >= _QUIET:
                return
            cpu = used
        raise MeasuringError(f"the program was still at work after {_PATIENCE:.0f} s")

    def until_first_byte(self) -> None:
        """Read until the program says anything."""
        self._take(_PATIENCE)

    def start(self, condition: Callable[[str], bool] | None = None) -> Start:
        """Wait for the end of the start; `condition` judges the text of the screen."""
        self.until_settled()
        first = seen = complete = None
        for moment, text in self.screens():
            complete = moment
            first = first or moment
            if seen is None and condition is not None and condition(text):
                seen = moment
        size = sum(len(data) for _, data in self.chunks)
        slow = lag(self.chunks, self._start)
        return Start(first, seen, complete, self._settled - self._start, slow, size, self.memory())

    def screens(self) -> Iterator[tuple[float, str]]:
        """The text of the screen after each chunk that changed it, and when it came after the start; no blank first."""
        emulator, before = Emulator(self.size), ""
        for moment, data in self.chunks:
            emulator.feed(data)
            text = emulator.text
            if text != before and (before or text.strip()):
                before = text
                yield moment - self._start, text

    def emulated(self) -> Emulator:
        """A terminal that shows what this one does."""
        emulator = Emulator(self.size)
        for _, data in self.chunks:
            emulator.feed(data)
        return emulator

    def press(self, *keys: str) -> Answer:
        """Press keys at once, and wait for quiescence."""
        return self.hold(b"".join(map(bytes_of, keys)), 1, 1)

    def hold(self, data: bytes, count: int, rate: float) -> Answer:
        """Send the same bytes `count` times, `rate` times a second; and wait for quiescence."""
        before, cpu, start = len(self.chunks), self.cpu(), time.perf_counter()
        pressed = start
        for number in range(count):
            while (left := start + number / rate - time.perf_counter()) > 0:
                self._take(left)
            pressed = time.perf_counter()
            self.child.write(data)
        self.until_settled()
        new = self.chunks[before:]
        last = new[-1][0] - pressed if new and new[-1][0] > pressed else None
        slow = lag(new, pressed) if last is not None else None
        return Answer(sum(len(data) for _, data in new), last, slow, self.cpu() - cpu)

    def idle(self, seconds: float) -> Answer:
        """Let it be for a while."""
        before, cpu, end = len(self.chunks), self.cpu(), time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0 and self._take(left) != b"":
            pass
        return Answer(sum(len(data) for _, data in self.chunks[before:]), None, None, self.cpu() - cpu)

    def cpu(self) -> float:
        """Seconds on a core until now, of it and its children."""
        return cpu_until_now(self.child.pid)

    def memory(self) -> int:
        """Resident memory, KiB, of it and its children."""
        return memory_of(self.child.pid)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.child.kill()

    def _take(self, timeout: float) -> bytes | None:
        data: bytes | None = self.child.read(timeout)
        if data:
            self.chunks.append((time.perf_counter(), data))
            for query in _QUERY.finditer(data):
                self.child.write(_reply(query))
        return data


def _reply(query: re.Match[bytes]) -> bytes:
    """What a terminal of today says: it knows synchronised output (2026) and no other mode that is asked for."""
    if query["mode"]:
        return b"\x1b[?%s;%d$y" % (query["mode"], 2 if query["mode"] == b"2026" else 0)
    if query["place"]:
        return b"\x1b[1;1R"
    return b"\x1b[0n" if query["status"] else b"\x1b[?62;22c"


def alternated(rounds: int, *measures: Callable[[], float | None]) -> list[float | None]:
    """The median of each measure, all taken in turns, so that a slow moment of the machine meets all of them."""
    taken = [[measure() for measure in measures] for _ in range(rounds + 1)]
    return [median(column) for column in zip(*taken[1:], strict=True)]  # the first round warms the caches


def median(values: Iterable[float | None]) -> float | None:
    """The median of those that there are; None where there is none."""
    known = [value for value in values if value is not None]
    return statistics.median(known) if known else None


def percentile(values: Iterable[float | None], share: float) -> float | None:
    """The value that `share` of those that there are do not exceed; None where there is none."""
    known = sorted(value for value in values if value is not None)
    return known[min(len(known) - 1, int(len(known) * share))] if known else None


def ratio(value: float | None, unit: float | None) -> float | None:
    """How many times the unit; None where either is missing."""
    return value / unit if value is not None and unit else None


def let_files_age() -> None:
    """Wait until an index trusts the looks of files that were just written: it reads younger ones again."""
    time.sleep(_AGE)


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder that is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
