"""LineView: the one widget that draws lines, made when they are asked for."""

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from readtui.tui.drawing.runs import LOOKS, Line

ROW_LOOKS = ("kind", "flag", "problem", "title", "chosen", "focused")
"""The looks of lists, beside those of text."""


class LineView(Widget, can_focus=True):
    """Draws lines made when asked for, below a heading that stays: 10,000 lines cost as much as ten.

    It scrolls by itself, not by Textual's scroll bars: those lay the screen out anew for each change of length.
    """

    heading_rows: ClassVar[int] = 1
    """How many rows the heading takes; it stands above the lines and does not scroll."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"look--{look}" for look in (*LOOKS, *ROW_LOOKS)}
    DEFAULT_CSS = """
    LineView {
        width: 1fr;
        height: 1fr;
        & > .look--strong, & > .look--title { text-style: bold; }
        & > .look--emphasis { text-style: italic; }
        & > .look--strike { text-style: strike; }
        & > .look--heading { color: $primary; text-style: bold; }
        & > .look--code { color: $success; }
        & > .look--quote { color: $secondary; }
        & > .look--link { text-style: underline; }
        & > .look--url, & > .look--dim, & > .look--rule { text-style: dim; }
        & > .look--mark { text-style: dim; }
        & > .look--kind { color: $secondary; }
        & > .look--flag { color: $warning; text-style: bold; }
        & > .look--problem { color: $error; }
        & > .look--chosen { text-style: bold; }
        & > .look--focused { text-style: bold reverse; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "move(1)", "Down", id="down", key_display="j", show=False),
        Binding("k,up", "move(-1)", "Up", id="up", key_display="k", show=False),
        Binding("g,home", "move_to(0)", "First", id="first", key_display="g", show=False),
        Binding("G,end", "move_to(-1)", "Last", id="last", key_display="G", show=False),
        Binding("ctrl+d", "page(0.5)", "Half a page down", id="half-page-down", show=False),
        Binding("ctrl+u", "page(-0.5)", "Half a page up", id="half-page-up", show=False),
        Binding("pagedown", "page(1)", "Page down", id="page-down", key_display="PgDn", show=False),
        Binding("pageup", "page(-1)", "Page up", id="page-up", key_display="PgUp", show=False),
    ]

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 (Textual's own word)
        super().__init__(id=id)
        self.top = 0
        """The line that stands first below the heading, counted from 0."""
        self._styles: dict[str, Style] = {}

    def line_count(self) -> int:
        """How many lines there are."""
        return 0

    def line(self, number: int) -> Line:
        """The line at `number`, counted from 0, for the width of the view; longer ones are cut."""
        raise NotImplementedError

    def heading(self) -> Line:
        """What stands above the lines."""
        return ()

    def look_of_line(self, number: int) -> str:
        """The look that a whole line has, under those of its runs; empty for none."""
        del number
        return ""

    @property
    def rows(self) -> int:
        """How many lines fit, at least one."""
        return max(1, self.size.height - self.heading_rows)

    def scroll_to_line(self, top: int) -> None:
        """Put line `top` first, or the nearest that leaves no empty rows."""
        top = max(0, min(top, self.line_count() - self.rows))
        if top != self.top:
            self.top = top
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Row `y` of the widget, from 0: the heading, then the lines from `top` on."""
        if y < self.heading_rows:
            return self._drawn(self.heading(), "")
        number = self.top + y - self.heading_rows
        if number >= self.line_count():
            return Strip.blank(self.size.width, self.rich_style)
        return self._drawn(self.line(number), self.look_of_line(number))

    def refresh_line(self, number: int) -> None:
        """Draw one line anew."""
        self.refresh(Region(0, number - self.top + self.heading_rows, self.size.width, 1))

    def notify_style_update(self) -> None:
        """Forget styles made for another theme or state."""
        self._styles.clear()
        super().notify_style_update()

    def action_move(self, by: int) -> None:
        """Go `by` lines on."""
        self.scroll_to_line(self.top + by)

    def action_move_to(self, line: int) -> None:
        """Go to a line, counted from 0, or from the end for -1."""
        self.scroll_to_line(line if line >= 0 else self.line_count() + line)

    def action_page(self, pages: float) -> None:
        """Go so many pages on."""
        self.action_move(int(self.rows * pages) or (1 if pages > 0 else -1))

    def _drawn(self, line: Line, look: str) -> Strip:
        base = self._style(look)
        strip = Strip([Segment(run.text, base + self._style(run.look)) for run in line])
        return strip.adjust_cell_length(self.size.width, base)

    def _style(self, look: str) -> Style:
        """The style of a look, or of several with spaces between them."""
        style = self._styles.get(look)
        if style is None:
            style = self.rich_style
            for word in look.split():
                if word != "text":
                    style += self.get_component_rich_style(f"look--{word}", partial=True)
            self._styles[look] = style
        return style
