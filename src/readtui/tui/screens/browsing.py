"""BrowsingScreen: the log in its panes. It holds the Session, hands it down, and hears what the panes report."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import var
from textual.screen import Screen

from readtui.model.session import Session
from readtui.tui.hurry import Hurry
from readtui.tui.keys import footer_keys
from readtui.tui.panes.bottom_lines import KeyLine, Notice, StatusLine, TooSmall
from readtui.tui.panes.detail import Detail
from readtui.tui.panes.entry_list import EntryList
from readtui.tui.panes.week_list import WeekList
from readtui.tui.reading import Ahead, Snapshot, snapshots
from readtui.tui.setting import Setting

if TYPE_CHECKING:
    from readtui.store.rowprocess import Stamped

_CALM = 0.2
"""Seconds after the first keys in which nothing is loaded ahead."""


class BrowsingScreen(Screen[None]):
    """The weeks, and the chosen week's entries above the chosen entry."""

    class Begun(Message):
        """There is something to read, or it is known that there is nothing: keys can act."""

    @dataclass
    class Shown(Message):
        """The log is shown as it is when it is opened, and all of it is known."""

        paths: tuple[str, ...]
        """Below the log's folder: of what is shown, and of the folders around it."""

    session: var[Session] = var(Session(), init=False, always_update=True)
    listed: var[Session] = var(Session(), init=False)
    shown: var[Session] = var(Session(), init=False)
    """The session as the list of entries and as the detail show it: where the line is spared, not while the reader
    hurries on."""
    is_source: var[bool] = var(False, init=False)

    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (40, "-slim"), (70, "-narrow"), (120, "-wide")]  # noqa: RUF012 (Textual declares it for instances)
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (10, "-tall")]  # noqa: RUF012
    AUTO_FOCUS = "WeekList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1", "go_to('WeekList')", "Weeks", id="weeks", show=False),
        Binding("2", "go_to('EntryList')", "Entries", id="entries", show=False),
        Binding("tab", "step(1)", "Next pane", id="next-pane", show=False),
        Binding("shift+tab", "step(-1)", "Pane before", id="previous-pane", show=False),
        Binding("escape,h,left", "go_back", "One step back", id="back", show=False),
        Binding("J", "scroll_detail(1)", "Scroll the detail down", id="detail-down", show=False),
        Binding("K", "scroll_detail(-1)", "Scroll the detail up", id="detail-up", show=False),
        Binding("v", "toggle_source", "Source", id="source"),
        Binding("z", "zoom", "Zoom", id="zoom"),
    ]

    def __init__(self, setting: Setting) -> None:
        super().__init__(classes="at-weeks")
        self.setting = setting
        self._ahead = Ahead(setting.folder)
        self._hurry = Hurry(self.set_timer, self._catch_up)
        self._turn = self.session.turn
        self._has_begun = False
        self._has_acted = False
        """Whether the reader did anything; until then the newest post is chosen, as far as the log is known."""

    def compose(self) -> ComposeResult:
        """The panes, and what each is given."""
        # Textual finds out after the first layout, and lays all out again.
        for size, breakpoints in zip(
            self.app.size, (self.HORIZONTAL_BREAKPOINTS, self.VERTICAL_BREAKPOINTS), strict=True
        ):
            self.add_class(max((least, name) for least, name in breakpoints if least <= size)[1])
        glyphs, is_lean = self.setting.glyphs, self.setting.line.is_lean
        yield WeekList(glyphs, is_lean=is_lean).data_bind(BrowsingScreen.session)
        yield EntryList(glyphs, is_lean=is_lean).data_bind(session=BrowsingScreen.listed)
        yield Detail(glyphs).data_bind(BrowsingScreen.is_source, session=BrowsingScreen.shown)
        yield TooSmall(self.setting.glyphs)
        yield StatusLine(self.setting.glyphs)
        yield KeyLine(self.setting.glyphs)

    def on_mount(self) -> None:
        """Say which log this is, and begin to read it."""
        self.query_one(StatusLine).place = self.setting.place
        self.bindings_updated_signal.subscribe(self, self._show_keys)
        reading = snapshots(self.setting.folder, self.setting.rows)
        self._take(next(reading))  # in the first frame, where it is there already
        self._read_log(reading)

    def watch_session(self) -> None:
        """Have it shown; a list in which the reader goes on quickly at once, what is chosen there once it is calm."""
        is_choice, self._turn = self.session.turn != self._turn, self.session.turn
        if is_choice and self.setting.line.is_lean and self._hurry.is_choice_hurried():
            if not isinstance(self.focused, WeekList):
                self.listed = self.session
        else:
            self._catch_up()

    def _catch_up(self) -> None:
        self._hurry.end()
        self.listed = self.shown = self.session

    @property
    def is_too_small(self) -> bool:
        """Whether the screen is too small for the panes to be seen."""
        return self.has_class("-tiny") or self.has_class("-flat")

    def act(self) -> None:
        """Be told that the reader pressed a key: what was told before is done with."""
        self._has_acted = True
        self.tell("")

    def tell(self, text: str, *, is_problem: bool = False) -> None:
        """Show one sentence until the next."""
        self.query_one(StatusLine).notice = Notice(text, is_problem)

    def _show_keys(self, _screen: Screen[object]) -> None:
        self.set_class(isinstance(self.focused, WeekList), "at-weeks")
        active = self.active_bindings.values()
        self.query_one(KeyLine).keys = footer_keys((node, binding) for node, binding, *_ in active)

    @work(thread=True, exclusive=True)
    def _read_log(self, snapshots: Iterator[Snapshot]) -> None:
        for snapshot in snapshots:
            self.app.call_from_thread(self._take, snapshot)

    def _take(self, snapshot: Snapshot) -> None:
        log, newest, is_known, prepared, stamped = snapshot
        if not is_known:
            return
        if prepared:
            self._ahead.take(prepared)
            self.query_one(Detail).laid_out_ahead = self._ahead.laid_out
        session = self.session.reading(log)
        is_listed = newest is not None and session.log.place_of(newest.path) is not None  # it may be deleted by now
        is_open = session.post is None and session.gap is None
        if newest and is_listed and not session.narrowing and (is_open or not self._has_acted):
            session = session if session.post == newest else session.choosing_week(newest)
        self.session = session
        self.call_after_refresh(self._begin)
        if stamped and stamped.finished:
            told = "; ".join(stamped.finished)
            self.tell(f"A readtui that was killed had begun this, and it is finished now: {told}")
        elif stamped and not self._has_acted:
            self._tell_shown(stamped)

    def _tell_shown(self, stamped: "Stamped") -> None:
        in_view = (row.path for row in self.session.log.posts[: self.size.height])
        self.call_after_refresh(self.post_message, self.Shown((*stamped.folders, *in_view)))

    def _begin(self) -> None:
        if not self._has_begun:
            self._has_begun = True
            self.post_message(self.Begun())
            if self.session.path is not None:
                # The first posts came with the rows; the next is read here, and a key need not wait for the parsers,
                # 55 ms: nor need the first keys, which may be others.
                self.set_timer(_CALM, partial(self._ahead.load_parsers, self.session.path))

    def _choose(self, path: str) -> None:
        if self.session.post is None or self.session.path != path:
            self.session = self.session.choosing_week(self._ahead.open(path))

    @on(WeekList.WeekHighlighted)
    def _choose_week(self, event: WeekList.WeekHighlighted) -> None:
        self._choose(event.path)

    @on(WeekList.MissingHighlighted)
    def _choose_missing(self, event: WeekList.MissingHighlighted) -> None:
        self.session = self.session.choosing_missing(event.missing)

    @on(EntryList.EntryHighlighted)
    def _choose_entry(self, event: EntryList.EntryHighlighted) -> None:
        self.session = self.session.choosing_entry(event.index)

    @on(WeekList.WeekOpened)
    def _open_week(self) -> None:
        self.action_go_to("EntryList")

    @on(EntryList.EntryOpened)
    def _open_entry(self) -> None:
        self.action_go_to("Detail")

    def action_go_to(self, pane: str) -> None:
        """Give the keys to a pane, by the name of its class."""
        self._catch_up()
        self.set_class(pane == "WeekList", "at-weeks")
        self.query_one(pane).focus()

    def action_go_back(self) -> None:
        """One step back: out of the zoom, from the detail to the entries, from there to the weeks."""
        if self.has_class("zoomed"):
            self.remove_class("zoomed")
        else:
            self.action_go_to("EntryList" if isinstance(self.focused, Detail) else "WeekList")

    def action_step(self, by: int) -> None:
        """Give the keys to the next pane, or to the one before."""
        panes = ("WeekList", "EntryList", "Detail")
        here = next((place for place, pane in enumerate(panes) if self.query_one(pane).has_focus), 0)
        self.action_go_to(panes[(here + by) % len(panes)])

    def action_scroll_detail(self, by: int) -> None:
        """Scroll the detail while a list keeps the keys."""
        self._catch_up()
        self.query_one(Detail).action_move(by)

    def action_toggle_source(self) -> None:
        """Show the detail as its source, or rendered."""
        self.is_source = not self.is_source

    def action_zoom(self) -> None:
        """Give the focused pane all the room, or end that."""
        self.toggle_class("zoomed")
