"""WritingScreen: the log browsed, and its entries and posts edited: how typed text reaches its file.

What only editing needs is imported by the acts that need it: together it takes as long as the first paint may.
"""

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType

from readtui.model.post import Post
from readtui.store.faults import Conflict, Fault
from readtui.tui.panes.entry_list import EntryList
from readtui.tui.panes.week_list import WeekList
from readtui.tui.panes.written import FindAsked, OutsideAsked, TextLeft, TextSaved, TextTyped, WritingTold
from readtui.tui.screens.browsing import BrowsingScreen
from readtui.tui.setting import Setting

if TYPE_CHECKING:
    from readtui.model.unsaved import UnsavedText
    from readtui.store.unsaved.saving import Saved
    from readtui.tui.dialogs.conflict import Whose
    from readtui.tui.texts.editing import Editing


class WritingScreen(BrowsingScreen):
    """The log browsed, its entries and posts edited."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e,3", "edit", "Edit", id="edit", key_display="e"),
        Binding("E", "edit_outside", "$EDITOR", id="edit-outside"),
    ]

    def __init__(self, setting: Setting) -> None:
        super().__init__(setting)
        self._words = ""
        """What was looked for last."""
        self._by = ""
        """What was put in its place."""
        self._is_typing = False
        """Whether the editor holds what the session does not."""
        self._kept: tuple[tuple[UnsavedText, ...], bool] = ((), False)
        """What the journal was told last."""

    def watch_session(self) -> None:
        """Have on disk what is unsaved now, and no more of what is saved."""
        super().watch_session()
        kept = self.session.unsaved, self._is_typing
        if kept != self._kept:
            self._kept = kept
            self.setting.journal.keep(kept[0], typing=kept[1])

    @on(TextTyped)
    def _keep_typed(self, event: TextTyped) -> None:
        self._is_typing = True
        self._kept = self._kept[0], True
        self.setting.journal.put(event.make)

    def take_up(self, text: "UnsavedText") -> None:
        """Have in the session what stands in the editor."""
        self._is_typing = False
        self.session = self.session.typing(text)

    async def action_edit(self) -> None:
        """Edit the chosen entry, or from the week list the whole post."""
        post = self.session.post
        if post is None:
            self.tell("There is nothing to edit yet")
        elif not post.is_editable:
            self.tell(next(problem.message for problem in post.problems if problem.forbids_editing), is_problem=True)
        elif not self.has_class("editing"):
            index = None if isinstance(self.focused, WeekList) else self.session.index
            # What was begun beside other text, in a session that ended, can be gone on with: else neither could.
            if self.session.unsaved_beside(index) and not self.session.unsaved_for(index):
                whose = "an entry of this post" if index is None else "this post as a whole"
                self.tell(f"There is unsaved text (*) for {whose}: save that first", is_problem=True)
            else:
                await self._write(post, index)

    async def _write(self, post: Post, index: int | None) -> None:
        from readtui.tui.texts.editing import Editing

        editing = Editing.of(post, index, self.session.unsaved_for(index))
        await self.open_editor(editing, self.session.subject(index))

    async def open_editor(self, editing: "Editing", subject: str) -> None:
        """Open the editor; `subject` is what is edited, in words."""
        from readtui.tui.panes.writing import Writing

        self.setting.journal.ready()
        self.add_class("editing")
        await self.mount(Writing(editing, subject, self.setting.glyphs), after=self.query_one(EntryList))

    def _stop_writing(self) -> None:
        self._is_typing = False
        self.watch_session()
        self.remove_class("editing")
        self.query("Writing").remove()
        self.query_one(EntryList if self.session.index else WeekList).focus()

    @on(TextSaved)
    def _save(self, event: TextSaved) -> None:
        try:
            saved = self._put(event.text)
        except Conflict as conflict:
            self._ask_whose(event.text, conflict)
        except Fault as fault:
            self.tell(str(fault), is_problem=True)
        else:
            self._go_on_after(saved)

    def _put(self, text: "UnsavedText") -> "Saved | None":
        """Put the text into its file and say so; as what it was saved, None where nothing had changed.

        Raises:
            Fault: it could not be saved; it is kept, and the file is as it was.
        """
        from readtui.store.unsaved.saving import save_text

        self._is_typing = False  # from here on the session has it
        if not text.is_changed:
            self.session = self.session.discarding(text)
            self.tell("Nothing changed, nothing written")
            return None
        self.take_up(text)
        return self._told(text, save_text(self.setting.folder, text))

    def _told(self, text: "UnsavedText", saved: "Saved") -> "Saved":
        self.session = self.session.saving(text, saved.post, saved.index)
        self.tell(f"Saved {text.path}" + (f": {saved.remark}" if saved.remark else ""))
        return saved

    def _go_on_after(self, saved: "Saved | None") -> None:
        """Let the editor go on from what was saved, if it is still one thing."""
        from readtui.tui.panes.writing import Writing
        from readtui.tui.texts.editing import Editing

        if saved is None:
            return
        if saved.is_one:
            self.query_one(Writing).go_on_from(Editing.of(saved.post, saved.index, None))
        else:
            self._stop_writing()

    def _ask_whose(self, text: "UnsavedText", conflict: Conflict) -> None:
        from readtui.tui.dialogs.conflict import GONE, TOUCHED, ConflictDialog

        told, answers = "Others changed what you edited", TOUCHED
        if conflict.theirs is None:
            told, answers = "The file is no longer there: others moved or deleted it", GONE
        dialog = ConflictDialog(told, conflict, answers, self.setting.glyphs)
        self.app.push_screen(dialog, partial(self._settle, text, conflict))

    def _settle(self, text: "UnsavedText", conflict: Conflict, whose: "Whose | None") -> None:
        from readtui.store.unsaved.saving import settle

        if whose == "theirs":
            self._drop(text)
        elif whose is not None:
            try:
                saved = settle(self.setting.folder, text, conflict, whose)
            except Conflict as again:
                self._ask_whose(text, again)
            except Fault as fault:
                self.tell(str(fault), is_problem=True)
            else:
                self._go_on_after(self._told(text, saved))

    def _drop(self, text: "UnsavedText") -> None:
        try:
            self.setting.journal.discard(text)
        except Fault as fault:
            self.tell(str(fault), is_problem=True)
            return
        self.session = self.session.discarding(text).showing(self.setting.folder.open(text.path))
        self._stop_writing()

    @on(TextLeft)
    def _keep(self, event: TextLeft) -> None:
        self.take_up(event.text)
        if event.text.is_changed:
            self.tell("Kept, but not yet saved (*): e goes on with it")
        self._stop_writing()

    @on(FindAsked)
    async def _ask_for_words(self) -> None:
        from readtui.tui.dialogs.replace import Replace
        from readtui.tui.panes.writing import Writing

        await self.app.push_screen(Replace(self.query_one(Writing), self._words, self._by), self._remember_both)

    def _remember_words(self, words: str | None) -> None:
        self._words = words or ""

    def _remember_both(self, both: tuple[str, str] | None) -> None:
        self._words, self._by = both or ("", "")

    @on(WritingTold)
    def _tell_of_writing(self, event: WritingTold) -> None:
        self.tell(event.text)

    @on(OutsideAsked)
    def _edit_text_outside(self, event: OutsideAsked) -> None:
        from readtui.store.editor import NoEditorError
        from readtui.tui.outside import edited_outside
        from readtui.tui.panes.writing import Writing

        self.setting.journal.flush()
        try:
            self.query_one(Writing).write(edited_outside(self.app, self.setting.editor, event.text.typed))
        except NoEditorError as trouble:
            self.tell(str(trouble), is_problem=True)

    def action_edit_outside(self) -> None:
        """Open the chosen post in the reader's own editor, at the chosen entry's line, and read it again."""
        from readtui.store.editor import NoEditorError
        from readtui.tui.outside import open_outside

        post, entry = self.session.post, self.session.entry
        if post is None:
            self.tell("There is nothing to edit yet")
        elif not post.source and not post.is_editable:  # a pipe, or a link that leads out of the log
            self.tell(post.problems[0].message, is_problem=True)
        elif any(text.path == post.path for text in self.session.unsaved):
            self.tell("This post has text that is not yet saved (*): e goes on with it, then ctrl+s", is_problem=True)
        else:
            line = 1 if entry is None or isinstance(self.focused, WeekList) else entry.line
            try:
                open_outside(self.app, self.setting.editor, self.setting.folder.file_of(post.path), line)
            except NoEditorError as trouble:
                self.tell(str(trouble), is_problem=True)
            self.session = self.session.showing(self.setting.folder.open(post.path))
