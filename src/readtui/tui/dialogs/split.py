"""Split: the title of the entry that is split off another, where what stands there is none."""

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from readtui.tui.acts.organising import NewHead, Splitting
from readtui.tui.dialogs.one_line import OneLine

_KEYS = "enter next line, on the last: split, ctrl+s split, esc back"
_LINES = {
    "title": "of what stands from the cursor on",
    "link": "https://, where the title leads",
    "kind": "an entry has a link or a kind",
}
_LINES_WITH_LINK = _LINES | {"link": "needed here: https://", "kind": "such as Talk; none will do"}


class SplitDialog(ModalScreen[NewHead | None]):
    """Lines for a title, a link and a kind. Leaves with what was typed, for the next time; None once it is split."""

    DEFAULT_CSS = """
    SplitDialog {
        align: center middle;
        & > Vertical { width: 74; max-width: 96%; height: auto; max-height: 100%; border: solid $primary;
            padding: 0 1; }
        & Horizontal, & Static { height: 1; }
        & #keys { height: auto; }
        & .name { width: 7; }
        & OneLine { width: 1fr; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "split", "Split", id="split-now", priority=True),
        Binding("down", "app.focus_next", "Next line", id="split-next", show=False),
        Binding("up", "app.focus_previous", "Line before", id="split-before", show=False),
        Binding("escape", "go_back", "Go back", id="split-back", key_display="esc"),
    ]

    def __init__(self, where: Splitting, head: NewHead, split: Callable[[NewHead], str]) -> None:
        """`where` is what is split, `head` what stands in the lines; `split` does it, or says why it cannot."""
        super().__init__()
        self._where = where
        self._head = head
        self._split = split

    def compose(self) -> ComposeResult:
        """The lines, and what the keys do."""
        with Vertical():
            yield Static(Content(f"A new entry, split off {self._where.named}"))
            for name, example in (_LINES_WITH_LINK if self._where.needs_link else _LINES).items():
                with Horizontal():
                    yield Static(Content(name.capitalize()), classes="name")
                    yield OneLine(getattr(self._head, name), placeholder=example, id=name)
            yield Static(Content(_KEYS), id="keys")

    @property
    def _typed(self) -> NewHead:
        return NewHead(*(self.query_one(f"#{name}", OneLine).value for name in _LINES))

    @on(Input.Submitted)
    def _go_on(self, event: Input.Submitted) -> None:
        event.stop()
        if event.input is self.query(OneLine).last():
            self.action_split()
        else:
            self.focus_next(OneLine)

    def action_split(self) -> None:
        """Split the entry and leave; where that cannot be, say why and stay."""
        trouble = self._split(self._typed) if self._typed.title.strip() else "The new entry wants a title"
        if trouble:
            self.query_one("#keys", Static).update(Content(f"! {trouble}\n{_KEYS}"))
            if self._typed.title.strip() and not self._typed.link.strip() and self._where.needs_link:
                self.query_one("#link", OneLine).focus()
        else:
            self.dismiss(None)

    def action_go_back(self) -> None:
        """Leave, with what was typed for the next time, if anything was."""
        typed = self._typed
        self.dismiss(typed if typed != NewHead(kind=self._where.kind) and any(map(str.strip, typed)) else None)
