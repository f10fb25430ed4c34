"""ActingScreen: the log written in, and what can be done to its entries and posts from the lists.

An act is a function of `tui.acts`, which says what the session is after it; here it gets its keys and its questions.
"""

import asyncio
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Literal, TypeVar

from textual.binding import Binding, BindingType

from readtui.model.post import Post
from readtui.model.week import Week
from readtui.store.faults import ChangedOnDisk, Conflict, Fault, NothingToUndo, Refused
from readtui.tui.panes.week_list import WeekList, week_dates
from readtui.tui.screens.writing import WritingScreen

if TYPE_CHECKING:
    from readtui.tui.acts.acted import Acted
    from readtui.tui.acts.moving import Target
    from readtui.tui.dialogs.conflict import Whose

Asked = TypeVar("Asked")
Which = Literal["undo", "redo"]

_SOON = 0.1
"""Seconds after which it is told that something is still being taken back."""
_ACTS = ("delete", "move_entry", "reorder", "take_back")


class ActingScreen(WritingScreen):
    """The log, in which entries and posts are moved, deleted and brought back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("d", "delete", "Delete", id="delete"),
        Binding("m", "move_entry", "Move", id="move-entry"),
        Binding("less_than_sign", "reorder(-1)", "Move the entry up", id="entry-up", show=False),
        Binding("greater_than_sign", "reorder(1)", "Move the entry down", id="entry-down", show=False),
        Binding("u", "take_back('undo')", "Undo", id="undo"),
        Binding("ctrl+r", "take_back('redo')", "Redo", id="redo", show=False),
    ]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Acts are for the lists: in the editor their keys are text, and what is typed there has its own undo."""
        if action in _ACTS and self.has_class("editing"):
            return False
        return super().check_action(action, parameters)

    def action_move_entry(self) -> None:
        """Move the chosen entry to another week, once the reader chose that."""
        from readtui.tui.acts.moving import targets
        from readtui.tui.dialogs.choose_week import ChooseWeek

        there = self._unless_refused(partial(targets, self.setting.folder, self.session, date.today(), self._dates))
        if there:
            self.app.push_screen(ChooseWeek(there, self.setting.glyphs), self._move_entry)

    def _move_entry(self, target: "Target | None") -> None:
        from readtui.tui.acts.moving import moving

        if target is not None:
            self._do(partial(moving, self.setting.folder, self.session, target))

    def _dates(self, week: Week) -> str:
        return week_dates(week, self.setting.glyphs.to, both_months=True)

    def action_delete(self) -> None:
        """Delete the chosen entry, or from the week list the post, once the reader says so."""
        from readtui.tui.acts.acted import question_of_deleting
        from readtui.tui.dialogs.question import Answer, Question

        post, index = self.session.post, None if isinstance(self.focused, WeekList) else self.session.index
        question = self._unless_refused(partial(question_of_deleting, self.session, is_whole=index is None))
        if question and post:
            answers = [Answer("d", "delete it (or enter)")]
            self.app.push_screen(Question(question, answers, by_enter="d"), partial(self._delete, post, index))

    def _delete(self, post: Post, index: int | None, answer: str | None) -> None:
        from readtui.tui.acts.acted import deleting

        # Of what was asked, whatever others made of it since.
        if answer and self._do(partial(deleting, self.setting.folder, self.session, post, index)) and index is None:
            self.action_go_to("WeekList")

    def action_reorder(self, by: int) -> None:
        """Move the chosen entry by a place in its week."""
        from readtui.tui.acts.acted import reordering

        self._do(partial(reordering, self.setting.folder, self.session, by))

    async def action_take_back(self, which: Which) -> None:
        """Take back the last change to the log, or make it again; keys wait for it, the screen does not.

        Over hundreds of posts that takes a second: so a thread does it.
        """
        from readtui.tui.acts.acted import seen_taken_back, taken_back

        folder = self.setting.folder
        taking = asyncio.create_task(asyncio.to_thread(taken_back, folder, which))
        if not (await asyncio.wait([taking], timeout=_SOON))[0]:
            self.tell("Taking it back" if which == "undo" else "Making it again")
            await asyncio.wait([taking])
        # What others did meanwhile is in the session by now.
        self._do(lambda: seen_taken_back(folder, self.session, taking.result()), partial(self._ask_how, which))

    def _ask_how(self, which: Which, conflict: Conflict) -> None:
        from readtui.tui.acts.acted import ways_to_settle
        from readtui.tui.dialogs.conflict import ConflictDialog

        told = f"Others changed what {which} would change"
        dialog = ConflictDialog(told, conflict, ways_to_settle(conflict), self.setting.glyphs)
        self.app.push_screen(dialog, partial(self._take_back_so, which))

    def _take_back_so(self, which: Which, whose: "Whose | None") -> None:
        from readtui.tui.acts.acted import taking_back

        if whose is not None:
            taking = partial(taking_back, self.setting.folder, self.session, which, whose)
            self._do(taking, partial(self._ask_how, which))

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
