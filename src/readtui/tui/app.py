"""ReadTui: the app. Which colours and keys it has, which screen it begins with, and how it is left."""

import gc
import os
import signal
import sys
from asyncio import get_running_loop
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Protocol, runtime_checkable

from textual import constants, on
from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.events import Key, Paste
from textual.filter import LineFilter, Monochrome, NoColor
from textual.message import Message
from textual.worker import WorkerFailed

from readtui.store.faults import Broken
from readtui.tui.drawing.glyphs import ASCII
from readtui.tui.ending import Ending
from readtui.tui.panes.bottom_lines import StatusLine
from readtui.tui.screens.log import LogScreen
from readtui.tui.setting import Setting
from readtui.tui.wire.first_paint import FirstPaint
from readtui.tui.wire.keys_in_order import KeysInOrder
from readtui.tui.wire.kind import answers_queries, colors_of, is_simple
from readtui.tui.wire.printable_filter import PrintableFilter
from readtui.tui.wire.sparing import SparingApp

if TYPE_CHECKING:
    from readtui.tui.palette import KeyCommands

_THEMES = {"auto": "ansi-dark", "dark": "textual-dark", "light": "textual-light"}
"""`auto` takes the terminal's own sixteen colours, which suit its background and cost few bytes."""

_AT_THE_END = 0.3
"""Seconds that drawing for the next start may take."""
_CALM = 0.3
"""Seconds after the first keys in which nothing is tidied yet: that takes 50 ms, and they shall not wait."""
_PATIENCE = 2.0
"""Seconds that keys wait for the first post at most: a slow disk must not take the keyboard."""


@runtime_checkable
class CanBeLeft(Protocol):
    """A screen in which the program can be ended with nothing lost."""

    def action_leave(self) -> None:
        """End the program."""


def _key_commands() -> "type[KeyCommands]":
    from readtui.tui.palette import KeyCommands  # with the first palette

    return KeyCommands


