"""Replace: which words to find in the editor, and which to put in their place."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from readtui.tui.dialogs.one_line import OneLine
from readtui.tui.panes.writing import Writing

_KEYS = "enter next, tab, esc back"
_KEYS_OF_REPLACING = "enter this one, ctrl+r all, esc back"


class Replace(ModalScreen[tuple[str, str]]):
    """A line for the words to find and one for what replaces them: esc goes back to the text where it is then.

    It leaves with both, for the next time.
    """

    DEFAULT_CSS = """
    Replace {
        align: center bottom;
        background: transparent;
        & > Vertical { dock: bottom; height: 3; background: $background; }
        & Horizontal { height: 1; }
        & Static { height: 1; padding: 0 1; text-wrap: nowrap; }
        & .name { width: 14; }
        & Input { width: 1fr; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "app.focus_next", "Next line", id="replace-next-line", show=False),
        Binding("up", "app.focus_previous", "Line before", id="replace-line-before", show=False),
        Binding("ctrl+r", "replace_all", "Replace all", id="replace-all"),
        Binding("escape", "go_back", "Go back", id="replace-back", key_display="esc"),
    ]

    def __init__(self, writing: Writing, words: str, by: str) -> None:
        """`words` and `by` stand in the lines at first."""
        super().__init__()
        self._writing = writing
        self._words = words
        self._by = by

    def compose(self) -> ComposeResult:
        """The lines, and what the keys do."""
        with Vertical():
            with Horizontal():
                yield Static(Content("Find:"), classes="name")
                yield OneLine(self._words, placeholder="words", select_on_focus=True, id="words")
            with Horizontal():
                yield Static(Content("Replace by:"), classes="name")
                yield OneLine(self._by, placeholder="nothing", select_on_focus=True, id="by")
            yield Static(Content(_KEYS), id="told")

    def on_mount(self) -> None:
        """Have the text end above the lines."""
        self._writing.add_class("-covered")

    def on_unmount(self) -> None:
        """Give the text its room again."""
        self._writing.remove_class("-covered")

    @on(Input.Submitted, "#words")
    def _find(self, event: Input.Submitted) -> None:
        event.stop()
        self._tell(self._found())

    @on(Input.Submitted, "#by")
    def _replace(self, event: Input.Submitted) -> None:
        """Replace what is selected and go to the next; where it is not yet what is looked for, go there only."""
        event.stop()
        words, by = self._lines
        is_replaced = self._writing.replace(words, by)
        self._tell(f"Replaced. {self._found()}" if is_replaced else self._found())

    def action_replace_all(self) -> None:
        """Replace all there are."""
        count = self._writing.replace_all(*self._lines)
        self._tell(f"{count} replaced" if count else "Not in this text")

    def action_go_back(self) -> None:
        """Leave, with the words for the next time."""
        self.dismiss(self._lines)

    @property
    def _lines(self) -> tuple[str, str]:
        return self.query_one("#words", OneLine).value, self.query_one("#by", OneLine).value

    def _found(self) -> str:
        """Go to the next place, and say which it is."""
        number, count = self._writing.find(self._lines[0])
        return f"{number} of {count}" if count else "Not in this text"

    def _tell(self, text: str) -> None:
        is_replacing = self.query_one("#by", OneLine).has_focus
        keys = _KEYS_OF_REPLACING if is_replacing else _KEYS
        self.query_one("#told", Static).update(Content(f"{text}: {keys}" if text else keys))
