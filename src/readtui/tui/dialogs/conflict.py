"""Conflict: whose text shall stand, where somebody else changed what is to be saved."""

from collections.abc import Mapping
from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from readtui.store.faults import Conflict
from readtui.tui.drawing.glyphs import Glyphs
from readtui.tui.drawing.runs import Line, Run
from readtui.tui.drawing.sides import lay_out_sides
from readtui.tui.panes.answers import Answers
from readtui.tui.panes.laid_out_view import LaidOutView
from readtui.tui.panes.line_view import lines_shown

Whose = Literal["both", "mine", "theirs"]
"""Whose text shall stand."""

_KEYS: Mapping[Whose, str] = {"both": "b", "mine": "m", "theirs": "t"}

TOUCHED: Mapping[Whose, str] = {
    "both": "keep both: theirs, and yours below it",
    "mine": "take yours there; theirs is kept in the history",
    "theirs": "take theirs; what you typed is kept for 90 days",
}
"""What can be done where both changed the same."""
GONE: Mapping[Whose, str] = {
    "mine": "make the file again, with what you typed",
    "theirs": "leave it deleted; what you typed is kept for 90 days",
}
"""What can be done where others deleted or moved the file."""


class ConflictView(LaidOutView):
    """Both texts, and where they part."""

    def __init__(self, told: str, conflict: Conflict, glyphs: Glyphs) -> None:
        """`told` is what the conflict is, in a few words."""
        super().__init__()
        self._glyphs = glyphs
        self._told = told
        self._conflict = conflict

    def heading(self) -> Line:
        """What happened, and which lines are shown."""
        place = lines_shown(self, self._glyphs)
        return (Run(f" {self._told} ", "heading"), Run(f" lines {place}, j k scroll" if place else " ", "dim"))

    def laid_out(self, width: int) -> list[Line]:
        """Both texts."""
        conflict = self._conflict
        return lay_out_sides(conflict.base, conflict.mine, conflict.theirs, width, self._glyphs)


class ConflictDialog(ModalScreen[Whose | None]):
    """Both texts and where they part, and a key for each way out; esc gives no answer."""

    # Not see-through: what is beneath would be drawn, dimmed, under every line.
    DEFAULT_CSS = "ConflictDialog, ConflictDialog:ansi { background: $background; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("b", "settle('both')", "Keep both", id="conflict-both"),
        Binding("m", "settle('mine')", "Take mine", id="conflict-mine"),
        Binding("t", "settle('theirs')", "Take theirs", id="conflict-theirs"),
        Binding("escape", "dismiss(None)", "Go back", id="conflict-back", key_display="esc"),
    ]

    def __init__(self, told: str, conflict: Conflict, answers: Mapping[Whose, str], glyphs: Glyphs) -> None:
        """`told` is what happened, in a few words; `answers` what can be done, in words too."""
        super().__init__()
        self._view = ConflictView(told, conflict, glyphs)
        self._answers = answers
        self._glyphs = glyphs

    def compose(self) -> ComposeResult:
        """The texts above the answers."""
        yield self._view
        ways = [(_KEYS[whose], told) for whose, told in self._answers.items()]
        yield Answers([*ways, ("esc", "go back, and write nothing")], self._glyphs)

    def action_settle(self, whose: Whose) -> None:
        """Leave with an answer, if it is one that can be given."""
        if whose in self._answers:
            self.dismiss(whose)
