"""SearchBar: the line in which a search is typed, and shown as long as it stands."""

from itertools import pairwise
from typing import ClassVar

from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.events import Paste
from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.strip import Strip
from textual.widgets import Input

from readtui.model.printable import one_line
from readtui.tui.panes.searched import MOST, SearchCut, SearchKept

_PROMPT = "/ "
_BREAKS = str.maketrans("\r\n", "  ")


class SearchBar(Input):
    """The line in which a search is typed."""

    DEFAULT_CSS = """
    SearchBar, SearchBar:focus {
        height: 1;
        border: none;
        padding: 0 0 0 2;
        background: $background;
        background-tint: $background 0%;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,escape,down", "keep", "To the hits", id="keep-search", key_display="enter"),
        Binding("ctrl+o", "screen.turn_order", "Best first, or newest first", id="order-in-bar", show=False),
    ]

    class Changed(Input.Changed):
        """Another search stands in the bar."""

    virtual_size = Reactive(Size(0, 0))
    """How long the text is. Textual's own reactive lays the whole screen out anew for each character."""

    def __init__(self) -> None:
        super().__init__(select_on_focus=False, max_length=MOST)
        self.cursor_blink = False  # it would send bytes for ever

    def show(self, text: str) -> None:
        """Show another search, which whoever asks for this begins."""
        with self.prevent(self.Changed):
            self.value = one_line(text)[:MOST]
        self.cursor_position = len(self.value)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The line, behind a sign that says what is typed there.

        Textual lays it out as it does any text, which takes ten times as long: 0.4 ms of each key.
        """
        plain, room = self.rich_style, max(0, self.outer_size.width - len(_PROMPT))
        # A cell more than there is room for: what is drawn on the last character goes with the one behind it.
        typed = Strip(self._typed()).crop(self.scroll_offset.x, self.scroll_offset.x + room + 1)
        line = Strip([Segment(_PROMPT, plain), *typed.extend_cell_length(room, plain)])
        for line_filter in self.app.get_line_filters():
            line = line.apply_filter(line_filter, self.background_colors[1])
        return [line.crop(*crop.column_span)]

    def _typed(self) -> list[Segment]:
        """What is typed, with the cursor's cell behind it or in it."""
        text, plain, cursor = f"{self.value} ", self.rich_style, self.cursor_position
        if not self.has_focus:
            return [Segment(text, plain)]
        first, last = sorted(self.selection)
        segments = []
        for start, end in pairwise(sorted({0, first, last, cursor, cursor + 1, len(text)})):
            style = plain
            if first <= start < last:
                style += self.get_component_rich_style("input--selection")
            if start == cursor:
                style += self.get_component_rich_style("input--cursor")
            segments.append(Segment(text[start:end], style))
        return segments

    def _on_paste(self, event: Paste) -> None:
        event.prevent_default()
        event.stop()
        start, end = sorted(self.selection)
        room = MOST - len(self.value) + end - start
        pasted = one_line(event.text[:MOST].translate(_BREAKS))
        self.replace(pasted[:room], start, end)
        if len(event.text) > MOST or len(pasted) > room:
            self.post_message(SearchCut())

    def action_keep(self) -> None:
        """Tell that the reader goes on to what was found."""
        self.post_message(SearchKept())
