"""Cells: a text as a terminal's cells hold it."""

from functools import lru_cache

from rich.cells import split_graphemes

_JOINER = "\u200d"
BESIDE = ""
"""What stands in the second cell of a wide character."""


def cells_of(text: str) -> list[str]:
    """What each cell holds that the text takes: a character with all that is drawn on it, or BESIDE."""
    return list(text) if text.isascii() else list(_cells_of(text))


@lru_cache(1024)
def _cells_of(text: str) -> tuple[str, ...]:
    cells: list[str] = []
    spans, _ = split_graphemes(text)
    for start, end, width in spans:
        if width:
            cells += [text[start:end], *[BESIDE] * (width - 1)]
        elif cells:  # drawn on what stands before
            place = next(at for at in range(len(cells) - 1, -1, -1) if cells[at] or not at)
            cells[place] += text[start:end]
    return tuple(cell.rstrip(_JOINER) for cell in cells)  # what it would join stands in a cell of its own
