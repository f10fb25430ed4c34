"""Start-up: first paint, the newest weeks, all rows, bytes and memory, beside a bare Textual app in the same rounds.

Each round starts the bare app, `readtui` without an index, `readtui` with the index that this left behind, and once
more with a `j` typed as soon as anything was seen: it is ready for keys when the second post is shown. The bare app's
first paint is the unit. All posts are listed once the title of the weeks counts them; the index, which searches and the
next start want, is made after that, by a process that stands back, and the start is settled when it is there.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.budgets import Figure
from benchmarks.genlog import titles_of, write_log
from benchmarks.measuring import BARE, READTUI, SMALL, Run, Start, median, ratio, scratch

_HELD = 10_000
"""Posts at which the budgets of long logs are meant."""


@dataclass(frozen=True, slots=True)
class _Rounds:
    """What was taken, round by round."""

    bare: list[Start] = field(default_factory=list)
    cold: list[Start] = field(default_factory=list)
    warm: list[Start] = field(default_factory=list)
    ready: list[float | None] = field(default_factory=list)
    listed: list[float | None] = field(default_factory=list)
    """When all posts were in the list, without an index."""

    @property
    def unit(self) -> float | None:
        """The bare app's first paint, in seconds."""
        return median(start.first_paint for start in self.bare)


def measure() -> Iterator[Figure]:
    """Every figure of a start."""
    with scratch() as folder:
        yield from _of_520(_taken(write_log(520, folder / "520"), folder, 7))
        for posts in (2_600, _HELD):
            yield from _of_long(_taken(write_log(posts, folder / str(posts)), folder, 3), posts)


def _of_520(rounds: _Rounds) -> Iterator[Figure]:
    complete = median(start.complete for start in rounds.cold)
    remark = _milliseconds(rounds.unit, rounds.cold)
    yield Figure("no index, 520 posts complete", ratio(complete, rounds.unit), 1.6, "x bare app", remark)
    yield Figure("resident memory, 520 posts", *_memory(rounds, None))


def _of_long(rounds: _Rounds, posts: int) -> Iterator[Figure]:
    """The figures of a long log; what they may be is set for 10,000 posts."""
    held, count = posts == _HELD, f"{posts:,} posts"

    def figure(told: str, value: float | None, budget: float, unit: str = "x bare app", remark: str = "") -> Figure:
        return Figure(told, value, budget if held else None, unit, remark)

    newest = ratio(median(start.seen for start in rounds.cold), rounds.unit)
    yield figure(f"no index, {count}, to the newest weeks", newest, 1.5, remark=_milliseconds(rounds.unit, rounds.cold))
    settled = median(start.settled for start in rounds.cold)
    remark = f"with their counts, and the index made: {settled or 0:.1f} s"
    yield figure(f"no index, {count}, all of them", median(rounds.listed), 3.0, "s", remark)
    seen = ratio(median(start.seen for start in rounds.warm), rounds.unit)
    remark = _milliseconds(rounds.unit, rounds.warm)
    yield figure(f"first paint with the newest post, {count}", seen, 0.25, remark=remark)
    ready = None if None in rounds.ready else median(rounds.ready)
    remark = "" if ready else "a key typed ahead was lost"
    yield figure(f"ready for keys, {count}", ratio(ready, rounds.unit), 1.3, remark=remark)
    if held:
        own = median(start.size for start in rounds.bare)
        yield Figure("bytes sent until ready, 80x24", median(start.size for start in rounds.warm), own, "bytes")
    yield Figure(f"resident memory, {count}", *_memory(rounds, 1.3 if held else None))


def _memory(rounds: _Rounds, budget: float | None) -> tuple[float | None, float | None, str, str]:
    ours, bare = (median(start.memory for start in starts) for starts in (rounds.warm, rounds.bare))
    return ratio(ours, bare), budget, "x bare app", f"{(ours or 0) / 1024:.1f} MiB"


def _taken(posts: list[Path], folder: Path, count: int) -> _Rounds:
    rounds = _Rounds()
    argv = [*READTUI, str(posts[0].parent)]
    shows = _shows(posts[0])
    for number in range(count + 1):
        home = folder / f"home-{len(posts)}-{number}"
        bare, _ = _started(BARE, home)
        cold, listed = _started(argv, home, shows, f"/{len(posts)} ")
        warm, _ = _started(argv, home, shows)
        ready = time_until_ready(posts, home)
        if number:  # the first round warms the caches
            rounds.bare.append(bare)
            rounds.cold.append(cold)
            rounds.warm.append(warm)
            rounds.ready.append(ready)
            rounds.listed.append(listed)
    return rounds


def _started(
    argv: list[str], home: Path, condition: Callable[[str], bool] | None = None, counted: str = ""
) -> tuple[Start, float | None]:
    """A start, and seconds until the screen has the text `counted`."""
    with Run(argv, SMALL, home) as run:
        start = run.start(condition)
        return start, next((moment for moment, text in run.screens() if counted and counted in text), None)


def time_until_ready(posts: list[Path], home: Path) -> float | None:
    """Seconds until the second post is shown; None if the key that asks for it is lost."""
    shows = _shows(posts[1])
    with Run([*READTUI, str(posts[0].parent)], SMALL, home) as run:
        run.until_first_byte()
        run.child.write(b"j")
        run.until_settled()
        return next((moment for moment, text in run.screens() if shows(text)), None)


def _shows(post: Path) -> Callable[[str], bool]:
    """Whether a screen shows a post's first entry, and days of October 2026, the newest month."""
    entry = titles_of(post)[0][:12]
    return lambda text: entry in text and re.search(r"Oct|-10", text) is not None


def _milliseconds(unit: float | None, starts: list[Start]) -> str:
    moments = {
        "bare": unit,
        "first": median(start.first_paint for start in starts),
        "newest": median(start.seen for start in starts),
        "complete": median(start.complete for start in starts),
        "settled": median(start.settled for start in starts),
    }
    return "ms: " + ", ".join(f"{name} {1000 * moment:.0f}" for name, moment in moments.items() if moment is not None)
