"""Plain filters: what a terminal does not know is not sent to it: signs beyond ASCII, colours, many a look."""

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

from readtui.tui.drawing.ascii import in_ascii

_SIMPLE = Style(dim=False, italic=False, strike=False)


class AsciiFilter(LineFilter):
    """Makes every segment ASCII, cell for cell."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments in ASCII."""
        del background
        return [Segment(in_ascii(text), style, control) for text, style, control in segments]


class SimpleFilter(LineFilter):
    """Leaves of all looks those that a VT100 has: bold, underlined, reversed."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments without other looks."""
        del background
        return [Segment(text, style + _SIMPLE if style else style, control) for text, style, control in segments]
