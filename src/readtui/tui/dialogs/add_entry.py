"""AddEntry: the link, title, kind and credit of a new entry, and what the log and the page have to say of them."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Input, Static

from readtui.model.printable import one_line
from readtui.tui.acts.adding import NewEntry
from readtui.tui.acts.capturing import Capturing, Told, is_whole
from readtui.tui.acts.completing import LogNames
from readtui.tui.dialogs.asking_thread import AskingThread
from readtui.tui.dialogs.completed_line import CompletedLine
from readtui.tui.dialogs.one_line import OneLine

if TYPE_CHECKING:
    from readtui.model.page import PageFacts
    from readtui.store.seen import Seen

_LINES = ("link", "title", "kind", "by", "note")
_KEYS = "enter next line, on the last: add, ctrl+s add, ctrl+l what the page says, esc back, all is kept"
_FEW_KEYS = "ctrl+s add, ctrl+l page, esc back"
_LOW = 14
"""Rows below which the form has all of them, and what is told one or two."""
_CALM = 0.15
"""Seconds without a key after which a link counts as whole."""


class NotAdded(NamedTuple):
    """How the reader left it."""

    typed: NewEntry
    is_left: bool
    """Whether to leave the program too."""
    goes_to: "Seen | None" = None
    """Where it was read before, if the reader goes there."""


class AddEntry(AskingThread[NotAdded | None]):
    """A line for each part of a new entry. Leaves with what was typed, for the next time; None once it is added."""

    DEFAULT_CSS = """
    AddEntry {
        align: center middle;
        & > Vertical { width: 74; max-width: 96%; height: auto; max-height: 100%; border: solid $primary;
            padding: 0 1; }
        & Horizontal, & Static { height: 1; }
        & #keys, & #seen, & #remark { height: auto; }
        & #seen, & #remark { text-style: bold; }
        & .name { width: 7; }
        & OneLine { width: 1fr; }
        & .absent { display: none; }
        &.-low > Vertical { width: 100%; max-width: 100%; height: 100%; border: none; }
        &.-low #keys, &.-low.-noted #seen { max-height: 1; }
        &.-low #seen, &.-low #remark { max-height: 2; }
        &.-low.-trouble #seen { display: none; }
        &.-low.-trouble #remark { max-height: 3; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "add", "Add", id="add-now", priority=True),
        Binding("down", "app.focus_next", "Next line", id="add-next", show=False),
        Binding("up", "app.focus_previous", "Line before", id="add-before", show=False),
        Binding("ctrl+l", "look_up", "Ask the page for title, people and kind", id="add-look-up", show=False),
        Binding("ctrl+t", "take_found", "What the page says here, or what was typed", id="add-take", show=False),
        Binding("ctrl+o", "go_there", "Where it was read before", id="add-go-there", show=False),
        Binding("ctrl+r", "refer", "Link to where it was read before", id="add-refer", show=False),
        Binding("escape", "go_back", "Go back", id="add-back", key_display="esc"),
    ]

    def __init__(
        self,
        told: str,
        examples: NewEntry,
        new: NewEntry,
        asking: Capturing,
        keep: Callable[[NewEntry], None],
        add: Callable[[NewEntry], str],
    ) -> None:
        """`told` is where it goes; `new` what stands in the lines at first, `examples` what where nothing does.

        `keep` is told at each key what stands there now; `add` adds the entry, and where it cannot, it says why.
        """
        super().__init__()
        self._heading = told
        self._examples = examples
        self._new = new
        self._asking = asking
        self._keep = keep
        self._add = add
        self._told = Told(LogNames.none())
        self._look_up = 0
        """Counts look-ups, and the ends of them: odd while one is under way."""
        self._trouble = ""
        """Why it could not be added."""
        self._calm: Timer | None = None

    def compose(self) -> ComposeResult:
        """The lines, and what the keys do."""
        with Vertical():
            yield Static(Content(one_line(self._heading)), id="told")
            for line in _LINES:
                with Horizontal(id=f"{line}-line", classes="absent" if line == "note" and not self._new.note else None):
                    yield Static(Content(line.capitalize()), classes="name")
                    value, example = getattr(self._new, line), getattr(self._examples, line)
                    completing = partial(self._completed, line)
                    yield CompletedLine(value, completing, placeholder=example, id=line)
            yield Static("", id="seen", classes="absent")
            yield Static("", id="remark", classes="absent")
            yield Static(Content(_KEYS), id="keys")

    def on_mount(self) -> None:
        """Learn what the log calls things, while the reader types the link."""
        self._fit()  # before anything is drawn
        self.ask(self._asking.names, self._take_names)
        self._ask_where_seen()

    @on(events.Resize)
    def _fit(self, event: events.Resize | None = None) -> None:
        is_low = (event.size if event else self.app.size).height < _LOW
        self.set_class(is_low, "-low")
        self.query_one("#keys", Static).update(Content(_FEW_KEYS if is_low else _KEYS))

    @property
    def _typed(self) -> NewEntry:
        return replace(self._new, **{line: self._line(line).value for line in _LINES})

    @property
    def _focused(self) -> str:
        return (self.focused.id if self.focused else None) or ""

    def _completed(self, line: str, typed: str) -> str | None:
        return self._told.names.completed(line, typed)

    def _line(self, line: str) -> OneLine:
        return self.query_one(f"#{line}", OneLine)

    @on(Input.Changed)
    def _keep_typed(self, event: Input.Changed) -> None:
        event.stop()
        self._keep(self._typed)
        self._trouble = ""
        if event.input.id == "link":
            if self._calm:
                self._calm.stop()
            self._calm = self.set_timer(_CALM, self._ask_where_seen)
        self.tell()

    @on(events.DescendantFocus)
    def _tell_of_line(self) -> None:
        self.tell()

    @on(Input.Submitted)
    def _go_on(self, event: Input.Submitted) -> None:
        event.stop()
        if event.input.id == ("note" if self._typed.note else "by"):
            self.action_add()
        else:
            self.focus_next(OneLine)

    def tell(self) -> None:
        """Show what there is to say of the words that stand there now."""
        typed = self._typed
        self.set_class(bool(self._trouble), "-trouble")
        self.set_class(not self.query_one("#note-line").has_class("absent"), "-noted")
        self._show("#remark", self._trouble or self._told.remark(typed, self._focused))
        self._show("#seen", self._told.sighting(typed))
        role = self._told.names.conventions.role_of(typed.kind.strip() or None)
        self._line("by").placeholder = one_line(f"{role}: " if role else self._examples.by)

    def _show(self, place: str, text: str) -> None:
        shown = self.query_one(place, Static)
        shown.update(Content(one_line(text)))
        shown.set_class(not text, "absent")

    def _put(self, new: NewEntry) -> None:
        """Have these words in the lines."""
        for line in _LINES:
            if self._line(line).value != getattr(new, line):
                self._line(line).value = getattr(new, line)

    def _take_names(self, names: LogNames | Exception) -> None:
        if isinstance(names, LogNames):
            self._told = replace(self._told, names=names)
            if isinstance(self.focused, CompletedLine):
                self.focused.complete()

    def _ask_where_seen(self) -> None:
        link = self._typed.link.strip()
        looking = self._told.looking_for(link)
        if looking:
            self._told = looking
            self.ask(partial(self._asking.seen, link), partial(self._take_seen, link))

    def _take_seen(self, link: str, seen: "tuple[Seen, ...] | Exception") -> None:
        if isinstance(seen, tuple):
            self._told = self._told.seeing(link, seen)

    def action_look_up(self) -> None:
        """Ask the page what it says of itself."""
        link, status = self._typed.link.strip(), "Asking the page; esc stops that"
        if not is_whole(link):
            status = "There is no link yet to look up"
        elif not self._look_up % 2:
            self._look_up += 1
            self.ask(partial(self._asking.look_up, link), partial(self._take_facts, self._look_up))
        self._told = replace(self._told, status=status)
        self.tell()

    def _take_facts(self, number: int, facts: "PageFacts | Exception") -> None:
        if number != self._look_up:
            return  # it was stopped
        self._look_up += 1
        if isinstance(facts, Exception):
            self._told = replace(self._told, status=f"{str(facts)[:1].upper()}{str(facts)[1:]}")
        else:
            self._told, new = self._told.finding(facts, self._typed)
            self._put(new)

    def action_take_found(self) -> None:
        """Take what the page says for this line; again, what stood there before."""
        self._told, new = self._told.taking(self._typed, self._focused)
        self._put(new)

    def action_add(self) -> None:
        """Add the entry and leave; where that cannot be, say why and stay."""
        self._trouble = self._add(self._typed)
        if self._trouble:
            self.tell()
        else:
            self.dismiss(None)

    def action_go_there(self) -> None:
        """Leave for where it was read before; what was typed is kept."""
        if self._told.sighting(self._typed):
            self.dismiss(NotAdded(self._typed, is_left=False, goes_to=self._told.seen[0]))

    def action_refer(self) -> None:
        """Begin the note with a link to where it was read before."""
        if self._told.sighting(self._typed):
            note = self._asking.linked(self._told.seen[0])
            self._put(replace(self._typed, note=f"{self._typed.note} {note}".strip()))
            self.query_one("#note-line").remove_class("absent")

    def action_go_back(self) -> None:
        """Stop a look-up that is under way; else leave, with what was typed for the next time."""
        if self._look_up % 2:
            self._look_up += 1
            self._told = replace(self._told, status="The page was not waited for")
            self.tell()
        else:
            self.dismiss(NotAdded(self._typed, is_left=False))

    def action_leave(self) -> None:
        """Leave the program, which asks what shall become of it."""
        self.dismiss(NotAdded(self._typed, is_left=True))
