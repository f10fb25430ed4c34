"""SearchBar: the line in which a search is typed, and shown as long as it stands."""

from typing import ClassVar

from rich.segment import Segment
from textual import on
from textual.binding import Binding, BindingType
from textual.events import Paste
from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.strip import Strip
from textual.widgets import Input

from readtui.model.printable import one_line
from readtui.tui.panes.searched import MOST, SearchCut, SearchKept, SearchTyped

_PROMPT = "/ "


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

    virtual_size = Reactive(Size(0, 0))
    """How long the text is. Textual's own reactive lays the whole screen out anew for each character."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text[:MOST], select_on_focus=False, max_length=MOST)
        self.cursor_blink = False  # it would send bytes for ever

    def render_lines(self, crop: Region) -> list[Strip]:
        """The line, behind a sign that says what is typed there."""
        strips = super().render_lines(crop)
        if not crop.x and crop.width > len(_PROMPT) and strips:
            strips[0] = Strip([Segment(_PROMPT, self.rich_style), *strips[0].crop(len(_PROMPT))], crop.width)
        return strips

    def _on_paste(self, event: Paste) -> None:
        event.prevent_default()
        event.stop()
        start, end = sorted(self.selection)
        room = MOST - len(self.value) + end - start
        pasted = one_line(event.text[:MOST])
        self.replace(pasted[:room], start, end)
        if len(event.text) > MOST or len(pasted) > room:
            self.post_message(SearchCut())

    @on(Input.Changed)
    def _tell(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(SearchTyped(event.value))

    def action_keep(self) -> None:
        """Tell that the reader goes on to what was found."""
        self.post_message(SearchKept())
