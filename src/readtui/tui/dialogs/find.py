"""Find: which words to find."""

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from readtui.tui.dialogs.one_line import OneLine


class Find(ModalScreen[str]):
    """One line for the words to find: enter goes to the next place, esc goes back to the text there."""

    DEFAULT_CSS = """
    Find {
        align: center bottom;
        background: transparent;
        & > Horizontal { dock: bottom; height: 1; background: $background; }
        & Input { width: 1fr; }
        & Static { width: auto; padding: 0 1; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "go_back", "Go back", id="find-back", key_display="esc"),
    ]

    def __init__(self, find: Callable[[str], bool], words: str) -> None:
        """`find` goes to the next place of words, False where there is none; `words` stand there at first."""
        super().__init__()
        self._go_to_next = find
        self._words = words

    def compose(self) -> ComposeResult:
        """What the keys do, and the line."""
        with Horizontal():
            yield Static(Content("Find: enter next, esc back"))
            yield OneLine(self._words, placeholder="words", select_on_focus=True)

    @on(Input.Submitted)
    def _find(self, event: Input.Submitted) -> None:
        event.stop()
        is_found = self._go_to_next(event.value)
        said = "Find: enter next, esc back" if is_found else "Not in this text:"
        self.query_one(Static).update(Content(said))

    def action_go_back(self) -> None:
        """Leave, with the words for the next time."""
        self.dismiss(self.query_one(Input).value)
