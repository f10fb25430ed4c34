"""Editor: the markdown of an entry or a post, to be changed."""

from collections.abc import Callable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from readtui.tui.panes.pasting_text import PastingText
from readtui.tui.panes.written import SplitAsked
from readtui.tui.texts.finding import is_the_same, places_of, replacing
from readtui.tui.texts.quoting import Rewrite

_INDENT_WIDTH = 2


class Editor(PastingText):
    """The markdown of an entry or a post; letters are text here."""

    DEFAULT_CSS = """
    Editor, Editor:focus {
        border: none;
        padding: 0 1;
        scrollbar-size: 0 0;
        overflow-y: scroll;  /* a bar that comes or goes amid an undo has Textual look for lines that are gone */
        background: $background;
        & .text-area--cursor-line { background: $background; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save", id="save"),
        # TextArea takes esc for itself before other bindings are asked.
        Binding("escape,shift+tab", "leave", "Back, text kept", id="leave-editor", key_display="esc", priority=True),
        Binding("ctrl+home", "document(False)", "To the start of the text", id="text-start", show=False),
        Binding("ctrl+end", "document(True)", "To the end of the text", id="text-end", show=False),
        Binding("ctrl+z", "undo", "Undo typing", id="undo-typing", show=False),
        Binding("ctrl+y", "redo", "Redo typing", id="redo-typing", show=False),
        Binding("ctrl+f", "find", "Find, replace", id="find"),
        Binding("ctrl+t", "split", "Split the entry here", id="split", show=False),
        Binding("ctrl+g", "edit_outside", "$EDITOR", id="edit-outside-from-editor"),
    ]

    class SaveAsked(Message):
        """The reader wants the text in its file."""

    class LeaveAsked(Message):
        """The reader goes back to reading."""

    class FindAsked(Message):
        """The reader wants to find words in the text."""

    class OutsideAsked(Message):
        """The reader wants to go on in a program of their own."""

    def __init__(self, text: str, take_in: Callable[[str, str], str]) -> None:
        """`take_in` makes of a text from elsewhere what may stand beside the editor's own."""
        super().__init__(text, take_in)
        # A blinking cursor sends bytes for ever, and keeps a dead line's session alive.
        self.cursor_blink = False
        self.indent_width = _INDENT_WIDTH

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows of `crop`; blank ones once it is gone: a dialog that opens then has it drawn once more beneath."""
        return super().render_lines(crop) if self.is_attached else [Strip.blank(crop.width)] * crop.height

    def action_save(self) -> None:
        """Tell that the text is wanted in its file."""
        self.post_message(self.SaveAsked())

    def action_leave(self) -> None:
        """Tell that the reader goes back to reading."""
        self.post_message(self.LeaveAsked())

    def action_find(self) -> None:
        """Tell that words are to be found."""
        self.post_message(self.FindAsked())

    def action_edit_outside(self) -> None:
        """Tell that another program shall go on with the text."""
        self.post_message(self.OutsideAsked())

    def action_split(self) -> None:
        """Tell that the entry is to be split at the cursor."""
        self.post_message(SplitAsked(self.cursor_location[0]))

    def action_document(self, to_end: bool) -> None:
        """Go to the start or the end of the text."""
        self.move_cursor(self.document.end if to_end else self.document.start)

    def write(self, text: str) -> None:
        """Put `text` in the place of all there is, as one change that can be undone; the cursor stays on its line."""
        old, new = self.text.split("\n"), text.split("\n")
        head = _same_lines(old, new)
        tail = _same_lines(old[head:][::-1], new[head:][::-1])
        if tail:
            lines = [line + "\n" for line in new[head : len(new) - tail]]
            self.replace("".join(lines), (head, 0), (len(old) - tail, 0))
        else:
            head = min(head, len(old) - 1, len(new) - 1)  # the last line has no end that a change could begin behind
            self.replace("\n".join(new[head:]), (head, 0), self.document.end)

    def begin_below(self, gap: str | None) -> None:
        """Put the cursor behind the text and the line ends `gap`, or for None at the end of the first line."""
        if gap is None:
            self.move_cursor((0, len(self.document.get_line(0))))
        else:
            self.move_cursor(self.document.end)
            self.insert(gap)

    def find(self, words: str) -> tuple[int, int]:
        """Select the next place of `words`, in any case, from the cursor on and then from the top.

        Which of their places that is, from 1, and how many there are; 0 where there is none.
        """
        places = [*places_of(words, self.text)]
        if not places:
            return 0, 0
        cursor = self.place_of(self.cursor_location)
        number = next((number for number, place in enumerate(places) if place >= cursor), 0)
        start, end = (self.location_of(place) for place in (places[number], places[number] + len(words)))
        self.move_cursor(start)
        self.move_cursor(end, select=True, center=True)
        return number + 1, len(places)

    def replace_one(self, words: str, by: str) -> bool:
        """Put `by` in the place of `words` where these are selected; whether they are."""
        if not words or not is_the_same(self.selected_text, words):
            return False
        start, end = (self.place_of(each) for each in sorted(self.selection))
        self.rewrite(Rewrite(start, end, by, len(by)))
        return True

    def replace_all(self, words: str, by: str) -> int:
        """Put `by` in all places of `words`, as one change that can be undone; how many these were."""
        text, count = replacing(words, by, self.text)
        if count:
            self.write(text)
        return count


def _same_lines(some: list[str], others: list[str]) -> int:
    """How many lines are the same from the first on."""
    pairs = enumerate(zip(some, others, strict=False))
    return next((number for number, (one, other) in pairs if one != other), min(len(some), len(others)))
