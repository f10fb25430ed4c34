"""HelpScreen: every key there is, from the bindings themselves, and what the signs mean."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from readtui.tui.drawing.runs import Line, Run, wrapping
from readtui.tui.keys import Key, keys_of
from readtui.tui.panes.laid_out_view import LaidOutView
from readtui.tui.panes.line_view import LineView

_KEYS_WIDTH = 22

_SIGNS = (
    ("d", "a draft: Hugo does not publish it"),
    ("*", "text that was typed and is not yet saved"),
    ("+", "marked by space: d, m, t and M act on all that is marked"),
    ("!", "a problem: the detail says which, and where"),
    ("(Kind)", "a kind that the entry does not state: its section's, or the post's"),
)

_GOALS = (
    ("last july, 8 july 2020", "the week of these days; so do yesterday, 3 weeks ago, 2020-W28, 2020-07, 2020"),
    ("words of a title", "its entry or post, in any order, in part or misspelt"),
    ("by moss, from youtube", "all by that person, from that site; of kind talk, of that kind: as the search for it"),
)


class HelpView(LaidOutView):
    """The help, line by line."""

    def __init__(self, groups: Sequence[tuple[str, Sequence[Key]]]) -> None:
        super().__init__()
        self._groups = groups

    def heading(self) -> Line:
        """What this is, and how to leave."""
        return (Run(" Help", "heading"), Run("  j k scroll, esc goes back", "dim"))

    def laid_out(self, width: int) -> list[Line]:
        """The keys, what `:` goes to, and what signs mean."""
        lines: list[Line] = [()]
        for title, keys in self._groups:
            lines.append((Run(f" {title}", "heading"),))
            for key in keys:
                lines += _explained(key.keys, key.does, width)
            lines.append(())
        lines.append((Run(" What : goes to", "heading"),))
        for words, goal in _GOALS:
            lines += _explained(words, goal, width)
        lines += [(), (Run(" Signs", "heading"),)]
        for sign, meaning in _SIGNS:
            lines += _explained(sign, meaning, width)
        return lines


class HelpScreen(ModalScreen[None]):
    """Every key there is; scrolls by the same keys as a detail."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark", "dismiss(None)", "Go back", id="help-back", key_display="esc"),
    ]

    def __init__(self, groups: Sequence[tuple[str, Sequence[Key]]]) -> None:
        super().__init__()
        self._groups = groups

    def compose(self) -> ComposeResult:
        """One page."""
        yield HelpView(self._groups)


def _explained(sign: str, meaning: str, width: int) -> list[Line]:
    indent = (Run(f"   {sign:<{_KEYS_WIDTH}} ", "strong"),)
    return wrapping([Run(meaning)], width, indent, (Run(" " * (_KEYS_WIDTH + 4)),))


def key_groups() -> list[tuple[str, list[Key]]]:
    """Every key there is, by where it acts."""
    from readtui.tui.app import ReadTui
    from readtui.tui.dialogs.add_entry import AddEntry
    from readtui.tui.panes.editor import Editor
    from readtui.tui.panes.line_list import LineList
    from readtui.tui.panes.pasting_text import PastingText
    from readtui.tui.panes.search_bar import SearchBar
    from readtui.tui.screens.acting import ActingScreen
    from readtui.tui.screens.adding import AddingScreen
    from readtui.tui.screens.browsing import BrowsingScreen
    from readtui.tui.screens.describing import DescribingScreen
    from readtui.tui.screens.log import LogScreen
    from readtui.tui.screens.organising import OrganisingScreen
    from readtui.tui.screens.renaming import RenamingScreen
    from readtui.tui.screens.searching import SearchingScreen
    from readtui.tui.screens.sharing import SharingScreen
    from readtui.tui.screens.writing import WritingScreen

    groups = (
        ("In lists and in the detail", (LineView, LineList)),
        ("Reading", (BrowsingScreen, SharingScreen, WritingScreen, LogScreen)),
        ("Searching", (SearchingScreen, SearchBar)),
        ("Changing the log", (AddingScreen, ActingScreen, OrganisingScreen, RenamingScreen, DescribingScreen)),
        ("In the form of a new entry", (AddEntry,)),
        ("In the editor", (Editor, PastingText)),
        ("Everywhere", (ReadTui,)),
    )
    return [(title, [key for pane in panes for key in keys_of(pane)]) for title, panes in groups]
