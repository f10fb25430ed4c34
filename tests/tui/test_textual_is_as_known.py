"""Textual keeps some names to itself that the screen leans on: here each is held as it was when that was written.

Where a new Textual fails one of these, look at what it does now, then mend `tui/wire` and `tui/app.py` first.
"""

import inspect
import re
import signal
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest
import textual.design
from rich.color import ColorSystem
from rich.style import Style
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual._parser import Parser
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.command import CommandPalette
from textual.css.tokenizer import Expect
from textual.driver import Driver
from textual.drivers import _writer_thread, linux_driver
from textual.drivers._writer_thread import WriterThread
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Key
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.strip import Strip
from textual.widgets import OptionList
from textual.worker import WorkerFailed

from readtui.tui.app import ReadTui
from readtui.tui.wire.driver import SteadyDriver


def source(of: object) -> str:
    return inspect.getsource(of)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "name",
    [
        "_run_input_thread",
        "run_input_thread",
        "_sigtstp_application",
        "_sigcont_application",
        "_patch_lflag",
        "_patch_iflag",
        "start_application_mode",
        "stop_application_mode",
        "disable_input",
        "process_message",
    ],
)
def test_the_driver_has_what_ours_replaces_or_calls(name):
    assert callable(getattr(LinuxDriver, name))


@pytest.mark.parametrize(
    "name", ["_file", "fileno", "attrs_before", "_key_thread", "_writer_thread", "_must_signal_resume"]
)
def test_the_driver_sets_what_ours_reads(name):
    assert f"self.{name}" in source(LinuxDriver.__init__)


def test_every_driver_has_a_loop_and_may_start_again():
    assert "self._loop = asyncio.get_running_loop()" in source(Driver.__init__)
    assert "self._auto_restart = True" in source(Driver.__init__)
    assert "self._debug = debug" in source(Driver.__init__)


def test_the_input_thread_is_begun_by_the_name_that_ours_replaces():
    assert "Thread(target=self._run_input_thread" in source(LinuxDriver.start_application_mode)


def test_all_that_is_written_goes_through_one_thread_to_one_file():
    assert "WriterThread(self._file)" in source(LinuxDriver.start_application_mode)
    text = source(WriterThread)
    assert {part.partition("(")[0] for part in text.split() if "self._file." in part} == {
        "self._file.write",
        "self._file.flush",
        "self._file.fileno",
    }
    assert "Queue(MAX_QUEUED_WRITES)" in text
    assert _writer_thread.MAX_QUEUED_WRITES == 30  # a line that hangs holds up the event loop after so many frames
    assert linux_driver.WriterThread is WriterThread


def test_the_modes_of_the_terminal_are_those_that_are_undone():
    begun, ended = source(LinuxDriver.start_application_mode), source(LinuxDriver.stop_application_mode)
    for mode in ("?1049h", "?25l", "?1004h"):
        assert f"\\x1b[{mode}" in begun, mode
    for mode in ("?1049l", "?25h", "?1004l", "<u"):
        assert f"\\x1b[{mode}" in ended, mode
    assert "_disable_bracketed_paste()" in ended
    assert "_enable_line_wrap()" in ended
    assert "termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before)" in ended


def test_signals_are_taken_where_ours_expects_them():
    assert "signal.signal(signal.SIGTSTP, self._sigtstp_application)" in source(LinuxDriver.__init__)
    assert "signal.signal(signal.SIGCONT, self._sigcont_application)" in source(LinuxDriver.__init__)
    begun = source(LinuxDriver)
    assert not [name for name in ("SIGHUP", "SIGTERM", "SIGQUIT") if name in begun and hasattr(signal, name)]


def test_the_parser_is_fed_by_characters_and_looks_at_the_clock_when_asked():
    assert list(inspect.signature(Parser.feed).parameters) == ["self", "data"]
    assert list(inspect.signature(Parser.tick).parameters) == ["self"]
    parser = XTermParser(False)
    assert [event.key for character in "\x1b[A" for event in parser.feed(character) if isinstance(event, Key)] == ["up"]
    assert parser._timeout_time is None
    assert not [*parser.feed("\x1b")]
    assert parser._timeout_time is not None


@pytest.mark.parametrize("sequence", ["\x1b[:u", "\x1b[99999999999u"])
def test_the_parser_dies_of_malformed_sequences_by_errors_that_ours_knows(sequence):
    """Where it no longer does, terminal_input.py can be simpler."""
    with pytest.raises((ValueError, ArithmeticError)):
        [*XTermParser(False).feed(sequence)]


def test_an_error_comes_to_the_handler_that_ours_replaces():
    assert list(inspect.signature(App._handle_exception).parameters) == ["self", "error"]
    assert "self.app._handle_exception(error)" in source(MessagePump._process_messages_loop)
    assert "self._close_messages_no_wait()" in source(App._fatal_error)
    assert callable(App._close_messages_no_wait)
    assert "self._exit = True" in source(App.exit)
    assert isinstance(WorkerFailed(KeyError("x")).error, KeyError)


