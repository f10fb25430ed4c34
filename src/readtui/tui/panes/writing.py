"""Writing: the editor below a line that says what is edited and whether it is saved."""

from asyncio import TimerHandle, get_running_loop
from functools import partial

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import TextArea

from readtui.model.unsaved import UnsavedText
from readtui.tui.drawing.glyphs import Glyphs
from readtui.tui.panes.editor import Editor
from readtui.tui.panes.writing_title import WritingTitle
from readtui.tui.panes.written import FindAsked, OutsideAsked, TextLeft, TextSaved, TextTyped, WritingTold
from readtui.tui.texts.counting import Words, credit_at, words_typed
from readtui.tui.texts.editing import Editing
from readtui.tui.texts.quoting import attributing

_PAUSE = 1.0
"""Seconds without a key after which words are counted: while keys come, each byte and each millisecond is theirs."""


class Writing(Vertical):
    """The pane in which an entry or a post is edited; `-covered` while lines of a dialog stand over its last one."""

    DEFAULT_CSS = """
    Writing.-covered Editor { padding: 0 1 1 1; }
    """

    def __init__(self, editing: Editing, subject: str, glyphs: Glyphs) -> None:
        super().__init__()
        self._editing = editing
        self._subject = subject
        self._glyphs = glyphs
        self._pause: TimerHandle | None = None
        """Runs while keys may still come before the words are counted."""

    def compose(self) -> ComposeResult:
        """The title above the text."""
        title = WritingTitle(self._glyphs)
        title.subject = self._subject
        title.is_unsaved = self._editing.target.is_changed
        title.words = self._editing.words
        yield title
        yield Editor(self._editing.buffer.text, self._take_in)

    def on_mount(self) -> None:
        """Take the keys."""
        self.query_one(Editor).focus()
        if not self._editing.words:
            self._count_later()

    def on_unmount(self) -> None:
        """Count no more."""
        if self._pause:
            self._pause.cancel()

    @property
    def typed(self) -> UnsavedText:
        """What was opened, with the text as it stands now."""
        return self._editing.typed(self.query_one(Editor).text)

    def write(self, typed: bytes) -> None:
        """Put other bytes into the editor, as one change that can be undone."""
        before, self._editing = self._editing, self._editing.retyped(typed)
        self.query_one(Editor).write(self._editing.buffer.text)
        self._forget_what_cannot_be_undone(before)

    def go_on_from(self, saved: Editing) -> None:
        """Go on with what was saved; the text stays as it stands in the editor where that says the same."""
        editor = self.query_one(Editor)
        before, self._editing = self._editing, saved
        if saved.is_unsaved(editor.text) and not saved.target.is_changed:
            editor.write(saved.buffer.text)
        self._forget_what_cannot_be_undone(before)
        self._show_state()

    def begin_note(self, gap: str | None) -> None:
        """Go where the note of a new entry begins: below its text behind the `gap`, or for None in its first line."""
        self.query_one(Editor).begin_below(gap)

    def go_on_over(self, text: UnsavedText) -> None:
        """Go on with what stands in the editor, over the place of `text` in a post that others changed."""
        self._editing = self._editing.going_on_over(text)

    def find(self, words: str) -> tuple[int, int]:
        """Select the next place of `words`: which of their places that is, from 1, and how many there are."""
        return self.query_one(Editor).find(words)

    def replace(self, words: str, by: str) -> bool:
        """Put `by` in the place of `words` where these are selected; whether they are."""
        editor = self.query_one(Editor)
        return editor.replace_one(words, self._take_in(by, editor.text))

    def replace_all(self, words: str, by: str) -> int:
        """Put `by` in all places of `words`; how many these were."""
        editor = self.query_one(Editor)
        return editor.replace_all(words, self._take_in(by, editor.text))

    @on(TextArea.Changed)
    def _tell_typed(self, event: TextArea.Changed) -> None:
        event.stop()
        text = self._show_state()
        self._count_later()
        self.post_message(TextTyped(partial(self._editing.typed, text)))  # its bytes are made where no key waits for it

    def _take_in(self, foreign: str, shown: str) -> str:
        """A text from elsewhere as it may stand in the editor; what no terminal shows has a mark from now on."""
        self._editing, marked = self._editing.taking_in(foreign, shown)
        return marked

    def _forget_what_cannot_be_undone(self, before: Editing) -> None:
        """Text of before would be turned into bytes by the marks and line ends of now."""
        if not self._editing.buffer.writes_like(before.buffer):
            self.query_one(Editor).history.clear()

    def _show_state(self) -> str:
        """Show whether the text is unsaved; the text."""
        text = self.query_one(Editor).text
        self.query_one(WritingTitle).is_unsaved = self._editing.is_unsaved(text)
        return text

    def _count_later(self) -> None:
        """Count the words when no key comes for a while."""
        if self._pause:
            self._pause.cancel()
        self._pause = get_running_loop().call_later(_PAUSE, self._count)

    @work(thread=True, exclusive=True)
    def _count(self) -> None:
        self.app.call_from_thread(self._show_words, words_typed(self.typed))

    def _show_words(self, words: Words) -> None:
        for title in self.query(WritingTitle):
            title.words = words

    @on(Editor.Told)
    def _tell(self, event: Editor.Told) -> None:
        event.stop()
        self.post_message(WritingTold(event.text))

    @on(Editor.CreditAsked)
    def _credit(self, event: Editor.CreditAsked) -> None:
        """Say below the quote that ends at the cursor whose it is: who made its entry, as this post says such."""
        event.stop()
        editor, typed = self.query_one(Editor), self.typed
        above = editor.get_text_range(editor.document.start, editor.cursor_location)
        credit = credit_at(typed, len(above.encode("utf-8", "surrogateescape")))
        rewrite = attributing(editor.text, len(above), credit, typed.whole.decode("utf-8", "replace"))
        if rewrite:
            editor.rewrite(rewrite)
        else:
            said = "This quote says whose it is already" if credit else "No entry stands here whose the quote could be"
            self.post_message(WritingTold(said))

    @on(Editor.SaveAsked)
    def _save(self) -> None:
        self.post_message(TextSaved(self.typed))

    @on(Editor.LeaveAsked)
    def _leave(self) -> None:
        self.post_message(TextLeft(self.typed))

    @on(Editor.FindAsked)
    def _find(self) -> None:
        self.post_message(FindAsked())

    @on(Editor.OutsideAsked)
    def _go_outside(self) -> None:
        self.post_message(OutsideAsked(self.typed))
