"""OrganisingScreen: the log added to, and what is done there to several entries at once, or to one with the next."""

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType

from readtui.model.marking import toggling, told, unmarking
from readtui.model.post import Post
from readtui.store.faults import Fault
from readtui.tui.panes.bottom_lines import StatusLine
from readtui.tui.panes.line_list import LineList
from readtui.tui.panes.week_list import WeekList
from readtui.tui.panes.written import SplitAsked
from readtui.tui.screens.adding import AddingScreen
from readtui.tui.setting import Setting

if TYPE_CHECKING:
    from readtui.tui.acts.moving import Target
    from readtui.tui.acts.organising import NewHead, Places, Splitting

_ACTS = ("mark", "merge")


class OrganisingScreen(AddingScreen):
    """The log, in which entries are marked, and deleted, moved and merged several at once."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "mark", "Mark for the next command", id="mark", show=False),
        Binding("M", "merge", "Merge with the next entry, or the two that are marked", id="merge", show=False),
    ]

    def __init__(self, setting: Setting) -> None:
        super().__init__(setting)
        self._head: NewHead | None = None
        """What was typed of the head of an entry that was not split off."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """These are for the lists: in the editor their keys are text."""
        if action in _ACTS and self.has_class("editing"):
            return False
        return super().check_action(action, parameters)

    def watch_session(self) -> None:
        """Have it told below how much is marked."""
        super().watch_session()
        self.query_one(StatusLine).marked = told(self.session)

    def action_mark(self) -> None:
        """Mark what the list has chosen for the next command, or no longer, and go on to the next line."""
        from readtui.tui.acts.acted import chosen

        focused = self.focused
        if self._unless_refused(partial(chosen, self.session)) is None:
            return
        try:
            self.session = toggling(self.session, None if isinstance(focused, WeekList) else self.session.index)
        except ValueError as why_not:
            self.tell(str(why_not), is_problem=True)
            return
        if isinstance(focused, LineList):
            focused.action_move(1)

    def drop_marks(self) -> bool:
        """Have nothing marked, where a list has the keys and something is; whether it was."""
        is_here = isinstance(self.focused, LineList) and not self.has_class("zoomed")
        if not is_here or not self.session.marked:
            return False
        self.session = unmarking(self.session)
        return True

    def action_delete(self) -> None:
        """Delete what is marked; else what the list has chosen."""
        if not self.session.marked:
            super().action_delete()
            return
        from readtui.tui.acts.organising import question_of_deleting_marked
        from readtui.tui.dialogs.question import Answer, Question

        places = self._marked()
        question = places and self._unless_refused(partial(question_of_deleting_marked, self.session, places))
        if places and question:
            answers = [Answer("d", "delete it (or enter)" if len(places) == 1 else "delete them (or enter)")]
            dialog = Question(question, answers, by_enter="d")
            self.app.push_screen(dialog, partial(self._delete_marked, places))

    def _delete_marked(self, places: "Places", answer: str | None) -> None:
        from readtui.tui.acts.organising import deleting_marked

        if answer:
            self._do(partial(deleting_marked, self.setting.folder, self.session, places))

    def action_move_entry(self) -> None:
        """Move what is marked to another week; else the chosen entry."""
        if not self.session.marked:
            super().action_move_entry()
            return
        from readtui.tui.acts.organising import targets_of_marked
        from readtui.tui.dialogs.choose_week import ChooseWeek

        places, folder, today = self._marked(), self.setting.folder, date.today()
        there = places and self._unless_refused(
            partial(targets_of_marked, folder, self.session, places, today, self._dates)
        )
        if places and there:
            self.app.push_screen(ChooseWeek(there, self.setting.glyphs), partial(self._move_marked, places))

    def _move_marked(self, places: "Places", target: "Target | None") -> None:
        from readtui.tui.acts.organising import moving_marked

        if target is not None:
            self._do(partial(moving_marked, self.setting.folder, self.session, places, target))

    def _marked(self) -> "Places | None":
        from readtui.tui.acts.organising import marked_entries

        return self._unless_refused(partial(marked_entries, self.setting.folder, self.session))

    def action_merge(self) -> None:
        """Make one of two entries, once the reader says so."""
        from readtui.tui.acts.organising import question_of_merging, to_merge
        from readtui.tui.dialogs.question import Answer, Question

        both = self._unless_refused(partial(to_merge, self.setting.folder, self.session))
        if both:
            question = Question(question_of_merging(*both), [Answer("m", "merge them (or enter)")], by_enter="m")
            self.app.push_screen(question, partial(self._merge, *both))

    @on(SplitAsked)
    def _split_there(self, event: SplitAsked) -> None:
        """Make two of the entry in the editor, at the cursor's line; where that is no head, ask for one."""
        from readtui.tui.acts.organising import NewHead, splitting_of
        from readtui.tui.dialogs.split import SplitDialog
        from readtui.tui.panes.writing import Writing

        text = self.query_one(Writing).typed
        where = self._unless_refused(partial(splitting_of, self.setting.folder, text, event.line))
        if where and where.has_head:
            trouble = self._split(where, NewHead())
            if trouble:
                self.tell(trouble, is_problem=True)
        elif where:
            head = self._head or NewHead(kind=where.kind)
            self.app.push_screen(SplitDialog(where, head, partial(self._split, where)), self._keep_head)

    def _split(self, where: "Splitting", head: "NewHead") -> str:
        """Split the entry; where that cannot be, why."""
        from readtui.tui.acts.organising import splitting

        try:
            acted = splitting(self.setting.folder, self.session, where, head)
        except Fault as fault:
            why = str(fault).removeprefix(f"{where.post.path}: not saved: ")
            return f"Not split: {why}"
        self._stop_writing()
        self.session = acted.session
        self.action_go_to("EntryList")
        self.tell(acted.told)
        return ""

    def _keep_head(self, head: "NewHead | None") -> None:
        """Keep what was typed of a head, where nothing was split."""
        self._head = head
        if head:
            self.tell("Nothing was split; what you typed is kept until you quit: ctrl+t goes on with it")

    def _merge(self, post: Post, first: int, second: int, answer: str | None) -> None:
        from readtui.tui.acts.organising import merging

        if answer:
            self._do(partial(merging, self.setting.folder, self.session, post, first, second))
