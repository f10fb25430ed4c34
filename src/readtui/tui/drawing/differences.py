"""Differences: where two texts part, in lines that fit: what the one has alone, what the other has, a little around."""

from collections.abc import Iterator
from typing import NamedTuple

from readtui.grammar.changing.merging import differences
from readtui.model.printable import one_row
from readtui.tui.drawing.glyphs import Glyphs
from readtui.tui.drawing.runs import Line, Run, chopping

_AROUND = 2
"""Lines of what both have, shown above and below a difference."""
_TAB = 4


class _Told(NamedTuple):
    """A line with the sign before it."""

    sign: str
    look: str
    text: str


def lay_out_differences(old: bytes, new: bytes, width: int, glyphs: Glyphs) -> list[Line]:
    """What makes `new` of `old`, in lines of at most `width` cells; none where they are the same.

    Lines of `old` alone begin with `-`, those of `new` alone with `+`: the signs tell it, not the colours. Line ends
    are shown as marks where nothing else differs.
    """
    lines: list[Line] = []
    for sign, look, text in _told(old, new, glyphs.cut):
        first, *rest = chopping(text, max(1, width - 2))
        lines.append((Run(f"{sign} ", look), Run(first, look)))
        lines += [(Run("  "), Run(part, look)) for part in rest]
    return lines


def _told(old: bytes, new: bytes, cut: str) -> Iterator[_Told]:
    end = 0
    splices = differences(old, new)
    for place, splice in enumerate(splices):
        yield from _around(_shown(old[end : splice.span.start]), _AROUND if place else 0, _AROUND, cut)
        gone, come = splice.span.of(old), splice.replacement
        by_ends = _shown(gone) == _shown(come)
        yield from (_Told("-", "removed", text) for text in _shown(gone, with_ends=by_ends))
        yield from (_Told("+", "added", text) for text in _shown(come, with_ends=by_ends))
        end = splice.span.end
    if splices:
        yield from _around(_shown(old[end:]), _AROUND, 0, cut)


def _around(texts: list[str], head: int, tail: int, cut: str) -> Iterator[_Told]:
    """Of lines that both have, the first and the last, with a mark for those between."""
    if len(texts) <= head + 1 + tail:
        head, tail = len(texts), 0
    yield from (_Told(" ", "dim", text) for text in texts[:head])
    if head + tail < len(texts):
        yield _Told(" ", "dim", cut)
        yield from (_Told(" ", "dim", text) for text in texts[len(texts) - tail :] if tail)


def _shown(source: bytes, *, with_ends: bool = False) -> list[str]:
    """The lines, made printable."""
    lines = [line.decode("utf-8", "replace") for line in source.splitlines(keepends=True)]
    return [one_row((line if with_ends else line.rstrip("\r\n")).expandtabs(_TAB)) for line in lines]
