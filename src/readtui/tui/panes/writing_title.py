"""WritingTitle: what is in the editor, and whether it is saved."""

from textual.reactive import var

from readtui.model.printable import one_line
from readtui.tui.drawing.fitting import fitted
from readtui.tui.drawing.runs import Line, Run
from readtui.tui.panes.bottom_lines import BottomLine
from readtui.tui.texts.counting import Words

_UNSAVED = " * unsaved "
_SAME = " unchanged "
_LEAST_SUBJECT = 9


class WritingTitle(BottomLine):
    """The line above the editor."""

    subject: var[str] = var("", init=False)
    is_unsaved: var[bool] = var(False, init=False)
    words: var[Words | None] = var(None, init=False)
    """How many there are; None where that is not known."""

    def watch_subject(self) -> None:
        """Draw the new subject."""
        self.refresh()

    def watch_is_unsaved(self) -> None:
        """Draw whether it is saved."""
        self.refresh()

    def watch_words(self) -> None:
        """Draw how many words there are."""
        self.refresh()

    def line(self, number: int) -> Line:
        """`3 Editor JAX: … 120 words, 30 quoted * unsaved`; of the words as much as leaves room for the subject."""
        del number
        state = Run(_UNSAVED, "flag") if self.is_unsaved else Run(_SAME, "dim")
        room = max(0, self.size.width - 10 - len(state.text))
        told = [f" {each} " for each in self.words.told] if self.words else []
        words = next((each for each in told if len(each) <= room - _LEAST_SUBJECT), "")
        subject = fitted(one_line(self.subject), room - len(words), self.glyphs.cut)
        return (Run(" 3 Editor ", "heading"), Run(subject), Run(words, "dim"), state)
