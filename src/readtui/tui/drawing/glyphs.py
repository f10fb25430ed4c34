"""Glyphs: the few signs of the screen that are no ASCII, and what stands for them where only ASCII can be shown."""

from typing import NamedTuple


class Glyphs(NamedTuple):
    """The signs that the screen draws, each one cell wide."""

    pointer: str = "▸"
    """Before the chosen line."""
    cut: str = "…"
    """Where text was cut."""
    to: str = "–"
    """Between the two ends of a range."""
    dot: str = "·"
    """Between parts that stand side by side."""
    edge: str = "│"
    """Between two panes."""


ASCII = Glyphs(pointer=">", cut="~", to="-", dot="-", edge="|")
