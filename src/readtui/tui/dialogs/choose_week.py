"""ChooseWeek: the week that an entry moves to."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from readtui.tui.acts.moving import Target, Targets
from readtui.tui.dialogs.one_line import OneLine
from readtui.tui.drawing.fitting import fitted
from readtui.tui.drawing.glyphs import Glyphs
from readtui.tui.drawing.runs import Line, Run
from readtui.tui.panes.line_list import LineList
from readtui.tui.panes.week_list import week_dates

_DATES_WIDTH = len("2020 Jul 26–Aug 01  ")


class TargetList(LineList, can_focus=False):
    """The weeks to choose from; the keys stay with the line above them."""

    def __init__(self, targets: list[Target], cursor: int, glyphs: Glyphs) -> None:
        super().__init__(glyphs)
        self._targets = targets
        self.cursor = max(0, min(cursor, len(targets) - 1))  # the oldest week has none before it

    @property
    def chosen(self) -> Target | None:
        """The one at the cursor."""
        return self._targets[self.cursor] if self._targets else None

    def show(self, targets: list[Target]) -> None:
        """Have these to choose from, the first chosen."""
        self._targets = targets
        self.cursor = self.top = 0
        self.refresh()

    def line_count(self) -> int:
        """One for each, or one that says that there is none."""
        return len(self._targets) or 1

    def heading(self) -> Line:
        """How many there are."""
        count = len(self._targets)
        return (Run(f"{self.cursor + 1}/{count}" if count else "", "dim"),)

    def look_of_line(self, number: int) -> str:
        """The chosen line stands out as if it had the keys."""
        return "focused" if number == self.cursor and self._targets else ""

    def line(self, number: int) -> Line:
        """A week: its dates, and the title of its post."""
        if not self._targets:
            return (Run(" No other post of that week, or with these words", "dim"),)
        target = self._targets[number]
        dates = week_dates(target.week, self.glyphs.to, both_months=True) if target.week else ""
        name = target.row.name if target.row else "has no post yet: enter makes it"
        width = max(4, self.room - _DATES_WIDTH - 1)
        look = "" if target.row else "flag"
        return (
            Run(self.pointer(number)),
            Run(dates.ljust(_DATES_WIDTH)),
            Run(fitted(name, width, self.glyphs.cut), look),
        )

    def line_chosen(self, line: int) -> None:
        """Go there: nobody else need know."""
        self.place_cursor(line)


class ChooseWeek(ModalScreen[Target | None]):
    """The other weeks of the log, narrowed by typing; esc chooses none."""

    DEFAULT_CSS = """
    ChooseWeek {
        align: center middle;
        & > Vertical { width: 74; max-width: 96%; height: 80%; min-height: 10; border: solid $primary; padding: 0 1; }
        & Static { height: auto; max-height: 2; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,ctrl+n", "move(1)", "Down", id="choose-down", show=False),
        Binding("up,ctrl+p", "move(-1)", "Up", id="choose-up", show=False, priority=True),
        Binding("pagedown", "page(1)", "Page down", id="choose-page-down", show=False),
        Binding("pageup", "page(-1)", "Page up", id="choose-page-up", show=False),
        Binding("escape", "dismiss(None)", "Go back", id="choose-back", key_display="esc"),
    ]

    def __init__(self, targets: Targets, glyphs: Glyphs) -> None:
        super().__init__()
        self._targets = targets
        self._glyphs = glyphs

    def compose(self) -> ComposeResult:
        """The line that narrows, above the weeks."""
        with Vertical():
            yield Static(Content(self._targets.question))
            yield OneLine(placeholder="words of it, or a week: 2020-W28, 2020-07-08, this, last")
            yield TargetList(self._targets.narrowed(""), self._targets.likely, self._glyphs)
            yield Static(Content("enter moves it there, esc goes back"))

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        event.stop()
        self.query_one(TargetList).show(self._targets.narrowed(event.value))

    @on(Input.Submitted)
    def _choose(self, event: Input.Submitted) -> None:
        event.stop()
        target = self.query_one(TargetList).chosen
        if target is not None:
            self.dismiss(target)

    def action_move(self, by: int) -> None:
        """Choose the week `by` lines on."""
        self.query_one(TargetList).action_move(by)

    def action_page(self, pages: int) -> None:
        """Choose the week so many pages on."""
        self.query_one(TargetList).action_page(pages)
