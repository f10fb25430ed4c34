"""LogScreen: the log, browsed and edited; and how the program is left."""

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.message import Message

from readtui.model.marking import unmarking
from readtui.store.faults import Conflict, Fault
from readtui.store.greeting import greeted
from readtui.tui.panes.bottom_lines import StatusLine
from readtui.tui.panes.detail import Detail
from readtui.tui.panes.entry_list import EntryList
from readtui.tui.panes.week_list import WeekList
from readtui.tui.screens.browsing import BrowsingScreen
from readtui.tui.screens.searching import SearchingScreen

if TYPE_CHECKING:
    from readtui.model.unsaved import UnsavedText


class LogScreen(SearchingScreen):
    """The log, browsed and edited."""

    class Left(Message):
        """The reader left, and nothing is to be asked."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("C", "tell_conventions", "How this log writes things", id="conventions", show=False),
        Binding("q", "leave", "Quit", id="quit"),
        Binding("ctrl+z", "suspend", "To the shell, fg comes back", id="suspend", show=False),
    ]

    @on(BrowsingScreen.Begun)
    def _greet(self) -> None:
        """Tell whoever opens a log for the first time where to see what was learned of it."""
        if not self.setting.is_thrown_away and self.session.log.posts and greeted(self.setting.state):
            self.query_one(StatusLine).hint = "C tells how this log writes things"

    def action_tell_conventions(self) -> None:
        """Show what was learned of how this log writes things."""
        from readtui.store.conventions.learning import conventions_in_words
        from readtui.tui.dialogs.conventions import ConventionsCard

        told = conventions_in_words(self.setting.folder, self.session.log.posts).told
        self.app.push_screen(ConventionsCard(told))

    def action_leave(self) -> None:
        """End the program; with unsaved text, ask first."""
        self._keep_what_is_typed()
        count, with_new = len(self.session.unsaved), self._sketch is not None
        if not count and not with_new:
            self._end()
            return
        from readtui.tui.dialogs.leaving import Leaving

        is_safe = self.setting.journal.trouble is None
        is_offered = not self.setting.is_thrown_away
        question = Leaving(count, with_new=with_new, is_offered=is_offered, is_safe=is_safe)
        self.app.push_screen(question, self._leave)

    def action_suspend(self) -> None:
        """Leave the terminal to the shell until the reader comes back."""
        from readtui.tui.outside import stop_for_shell

        self._keep_what_is_typed()
        self.setting.journal.flush()  # who is stopped keeps nothing
        if not stop_for_shell(self.app):
            self.tell("No shell is behind this one to go to: q quits")

    def _keep_what_is_typed(self) -> None:
        if self.has_class("editing"):
            from readtui.tui.panes.writing import Writing

            self.take_up(self.query_one(Writing).typed)

    def _leave(self, answer: str | None) -> None:
        if answer == "s":
            self._save_all()
            if self.session.unsaved:
                return
            if self._add_sketch():
                self._end()
            else:
                self._go_on_writing()
        elif answer == "k":
            if self.setting.journal.flush() or self.setting.is_thrown_away:
                self._end()
            else:
                self.tell(f"Not left: {self.setting.journal.trouble}", is_problem=True)
        elif answer == "D":
            self.setting.journal.end(keep=False)
            self._end()

    def _save_all(self) -> None:
        """Save what can be saved, and say of the rest why not."""
        tried: set[UnsavedText] = set()
        troubles = []
        # A save moves the other texts of its post along, so each time the next is looked for anew. Whole posts come
        # first: an entry's text finds its place after that; the other way round they may touch.
        while text := next((text for text in _whole_first(self.session.unsaved) if text not in tried), None):
            tried.add(text)
            try:
                self._put(text)
            except Conflict:
                troubles.append(f"{text.path}: others changed what you edited: e opens it, ctrl+s there shows both")
            except Fault as fault:
                troubles.append(str(fault))
        if troubles:
            self.tell("; ".join(troubles), is_problem=True)
            self._go_on_writing()

    def _go_on_writing(self) -> None:
        """Let the editor, where one is open, go on from what is saved by now."""
        post = self.session.post
        if post is None or not self.has_class("editing"):
            return
        from readtui.tui.panes.writing import Writing
        from readtui.tui.texts.editing import Editing

        index = self.session.index if self.query_one(Writing).typed.index is not None else None
        self.query_one(Writing).go_on_from(Editing.of(post, index, self.session.unsaved_for(index)))

    def _end(self) -> None:
        self.setting.rows.end()  # who waits for rows must not keep the program
        self.post_message(self.Left())

    @property
    def is_as_opened(self) -> bool:
        """Whether the log is shown as it is when it is opened, with nothing typed, told or asked."""
        session, status = self.session, self.query_one(StatusLine)
        panes = (self.query_one(WeekList), self.query_one(EntryList), self.query_one(Detail))
        is_plain = self.is_current and not (self.has_class("editing") or self.has_class("zoomed") or self.is_source)
        has_signs = session.unsaved or session.marked
        is_quiet = not (status.notice.text or status.trouble or has_signs or session.narrowing)
        first = session.arriving(session.post) if session.post and session.log.posts else None
        is_first = first is not None and (session.log.posts[0].path, first.index) == (session.path, session.index)
        is_at_top = panes[0].has_focus and not any(pane.top for pane in panes)
        return is_plain and is_quiet and is_first and is_at_top

    def show_as_opened(self) -> bool:
        """Draw the log as it will be when it is opened again, with `Shown` to follow; False where that is not known."""
        stamped, session = self._stamped, self.session
        is_plain = self.is_current and not self.has_class("editing") and not session.narrowing
        if not (stamped and is_plain and session.log.posts) or session.unsaved or self.query_one(StatusLine).trouble:
            return False
        try:
            newest = self.setting.folder.open(session.log.posts[0].path)
        except Fault:
            return False
        self.tell("")
        self.query_one(StatusLine).hint = ""
        self.remove_class("zoomed")
        self.is_source = False
        self.session = unmarking(session).choosing_week(newest)
        self.query_one(EntryList).scroll_to_line(0)
        self.action_go_to("WeekList")
        self._tell_shown(stamped)
        return True


def _whole_first(texts: "tuple[UnsavedText, ...]") -> "list[UnsavedText]":
    return sorted(texts, key=lambda text: text.index is not None)
