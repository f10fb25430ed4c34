"""Looks: how each look of a run is drawn, in the colours of the theme.

These are no component classes of Textual's: its style sheets are matched for each class of each pane, at each change
of a class or of the focus, which took a third of the start.
"""

from collections.abc import Mapping

from rich.style import Style
from textual.color import Color

_LOOKS: dict[str, tuple[str, str]] = {
    "strong": ("bold", ""),
    "emphasis": ("italic", ""),
    "strike": ("strike", ""),
    "heading": ("bold", "primary"),
    "code": ("", "success"),
    "quote": ("", "secondary"),
    "link": ("underline", ""),
    "url": ("dim", ""),
    "mark": ("dim", ""),
    "rule": ("dim", ""),
    "dim": ("dim", ""),
    "kind": ("", "secondary"),
    "flag": ("bold", "warning"),
    "hit": ("bold underline", "warning"),
    "problem": ("bold", "error"),
    "added": ("", "success"),
    "removed": ("", "error"),
    "chosen": ("bold", ""),
    "focused": ("bold reverse", ""),
}
"""Of each look its attributes, as Rich writes them, and the theme's variable for its colour; empty for none."""


def style_of(looks: str, variables: Mapping[str, str]) -> Style:
    """The style of looks with spaces between them; `variables` are the theme's."""
    style = Style()
    for look in looks.split():
        attributes, colour = _LOOKS.get(look, ("", ""))
        style += Style.parse(attributes)
        if colour:
            style += Style(color=Color.parse(variables[colour]).rich_color)
    return style