def test_the_palette_hands_page_keys_to_its_list_by_the_name_that_ours_replaces():
    """Where page keys in an empty list raise no KeyError any more, palette.py can be simpler."""
    assert "self.query_one(CommandList)" in source(CommandPalette._action_command_list)
    assert "self._index_to_line[self.highlighted or 0]" in source(OptionList._move_page)


def test_the_palette_gathers_hits_as_ours_gives_and_awaits_them():
    """Ours yields what all providers have, is told whether to go on, and awaits the worker of this group."""
    assert list(inspect.signature(CommandPalette._search_for).parameters) == ["self", "search_value"]
    assert "await search_routine.asend(worker.is_cancelled)" in source(CommandPalette._gather_commands)
    assert "group=_GATHER_COMMANDS_GROUP" in source(CommandPalette)
    assert "Content.from_markup(hit.help)" in source(CommandPalette._gather_commands)  # which takes content as it is


def test_what_never_shows_is_left_out_by_the_names_that_ours_sets():
    text = source(Screen._extend_compose)
    assert "if not self.app._disable_notifications:" in text
    assert "if not self.app._disable_tooltips:" in text


def test_the_style_sheets_are_read_again_with_the_first_screen():
    """Where App no longer does so before there is a screen, `ReadTui.refresh_css` can go."""
    assert "self.call_next(partial(self.refresh_css, animate=False))" in source(App._watch_theme)
    assert "stylesheet.reparse()" in source(App.refresh_css)


def test_frames_come_as_the_wire_reads_them():
    assert list(inspect.signature(App._display).parameters) == ["self", "screen", "renderable"]
    assert list(inspect.signature(LayoutUpdate).parameters) == ["strips", "region"]
    assert list(inspect.signature(ChopsUpdate).parameters) == ["chops", "spans", "chop_ends"]
    shown = source(App._display)
    for name in ("_batch_count", "_running", "_closed", "_driver", "cursor_position", "post_display_hook()"):
        assert f"self.{name}" in shown, name
    assert "self._sync_available = False" in source(App.__init__)
    assert Strip.render_ansi(Style.parse("bold red on default"), ColorSystem.STANDARD) == "1;31;49"


def test_ours_are_what_is_replaced():
    assert ReadTui._handle_exception is not App._handle_exception
    assert SteadyDriver.run_input_thread is not LinuxDriver.run_input_thread
    assert Path(inspect.getfile(SteadyDriver)).name == "driver.py"


def test_what_textual_only_names_is_not_loaded_with_it():
    loaded = """
import sys
from readtui.tui.loading import loading_little

with loading_little():
    import textual.app
absent = {"textual.command", "textual.types", "textual.widgets._input", "textual.widgets._toast", "textual.containers"}
absent |= {"ssl", "decimal", "mimetypes", "platformdirs", "platform", "rich.table", "uuid"}
assert not absent & sys.modules.keys(), absent & sys.modules.keys()
from textual.theme import ThemeProvider
from textual.command import CommandPalette, Provider
assert textual.app.CommandPalette is not CommandPalette
from textual.containers import Vertical
from textual.widgets import Input
import ssl, decimal, mimetypes, platformdirs, rich.table, uuid
from fractions import Fraction
assert uuid.uuid4().hex
assert Fraction("0.5") + Fraction(1, 2) == Fraction(1.0) == 1
"""
    subprocess.run([sys.executable, "-c", loaded], check=True)


@pytest.mark.parametrize(
    ("where", "name", "users"),
    [
        # We open a palette of our own, and have no notices and no downloads.
        (App, "CommandPalette", ["search_commands", "search_themes", "action_command_palette"]),
        (App, "mimetypes", ["deliver_text", "deliver_binary"]),
        (App, "uuid", ["_deliver_binary"]),
        (App, "user_downloads_path", ["_deliver_binary"]),
        (App, "ToastRack", ["_refresh_notifications"]),  # which finds none
        (Screen, "ToastRack", ["_extend_compose"]),  # which makes none where they are disabled
        (textual.design, "Table", ["show_design"]),
        (Fraction, "Decimal", ["__new__", "from_decimal"]),  # which ask whether a number is one
    ],
)
def test_what_is_not_loaded_is_used_by_nothing_that_runs(where: type, name: str, users: list[str]):
    functions = [getattr(value, "__func__", value) for value in vars(where).values()]
    functions = [each for each in functions if inspect.isfunction(each)]
    assert [each.__name__ for each in functions if name in each.__code__.co_names] == users


def test_patterns_of_style_sheets_and_markup_are_compiled_when_they_are_used():
    """Where Textual makes or uses them in another way, `loading_little` can leave them alone."""
    assert re.findall(r"\bre\.\w+|_regex\.\w+", source(Expect)) == ["re.compile", "_regex.match", "_regex.search"]
    loaded = """
import re
from readtui.tui.loading import loading_little

compiled = re.compile
with loading_little():
    from textual.app import App
assert re.compile is compiled
from textual import markup
from textual.content import Content
from textual.css import tokenize
for expected in (markup.expect_markup_tag, tokenize.expect_declaration):
    assert not isinstance(expected._regex, re.Pattern)
assert Content.from_markup("[bold]a[/] b").plain == "a b"
"""
    subprocess.run([sys.executable, "-c", loaded], check=True)
