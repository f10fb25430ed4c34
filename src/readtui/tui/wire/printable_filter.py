"""PrintableFilter: the last net, under which no control byte of a post reaches the terminal."""

import re

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from readtui.model.printable import harmless

_OPENED = re.compile(r"(?:https?://|mailto:)[!-~]+")


class PrintableFilter(LineFilter):
    """Makes every segment printable, cell for cell, and drops links but those that may be opened."""

    def __init__(self, *, has_links: bool = False) -> None:
        """`has_links` says whether the terminal is told of any."""
        super().__init__()
        self._has_links = has_links

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments as they may be sent."""
        del background
        return [self._safe(segment) for segment in segments]

    def _safe(self, segment: Segment) -> Segment:
        text, style, control = segment
        if control or (text.isascii() and text.isprintable()):
            return self._unlinked(segment)
        return self._unlinked(Segment(harmless(text), style))

    def _unlinked(self, segment: Segment) -> Segment:
        style = segment.style
        if style is None or style.link is None or (self._has_links and _OPENED.fullmatch(style.link)):
            return segment
        return Segment(segment.text, style.update_link(None), segment.control)
