"""OneLine: a line to type into, in which a paste of several lines loses none."""

from textual.events import Paste
from textual.widgets import Input

from readtui.model.printable import one_line


class OneLine(Input):
    """A line to type into. Lines that are pasted are joined by blanks; Textual's own takes the first alone."""

    def __init__(
        self,
        value: str = "",
        *,
        placeholder: str = "",
        select_on_focus: bool = False,
        id: str | None = None,  # noqa: A002 (Textual's own word)
    ) -> None:
        # What stands as an example may be out of a post.
        super().__init__(value, placeholder=one_line(placeholder), id=id, compact=True, select_on_focus=select_on_focus)
        self.cursor_blink = False  # it would send bytes for ever

    def _on_paste(self, event: Paste) -> None:
        event.prevent_default()
        event.stop()
        self.replace(one_line(event.text), *self.selection)
