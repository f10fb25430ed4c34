"""ConventionsCard: how this log writes things, and how many of its posts show it."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from readtui.model.conventions import Convention
from readtui.model.printable import one_line
from readtui.tui.drawing.runs import Line, Run, wrapping
from readtui.tui.panes.laid_out_view import LaidOutView

_NAME_WIDTH = 13


class ConventionsView(LaidOutView):
    """The conventions, line by line."""

    def __init__(self, told: Sequence[Convention]) -> None:
        super().__init__()
        self._told = told

    def heading(self) -> Line:
        """What this is, and how to leave."""
        return (Run(" How this log writes things", "heading"), Run("  j k scroll, esc goes back", "dim"))

    def laid_out(self, width: int) -> list[Line]:
        """Each of them, and where they can be set."""
        lines: list[Line] = [()]
        for each in self._told:
            indent = (Run(f" {each.name:<{_NAME_WIDTH}} ", "strong"),)
            basis = f"  {each.basis}{' posts' if each.looked_at else ''}" if each.basis else ""
            said = [Run(one_line(each.value)), Run(basis, "dim")]
            lines += wrapping(said, width, indent, (Run(" " * (_NAME_WIDTH + 2)),))
        told = (
            "New posts and entries are written so. What is not right can be set in the configuration"
            if self._told
            else "There is no post yet to learn from: the first is plain, or as the configuration says"
        )
        return [*lines, (), *wrapping([Run(told, "dim")], width, (Run(" "),), (Run(" "),))]


class ConventionsCard(ModalScreen[None]):
    """How this log writes things; scrolls by the same keys as a detail."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,C,enter", "dismiss(None)", "Go back", id="conventions-back", key_display="esc"),
    ]

    def __init__(self, told: Sequence[Convention]) -> None:
        super().__init__()
        self._told = told

    def compose(self) -> ComposeResult:
        """One page."""
        yield ConventionsView(self._told)
