"""Question: something that must be answered first."""

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Key
from textual.screen import ModalScreen
from textual.widgets import Static


class Answer(NamedTuple):
    """One way to answer, by one key."""

    key: str
    text: str


class Sheet(VerticalScroll):
    """What stands in a dialog. Where it is longer than the terminal it scrolls by `up` and `down`, and says so."""

    DEFAULT_CSS = "Sheet { scrollbar-size: 0 0; }"

    def on_resize(self) -> None:
        """Say whether there is more."""
        self._tell_more()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Say where there is more by now."""
        super().watch_scroll_y(old_value, new_value)
        self._tell_more()

    def _tell_more(self) -> None:
        ways = ("up",) * (self.scroll_offset.y > 0) + ("down",) * (self.scroll_offset.y < self.max_scroll_y)
        self.border_subtitle = Content(f"more: {', '.join(ways)}") if ways else ""


class Question(ModalScreen[str | None]):
    """A question with a key for each answer; esc gives none."""

    DEFAULT_CSS = """
    Question {
        align: center middle;
        & > Sheet { width: 64; max-width: 90%; height: auto; max-height: 100%; border: solid $primary; padding: 0 1; }
        & Static { height: auto; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "answer('')", "Go back", id="question-back", key_display="esc"),
    ]

    def __init__(self, question: str, answers: Sequence[Answer], *, by_enter: str | None = None) -> None:
        """`by_enter` is the answer that enter gives too."""
        super().__init__()
        self._by_enter = by_enter
        self._question = question
        self._answers = tuple(answers)

    def compose(self) -> ComposeResult:
        """The question, and a line for each answer."""
        with Sheet():
            yield Static(Content(self._question))
            yield Static(Content(""))
            for answer in (*self._answers, Answer("esc", "go back")):
                yield Static(Content(f"{answer.key:>4}  {answer.text}"))

    def on_key(self, event: Key) -> None:
        """Take the answer whose key was pressed; other keys do nothing."""
        key = self._by_enter if event.key == "enter" else event.character
        if any(key == answer.key for answer in self._answers):
            event.stop()
            self.dismiss(key)

    def action_answer(self, key: str) -> None:
        """Leave with an answer, or with none for the empty string."""
        self.dismiss(key or None)
