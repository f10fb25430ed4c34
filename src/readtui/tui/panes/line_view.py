"""LineView: the one widget that draws lines, made when they are asked for."""

from typing import ClassVar, NamedTuple, Self

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from readtui.model.printable import one_row
from readtui.tui.drawing.glyphs import Glyphs
from readtui.tui.drawing.runs import Line, cells
from readtui.tui.panes.looks import style_of

_MOST_TEXTS = 256
"""Texts whose filtering is remembered."""


class _Row(NamedTuple):
    """A row of the view."""

    line: Line
    look: str
    strip: Strip
    """The line as it was drawn."""


class LineView(Widget, can_focus=True):
    """Draws lines made when asked for, below a heading that stays: 10,000 lines cost as much as ten.

    It scrolls by itself, not by Textual's scroll bars: those lay the screen out anew for each change of length.
    """

    edge = ""
    """What stands at the right end of each row, one cell wide or empty, to part the view from the next."""
    heading_rows: ClassVar[int] = 1
    """How many rows the heading takes; it stands above the lines and does not scroll."""

    DEFAULT_CSS = "LineView { width: 1fr; height: 1fr; }"
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
        self._styles: dict[tuple[str, str], Style] = {}
        self._rows: dict[int, _Row] = {}
        """Rows of the view as they were last drawn, by their place in it."""
        self._drawn_size = Size(0, 0)
        self._sendable: dict[str, str] = {}
        """Texts beyond ASCII, as the app's filters leave them."""

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
    def room(self) -> int:
        """How many cells a line may take."""
        # As `size` has it, of which Textual makes a region and its inside each time: each row asks five times.
        width: int = self.outer_size.width
        return max(0, width - len(self.edge))

    @property
    def rows(self) -> int:
        """How many lines fit, at least one."""
        return max(1, self.size.height - self.heading_rows)

    def scroll_to_line(self, top: int) -> None:
        """Put line `top` first, or the nearest that leaves no empty rows."""
        top = max(0, min(top, self.line_count() - self.rows))
        by = top - self.top
        if by:
            self.top = top
            drawn, first = self._rows, self.heading_rows
            self.refresh()
            # Lines that stay in view are not drawn again: scrolling by one draws one.
            self._rows = {y - by: drawn[y] for y in drawn if y >= first and first <= y - by < self.size.height}

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows of `crop`, each drawn once until it changes.

        Textual's own cache of styled lines does the same for boxes with borders and padding, at three times the cost.
        """
        if self._drawn_size != self.size:
            self._drawn_size = self.size
            self._rows.clear()
        strips = [self._row(y) for y in crop.line_range]
        if crop.column_span == (0, self.size.width):
            return strips
        return [strip.crop(*crop.column_span) for strip in strips]

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Have these regions drawn anew, or for none the whole view."""
        if not regions:
            self._rows = {}
        for region in regions:
            for y in region.line_range:
                self._rows.pop(y, None)
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def refresh_changed(self) -> None:
        """Draw those rows anew that are not as they were drawn last: where little changed, little is sent."""
        changed: dict[int, _Row] = {}
        for y in range(self.size.height):
            row, (line, look) = self._rows.get(y), self._line_at(y)
            if row is None or row.line != line or row.look != look:
                changed[y] = _Row(line, look, self._drawn(line, look))
        if changed:
            self.refresh(*(Region(0, y, self.size.width, 1) for y in changed))
            self._rows |= changed

    @property
    def heading_look(self) -> str:
        """The look of the pane's name: it stands out where the keys go."""
        return "heading focused" if self.has_focus else "heading"

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Draw what tells where the keys go."""
        super().watch_has_focus(_has_focus)
        self.refresh()

    def refresh_heading(self) -> None:
        """Draw the heading anew."""
        self.refresh(Region(0, 0, self.size.width, self.heading_rows))

    def refresh_line(self, number: int) -> None:
        """Draw one line anew."""
        self.refresh(Region(0, number - self.top + self.heading_rows, self.size.width, 1))

    def notify_style_update(self) -> None:
        """Forget styles made for another theme or state."""
        self._styles.clear()
        self._rows.clear()
        self._sendable.clear()
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

    def _row(self, y: int) -> Strip:
        """Row `y` of the view, from 0."""
        row = self._rows.get(y)
        if row is None:
            line, look = self._line_at(y)
            row = self._rows[y] = _Row(line, look, self._drawn(line, look))
        return row.strip

    def _line_at(self, y: int) -> tuple[Line, str]:
        """What stands in row `y`: the heading, then the lines from `top` on, each with its look."""
        if y < self.heading_rows:
            return self.heading(), ""
        number = self.top + y - self.heading_rows
        if number >= self.line_count():
            return (), ""
        return self.line(number), self.look_of_line(number)

    def _drawn(self, line: Line, look: str) -> Strip:
        width, used = self.room, 0
        segments: list[Segment] = []
        for run in line:
            text = run.text if run.text.isprintable() else one_row(run.text)
            if not text.isascii():
                text = self._filtered(text)
            segments.append(Segment(text, self._style(look, run.look, run.link)))
            used += cells(text)
        if used < width:
            segments.append(Segment(" " * (width - used), self._style(look, "")))
            used = width
        strip = Strip(segments, used)
        if used > width:
            strip = strip.crop(0, width)
        if self.edge:
            strip = Strip([*strip, Segment(self.edge, self._style("", "rule"))], width + 1)
        return strip

    def _filtered(self, text: str) -> str:
        """The text as the app's filters leave it: a terminal may show ASCII alone."""
        sendable = self._sendable.get(text)
        if sendable is None:
            segments, ground = [Segment(text)], self.background_colors[1]
            for line_filter in self.app.get_line_filters():
                segments = line_filter.apply(segments, ground)
            if len(self._sendable) >= _MOST_TEXTS:
                self._sendable.clear()
            sendable = self._sendable[text] = segments[0].text
        return sendable

    def _style(self, line_look: str, run_look: str, link: str = "") -> Style:
        """The style of a run's look on a line of a look, as the app's filters leave it (`NO_COLOR` is one)."""
        style = self._styles.get((line_look, run_look))
        if style is None:
            style = self.rich_style + style_of(f"{line_look} {run_look}", self.app.theme_variables)
            style = self._styles[line_look, run_look] = self._filtered_style(style)
        return self._filtered_style(style.update_link(link)) if link else style

    def _filtered_style(self, style: Style) -> Style:
        for line_filter in self.app.get_line_filters():
            style = line_filter.apply([Segment("x", style)], self.background_colors[1])[0].style or style
        return style


def lines_shown(view: LineView, glyphs: Glyphs) -> str:
    """Which lines of the view are shown, from 1, and how many there are; nothing where all are shown."""
    count, rows = view.line_count(), view.rows
    return f"{view.top + 1}{glyphs.to}{min(count, view.top + rows)} of {count}" if count > rows else ""
