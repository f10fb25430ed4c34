"""Sides: what two sides made of one post, in lines that fit: where they part, and what each changed."""

from itertools import zip_longest

from readtui.grammar.changing.merging import taking_mine
from readtui.tui.drawing.differences import lay_out_differences
from readtui.tui.drawing.glyphs import Glyphs
from readtui.tui.drawing.runs import Line, Run, joined, line_cells, wrapping

_WIDE = 100
"""Cells from which the two sides stand beside each other."""
_MARGIN: Line = (Run(" "),)


def lay_out_sides(
    base: bytes | None, mine: bytes | None, theirs: bytes | None, width: int, glyphs: Glyphs
) -> list[Line]:
    """Where `mine` and `theirs` part, and what each made of `base`, in lines of at most `width` cells.

    None stands for a file that is not there, or is not to be there.
    """
    lines: list[Line] = []
    if mine is not None and theirs is not None:
        # Both with all that touches nothing: they part only where one must give way.
        with_theirs, with_mine = taking_mine(base or b"", theirs, mine), taking_mine(base or b"", mine, theirs)
        lines += _titled("Where both changed the same", "- theirs  + yours", width)
        lines += [*_told(with_theirs, with_mine, width, glyphs), ()]
    is_wide = width >= _WIDE
    room = (width - 1) // 2 if is_wide else width
    their_part = _side("Their change", base, theirs, room, glyphs)
    my_part = _side("Your change", base, mine, room, glyphs)
    return lines + (_beside(their_part, my_part, room, glyphs) if is_wide else [*their_part, (), *my_part])


def _side(title: str, base: bytes | None, side: bytes | None, width: int, glyphs: Glyphs) -> list[Line]:
    if side is None:
        return [*_titled(title, "", width), *wrapping([Run("- the whole file", "removed")], width, _MARGIN, _MARGIN)]
    return [*_titled(title, "- before  + after", width), *_told(base or b"", side, width, glyphs)]


def _titled(title: str, signs: str, width: int) -> list[Line]:
    return wrapping([Run(title, "heading"), Run("   "), Run(signs, "dim")], width, _MARGIN, _MARGIN)


def _told(old: bytes, new: bytes, width: int, glyphs: Glyphs) -> list[Line]:
    lines = lay_out_differences(old, new, max(1, width - 1), glyphs)
    return [joined((*_MARGIN, *line)) for line in lines] or [(*_MARGIN, Run("nothing", "dim"))]


def _beside(left: list[Line], right: list[Line], width: int, glyphs: Glyphs) -> list[Line]:
    """The lines of `left`, each at most `width` cells long, with those of `right` beside them."""
    edge = Run(glyphs.edge, "rule")
    pairs = zip_longest(left, right, fillvalue=())
    return [(*one, Run(" " * (width - line_cells(one))), edge, *other) for one, other in pairs]
