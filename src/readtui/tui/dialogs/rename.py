"""Rename: which name of the log shall be another, and which."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from readtui.model.printable import one_line
from readtui.store.names import Names
from readtui.tui.acts.renaming import Called, Renaming, called, checked
from readtui.tui.dialogs.one_line import OneLine
from readtui.tui.drawing.fitting import fitted
from readtui.tui.drawing.glyphs import Glyphs
from readtui.tui.drawing.runs import Line, Run
from readtui.tui.panes.line_list import LineList

_SORT_WIDTH = len("category ")
_USES_WIDTH = 7
_WHICH = "Rename which tag, category, kind or person?"
_WHICH_KEYS = "enter goes on to the new name, esc goes back"
_NEW_KEYS = "enter shows every change first, esc goes back"


class CalledList(LineList, can_focus=False):
    """The names to choose from; the keys stay with the line above them."""

    def __init__(self, names: list[Called], glyphs: Glyphs) -> None:
        super().__init__(glyphs)
        self._names = names

    @property
    def chosen(self) -> Called | None:
        """The one at the cursor."""
        return self._names[self.cursor] if self._names else None

    def show(self, names: list[Called], *, at: Called | None = None) -> None:
        """Have these to choose from, the cursor at the one named like `at`; else at the first."""
        self._names = names
        places = (place for place, each in enumerate(names) if at and each[:2] == at[:2])
        self.cursor = next(places, 0)
        self.scroll_to_line(min(max(self.top, self.cursor - self.rows + 1), self.cursor))
        self.refresh()

    def line_count(self) -> int:
        """One for each, or one that says that there is none."""
        return len(self._names) or 1

    def heading(self) -> Line:
        """How many there are."""
        count = len(self._names)
        return (Run(f"{self.cursor + 1}/{count}" if count else "", "dim"),)

    def look_of_line(self, number: int) -> str:
        """The chosen line stands out as if it had the keys."""
        return "focused" if number == self.cursor and self._names else ""

    def line(self, number: int) -> Line:
        """A name: what it is, and how often the log has it."""
        if not self._names:
            return (Run(" The log has no such name", "dim"),)
        what, name, uses = self._names[number]
        width = max(4, self.room - 1 - _SORT_WIDTH - _USES_WIDTH)
        return (
            Run(self.pointer(number)),
            Run(what.ljust(_SORT_WIDTH), "kind"),
            Run(fitted(one_line(name), width, self.glyphs.cut)),
            Run(f"{uses:,}".rjust(_USES_WIDTH), "dim"),
        )

    def line_chosen(self, line: int) -> None:
        """Go there: nobody else need know."""
        self.place_cursor(line)


class RenameDialog(ModalScreen[Renaming | None]):
    """The names of the log, narrowed by typing, and then the new name; esc goes back by one of the two."""

    DEFAULT_CSS = """
    RenameDialog {
        align: center middle;
        & > Vertical { width: 74; max-width: 96%; height: 90%; min-height: 10; border: solid $primary; padding: 0 1; }
        & Static { height: auto; max-height: 3; }
        & #told { max-height: 2; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,ctrl+n", "move(1)", "Down", id="rename-down", show=False),
        Binding("up,ctrl+p", "move(-1)", "Up", id="rename-up", show=False, priority=True),
        Binding("pagedown", "page(1)", "Page down", id="rename-page-down", show=False),
        Binding("pageup", "page(-1)", "Page up", id="rename-page-up", show=False),
        Binding("escape", "go_back", "Go back", id="rename-back", key_display="esc"),
    ]

    def __init__(self, names: Names, glyphs: Glyphs) -> None:
        super().__init__()
        self._names = names
        self._glyphs = glyphs
        self._old: Called | None = None
        """What is to be renamed, once that is chosen."""
        self.is_left = False
        """Whether the reader is done with it."""

    def compose(self) -> ComposeResult:
        """The line, above the names."""
        with Vertical():
            yield Static(Content(_WHICH), id="told")
            yield OneLine(placeholder="letters of its name")
            yield CalledList(called(self._names, ""), self._glyphs)
            yield Static(Content(_WHICH_KEYS), id="keys")

    def on_mount(self) -> None:
        """Show what became known meanwhile."""
        self.know(self._names)

    def on_unmount(self) -> None:
        """Say that nobody waits for more names."""
        self.is_left = True

    def know(self, names: Names) -> None:
        """Show all names that there are."""
        self._names = names
        for shown in self.query(CalledList):  # there is none yet, where they are known at once
            shown.show(called(names, self._sought), at=shown.chosen)

    @property
    def _sought(self) -> str:
        return self._old.name if self._old else self.query_one(OneLine).value

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        event.stop()
        if self._old is None:
            self.query_one(CalledList).show(called(self._names, event.value))
        else:
            what, old, _ = self._old
            self._say(*checked(self._names, Renaming(what, old, event.value)))

    def _say(self, trouble: str, remark: str = "") -> None:
        keys = _NEW_KEYS if self._old else _WHICH_KEYS
        told = f"! {trouble}\n{keys}" if trouble else f"{remark}\n{keys}" if remark else keys
        self.query_one("#keys", Static).update(Content(told))

    @on(Input.Submitted)
    def _go_on(self, event: Input.Submitted) -> None:
        event.stop()
        if self._old is None:
            chosen = self.query_one(CalledList).chosen
            if chosen:
                self._ask(chosen, f"The new name of the {chosen.what} “{one_line(chosen.name)}”?", chosen.name)
            return
        renaming = Renaming(self._old.what, self._old.name, event.value.strip())
        trouble, _ = checked(self._names, renaming)
        if trouble:
            self._say(trouble)
        else:
            self.dismiss(renaming)

    def _ask(self, old: Called | None, told: str, text: str) -> None:
        """Ask for the new name of `old`, or for None which it is."""
        self._old = old
        line = self.query_one(OneLine)
        with self.prevent(Input.Changed):
            line.value = text
        line.cursor_position = len(text)
        self.query_one("#told", Static).update(Content(told))
        self.query_one(CalledList).display = old is None
        self._say("")

    def action_go_back(self) -> None:
        """Go back from the new name to which it is; from there leave."""
        if self._old is None:
            self.dismiss(None)
        else:
            old = self._old
            self._ask(None, _WHICH, "")
            self.query_one(CalledList).show(called(self._names, ""), at=old)

    def action_move(self, by: int) -> None:
        """Go to the name `by` lines on."""
        self.query_one(CalledList).action_move(by)

    def action_page(self, pages: int) -> None:
        """Go so many pages on."""
        self.query_one(CalledList).action_page(pages)
