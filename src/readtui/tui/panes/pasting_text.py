"""PastingText: a text area that knows what was pasted last, and makes quotes and links of it."""

from collections.abc import Callable
from typing import ClassVar, NamedTuple

from textual.binding import Binding, BindingType
from textual.events import Paste
from textual.message import Message
from textual.widgets.text_area import Location, Selection

from readtui.tui.panes.colored_text import ColoredText
from readtui.tui.texts.linking import address_at, link, lone_address, may_be_linked
from readtui.tui.texts.quoting import Rewrite, quoting, whole_lines


class _Pasted(NamedTuple):
    """What was pasted last."""

    start: Location
    end: Location
    text: str


class PastingText(ColoredText):
    """Markdown in which what is pasted becomes a quote or a link, if the reader wants it to."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+n", "quote", "Quote what was pasted, again: whose it is", id="quote-pasted", show=False),
        Binding("ctrl+o", "link", "Link what was pasted", id="link-pasted", show=False),
    ]

    class Told(Message):
        """Why a key did nothing."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class CreditAsked(Message):
        """The reader wants a line that says whose the quote is that ends at the cursor."""

    def __init__(self, text: str, take_in: Callable[[str, str], str]) -> None:
        """`take_in` makes of a text from elsewhere what may stand beside the editor's own."""
        super().__init__(text)
        self._take_in = take_in
        self._pasted: _Pasted | None = None
        self._quote_end: Location | None = None
        """Where the quote ends that was made last."""

    async def _on_paste(self, event: Paste) -> None:
        # Textual would take each \v, \f or U+2028 for a line's end, and show what controls a terminal as it stands.
        event.prevent_default()
        text = self._take_in(event.text, self.text)
        address, chosen = lone_address(text), self.selected_text
        if address and may_be_linked(chosen):
            text = link(chosen, address)
        start = min(self.selection)
        await super()._on_paste(Paste(text))
        self._pasted = _Pasted(start, self.cursor_location, text)

    def action_quote(self) -> None:
        """Make a quote of what is selected, else of what was pasted last; asked again, say whose it is."""
        text = self.text
        if not self.selection.is_empty:
            start, end = whole_lines(text, *(self.place_of(each) for each in sorted(self.selection)))
        elif self.cursor_location == self._quote_end:
            self.post_message(self.CreditAsked())
            return
        elif self._pasted and self._stands(self._pasted):
            start, end = self.place_of(self._pasted.start), self.place_of(self._pasted.end)
        else:
            self.post_message(self.Told("Paste or select what shall be quoted first"))
            return
        rewrite = quoting(text, start, end)
        if rewrite is None:
            self.post_message(self.Told("There are no words to quote"))
        else:
            self.rewrite(rewrite)
            self._quote_end = self.cursor_location

    def action_link(self) -> None:
        """Make a link of the address at the cursor, to be named; of selected words, one to be given an address."""
        row, column = self.cursor_location
        chosen, found = self.selected_text, address_at(self.document.get_line(row), column)
        if lone_address(chosen):
            (row, start), (row, end) = sorted(self.selection)
        elif chosen:
            if not may_be_linked(chosen):
                self.post_message(self.Told("Words on one line can become a link, and neither a link nor an address"))
            else:
                first, last = (self.place_of(each) for each in sorted(self.selection))
                linked = link(chosen, "")
                self.rewrite(Rewrite(first, last, linked, len(linked) - 1))
            return
        elif found:
            start, end = found
        else:
            self.post_message(self.Told("Paste an address first, or select words"))
            return
        line_start = self.place_of((row, 0))
        linked = link("", self.document.get_line(row)[start:end])
        self.rewrite(Rewrite(line_start + start, line_start + end, linked, 1))

    def rewrite(self, rewrite: Rewrite) -> None:
        """Put other text in a part's place, as one change that can be undone, and the cursor where it belongs."""
        self.history.checkpoint()
        start, end = (self.location_of(place) for place in (rewrite.start, rewrite.end))
        self.replace(rewrite.text, start, end, maintain_selection_offset=False)
        self.history.checkpoint()
        self.selection = Selection.cursor(self.location_of(rewrite.start + rewrite.cursor))
        self.scroll_cursor_visible()

    def _stands(self, pasted: _Pasted) -> bool:
        return pasted.end <= self.document.end and self.get_text_range(pasted.start, pasted.end) == pasted.text

    def place_of(self, location: Location) -> int:
        """Which character of the text stands at a row and column, all counted from 0."""
        row, column = location
        return sum(len(line) + 1 for line in self.document.lines[:row]) + column

    def location_of(self, place: int) -> Location:
        """The row and column of a character, counted from 0."""
        text = self.text
        return text.count("\n", 0, place), place - (text.rfind("\n", 0, place) + 1)
