"""Merging: what two sides made of one text, told by its lines, and put together where that harms neither."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from readtui.grammar.lineends import line_end
from readtui.model.span import Span, Splice, splicing

_MOST_STEPS = 1_000_000  # of a comparison, some 0.3 s; texts so unlike each other count as changed from end to end


@dataclass(frozen=True, slots=True)
class _Run:
    """Lines of the old text, and those of the new one that stand in their place; half-open, counted from 0."""

    start: int
    end: int
    new_start: int
    new_end: int


@dataclass(frozen=True, slots=True)
class _Meeting:
    """Bytes of the base that a side changed, or both did side by side, and what each made of them."""

    span: Span
    mine: bytes
    theirs: bytes

    def settled(self, base: bytes) -> bytes | None:
        """What stands there once both had their way; None where each wants something else."""
        if self.mine == self.theirs or self.mine == self.span.of(base):
            return self.theirs
        return self.mine if self.theirs == self.span.of(base) else None


def difference(old: bytes, new: bytes) -> Splice:
    """The one splice that makes `new` of `old`: what both begin and end with stays."""
    shorter = min(len(old), len(new))
    head = _shared(old, new, shorter)
    tail = _shared(old[::-1], new[::-1], shorter - head)
    return Splice(Span(head, len(old) - tail), new[head : len(new) - tail])


def differences(old: bytes, new: bytes) -> tuple[Splice, ...]:
    """The splices that make `new` of `old`, in order, each over a run of whole lines; none where they are equal."""
    old_lines, new_lines = old.splitlines(keepends=True), new.splitlines(keepends=True)
    splices, place, done = [], 0, 0
    for run in _runs(old_lines, new_lines):
        start = place + sum(map(len, old_lines[done : run.start]))
        place, done = start + sum(map(len, old_lines[run.start : run.end])), run.end
        splices.append(Splice(Span(start, place), b"".join(new_lines[run.new_start : run.new_end])))
    return tuple(splices)


def merging(base: bytes, mine: bytes, theirs: bytes) -> bytes | None:
    """`base` with what both sides changed; None where their changes touch, adjacent lines too, and are not the same."""
    splices = []
    for meeting in _meetings(base, mine, theirs):
        settled = meeting.settled(base)
        if settled is None:
            return None
        splices.append(Splice(meeting.span, settled))
    return splicing(base, splices)


def keeping_both(base: bytes, mine: bytes, theirs: bytes) -> bytes:
    """`base` with what both sides changed; where their changes touch, their lines and then mine."""
    splices = []
    for meeting in _meetings(base, mine, theirs):
        settled = meeting.settled(base)
        if settled is None:
            settled = meeting.theirs + _between(meeting.theirs, meeting.mine, base) + meeting.mine
        splices.append(Splice(meeting.span, settled))
    return splicing(base, splices)


def taking_mine(base: bytes, mine: bytes, theirs: bytes) -> bytes:
    """`base` with what both sides changed; where they changed the same lines, mine alone. What is beside them stays."""
    my_splices = differences(base, mine)
    kept = [each for each in differences(base, theirs) if not any(_overlap(each.span, my.span) for my in my_splices)]
    splices: list[Splice] = []
    for splice in sorted((*my_splices, *kept)):
        gap = b""
        if splices and splices[-1].span.end == splice.span.start:
            gap = _between(splices[-1].replacement, splice.replacement, base)
        splices.append(Splice(splice.span, gap + splice.replacement))
    return splicing(base, splices)


def _overlap(one: Span, other: Span) -> bool:
    return one == other or (one.start < other.end and other.start < one.end)


def _between(above: bytes, below: bytes, base: bytes) -> bytes:
    """What keeps the last line of `above` and the first of `below` two lines."""
    if not above or not below:
        return b""
    if above.endswith((b"\n", b"\r")):
        return b"\n" if above.endswith(b"\r") and below.startswith(b"\n") else b""
    end = line_end(above + below, base)
    return b"\r\n" if end == b"\r" and below.startswith(b"\n") else end


def _meetings(base: bytes, mine: bytes, theirs: bytes) -> Iterator[_Meeting]:
    """Where the sides changed the base, in order; what touches is one."""
    my_splices, their_splices = differences(base, mine), differences(base, theirs)
    spans: list[Span] = []
    for span in sorted(splice.span for splice in (*my_splices, *their_splices)):
        if spans and span.start <= spans[-1].end:
            spans[-1] = Span(spans[-1].start, max(spans[-1].end, span.end))
        else:
            spans.append(span)
    my_parts, their_parts = _parts(base, my_splices, spans), _parts(base, their_splices, spans)
    for span, my_part, their_part in zip(spans, my_parts, their_parts, strict=True):
        yield _Meeting(span, my_part, their_part)


def _parts(base: bytes, splices: tuple[Splice, ...], spans: list[Span]) -> Iterator[bytes]:
    """What the splices make of each of the spans; each splice lies in one."""
    place = 0
    for span in spans:
        inside = []
        while place < len(splices) and span.holds(splices[place].span):
            inside.append(Splice(splices[place].span.shifted(-span.start), splices[place].replacement))
            place += 1
        yield splicing(span.of(base), inside)


def _runs(old: Sequence[bytes], new: Sequence[bytes]) -> list[_Run]:
    """The runs of lines in which the two differ, in order; between two of them stands a line that both have."""
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    runs, at, new_at = [], head, head
    # What both end with is left to the search: trimmed first, it would tell one addition now higher, now lower.
    matches = _matches(old[head:], new[head:]) or _common_end(old[head:], new[head:])
    for place, new_place in (*((head + x, head + y) for x, y in matches), (len(old), len(new))):
        if (place, new_place) != (at, new_at):
            runs.append(_Run(at, place, new_at, new_place))
        at, new_at = place + 1, new_place + 1
    return _lowered(runs, old, new)


def _common_end(old: Sequence[bytes], new: Sequence[bytes]) -> list[tuple[int, int]]:
    """Pairs of places of the lines that both end with, in order."""
    tail = 0
    while tail < min(len(old), len(new)) and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return [(len(old) - left, len(new) - left) for left in range(tail, 0, -1)]


def _lowered(runs: list[_Run], old: Sequence[bytes], new: Sequence[bytes]) -> list[_Run]:
    """The runs, each that only adds or only removes as far down as it can stand: the same change is told the same."""
    lowered: list[_Run] = []
    for run in reversed(runs):
        limit = lowered[-1].start if lowered else len(old)
        room = limit - run.end
        by = 0
        if run.start == run.end:
            while by < room and new[run.new_start + by] == new[run.new_end + by]:
                by += 1
        elif run.new_start == run.new_end:
            while by < room and old[run.start + by] == old[run.end + by]:
                by += 1
        moved = _Run(run.start + by, run.end + by, run.new_start + by, run.new_end + by)
        if lowered and moved.end == limit:
            below = lowered.pop()
            moved = _Run(moved.start, below.end, moved.new_start, below.new_end)
        lowered.append(moved)
    return lowered[::-1]


def _matches(old: Sequence[bytes], new: Sequence[bytes]) -> list[tuple[int, int]]:
    """Pairs of places of the lines that both keep, in order; none where the two are too unlike to compare."""
    shared = set(old) & set(new)  # a line that one side alone has matches nothing, and need not be looked at
    numbers = {line: number for number, line in enumerate(shared)}
    places = [place for place, line in enumerate(old) if line in shared]
    new_places = [place for place, line in enumerate(new) if line in shared]
    pairs = _shortest([numbers[old[place]] for place in places], [numbers[new[place]] for place in new_places])
    return [(places[x], new_places[y]) for x, y in pairs]


def _shortest(old: list[int], new: list[int]) -> list[tuple[int, int]]:
    """The pairs of equal places in the way with the fewest changes (Myers 1986); none where the search grows long."""
    furthest = {1: 0}  # on each diagonal, the place in `old` that was reached
    trace: list[dict[int, int]] = []
    steps = 0
    for changes in range(len(old) + len(new) + 1):
        trace.append(furthest)
        furthest = {}
        # Diagonals that lie beside the two texts lead nowhere.
        first = changes - 2 * max(0, changes - len(new))
        last = changes - 2 * max(0, changes - len(old))
        for diagonal in range(-first, last + 1, 2):
            begin = x = _entered(trace[-1], diagonal, changes)
            y = x - diagonal
            while x < len(old) and y < len(new) and old[x] == new[y]:
                x, y = x + 1, y + 1
            furthest[diagonal] = x
            steps += 1 + x - begin
            if x >= len(old) and y >= len(new):
                return _traced(trace, len(old), len(new))
        if steps > _MOST_STEPS:
            break
    return []


def _entered(before: dict[int, int], diagonal: int, changes: int) -> int:
    """The place in the old text where a diagonal is entered by one change more."""
    above, left = before.get(diagonal + 1, -1), before.get(diagonal - 1, -1) + 1
    if changes == 0:
        return 0
    return above if above >= left else left


def _traced(trace: list[dict[int, int]], x: int, y: int) -> list[tuple[int, int]]:
    """The pairs of equal places on the way that ends at `x` and `y`."""
    pairs = []
    for changes in range(len(trace) - 1, -1, -1):
        begin = _entered(trace[changes], x - y, changes)
        diagonal = x - y
        while x > begin:
            x, y = x - 1, y - 1
            pairs.append((x, y))
        if changes:
            came_down = trace[changes].get(diagonal + 1, -1) == begin
            x, y = (x, y - 1) if came_down else (x - 1, y)
    return pairs[::-1]


def _shared(one: bytes, other: bytes, most: int) -> int:
    """How many bytes both begin with, `most` at the most."""
    low, high = 0, most
    while low < high:  # by halves, since comparing slices is fast and comparing bytes is not
        middle = (low + high + 1) // 2
        if one[:middle] == other[:middle]:
            low = middle
        else:
            high = middle - 1
    return low
