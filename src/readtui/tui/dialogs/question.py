"""Question: something that must be answered first."""

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.events import Key, Resize
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Static

_WIDTH = 64
_AROUND = 4
"""Cells of a line that the border and the margins take."""


class Answer(NamedTuple):
    """One way to answer, by one key."""

    key: str
    text: str


class Sheet(VerticalScroll):
    """What stands in a dialog. Where it is longer than its room it scrolls by `up` and `down`, and says so."""

    DEFAULT_CSS = "Sheet { scrollbar-size: 0 0; height: auto; }"

    class Moved(Message):
        """Another part is to be seen now."""

        def __init__(self, sheet: "Sheet", more: tuple[str, ...]) -> None:
            """`more` is where there is more: `up`, `down`."""
            super().__init__()
            self.sheet = sheet
            self.more = more

    def on_resize(self) -> None:
        """Say whether there is more."""
        self._tell_more()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Say where there is more by now."""
        super().watch_scroll_y(old_value, new_value)
        self._tell_more()

    def _tell_more(self) -> None:
        ways = ("up",) * (self.scroll_offset.y > 0) + ("down",) * (self.scroll_offset.y < self.max_scroll_y)
        self.post_message(self.Moved(self, ways))


class Question(ModalScreen[str | None]):
    """A question with a key for each answer; esc gives none. Where it is long it scrolls above its answers."""

    DEFAULT_CSS = f"""
    Question {{
        align: center middle;
        & > Sheet {{ width: {_WIDTH}; max-width: 90%; max-height: 100%; border: solid $primary; padding: 0 1; }}
        & Static, & #answers {{ height: auto; }}
    }}
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
        with Sheet(id="frame"):
            with Sheet(id="question"):
                yield Static(Content(self._question))
            with Vertical(id="answers"):
                yield Static(Content(""), id="gap")
                for line in self._lines:
                    yield Static(Content(line))

    @property
    def _lines(self) -> list[str]:
        return [f"{answer.key:>4}  {answer.text}" for answer in (*self._answers, Answer("esc", "go back"))]

    def on_resize(self, event: Resize) -> None:
        """Have the answers in sight: what is asked scrolls in the rows they leave; where that is none all does."""
        width = max(1, min(_WIDTH, event.size.width * 9 // 10) - _AROUND)
        asked, *answers = (len(Content(text).wrap(width)) for text in (self._question, *self._lines))
        left = event.size.height - 2 - sum(answers)
        self.query_one("#gap").display = asked < left
        frame, question = self.query_one("#frame"), self.query_one("#question")
        question.styles.max_height = left if 0 < left < asked else None
        self.set_focus(question if 0 < left < asked else frame)

    @on(Sheet.Moved)
    def _tell_more(self, event: Sheet.Moved) -> None:
        event.stop()
        frame = self.query_one("#frame")
        if event.sheet is self.focused:
            frame.border_subtitle = Content(f"more: {', '.join(event.more)}") if event.more else ""

    def on_key(self, event: Key) -> None:
        """Take the answer whose key was pressed; other keys do nothing."""
        key = self._by_enter if event.key == "enter" else event.character
        if any(key == answer.key for answer in self._answers):
            event.stop()
            self.dismiss(key)

    def action_answer(self, key: str) -> None:
        """Leave with an answer, or with none for the empty string."""
        self.dismiss(key or None)
