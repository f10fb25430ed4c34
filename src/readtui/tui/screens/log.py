"""LogScreen: the log, browsed and edited; how typed text reaches its file, and how the program is left.

What only editing needs is imported by the acts that need it: together it takes as long as the first paint may.
"""

from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType

from readtui.model.post import Post
from readtui.model.unsaved import UnsavedText
from readtui.store.faults import Fault
from readtui.tui.panes.entry_list import EntryList
from readtui.tui.panes.week_list import WeekList
from readtui.tui.panes.written import FindAsked, OutsideAsked, TextLeft, TextSaved
from readtui.tui.screens.browsing import BrowsingScreen
from readtui.tui.setting import Setting


class LogScreen(BrowsingScreen):
    """The log, browsed and edited."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e,3", "edit", "Edit", id="edit", key_display="e"),
        Binding("E", "edit_outside", "$EDITOR", id="edit-outside"),
        Binding("q", "leave", "Quit", id="quit"),
    ]

    def __init__(self, setting: Setting) -> None:
        super().__init__(setting)
        self._last_words = ""

    async def action_edit(self) -> None:
        """Edit the chosen entry, or from the week list the whole post."""
        post = self.session.post
        if post is None or self.has_class("editing"):
            return
        if not post.is_editable:
            self.tell(post.problems[0].message, is_problem=True)
            return
        await self._write(post, None if isinstance(self.focused, WeekList) else self.session.index)

    async def _write(self, post: Post, index: int | None) -> None:
        from readtui.tui.editing import Editing
        from readtui.tui.panes.writing import Writing

        editing = Editing.of(post, index, self.session.unsaved_for(post.path, index))
        self.add_class("editing")
        writing = Writing(editing, self.session.subject(index), self.setting.glyphs)
        await self.mount(writing, after=self.query_one(EntryList))

    def _stop_writing(self) -> None:
        self.remove_class("editing")
        self.query("Writing").remove()
        self.query_one(EntryList if self.session.index else WeekList).focus()

    @on(TextSaved)
    def _save(self, event: TextSaved) -> None:
        if self._saved(event.text):
            self._stop_writing()

    def _saved(self, text: UnsavedText) -> bool:
        """Put the text into its file; where that is refused, say why and keep the text."""
        from readtui.tui.saving import save_text

        if not text.is_changed:
            self.session = self.session.discarding(text)
            self.tell("Nothing changed, nothing written")
            return True
        try:
            self.session = self.session.saving(text, save_text(self.setting.folder, text))
        except Fault as fault:
            self.session = self.session.typing(text)
            self.tell(str(fault), is_problem=True)
            return False
        self.tell(f"Saved {text.path}")
        return True

    @on(TextLeft)
    def _keep(self, event: TextLeft) -> None:
        self.session = self.session.typing(event.text)
        if event.text.is_changed:
            self.tell("Kept, but not yet saved (*): e goes on with it")
        self._stop_writing()

    @on(FindAsked)
    def _ask_for_words(self) -> None:
        from readtui.tui.dialogs.find import Find

        self.app.push_screen(Find(self._last_words), self._find)

    def _find(self, words: str | None) -> None:
        from readtui.tui.panes.writing import Writing

        if words:
            self._last_words = words
            if not self.query_one(Writing).find(words):
                self.tell(f"Not in this text: {words}")

    @on(OutsideAsked)
    def _edit_text_outside(self, event: OutsideAsked) -> None:
        from readtui.store.editor import NoEditorError
        from readtui.tui.outside import edited_outside
        from readtui.tui.panes.writing import Writing

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
            return
        line = 1 if entry is None or isinstance(self.focused, WeekList) else entry.line
        try:
            open_outside(self.app, self.setting.editor, self.setting.folder.file_of(post.path), line)
        except NoEditorError as trouble:
            self.tell(str(trouble), is_problem=True)
        self.session = self.session.showing(self.setting.folder.open(post.path))

    def action_leave(self) -> None:
        """End the program; with unsaved text, ask first."""
        self._keep_what_is_typed()
        count = len(self.session.unsaved)
        if not count:
            self.app.exit()
            return
        from readtui.tui.dialogs.question import Answer, Question

        texts = "one text that is" if count == 1 else f"{count} texts that are"
        answers = (Answer("s", "save and quit"), Answer("d", "discard and quit: what was typed is lost"))
        self.app.push_screen(Question(f"There is {texts} not saved.", answers), self._leave)

    def _keep_what_is_typed(self) -> None:
        from readtui.tui.panes.writing import Writing

        for writing in self.query(Writing):
            self.session = self.session.typing(writing.typed)

    def _leave(self, answer: str | None) -> None:
        if answer == "d" or (answer == "s" and self._saved_all()):
            self.app.exit()

    def _saved_all(self) -> bool:
        return all(self._saved(text) for text in self.session.unsaved)
