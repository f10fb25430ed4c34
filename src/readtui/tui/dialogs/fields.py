"""Fields: the fields of a post as a form, each a line to type into."""

from collections.abc import Callable, Mapping
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from readtui.model.printable import one_line
from readtui.tui.dialogs.one_line import OneLine
from readtui.tui.dialogs.question import Answer, Question

_KEYS = "enter next line, on the last: save, ctrl+s save, esc back"
_WIDEST_NAME = 14
_AROUND = 6
"""Rows of the form beside its lines: the border, whose fields they are, and what the keys do."""


class FieldRow(NamedTuple):
    """A field as the form has it."""

    key: str
    text: str
    why_not: str = ""
    """Why it cannot be typed over; empty where it can."""
    example: str = ""
    """What other posts have there, of a field that this one has not."""


class Lines(VerticalScroll, can_focus=False, inherit_bindings=False):
    """The lines of the form, which scroll with the one that has the keys."""

    DEFAULT_CSS = "Lines { height: 1fr; scrollbar-size: 0 0; }"


class FieldsDialog(ModalScreen[bool | None]):
    """A line for each field of a post. Leaves with whether to leave the program too; None once all is saved."""

    DEFAULT_CSS = """
    FieldsDialog {
        align: center middle;
        & > Vertical { width: 76; max-width: 96%; max-height: 100%; border: solid $primary; padding: 0 1; }
        & Horizontal, & Static { height: 1; }
        & #keys { height: auto; }
        & .readonly { width: 1fr; color: $text-muted; }
        & OneLine { width: 1fr; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save", id="fields-save", priority=True),
        Binding("down", "app.focus_next", "Next line", id="fields-next", show=False),
        Binding("up", "app.focus_previous", "Line before", id="fields-before", show=False),
        Binding("pagedown", "scroll(1)", "Page down", id="fields-page-down", show=False),
        Binding("pageup", "scroll(-1)", "Page up", id="fields-page-up", show=False),
        Binding("escape", "go_back", "Go back", id="fields-back", key_display="esc"),
    ]

    def __init__(
        self,
        told: str,
        rows: tuple[FieldRow, ...],
        keep: Callable[[Mapping[str, str]], bool],
        save: Callable[[Mapping[str, str]], tuple[str, str]],
    ) -> None:
        """`told` is whose fields they are.

        `keep` is told at each key what stands in the lines, by key, and says whether that is anything new; `save`
        writes it, and where it cannot, it says which field is in the way, if it is one, and why.
        """
        super().__init__()
        self._told = told
        self._rows = rows
        self._keep = keep
        self._save = save
        self._is_changed = False

    def compose(self) -> ComposeResult:
        """The lines, and what the keys do."""
        width = min(_WIDEST_NAME, max((len(one_line(row.key)) for row in self._rows), default=0)) + 1
        with Vertical() as form:
            form.styles.height = len(self._rows) + _AROUND  # more, and the lines scroll
            yield Static(Content(one_line(self._told)))
            with Lines():
                for place, row in enumerate(self._rows):
                    with Horizontal():
                        name = Static(Content(one_line(row.key)))
                        name.styles.width = width
                        yield name
                        if row.why_not:
                            told = f"{row.text}  ({row.why_not})" if row.text else f"({row.why_not})"
                            yield Static(Content(told), classes="readonly")
                        else:
                            example = f"not set; elsewhere {row.example}" if row.example else ""
                            yield OneLine(row.text, placeholder=example, id=f"field-{place}")
            yield Static(Content(self._said()), id="keys")

    def _said(self, trouble: str = "") -> str:
        fixed = any(row.why_not for row in self._rows)
        keys = _KEYS + ("; fields in brackets: 1, then e, edits them as text" if fixed else "")
        return f"! {trouble}\n{keys}" if trouble else keys

    @property
    def _texts(self) -> dict[str, str]:
        lines = {line.id: line.value for line in self.query(OneLine)}
        return {row.key: lines[f"field-{place}"] for place, row in enumerate(self._rows) if not row.why_not}

    @on(Input.Changed)
    def _keep_typed(self, event: Input.Changed) -> None:
        event.stop()
        self._is_changed = self._keep(self._texts)

    @on(Input.Submitted)
    def _go_on(self, event: Input.Submitted) -> None:
        event.stop()
        if event.input is self.query(OneLine).last():
            self.action_save()
        else:
            self.focus_next(OneLine)

    def action_save(self) -> None:
        """Write the fields and leave; where one cannot be set to what was typed, say why and stay with it."""
        key, trouble = self._save(self._texts)
        if not trouble:
            self.dismiss(None)
            return
        self.query_one("#keys", Static).update(Content(self._said(trouble)))
        place = next((place for place, row in enumerate(self._rows) if row.key == key and not row.why_not), None)
        if place is not None:
            line = self.query_one(f"#field-{place}").focus()
            self.call_after_refresh(line.scroll_visible, animate=False)  # what is told took rows of the lines

    def action_scroll(self, pages: int) -> None:
        """Show what of the form stands above or below."""
        lines = self.query_one(Lines)
        lines.scroll_relative(y=pages * max(1, lines.size.height - 1), animate=False)

    def action_go_back(self) -> None:
        """Leave; what was typed and not saved is asked about."""
        self._ask(is_left=False)

    def action_leave(self) -> None:
        """Leave the program; what was typed and not saved is asked about."""
        self._ask(is_left=True)

    def _ask(self, *, is_left: bool) -> None:
        if not self._is_changed:
            self.dismiss(is_left)
            return
        answers = [Answer("s", "save them"), Answer("D", "discard what was typed")]

        def answered(answer: str | None) -> None:
            if answer == "s":
                self.action_save()
            elif answer == "D":
                self.dismiss(is_left)

        self.app.push_screen(Question("Fields were changed and are not saved.", answers), answered)
