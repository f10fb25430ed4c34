"""AskWeek: which week to make a post of."""

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from readtui.tui.dialogs.one_line import OneLine


class AskWeek(ModalScreen[str | None]):
    """A line for the words that name a week; esc names none."""

    DEFAULT_CSS = """
    AskWeek {
        align: center middle;
        & > Vertical { width: 64; max-width: 96%; height: auto; border: solid $primary; padding: 0 1; }
        & Static { height: auto; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Go back", id="week-back", key_display="esc"),
    ]

    def __init__(self, told: Callable[[str], tuple[bool, str]]) -> None:
        """`told` says whether words name a week, and what enter will do, or why it will do nothing."""
        super().__init__()
        self._said_of = told

    def compose(self) -> ComposeResult:
        """The line, and what comes of it."""
        with Vertical():
            yield Static(Content("Which week to make a post of? (esc goes back)"))
            yield OneLine("this", select_on_focus=True)
            yield Static(Content(self._said_of("this")[1]), id="said")

    @on(Input.Changed)
    def _say(self, event: Input.Changed) -> None:
        event.stop()
        self.query_one("#said", Static).update(Content(self._said_of(event.value)[1]))

    @on(Input.Submitted)
    def _answer(self, event: Input.Submitted) -> None:
        event.stop()
        if self._said_of(event.value)[0]:
            self.dismiss(event.value)
