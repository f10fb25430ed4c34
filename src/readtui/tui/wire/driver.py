"""SteadyDriver: the way between Textual and the terminal, also where that sends rubbish, hangs or is gone.

It leans on names that Textual keeps to itself; `tests/tui/test_textual_is_as_known.py` fails where one of them changes.
"""

import os
import selectors
import signal
import termios
import tty
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Thread, main_thread
from time import monotonic, sleep
from typing import TextIO

from textual.drivers.linux_driver import LinuxDriver

from readtui.tui.wire.first_paint import ENTER
from readtui.tui.wire.kind import answers_queries
from readtui.tui.wire.sparing import SparingApp
from readtui.tui.wire.terminal_input import TerminalInput

_READ_AT_ONCE = 4096
_LOOK = 0.005
_PATIENCE = 1.0
"""Seconds that the last words to a terminal may take."""
_ENTER = f"{ENTER}\x1b[?25l\x1b[?1004h\x1b[?2004h\x1b[?7l"
"""The other screen; no cursor; tell of the focus; mark pastes; do not wrap."""
_LEAVE = b"\x18\x1b[?2004l\x1b[?7h\x1b[<u\x1b[?1049l\x1b[?25h\x1b[?1004l"
"""The same undone; first what ends a sequence that was cut off."""


class SteadyDriver(LinuxDriver):
    """Reads keys and writes frames; a vanished terminal is told as the system tells it, by SIGHUP."""

    def __init__(self, *arguments: object, **options: object) -> None:
        super().__init__(*arguments, **options)  # type: ignore[arg-type]
        self._line = _Line(self._file, self._tell_free)
        self._file = self._line  # type: ignore[assignment]
        self._is_shown = False
        self._painted = self._app.painted if isinstance(self._app, SparingApp) else None
        self._end_of_input = os.pipe()
        """Once something can be read from its first end, no more keys are to be."""

    def start_application_mode(self) -> None:
        """Take the terminal."""
        self._forget_screen()
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if self._painted and self._painted.is_on:
            self.attrs_before = self._painted.handed_over()
        self._is_shown = self._key_thread is not None and self._key_thread.is_alive()  # else in the background

    def write(self, data: str) -> None:
        """Send text; not from here, but from a thread that may have to wait."""
        if data == ENTER and self._painted and self._painted.is_on:
            return  # it is there already, and some terminals would clear it
        self._line.owed += 1
        super().write(data)

    @property
    def is_behind(self) -> bool:
        """Whether the terminal has not yet taken all that was written; then the app is told once it has."""
        return self._line.is_behind()

    def _tell_free(self) -> None:
        if isinstance(self._app, SparingApp):
            with suppress(RuntimeError):  # it ends this moment
                self._loop.call_soon_threadsafe(self._app.line_is_free)

    def stop_application_mode(self) -> None:
        """Leave the terminal as it was."""
        super().stop_application_mode()
        self._is_shown = False

    def disable_input(self) -> None:
        """Read no more keys."""
        self.read_no_more()
        super().disable_input()

    def read_no_more(self) -> None:
        """Have the thread ended that reads keys; those that it read are on their way to the app."""
        if self._key_thread is not None and self._key_thread.is_alive():
            awaited, told = self._end_of_input
            os.write(told, b"\n")
            self._key_thread.join()
            os.read(awaited, 1)

    def let_go(self) -> None:
        """Leave the terminal as it was, also where it hangs: what waits to be sent is dropped. The end follows."""
        if not self._is_shown and not self.is_behind:  # else it was left, and the terminal does not know yet
            if self._painted:
                self._painted.give_back()
            return
        self._is_shown = False
        self._line.end()
        self._drop_output()
        if self.attrs_before is not None:
            with suppress(termios.error):
                termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before)
        last_words = Thread(target=self._line.say, args=(_LEAVE,), daemon=True)
        last_words.start()
        last_words.join(_PATIENCE)

    def _drop_output(self) -> None:
        """Have nothing left to be sent, where that can be: more may be on its way than the line holds at once."""
        latest = monotonic() + _PATIENCE
        while True:
            with suppress(termios.error):
                termios.tcflush(self.fileno, termios.TCOFLUSH)
            if not self._line.is_sending or monotonic() > latest:
                return
            if self._writer_thread is not None and self._writer_thread.is_alive():
                # It waits until somebody reads, and holds the line; a flush does not wake it, a signal does.
                signal.pthread_kill(self._writer_thread.ident or 0, signal.SIGWINCH)
            sleep(_LOOK)

    def run_input_thread(self) -> None:
        """Read keys until the driver stops or the terminal is gone."""
        typed = TerminalInput(debug=self._debug)
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            selector.register(self._end_of_input[0], selectors.EVENT_READ)
            while True:
                ready = selector.select(typed.pause)
                if self._end_of_input[0] in (key.fd for key, _ in ready):
                    return
                if ready:
                    try:
                        source = os.read(self.fileno, _READ_AT_ONCE)
                    except BlockingIOError:
                        continue
                    except OSError:  # EIO: nobody is at the other end
                        source = b""
                    if not source:  # to read on would be to read this for ever
                        signal.pthread_kill(main_thread().ident or 0, signal.SIGHUP)
                        return
                    for message in typed.feed(source):
                        self.process_message(message)
                else:
                    for message in typed.tick():
                        self.process_message(message)

    def _run_input_thread(self) -> None:
        self.run_input_thread()  # Textual would show the local variables of what went wrong; ours does not

    def stop_job(self) -> bool:
        """Leave the terminal to the shell behind, until it says to go on; False where nobody stopped us."""
        self.suspend_application_mode()
        self._must_signal_resume = True
        ours = signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        os.kill(0, signal.SIGTSTP)  # all of the job: else a shell would wait for a script that we are started by
        signal.signal(signal.SIGTSTP, ours)
        is_dropped = self._must_signal_resume  # by the kernel, of jobs that no shell looks after
        if is_dropped:
            self.resume_application_mode()
            self._loop.call_soon_threadsafe(self._show_again)
        return not is_dropped

    def _request_terminal_sync_mode_support(self) -> None:
        if answers_queries(os.environ):
            super()._request_terminal_sync_mode_support()

    def _query_in_band_window_resize(self) -> None:
        if answers_queries(os.environ):
            super()._query_in_band_window_resize()

    def _sigtstp_application(self, *arguments: object) -> None:
        if self._app._exit:
            signal.signal(signal.SIGTSTP, signal.SIG_DFL)
            os.kill(os.getpid(), signal.SIGTSTP)
        elif self._auto_restart:
            # Not from here: who is interrupted may be in the middle of writing, and hold the lock of that.
            self._loop.call_soon_threadsafe(self._leave_for_a_while, *arguments)
        else:
            super()._sigtstp_application(*arguments)

    def _leave_for_a_while(self, *arguments: object) -> None:
        if not self._app._exit:
            super()._sigtstp_application(*arguments)

    def _sigcont_application(self, *arguments: object) -> None:
        if self._app._exit:
            return  # what is left of the end needs no terminal
        if self._must_signal_resume:  # the terminal was left, in order
            super()._sigcont_application(*arguments)
            self._loop.call_soon_threadsafe(self._show_again)
        elif self._auto_restart:
            self._loop.call_soon_threadsafe(self._take_again)

    def _show_again(self) -> None:
        """Draw all there is: of a terminal that has its old size Textual takes it to be there."""
        if self._is_shown:
            self._app.refresh(layout=True)

    def _take_again(self) -> None:
        """Go on after a stop from outside: the shell may have set and drawn the terminal its own way."""
        if not self._is_shown:
            return
        with suppress(termios.error):
            modes = termios.tcgetattr(self.fileno)
            modes[tty.LFLAG] = self._patch_lflag(modes[tty.LFLAG])
            modes[tty.IFLAG] = self._patch_iflag(modes[tty.IFLAG])
            modes[tty.CC][termios.VMIN] = 1
            termios.tcsetattr(self.fileno, termios.TCSANOW, modes)
        self._forget_screen()
        self.write(_ENTER)
        self._app.refresh(layout=True)

    def _forget_screen(self) -> None:
        if isinstance(self._app, SparingApp):
            self._app.forget_screen()


