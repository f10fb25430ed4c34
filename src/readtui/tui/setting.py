"""Setting: what a screen is given when it starts, and what does not change while it runs."""

from typing import NamedTuple

from readtui.store.folder import LogFolder
from readtui.store.rowprocess import RowProcess
from readtui.store.statefolder import StateFolder
from readtui.store.unsaved.journal import Journal
from readtui.tui.drawing.glyphs import Glyphs
from readtui.tui.wire.line import Line


class Setting(NamedTuple):
    """Where the log is, and how it is to be shown and edited."""

    folder: LogFolder
    rows: RowProcess
    """Reads the log's rows, and began before the screen was loaded."""
    glyphs: Glyphs
    editor: str | None
    """The command line of the reader's own editor; None for $VISUAL or $EDITOR."""
    journal: Journal
    """Keeps what is typed and not yet saved."""
    state: StateFolder
    """Where that is kept, and what else is known of the log."""
    is_thrown_away: bool
    """Whether the log and all that is kept of it is gone once the program ends."""
    line: Line
    """How the terminal is reached."""
    place: str
    """Which log this is, in words for the status line."""
    asks_private: bool = False
    """Whether pages of this machine and its network may be looked up."""
