"""Find: which words to find."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen
from textual.widgets import Input


class Find(ModalScreen[str | None]):
    """One line for the words to find; enter finds, esc goes back."""

    DEFAULT_CSS = """
    Find { align: center bottom; background: transparent; }
    Find Input { dock: bottom; padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Go back", id="find-back", key_display="esc"),
    ]

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = words

    def compose(self) -> ComposeResult:
        """The line, with the words that were looked for last."""
        words = Input(
            self._words, placeholder="Find in this text: words, then enter", select_on_focus=True, compact=True
        )
        words.cursor_blink = False
        yield words

    @on(Input.Submitted)
    def _find(self, event: Input.Submitted) -> None:
        event.stop()
        self.dismiss(event.value)
