"""Tags: which tags, categories and kind something shall have, chosen among those of the log, or new."""

from collections.abc import Callable
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
from readtui.tui.acts.tagging import Choice, Tagging
from readtui.tui.dialogs.one_line import OneLine
from readtui.tui.drawing.fitting import fitted
from readtui.tui.drawing.glyphs import Glyphs
from readtui.tui.drawing.runs import Line, Run
from readtui.tui.panes.line_list import LineList

_BOXES = {"all": "[x]", "some": "[-]", "none": "[ ]"}
_SORT_WIDTH = len("category ")
_COUNT_WIDTH = 7
_EMPTY = "space sets or clears it, enter writes it, esc goes back"
_TYPED = "enter sets or clears it, esc empties the line"


class ChoiceList(LineList, can_focus=False):
    """The names to choose from; the keys stay with the line above them."""

    def __init__(self, choices: list[Choice], glyphs: Glyphs) -> None:
        super().__init__(glyphs)
        self._choices = choices

    @property
    def chosen(self) -> Choice | None:
        """The one at the cursor."""
        return self._choices[self.cursor] if self._choices else None

    def show(self, choices: list[Choice], *, at: Choice | None = None) -> None:
        """Have these to choose from, the cursor at the one named like `at`; else at the first."""
        self._choices = choices
        named = at and (at.sort, at.name)
        places = (place for place, each in enumerate(choices) if (each.sort, each.name) == named)
        self.cursor = next(places, 0)
        self.scroll_to_line(min(max(self.top, self.cursor - self.rows + 1), self.cursor))
        self.refresh()

    def line_count(self) -> int:
        """One for each, or one that says that there is none."""
        return len(self._choices) or 1

    def heading(self) -> Line:
        """How many there are."""
        count = len(self._choices)
        return (Run(f"{self.cursor + 1}/{count}" if count else "", "dim"),)

    def look_of_line(self, number: int) -> str:
        """The chosen line stands out as if it had the keys."""
        return "focused" if number == self.cursor and self._choices else ""

    def line(self, number: int) -> Line:
        """A name: whether it is set, what sort of name, and how often the log has it."""
        if not self._choices:
            return (Run(" This log has none yet: type one", "dim"),)
        choice = self._choices[number]
        count = f"{choice.uses:,}" if choice.uses else ""
        told = f" (new: the log has {one_line(choice.alike)})" if choice.alike else " (new)" if choice.is_new else ""
        width = max(4, self.room - 5 - _SORT_WIDTH - _COUNT_WIDTH)
        name = fitted(one_line(choice.name) + told, width, self.glyphs.cut)
        return (
            Run(self.pointer(number)),
            Run(f"{_BOXES[choice.share]} "),
            Run(choice.sort.ljust(_SORT_WIDTH), "kind"),
            Run(name, "flag" if choice.alike else "text"),
            Run(count.rjust(_COUNT_WIDTH), "dim"),
        )

    def line_chosen(self, line: int) -> None:
        """Go there: nobody else need know."""
        self.place_cursor(line)


class NameLine(OneLine):
    """The line that narrows; while it is empty a space is none of its text."""

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Whether the key is text here."""
        return bool(self.value or key != "space") and super().check_consume_key(key, character)


class TagsDialog(ModalScreen[None]):
    """The names of the log with boxes, narrowed by typing; esc leaves all as it is."""

    DEFAULT_CSS = """
    TagsDialog {
        align: center middle;
        & > Vertical { width: 74; max-width: 96%; height: 90%; min-height: 10; border: solid $primary; padding: 0 1; }
        & Static { height: auto; max-height: 3; }
        & #told { max-height: 1; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "turn", "Set or clear", id="tags-turn", priority=True),
        Binding("ctrl+s", "apply", "Write it", id="tags-apply", priority=True),
        Binding("down,ctrl+n", "move(1)", "Down", id="tags-down", show=False),
        Binding("up,ctrl+p", "move(-1)", "Up", id="tags-up", show=False, priority=True),
        Binding("pagedown", "page(1)", "Page down", id="tags-page-down", show=False),
        Binding("pageup", "page(-1)", "Page up", id="tags-page-up", show=False),
        Binding("escape", "go_back", "Go back", id="tags-back", key_display="esc"),
    ]

    def __init__(self, tagging: Tagging, apply: Callable[[Tagging], str], glyphs: Glyphs) -> None:
        """`apply` writes what was chosen; where it cannot, it says why."""
        super().__init__()
        self.tagging = tagging
        self.is_left = False
        """Whether the reader is done with it."""
        self._apply = apply
        self._glyphs = glyphs

    def compose(self) -> ComposeResult:
        """The line that narrows, above the names."""
        with Vertical():
            subjects = self.tagging.subjects
            told = f"Tags, categories{', kind' if subjects.places else ''} of {subjects.named}"
            yield Static(Content(told), id="told")
            yield NameLine(placeholder="letters of a name, or a new one")
            yield ChoiceList(self.tagging.choices(""), self._glyphs)
            yield Static(Content(_EMPTY), id="keys")

    def on_mount(self) -> None:
        """Show what became known meanwhile."""
        self._show()

    def on_unmount(self) -> None:
        """Say that nobody waits for more names."""
        self.is_left = True

    def know(self, names: Names) -> None:
        """Show all names that there are."""
        self.tagging = self.tagging.knowing(names)
        if self.query(ChoiceList):  # there is none yet, where they are known at once
            self._show()

    @property
    def _typed(self) -> str:
        return self.query_one(OneLine).value

    def _show(self) -> None:
        names = self.query_one(ChoiceList)
        names.show(self.tagging.choices(self._typed), at=names.chosen)

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        event.stop()
        names = self.query_one(ChoiceList)
        names.show(self.tagging.choices(event.value), at=None if event.value else names.chosen)
        self._say("")

    @on(Input.Submitted)
    def _submit(self, event: Input.Submitted) -> None:
        event.stop()
        if not event.value:
            self.action_apply()
            return
        self.action_turn()
        with self.prevent(Input.Changed):
            event.input.value = ""
        self._show()
        self._say("")

    def _say(self, trouble: str) -> None:
        keys = _TYPED if self._typed else _EMPTY
        self.query_one("#keys", Static).update(Content(f"! {trouble}\n{keys}" if trouble else keys))

    def action_turn(self) -> None:
        """Set the name at the cursor for all, or clear it."""
        chosen = self.query_one(ChoiceList).chosen
        if chosen:
            self.tagging = self.tagging.toggling(chosen)
            self._show()

    def action_apply(self) -> None:
        """Write what was chosen and leave; where that cannot be, say why and stay."""
        trouble = self._apply(self.tagging)
        if trouble:
            self._say(trouble)
        else:
            self.dismiss(None)

    def action_go_back(self) -> None:
        """Empty the line; else leave with nothing changed."""
        if self._typed:
            self.query_one(OneLine).value = ""
        else:
            self.dismiss(None)

    def action_move(self, by: int) -> None:
        """Go to the name `by` lines on."""
        self.query_one(ChoiceList).action_move(by)

    def action_page(self, pages: int) -> None:
        """Go so many pages on."""
        self.query_one(ChoiceList).action_page(pages)
