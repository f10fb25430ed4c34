"""ReadTui: the app. Which colours and keys it has, which screen it begins with, and how it is left."""

import locale
from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.filter import LineFilter

from readtui.config import Config
from readtui.store.folder import LogFolder
from readtui.store.locate import Place
from readtui.tui.drawing.glyphs import ASCII, Glyphs
from readtui.tui.palette import KeyCommands
from readtui.tui.screens.log import LogScreen
from readtui.tui.setting import Setting
from readtui.tui.wire.keys_in_order import KeysInOrder
from readtui.tui.wire.printable_filter import PrintableFilter

_THEMES = {"auto": "ansi-dark", "dark": "textual-dark", "light": "textual-light"}
"""`auto` takes the terminal's own sixteen colours, which suit its background and cost few bytes."""


class ReadTui(KeysInOrder):
    """Browse and edit a reading log."""

    CSS_PATH = "app.tcss"
    TITLE = "readtui"
    COMMANDS: ClassVar = {KeyCommands}
    COMMAND_PALETTE_BINDING = "ctrl+p"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "help", "Help", id="help"),
        Binding("colon", "command_palette", "Commands", id="palette"),
        Binding("ctrl+q", "leave", "Quit", id="quit-anywhere", show=False, priority=True),
    ]

    def __init__(self, setting: Setting, theme: str) -> None:
        super().__init__()
        self._setting = setting
        self.theme = _THEMES[theme]

    def on_mount(self) -> None:
        """Begin with the log."""
        self.push_screen(LogScreen(self._setting))

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's own, and behind them the last net for control characters."""
        return [*super().get_line_filters(), PrintableFilter()]

    def action_leave(self) -> None:
        """End the program from anywhere, as `q` does in a list."""
        for screen in self.screen_stack:
            if isinstance(screen, LogScreen) and screen.is_current:
                screen.action_leave()

    def action_help(self) -> None:
        """Show every key there is."""
        from readtui.tui.screens.help import HelpScreen, key_groups

        self.push_screen(HelpScreen(key_groups({})))


def setting_of(place: Place, config: Config) -> Setting:
    """What the screen is given for the log at `place`.

    Raises:
        Fault: there is no log.
    """
    folder = LogFolder(place.root, config.sections, config.first_day, only=place.post)
    is_ascii = config.ascii or "utf" not in locale.getpreferredencoding(False).lower()
    words = f"{place.root}"
    if place.found == "sample":
        words = "This is a sample log, your own copy to try things on: readtui PATH opens yours"
    return Setting(folder, ASCII if is_ascii else Glyphs(), config.editor, words)
