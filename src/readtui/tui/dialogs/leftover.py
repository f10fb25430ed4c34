"""LeftoverDialog: text that was typed in sessions which ended unasked, to be restored, kept for later, or discarded."""

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from readtui.tui.drawing.fitting import fitted
from readtui.tui.drawing.glyphs import Glyphs
from readtui.tui.drawing.runs import Line, Run, wrapping
from readtui.tui.offering import Offer, Parted
from readtui.tui.panes.answers import Answers
from readtui.tui.panes.bottom_lines import Notice, StatusLine
from readtui.tui.panes.laid_out_view import LaidOutView
from readtui.tui.panes.line_list import LineList

_MOST_ROWS = 6
"""Rows of the list at most, its heading aside."""
_OTHER_ROWS = 4
"""Rows below it that are no text of a post."""
_ANSWERS = (
    ("r", "restore it into the editor"),
    ("D", "discard it (kept for 90 days)"),
    ("esc", "keep it for later"),
)


class OfferList(LineList):
    """What was left, a line for each text."""

    def __init__(self, offers: list[Offer], choose: Callable[[Offer], None], glyphs: Glyphs) -> None:
        """`choose` is told which one the cursor comes to."""
        super().__init__(glyphs)
        self.offers = offers
        self._tell_chosen = choose

    @property
    def chosen(self) -> Offer:
        """The one at the cursor; there is always one."""
        return self.offers[self.cursor]

    def take_away(self, offer: Offer) -> None:
        """Show the list without one."""
        self.offers.remove(offer)
        if self.offers:
            self.place_cursor(self.cursor)
            self.fit()
            self.refresh()
            self._tell_chosen(self.chosen)

    def fit(self) -> None:
        """Take as many rows as there are texts, but leave room for what was typed."""
        most = max(1, min(_MOST_ROWS, self.app.size.height // 2 - _OTHER_ROWS))
        self.styles.height = self.heading_rows + min(len(self.offers), most)

    def on_resize(self) -> None:
        """Leave room for what was typed at this size too."""
        self.fit()

    def on_mount(self) -> None:
        """Take the rows that it needs."""
        self.fit()

    def line_count(self) -> int:
        """One for each text."""
        return len(self.offers)

    def heading(self) -> Line:
        """What these are."""
        count = f" {self.cursor + 1}/{len(self.offers)}" if len(self.offers) > 1 else ""
        return (Run(" Typed and not saved when readtui ended", "heading"), Run(count, "dim"))

    def line(self, number: int) -> Line:
        """A text, in a sentence whose end is its size and time: those stay where it is cut."""
        what, parted, since = self.offers[number].sentence.rpartition(": ")
        room = max(4, self.room - 1 - len(parted) - len(since))
        what = what if len(what) <= room else fitted(what, room, self.glyphs.cut)
        return (Run(self.pointer(number)), Run(fitted(f"{what}{parted}{since}", self.room - 1, self.glyphs.cut)))

    def line_chosen(self, line: int) -> None:
        """Go there, and tell which it is."""
        self.place_cursor(line)
        self._tell_chosen(self.chosen)


class PartedView(LaidOutView):
    """Where a text that was left and its file part."""

    def __init__(self, glyphs: Glyphs) -> None:
        super().__init__()
        self._glyphs = glyphs
        self._parted = Parted(b"", b"", "")

    def show(self, parted: Parted) -> None:
        """Show this one, from its first line on."""
        self._parted, self.top = parted, 0
        self.lay_out_anew()

    def heading(self) -> Line:
        """What the signs mean, and what else is to be known."""
        told = f"; {self._parted.told}" if self._parted.told else ""
        return (Run(f" - its file now  + typed{told}", "dim"),)

    def laid_out(self, width: int) -> list[Line]:
        """The differences."""
        from readtui.tui.drawing.differences import lay_out_differences

        width = max(1, width - 1)
        told = lay_out_differences(self._parted.old, self._parted.new, width, self._glyphs)
        nothing = [Run("Nothing: its file holds the same.", "dim")]
        return [(Run(" "), *line) for line in told] or wrapping(nothing, width, (Run(" "),))


class LeftoverDialog(ModalScreen[bool]):
    """What was left, and where it and its file part; esc keeps it all. The answer is whether to leave the program."""

    # Not see-through: what is beneath would be drawn, dimmed, under every line.
    DEFAULT_CSS = "LeftoverDialog, LeftoverDialog:ansi { background: $background; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "restore", "Restore", id="leftover-restore"),
        Binding("D", "discard", "Discard", id="leftover-discard"),
        Binding("J", "scroll(1)", "Scroll down", id="leftover-down", show=False),
        Binding("K", "scroll(-1)", "Scroll up", id="leftover-up", show=False),
        Binding("escape,q", "dismiss(False)", "Keep for later", id="leftover-keep", key_display="esc"),
    ]

    def __init__(
        self,
        offers: list[Offer],
        part: Callable[[Offer], Parted],
        restore: Callable[[Offer], str],
        discard: Callable[[Offer], str],
        glyphs: Glyphs,
    ) -> None:
        """`part` gives what is shown of an offer; `restore` and `discard` do it, and say why not, or nothing."""
        super().__init__()
        self._part, self._restore, self._discard = part, restore, discard
        self._list = OfferList(offers, self._show, glyphs)
        self._view = PartedView(glyphs)
        self._status = StatusLine(glyphs)
        self._glyphs = glyphs

    def compose(self) -> ComposeResult:
        """The texts, what is in the chosen one, what went wrong, and what can be done."""
        yield self._list
        yield self._view
        yield self._status
        yield Answers(_ANSWERS, self._glyphs)

    def on_mount(self) -> None:
        """Show the first."""
        self._list.focus()
        self._show(self._list.chosen)

    def action_restore(self) -> None:
        """Make it unsaved text of this session."""
        self._do(self._restore)

    def action_discard(self) -> None:
        """Let go of it."""
        self._do(self._discard)

    def action_scroll(self, by: int) -> None:
        """Scroll what is in the chosen one while the list keeps the keys."""
        self._view.action_move(by)

    def action_leave(self) -> None:
        """Keep what is left, and end the program."""
        self.dismiss(True)

    def _show(self, offer: Offer) -> None:
        self._status.notice = Notice()
        self._view.show(self._part(offer))

    def _do(self, act: Callable[[Offer], str]) -> None:
        offer = self._list.chosen
        trouble = act(offer)
        if trouble:
            self._status.notice = Notice(trouble, is_problem=True)
        else:
            self._list.take_away(offer)
            if not self._list.offers:
                self.dismiss(False)
