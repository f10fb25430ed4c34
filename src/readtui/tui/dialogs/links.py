"""LinksDialog: the links of an entry or a post, each with where it leads in full."""

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Key
from textual.screen import ModalScreen

from readtui.model.entry import Link
from readtui.model.links import address
from readtui.model.printable import one_line
from readtui.tui.drawing.glyphs import Glyphs
from readtui.tui.drawing.runs import Line, Run, wrapping
from readtui.tui.panes.answers import Answers
from readtui.tui.panes.line_view import LineView

_INDENT = 6
"""Cells before a link's text and address, for its number."""


class Chosen(NamedTuple):
    """What shall be done with which link."""

    link: Link
    is_copied: bool
    """Whether it is to be copied in any case."""


class LinkView(LineView):
    """The links, of which one is chosen; each takes as many lines as it needs."""

    def __init__(self, links: Sequence[Link], subject: str, glyphs: Glyphs) -> None:
        """`subject` is whose they are, in words."""
        super().__init__()
        self._links = links
        self._subject = subject
        self._glyphs = glyphs
        self._lines: list[tuple[int, Line]] = []
        """Each line, with the link that it is of, counted from 0."""
        self._width = 0
        self.chosen = 0
        """The chosen link, counted from 0."""

    def on_resize(self) -> None:
        """Keep the chosen link in view."""
        self.choose(self.chosen)

    def line_count(self) -> int:
        """As many as the links take at this width."""
        return len(self._laid_out())

    def line(self, number: int) -> Line:
        """A part of a link; before its first the pointer, where it is chosen."""
        lines = self._laid_out()
        link, line = lines[number]
        is_first = not number or lines[number - 1][0] != link
        if not is_first:
            return (Run(" " * _INDENT), *line)
        is_chosen = link == self.chosen
        pointer = self._glyphs.pointer if is_chosen else " "
        return (Run(f"{pointer}{link + 1:>3} ", "focused" if is_chosen else "strong"), Run(" "), *line)

    def heading(self) -> Line:
        """Whose links they are, and which is chosen."""
        place = f"{self.chosen + 1}/{len(self._links)}"
        return (Run(" Links ", "heading focused"), Run(f" {place} ", "dim"), Run(self._subject))

    def choose(self, number: int) -> None:
        """Choose a link, or the nearest that there is, and bring it into view."""
        self.chosen = max(0, min(number, len(self._links) - 1))
        places = [place for place, (link, _) in enumerate(self._laid_out()) if link == self.chosen]
        # Where it is longer than the view, its beginning is seen.
        self.scroll_to_line(min(max(self.top, places[-1] - self.rows + 1), places[0]) if self.size.height else 0)
        self.refresh()

    def action_move(self, by: int) -> None:
        """Choose the link `by` places on; one that is longer than the view is read to its end first."""
        places = [place for place, (link, _) in enumerate(self._laid_out()) if link == self.chosen]
        if by == 1 and places[-1] >= self.top + self.rows:
            self.scroll_to_line(self.top + 1)
        else:
            self.choose(self.chosen + by)

    def action_move_to(self, line: int) -> None:
        """Choose the first link, or for -1 the last."""
        self.choose(line if line >= 0 else len(self._links) - 1)

    def action_page(self, pages: float) -> None:
        """Choose the link so many pages on."""
        lines = self._laid_out()
        places = [place for place, (link, _) in enumerate(lines) if link == self.chosen]
        there = max(0, min(places[0] + int(self.rows * pages), len(lines) - 1))
        self.choose(lines[there][0])

    def _laid_out(self) -> list[tuple[int, Line]]:
        width = max(1, self.room - _INDENT)
        if self._width != width:
            self._width = width
            self._lines = [(number, line) for number, link in enumerate(self._links) for line in _told(link, width)]
        return self._lines


def _told(link: Link, width: int) -> list[Line]:
    leads_to = address(link.url)
    text = [Run(one_line(link.text) or "no text")]
    if not leads_to.may_be_opened:
        text.append(Run("  is copied only: neither web nor mail", "flag"))
    where = [Run(leads_to.before, "url"), Run(leads_to.host, "strong"), Run(leads_to.after, "url")]
    return [*wrapping(text, width), *wrapping(where, width)]


class LinksDialog(ModalScreen[Chosen | None]):
    """The links by number; esc chooses none."""

    # Not see-through: what is beneath would be drawn, dimmed, under every line.
    DEFAULT_CSS = "LinksDialog, LinksDialog:ansi { background: $background; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,o", "follow(False)", "Open", id="link-open"),
        Binding("y,c", "follow(True)", "Copy", id="link-copy"),
        Binding("escape,q", "dismiss(None)", "Go back", id="links-back", key_display="esc"),
    ]

    def __init__(self, links: Sequence[Link], subject: str, opens: str, glyphs: Glyphs) -> None:
        """`subject` is whose links they are, `opens` what enter does, in words."""
        super().__init__()
        self._links = links
        self._opens = opens
        self._glyphs = glyphs
        self._typed = ""
        """The digits of a number, as far as they are typed."""
        self._view = LinkView(links, subject, glyphs)

    def compose(self) -> ComposeResult:
        """The links above what can be done."""
        yield self._view
        number = "1-9" if self._has_one_digit else "0-9"
        acts = "does so at once" if self._has_one_digit else "chooses a link by its number"
        yield Answers(
            [("enter", self._opens), (number, acts), ("y", "copies the chosen link"), ("esc", "goes back")],
            self._glyphs,
        )

    @property
    def _has_one_digit(self) -> bool:
        return len(self._links) < 10

    def on_key(self, event: Key) -> None:
        """Take digits for the number of a link: act at once where none has two digits, else choose it."""
        digit = event.character or ""
        if not (digit.isascii() and digit.isdigit()):
            self._typed = ""
            return
        event.stop()
        typed = self._typed + digit
        self._typed = typed if 0 < int(typed) <= len(self._links) else digit
        number = int(self._typed)
        if not 0 < number <= len(self._links):
            self._typed = ""
            return
        self._view.choose(number - 1)
        if self._has_one_digit:
            self.action_follow(False)

    def action_follow(self, is_copied: bool) -> None:
        """Leave with the chosen link."""
        self.dismiss(Chosen(self._links[self._view.chosen], is_copied))
