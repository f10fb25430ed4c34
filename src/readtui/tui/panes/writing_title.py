"""WritingTitle: what is in the editor, and whether it is saved."""

from textual.reactive import var

from readtui.model.printable import one_line
from readtui.tui.drawing.fitting import fitted
from readtui.tui.drawing.runs import Line, Run
from readtui.tui.panes.bottom_lines import BottomLine

_UNSAVED = " * unsaved "
_SAME = " unchanged "


class WritingTitle(BottomLine):
    """The line above the editor."""

    subject: var[str] = var("", init=False)
    is_unsaved: var[bool] = var(False, init=False)

    def watch_subject(self) -> None:
        """Draw the new subject."""
        self.refresh()

    def watch_is_unsaved(self) -> None:
        """Draw whether it is saved."""
        self.refresh()

    def line(self, number: int) -> Line:
        """`3 Editor JAX: … * unsaved`."""
        del number
        state = Run(_UNSAVED, "flag") if self.is_unsaved else Run(_SAME, "dim")
        room = max(0, self.size.width - 10 - len(state.text))
        return (Run(" 3 Editor ", "heading"), Run(fitted(one_line(self.subject), room, self.glyphs.cut)), state)
