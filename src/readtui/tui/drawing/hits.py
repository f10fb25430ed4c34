"""Hits: where the words of a search stand in lines, and how they are marked."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from readtui.model.snippet import Place
from readtui.tui.drawing.runs import Line, Run

if TYPE_CHECKING:
    from readtui.model.search import Search

_MOST = 400_000
"""Characters that are looked through; what is longer is shown without marks."""


def marked(line: Line, search: "Search | None") -> Line:
    """The line with the words of the search marked; itself where it has none."""
    if search is None or not search.words:
        return line
    from readtui.grammar.searching.snippets import places_of  # only where something is searched for

    spans = places_of("".join(run.text for run in line), search)
    return _marked(line, spans) if spans else line


def marked_lines(lines: Sequence[Line], search: "Search") -> tuple[list[Line], list[int]]:
    """The lines with the words of the search marked, and of each hit the line in which it begins, from 0.

    A phrase may go on over the end of a line.
    """
    from readtui.grammar.searching.snippets import places_of  # only where something is searched for

    made = list(lines)
    texts = ["".join(run.text for run in line) for line in lines]
    if sum(map(len, texts)) > _MOST:
        return made, []
    starts = [0, *accumulate(len(text) + 1 for text in texts)]
    hits: list[int] = []
    inside: dict[int, list[Place]] = {}
    for place in places_of("\n".join(texts), search):
        first = bisect_right(starts, place.start) - 1
        hits.append(first)
        number = first
        while number < len(texts) and starts[number] < place.end:
            start, end = max(place.start - starts[number], 0), min(place.end - starts[number], len(texts[number]))
            if start < end:
                inside.setdefault(number, []).append(Place(start, end))
            number += 1
    for number, spans in inside.items():
        made[number] = _marked(lines[number], spans)
    return made, hits


def _marked(line: Line, spans: Sequence[Place]) -> Line:
    edges = sorted({place for span in spans for place in (span.start, span.end)})
    runs: list[Run] = []
    start = 0
    for run in line:
        end = start + len(run.text)
        cuts = [start, *(edge for edge in edges if start < edge < end), end]
        for first, last in pairwise(cuts):
            is_hit = any(span.start <= first < span.end for span in spans)
            text = run.text[first - start : last - start]
            runs.append(run._replace(text=text, look=f"{run.look} hit") if is_hit else run._replace(text=text))
        start = end
    return tuple(runs)
