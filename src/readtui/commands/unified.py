"""Unified: the difference of two texts as `diff -u` prints it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from readtui.grammar.changing.merging import differences
from readtui.grammar.inline import text_of

_AROUND = 3
"""Lines of the same above and below a change."""


@dataclass(frozen=True, slots=True)
class _Change:
    """Lines of the old text, counted from 0, and what stands in their place."""

    start: int
    end: int
    new: tuple[bytes, ...]


def unified(old: bytes, new: bytes, old_name: str, new_name: str) -> Iterator[str]:
    """The lines of the difference, without line ends; none where the two are equal."""
    lines = _lines_of(old)
    changes = list(_changes(old, new))
    if changes:
        yield f"--- {old_name}"
        yield f"+++ {new_name}"
    ahead = 0  # how many lines the new text has more, above the hunk
    for hunk in _hunks(changes):
        start, end = max(hunk[0].start - _AROUND, 0), min(hunk[-1].end + _AROUND, len(lines))
        more = sum(len(change.new) - (change.end - change.start) for change in hunk)
        yield f"@@ -{_range(start, end - start)} +{_range(start + ahead, end - start + more)} @@"
        ahead += more
        place = start
        for change in hunk:
            yield from _marked(" ", lines[place : change.start])
            yield from _marked("-", lines[change.start : change.end])
            yield from _marked("+", change.new)
            place = change.end
        yield from _marked(" ", lines[place:end])


def _changes(old: bytes, new: bytes) -> Iterator[_Change]:
    line, place = 0, 0
    for splice in differences(old, new):
        line += len(_lines_of(old[place : splice.span.start]))
        count = len(_lines_of(splice.span.of(old)))
        yield _Change(line, line + count, tuple(_lines_of(splice.replacement)))
        line, place = line + count, splice.span.end


def _lines_of(source: bytes) -> list[bytes]:
    return source.splitlines()


def _hunks(changes: Sequence[_Change]) -> Iterator[list[_Change]]:
    """The changes, those together whose surroundings meet."""
    hunk: list[_Change] = []
    for change in changes:
        if hunk and change.start - hunk[-1].end > 2 * _AROUND:
            yield hunk
            hunk = []
        hunk.append(change)
    if hunk:
        yield hunk


def _range(start: int, count: int) -> str:
    first = start + 1 if count else start  # of no lines, the one above is told
    return f"{first}" if count == 1 else f"{first},{count}"


def _marked(mark: str, lines: Sequence[bytes]) -> Iterator[str]:
    for line in lines:
        yield mark + text_of(line)
