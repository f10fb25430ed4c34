"""CopyMenu: what of an entry or a post shall be copied."""

from collections.abc import Sequence

from readtui.tui.copying import Copyable
from readtui.tui.dialogs.question import Answer, Question
from readtui.tui.drawing.fitting import fitted
from readtui.tui.drawing.glyphs import Glyphs

_AROUND = 10
"""Cells of a line that its key, the margins and the border take."""
_WIDTH = 64


class CopyMenu(Question):
    """A key for each thing that can be copied; enter copies the first."""

    def __init__(self, subject: str, copyables: Sequence[Copyable], glyphs: Glyphs, columns: int) -> None:
        """`subject` is of what, in words; `columns` is how wide the terminal is."""
        width = max(8, min(_WIDTH, columns * 9 // 10) - _AROUND)
        told = (f"{each.what}: {each.glimpse}" for each in copyables)
        lines = [fitted(line, width, glyphs.cut).rstrip() for line in told]
        answers = [Answer(each.key, line) for each, line in zip(copyables, lines, strict=True)]
        first = copyables[0].key if copyables else None
        super().__init__(fitted(f"Copy of “{subject}”", width, glyphs.cut).rstrip(), answers, by_enter=first)