class ReadTui(KeysInOrder, SparingApp):
    """Browse and edit a reading log."""

    class EndAsked(Message):
        """The system wants the program to end, with this exit code; it came the way of the keys, behind them."""

        def __init__(self, code: int) -> None:
            super().__init__()
            self.code = code

    CSS_PATH = "app.tcss"
    TITLE = "readtui"
    COMMANDS: ClassVar = {_key_commands}
    COMMAND_PALETTE_BINDING = "ctrl+p"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("colon", "command_palette", "Commands", id="palette"),
        Binding("ctrl+p", "command_palette", "Commands, in the editor too", id="palette-anywhere", show=False),
        Binding("question_mark", "help", "Help", id="help"),
        Binding("ctrl+l", "redraw", "Draw the screen anew", id="redraw", show=False),
        Binding("ctrl+q", "leave", "Quit", id="quit-anywhere", show=False, priority=True),
    ]

    class Troubled(Message):
        """What is typed cannot be kept on disk, or can be again."""

        def __init__(self, trouble: str | None) -> None:
            super().__init__()
            self.trouble = trouble

    def __init__(self, setting: Setting, theme: str, ending: Ending, painted: FirstPaint | None = None) -> None:
        super().__init__(is_lean=setting.line.is_lean, painted=painted)
        self._disable_notifications = self._disable_tooltips = True  # two widgets on every screen that never show
        self._setting = setting
        self._ending = ending
        self.no_color = colors_of(os.environ) == "none"
        self._last_filters = _last_filters(setting, has_colors=not self.no_color)
        self.theme = _THEMES[theme]

    def get_default_screen(self) -> LogScreen:
        """The log, and no empty screen beneath it: that would be laid out first."""
        return LogScreen(self._setting)

    def refresh_css(self, animate: bool = True) -> None:
        """Parse the style sheets; the first time with the first screen, since till then some are not there."""
        if self.screen_stack:
            super().refresh_css(animate)
        else:
            self.stylesheet.set_variables(self.get_css_variables())

    def on_load(self) -> None:
        """Say how to end, when the system asks for it or something goes wrong."""
        self._ending.begin(get_running_loop(), self._end, self._let_go)

    def on_mount(self) -> None:
        """Take ctrl+c from outside as ctrl+q, and keys after a while in any case."""
        get_running_loop().add_signal_handler(signal.SIGINT, self.action_leave)
        self.set_timer(_PATIENCE, self.take_keys)
        self.set_timer(_PATIENCE, self.show_frames)

    def _end(self, code: int) -> None:
        self._setting.rows.end()  # who waits for rows must not keep the program
        if code == Broken.exit_code or self._driver is None:  # where something broke, keys may come to no end
            self.exit(return_code=code)
            return
        read_no_more = getattr(self._driver, "read_no_more", None)
        if read_no_more:  # what was read is on its way here by then
            read_no_more()
        self._driver.send_message(self.EndAsked(code))

    @on(EndAsked)
    def _end_behind_keys(self, event: EndAsked) -> None:
        self.after_keys(partial(self.exit, return_code=event.code))

    def _let_go(self) -> None:
        let_go = getattr(self._driver, "let_go", None)
        if let_go is not None:
            let_go()

    def _handle_exception(self, error: Exception) -> None:
        # Textual's own shows local variables on the terminal, and with them what was typed.
        if not self._exit:  # while it ends, parts of it miss others that are gone
            self._ending.failed(error.error if isinstance(error, WorkerFailed) else error)
        self._close_messages_no_wait()

    def tell_trouble(self, trouble: str | None) -> None:
        """Show why what is typed is not kept on disk, or for None that it is; from any thread."""
        self.post_message(self.Troubled(trouble))

    @on(Troubled)
    def _show_trouble(self, event: Troubled) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, LogScreen):
                screen.query_one(StatusLine).trouble = event.trouble or ""

    @on(LogScreen.Shown)
    def _keep_first_frame(self, event: LogScreen.Shown) -> None:
        if isinstance(self.screen, LogScreen) and self.screen.is_as_opened:
            self.keep_frame(event.paths, is_followed=self.refuses_keys)
        if self.refuses_keys:
            self.exit()
        else:
            self.show_frames()

    @on(LogScreen.Left)
    def _leave(self) -> None:
        """End, once what the next start shows at once is drawn, which is not to be seen now."""
        self.refuse_keys()
        self.hide_frames()
        if self.wants_frame and isinstance(self.screen, LogScreen) and self.screen.show_as_opened():
            self.set_timer(_AT_THE_END, self.exit)
        else:
            self.exit()

    @on(LogScreen.Begun)
    async def _begin(self) -> None:
        if self.has_keys:
            self.show_frames()
        self.set_timer(_CALM, _tidy_up)
        await self.take_keys()

    def get_driver_class(self) -> type[Driver]:
        """Ours, where there is no other for this system."""
        if sys.platform == "win32" or constants.DRIVER is not None:
            return super().get_driver_class()
        from readtui.tui.wire.driver import SteadyDriver  # not on Windows

        return SteadyDriver

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's own, and behind them what keeps from the terminal what it does not know."""
        # Without colours Textual sends greys, which are colours.
        own = [each for each in super().get_line_filters() if not isinstance(each, Monochrome | NoColor)]
        return [*own, *self._last_filters]

    def key_comes(self, event: Key | Paste) -> bool:
        """A key puts away what was told before it; where nothing can be seen, it does nothing but quit."""
        if self.takes_keys:
            self.show_frames()
        if isinstance(self.screen, LogScreen):
            self.screen.act()
            return not self.screen.is_too_small or (isinstance(event, Key) and event.key == "ctrl+q")
        return True

    def action_leave(self) -> None:
        """End the program, as `q` does in a list; in a dialog, if it knows how what is in it is kept."""
        if not self.refuses_keys and not self._exit and isinstance(self.screen, CanBeLeft):
            self.screen.action_leave()

    def action_command_palette(self) -> None:
        """Show what the keys of the moment do, to be found by words."""
        from readtui.tui.palette import KeyPalette

        if not isinstance(self.screen, KeyPalette):
            self.push_screen(KeyPalette())

    def action_help(self) -> None:
        """Show every key there is."""
        from readtui.tui.screens.help import HelpScreen, key_groups

        self.push_screen(HelpScreen(key_groups()))


def _tidy_up() -> None:
    """Load what draws most posts, and look for garbage for the first time; `readtui.__main__` says why that waited."""
    import markdown_it  # noqa: F401  20 ms, for which the key would wait that first shows a list or a quotation

    gc.collect()
    gc.freeze()
    gc.enable()


def _last_filters(setting: Setting, *, has_colors: bool) -> list[LineFilter]:
    """The last nets, for control characters first."""
    has_links = not setting.line.is_lean and not setting.line.is_screen and answers_queries(os.environ)
    filters: list[LineFilter] = [PrintableFilter(has_links=has_links)]
    if not has_colors:
        filters.append(NoColor())
    if is_simple(os.environ) or setting.glyphs == ASCII:
        from readtui.tui.wire.plain_filters import AsciiFilter, SimpleFilter  # unicodedata, which others need not load

        filters += [AsciiFilter()] if setting.glyphs == ASCII else []
        filters += [SimpleFilter()] if is_simple(os.environ) else []
    return filters
