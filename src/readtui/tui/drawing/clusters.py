"""Clusters: what is drawn as one character, and where between them a line may break."""

import re
from collections.abc import Iterator

from rich.cells import cell_len

MAYBE_WIDE = re.compile("[^\\x00-\u10ff\u2000-\u22ff]")
"""A character that may take two cells: most texts have none. Said by what it is not: else it takes 3 ms to compile."""

_STAYS_BEHIND = frozenset(",.;:!?)]}'\"%…’”、。，．！？；：」』）】》〉〕｝ー々")
_STAYS_BEFORE = frozenset("([{'\"‘“「『（【《〈〔｛")
_TOO_WIDE = "?"  # for a character of two cells where the whole line has one


def clusters(text: str, start: int = 0) -> Iterator[str]:
    """What a cursor would step over from `start` on: characters with all that is drawn on or joined to them."""
    end = start
    while end < len(text):
        is_joining = text[end] == "\u200d"
        end += 1
        while end < len(text) and (is_joining or _stays(text[end])):
            is_joining = text[end] == "\u200d"
            end += 1
        yield text[start:end]
        start = end


def _stays(character: str) -> bool:
    return not character.isascii() and (character in "\u200d\ufe0f" or not cell_len(character))


def fitting_head(text: str, start: int, room: int, *, is_line_empty: bool) -> tuple[str, int]:
    """As much of the text from `start` on as fits in `room` cells, and where the rest begins."""
    if text.isascii():
        return text[start : start + room], start + room
    end = start
    for cluster in clusters(text, start):
        size = cell_len(cluster)
        if size > room:
            if end == start and is_line_empty:
                return _TOO_WIDE, start + len(cluster)
            break
        room -= size
        end += len(cluster)
    return text[start:end], end


def wide_ending(unit: str) -> str:
    """The unit's last character, if that takes two cells."""
    last = list(clusters(unit))[-1] if MAYBE_WIDE.search(unit) else ""
    return last if cell_len(last) > 1 else ""


def units(word: str, before: str) -> Iterator[tuple[str, bool]]:
    """The parts of a word that stay whole, each with whether a line may break before it."""
    if not before and not MAYBE_WIDE.search(word):
        yield word, False
        return
    unit, unit_may_break = "", False
    last, is_last_wide = before, bool(before)
    for cluster in clusters(word):
        is_wide = cell_len(cluster) > 1
        may_break = (
            bool(last)
            and (is_wide or is_last_wide)
            and cluster[0] not in _STAYS_BEHIND
            and last[0] not in _STAYS_BEFORE
        )
        if may_break and unit:
            yield unit, unit_may_break
            unit = ""
        if not unit:
            unit_may_break = may_break
        unit += cluster
        last, is_last_wide = cluster, is_wide
    if unit:
        yield unit, unit_may_break
