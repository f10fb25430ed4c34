"""ActingScreen: the log written in, and what can be done to its entries and posts from the lists.

An act is a function of `tui.acts`, which says what the session is after it; here it gets its keys and its questions.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache, partial
from typing import TYPE_CHECKING, ClassVar, Literal, TypeVar

from textual.binding import Binding, BindingType

from readtui.model.post import Post
from readtui.model.week import Week
from readtui.store.faults import ChangedOnDisk, Conflict, Fault, NothingToUndo, Refused
from readtui.tui.panes.week_list import WeekList, week_dates
from readtui.tui.screens.writing import WritingScreen
from readtui.tui.setting import Setting

if TYPE_CHECKING:
    from readtui.store.changes.undoing import Settling
    from readtui.tui.acts import Acted
    from readtui.tui.adding import NewEntry
    from readtui.tui.dialogs.add_entry import NotAdded
    from readtui.tui.dialogs.conflict import Whose
    from readtui.tui.moving import Target
    from readtui.tui.sketch import Sketch

Asked = TypeVar("Asked")
Which = Literal["undo", "redo"]

_ACTS = ("add_entry", "add_week", "delete", "move_entry", "reorder", "take_back")


class ActingScreen(WritingScreen):
    """The log, in which entries and posts are added, moved, deleted and brought back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add_entry", "Add", id="add-entry"),
        Binding("A", "add_week", "Add a week", id="add-week", show=False),
        Binding("d", "delete", "Delete", id="delete"),
        Binding("m", "move_entry", "Move", id="move-entry"),
        Binding("less_than_sign", "reorder(-1)", "Move the entry up", id="entry-up", show=False),
        Binding("greater_than_sign", "reorder(1)", "Move the entry down", id="entry-down", show=False),
        Binding("u", "take_back('undo')", "Undo", id="undo"),
        Binding("ctrl+r", "take_back('redo')", "Redo", id="redo", show=False),
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
        """Acts are for the lists: in the editor their keys are text, and what is typed there has its own undo."""
        if action in _ACTS and self.has_class("editing"):
            return False
        return super().check_action(action, parameters)

    def action_add_entry(self) -> None:
        """Add an entry to the chosen post, once the reader typed what it is."""
        from readtui.tui.adding import NewEntry, examples, model_for
        from readtui.tui.dialogs.add_entry import AddEntry
        from readtui.tui.sketch import Sketch

        there, post = self._unless_refused(partial(examples, self.session)), self.session.post
        if there and post:
            self.setting.journal.ready()
            model = cache(partial(model_for, self.setting.folder, self.session, post))  # it may read several posts
            sketch = Sketch(post, model, self._sketch.new if self._sketch else NewEntry())
            dialog = AddEntry(
                f"Add an entry to “{post.name}”",
                there,
                sketch.new,
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
        from readtui.tui.adding import adding

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
        from readtui.tui.adding import gap_above_note
        from readtui.tui.panes.writing import Writing

        post, index = self.session.post, self.session.index
        if self._sketch:
            self.tell("Kept, but not added: a goes on with it")
        if typed and typed.is_left:
            await self.run_action("leave")
        if typed is None and post and index:
            await self._write(post, index)
            self.query_one(Writing).begin_note(gap_above_note(post, index))

    def _add_sketch(self) -> bool:
        """Add what was typed of a new entry to the post it was typed for; whether nothing is left of it."""
        from readtui.tui.adding import adding_elsewhere

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

    def action_add_week(self) -> None:
        """Make the post of a week, once the reader said of which."""
        from readtui.tui.adding import weeks_to_add
        from readtui.tui.dialogs.ask_week import AskWeek

        told = self._unless_refused(partial(weeks_to_add, self.setting.folder, date.today(), self._dates))
        if told:
            self.app.push_screen(AskWeek(told), self._add_week)

    def _add_week(self, words: str | None) -> None:
        from readtui.tui.adding import adding_week

        if words is not None:
            self._do(partial(adding_week, self.setting.folder, self.session, date.today(), words))

    def action_move_entry(self) -> None:
        """Move the chosen entry to another week, once the reader chose that."""
        from readtui.tui.dialogs.choose_week import ChooseWeek
        from readtui.tui.moving import targets

        there = self._unless_refused(partial(targets, self.setting.folder, self.session, date.today(), self._dates))
        if there:
            self.app.push_screen(ChooseWeek(there, self.setting.glyphs), self._move_entry)

    def _move_entry(self, target: "Target | None") -> None:
        from readtui.tui.moving import moving

        if target is not None:
            self._do(partial(moving, self.setting.folder, self.session, target))

    def _dates(self, week: Week) -> str:
        return week_dates(week, self.setting.glyphs.to, both_months=True)

    def action_delete(self) -> None:
        """Delete the chosen entry, or from the week list the post, once the reader says so."""
        from readtui.tui.acts import question_of_deleting
        from readtui.tui.dialogs.question import Answer, Question

        post, index = self.session.post, None if isinstance(self.focused, WeekList) else self.session.index
        question = self._unless_refused(partial(question_of_deleting, self.session, is_whole=index is None))
        if question and post:
            answers = [Answer("d", "delete it (or enter)")]
            self.app.push_screen(Question(question, answers, by_enter="d"), partial(self._delete, post, index))

    def _delete(self, post: Post, index: int | None, answer: str | None) -> None:
        from readtui.tui.acts import deleting

        # Of what was asked, whatever others made of it since.
        if answer and self._do(partial(deleting, self.setting.folder, self.session, post, index)) and index is None:
            self.action_go_to("WeekList")

    def action_reorder(self, by: int) -> None:
        """Move the chosen entry by a place in its week."""
        from readtui.tui.acts import reordering

        self._do(partial(reordering, self.setting.folder, self.session, by))

    def action_take_back(self, which: Which, settling: "Settling" = "ask") -> None:
        """Take back the last change to the log, or make it again."""
        from readtui.tui.acts import taking_back

        taking = partial(taking_back, self.setting.folder, self.session, which, settling)
        self._do(taking, partial(self._ask_how, which))

    def _ask_how(self, which: Which, conflict: Conflict) -> None:
        from readtui.tui.acts import ways_to_settle
        from readtui.tui.dialogs.conflict import ConflictDialog

        told = f"Others changed what {which} would change"
        dialog = ConflictDialog(told, conflict, ways_to_settle(conflict), self.setting.glyphs)
        self.app.push_screen(dialog, partial(self._take_back_so, which))

    def _take_back_so(self, which: Which, whose: "Whose | None") -> None:
        if whose is not None:
            self.action_take_back(which, whose)

    def _unless_refused(self, ask: Callable[[], Asked]) -> Asked | None:
        """What is to be asked, or None where it is said why there is nothing to ask."""
        try:
            return ask()
        except Refused as refused:
            self.tell(str(refused), is_problem=True)
            return None

    def _do(self, act: Callable[[], "Acted"], asking: Callable[[Conflict], None] | None = None) -> bool:
        """Have it done, and show and say what it did, or why not; whether it was done.

        `asking` is what follows where others wrote what it would change.
        """
        try:
            acted = act()
        except ChangedOnDisk as fault:
            if asking and isinstance(fault, Conflict):
                asking(fault)
            else:
                self._read_again(fault)
        except NothingToUndo as fault:
            self.tell(f"{str(fault)[:1].upper()}{str(fault)[1:]}")
        except Fault as fault:
            self.tell(str(fault), is_problem=True)
        else:
            self.session = acted.session
            self.tell(acted.told)
            return True
        return False

    def _read_again(self, fault: ChangedOnDisk) -> None:
        """Show what others made of the chosen post, before the reader acts on it."""
        if self.session.path is not None:
            self.session = self.session.showing(self.setting.folder.open(self.session.path))
        what = str(fault).partition(";")[0]
        self.tell(f"{what}: it is read again; look at it, then repeat that", is_problem=True)
