"""Setting: what a screen is given when it starts, and what does not change while it runs."""

from dataclasses import dataclass

from readtui.store.folder import LogFolder
from readtui.store.rowprocess import RowProcess
from readtui.tui.drawing.glyphs import Glyphs


@dataclass(frozen=True, slots=True)
class Setting:
    """Where the log is, and how it is to be shown and edited."""

    folder: LogFolder
    rows: RowProcess
    """Reads the log's rows, and began before the screen was loaded."""
    glyphs: Glyphs
    editor: str | None
    """The command line of the reader's own editor; None for $VISUAL or $EDITOR."""
    place: str
    """Which log this is, in words for the status line."""
