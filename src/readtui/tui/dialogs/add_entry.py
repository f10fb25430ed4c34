"""AddEntry: the link, title, kind and credit of a new entry."""

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from readtui.tui.adding import NewEntry
from readtui.tui.dialogs.one_line import OneLine

_LINES = ("link", "title", "kind", "by")
_KEYS = "enter next line, on the last: add, ctrl+s add, esc back, all is kept"


class NotAdded(NamedTuple):
    """How the reader left it."""

    typed: NewEntry
    is_left: bool
    """Whether to leave the program too."""


class AddEntry(ModalScreen[NotAdded | None]):
    """A line for each part of a new entry. Leaves with what was typed, for the next time; None once it is added."""

    DEFAULT_CSS = """
    AddEntry {
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
        Binding("ctrl+s", "add", "Add", id="add-now", priority=True),
        Binding("down", "app.focus_next", "Next line", id="add-next", show=False),
        Binding("up", "app.focus_previous", "Line before", id="add-before", show=False),
        Binding("escape", "go_back", "Go back", id="add-back", key_display="esc"),
    ]

    def __init__(
        self,
        told: str,
        examples: NewEntry,
        new: NewEntry,
        keep: Callable[[NewEntry], None],
        add: Callable[[NewEntry], str],
    ) -> None:
        """`told` is where it goes; `new` what stands in the lines at first, `examples` what where nothing does.

        `keep` is told at each key what stands there now; `add` adds the entry, and where it cannot, it says why.
        """
        super().__init__()
        self._told = told
        self._examples = examples
        self._new = new
        self._keep = keep
        self._add = add

    def compose(self) -> ComposeResult:
        """The lines, and what the keys do."""
        with Vertical():
            yield Static(Content(self._told))
            for field in _LINES:
                with Horizontal():
                    yield Static(Content(field.capitalize()), classes="name")
                    example = getattr(self._examples, field)
                    yield OneLine(getattr(self._new, field), placeholder=example, id=field)
            yield Static(Content(_KEYS), id="keys")

    @property
    def _typed(self) -> NewEntry:
        typed = {field: self.query_one(f"#{field}", OneLine).value for field in _LINES}
        return replace(self._new, **typed)

    @on(Input.Changed)
    def _keep_typed(self, event: Input.Changed) -> None:
        event.stop()
        self._keep(self._typed)

    @on(Input.Submitted)
    def _go_on(self, event: Input.Submitted) -> None:
        event.stop()
        if event.input.id == _LINES[-1]:
            self.action_add()
        else:
            self.focus_next(OneLine)

    def action_add(self) -> None:
        """Add the entry and leave; where that cannot be, say why and stay."""
        trouble = self._add(self._typed)
        if trouble:
            self.query_one("#keys", Static).update(Content(f"{trouble}\n{_KEYS}"))
        else:
            self.dismiss(None)

    def action_go_back(self) -> None:
        """Leave, with what was typed for the next time."""
        self.dismiss(NotAdded(self._typed, is_left=False))

    def action_leave(self) -> None:
        """Leave the program, which asks what shall become of it."""
        self.dismiss(NotAdded(self._typed, is_left=True))