class _Line:
    """The line to the terminal, for the one thread that writes; once the terminal is gone, into the void."""

    def __init__(self, file: TextIO | None, tell_free: Callable[[], None]) -> None:
        assert file is not None  # no screen is begun without
        self._file = file
        self._tell_free = tell_free
        self._is_ended = False
        self.owed = 0
        """How many texts were handed to the thread that writes."""
        self._gathered = 0
        self._taken = 0
        """How many of them it was given, and how many the terminal has taken."""
        self._is_awaited = False
        self.is_sending = False
        """Whether the thread is in the midst of sending."""

    def is_behind(self) -> bool:
        """Whether the terminal has not yet taken all that is owed; if so, it is told once it has."""
        self._is_awaited = True  # before the look, so that nothing is taken unheard between the two
        self._is_awaited = self._taken != self.owed
        return self._is_awaited

    def write(self, text: str) -> None:
        """Send text."""
        self._gathered += 1
        if not self._is_ended:
            with self._until_gone():
                self._file.write(text)

    def flush(self) -> None:
        """Send what was gathered."""
        if not self._is_ended:
            with self._until_gone():
                self._file.flush()
        self._taken = self._gathered
        if self._is_awaited and self._taken == self.owed:
            self._is_awaited = False
            self._tell_free()

    def fileno(self) -> int:
        """The open file's number."""
        return self._file.fileno()

    def end(self) -> None:
        """From now on, let what is written go nowhere."""
        self._is_ended = True

    def say(self, words: bytes) -> None:
        """Send this at once, past what is gathered."""
        with suppress(OSError):
            os.write(self.fileno(), words)

    @contextmanager
    def _until_gone(self) -> Iterator[None]:
        self.is_sending = True
        try:
            yield
        except OSError:
            self._is_ended = True
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self.fileno())  # what is still gathered would be an error at the end of the program
            os.close(nowhere)
        finally:
            self.is_sending = False
