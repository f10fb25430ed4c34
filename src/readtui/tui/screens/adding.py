"""AddingScreen: the log acted on, and what is added to it from the lists: entries, and the posts of weeks."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache, partial
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.binding import Binding, BindingType

from readtui.store.faults import Fault
from readtui.tui.panes.week_list import WeekList
from readtui.tui.screens.acting import ActingScreen
from readtui.tui.setting import Setting

if TYPE_CHECKING:
    from readtui.store.seen import Seen
    from readtui.tui.acts.adding import NewEntry
    from readtui.tui.acts.sketch import Sketch
    from readtui.tui.dialogs.add_entry import NotAdded


class AddingScreen(ActingScreen):
    """The log, to which entries and posts are added."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add_entry", "Add", id="add-entry"),
        Binding("A", "add_week", "Add a week", id="add-week", show=False),
    ]

    def __init__(self, setting: Setting) -> None:
        super().__init__(setting)
        self._sketch: Sketch | None = None
        """What was typed of a new entry and not added."""

    def watch_session(self) -> None:
        """Have on disk what is unsaved now, and what is typed of a new entry over its post as that is now."""
        super().watch_session()
        post, sketch = self.session.post, self._sketch
        if sketch and post and post.path == sketch.post.path and post.source != sketch.post.source:
            self._keep_sketch(sketch.over(post))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Adding is for the lists: in the editor its keys are text."""
        if action in ("add_entry", "add_week") and self.has_class("editing"):
            return False
        return super().check_action(action, parameters)

    @on(events.Paste)
    def _take_pasted_link(self, event: events.Paste) -> None:
        from readtui.tui.acts.capturing import is_whole

        link = event.text.strip()
        if is_whole(link) and not self.has_class("editing"):
            event.stop()
            if self._sketch and self._sketch.new.link.strip() not in ("", link):
                self.tell("Another entry is typed and not yet added: a goes on with it", is_problem=True)
            else:
                self.action_add_entry(link)

    def action_add_entry(self, link: str = "") -> None:
        """Add an entry to the chosen post, once the reader typed what it is; its link may be known."""
        from readtui.tui.acts.adding import NewEntry, examples, model_for
        from readtui.tui.acts.asking import capturing
        from readtui.tui.acts.sketch import Sketch
        from readtui.tui.dialogs.add_entry import AddEntry

        there, post = self._unless_refused(partial(examples, self.session)), self.session.post
        if there and post:
            self.setting.journal.ready()
            model = cache(partial(model_for, self.setting.folder, self.session, post))  # it may read several posts
            new = self._sketch.new if self._sketch else NewEntry()
            sketch = Sketch(post, model, replace(new, link=link or new.link))
            self._keep_sketch(sketch)
            dialog = AddEntry(
                f"Add an entry to “{post.name}”",
                there,
                sketch.new,
                capturing(self.setting, self.session, post),
                lambda new: self._keep_sketch(sketch.typing(new)),
                self._add,
            )
            self.app.push_screen(dialog, self._go_on_after_adding)

    def _rename_sketch(self, renamed: Mapping[str, str]) -> None:
        """Have what is typed of a new entry follow its post, whose path others changed."""
        sketch = self._sketch
        if sketch and sketch.post.path in renamed:
            self._keep_sketch(sketch.over(replace(sketch.post, path=renamed[sketch.post.path])))

    def _keep_sketch(self, sketch: "Sketch | None") -> None:
        """Have on disk what is typed of a new entry, and nothing of one that was added or emptied."""
        self._sketch = None if sketch is None or sketch.new.is_blank else sketch
        self.setting.journal.put_new(cache(self._sketch.text) if self._sketch else None)

    def _add(self, new: "NewEntry") -> str:
        """Add it; where that cannot be, why."""
        from readtui.tui.acts.adding import adding

        try:
            acted = adding(self.setting.folder, self.session, new)
        except Fault as fault:
            return str(fault)
        self._keep_sketch(None)
        self.session = acted.session
        self.tell(acted.told)
        return ""

    async def _go_on_after_adding(self, typed: "NotAdded | None") -> None:
        """Let the reader type the note of what was added; what was not is kept for the next time."""
        from readtui.tui.acts.adding import gap_above_note
        from readtui.tui.panes.writing import Writing

        post, index = self.session.post, self.session.index
        if self._sketch:
            self.tell("Kept, but not added: a goes on with it")
        if typed and typed.is_left:
            await self.run_action("leave")
        if typed and typed.goes_to:
            self._go_where_it_was_read(typed.goes_to)
        if typed is None and post and index:
            await self._write(post, index)
            self.query_one(Writing).begin_note(gap_above_note(post, index))

    def _go_where_it_was_read(self, seen: "Seen") -> None:
        """Choose the entry in which a page was read before; a search that does not list it is left for it."""
        from readtui.model.searching import leaving_search

        session = leaving_search(self.session) if self.session.narrowing else self.session
        self.session = session.choosing_week(self.setting.folder.open(seen.post)).choosing_entry(seen.index)
        self.action_go_to("EntryList")

    def _add_sketch(self) -> bool:
        """Add what was typed of a new entry to the post it was typed for; whether nothing is left of it."""
        from readtui.tui.acts.adding import adding_elsewhere

        if self._sketch is None:
            return True
        path, new = self._sketch.post.path, self._sketch.new
        try:
            acted = adding_elsewhere(self.setting.folder, self.session, path, new)
        except Fault as fault:
            self.tell(f"The new entry was not added (a goes on with it): {fault}", is_problem=True)
            return False
        self._keep_sketch(None)
        self.session = acted.session
        return True

    @on(WeekList.MissingOpened)
    def _make_missing(self, event: WeekList.MissingOpened) -> None:
        if event.missing.is_one:
            self._add_week(event.missing.first.start.isoformat())
        else:
            self.action_add_week()

    def action_add_week(self) -> None:
        """Make the post of a week, once the reader said of which."""
        from readtui.tui.acts.adding import weeks_to_add
        from readtui.tui.dialogs.ask_week import AskWeek

        told = self._unless_refused(partial(weeks_to_add, self.setting.folder, date.today(), self._dates))
        if told:
            self.app.push_screen(AskWeek(told), self._add_week)

    def _add_week(self, words: str | None) -> None:
        from readtui.tui.acts.adding import adding_week

        if words is not None:
            self._do(partial(adding_week, self.setting.folder, self.session, date.today(), words))
