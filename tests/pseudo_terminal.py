"""Child: a program behind a pseudo-terminal, and the bytes that keys are. For tests and benchmarks alike."""

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import termios
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Self

_READ_AT_ONCE = 65_536
_WRITE_AT_ONCE = 1_024  # a terminal in raw mode takes 4,095 bytes before it blocks

_NAMED_KEYS = {
    "enter": b"\r",
    "esc": b"\x1b",
    "tab": b"\t",
    "shift+tab": b"\x1b[Z",
    "space": b" ",
    "backspace": b"\x7f",
    "delete": b"\x1b[3~",
    "insert": b"\x1b[2~",
    "up": b"\x1b[A",
    "down": b"\x1b[B",
    "right": b"\x1b[C",
    "left": b"\x1b[D",
    "home": b"\x1b[H",
    "end": b"\x1b[F",
    "ctrl+home": b"\x1b[1;5H",
    "ctrl+end": b"\x1b[1;5F",
    "pageup": b"\x1b[5~",
    "pagedown": b"\x1b[6~",
}


class Size(NamedTuple):
    """A terminal's size, in cells."""

    columns: int
    rows: int


def bytes_of(key: str) -> bytes:
    """What a terminal sends for a key: a character, or a name such as `enter`, `pageup` or `ctrl+s`.

    Raises:
        ValueError: no key has this name.
    """
    if key in _NAMED_KEYS:
        return _NAMED_KEYS[key]
    if key.startswith("ctrl+") and len(key) == 6 and "@" <= key[-1].upper() <= "_":
        return bytes([ord(key[-1].upper()) & 0x1F])
    if len(key) == 1:
        return key.encode()
    raise ValueError(f"no key is called {key!r}")


def private_environment(home: Path, **more: str) -> dict[str, str]:
    """An environment in which a program finds no setting of this machine's user; its folders are made.

    The program's own variables are left out, so that no setting of the shell that runs the tests reaches it.
    """
    dropped = ("READTUI_", "TEXTUAL", "XDG_", "LC_", "COLUMNS", "LINES", "NO_COLOR", "SSH_", "TMUX", "STY")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(dropped)}
    folders = {
        "HOME": home,
        "XDG_CONFIG_HOME": home / "config",
        "XDG_CACHE_HOME": home / "cache",
        "XDG_STATE_HOME": home / "state",
        "XDG_DATA_HOME": home / "data",
        "XDG_RUNTIME_DIR": home / "runtime",
    }
    for folder in folders.values():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    terminal = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
    return kept | {name: str(folder) for name, folder in folders.items()} | terminal | more


class Child:
    """A program behind a pseudo-terminal of its own: its controlling terminal, and the leader of its session."""

    def __init__(self, argv: Sequence[str], size: Size, env: Mapping[str, str], cwd: Path | None = None) -> None:
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            _become(argv, size, env, cwd)
        os.set_blocking(self.fd, False)
        self.is_closed = False
        self.status: int | None = None
        self.cpu = 0.0
        """Seconds on a core, of it and of the children that it waited for; known once it has ended."""

    def read(self, timeout: float) -> bytes | None:
        """The next bytes; None where none came within `timeout` seconds; empty once the terminal is gone."""
        if self.is_closed:
            return b""
        if not self._is_ready(select.POLLIN, timeout):
            return None
        try:
            return os.read(self.fd, _READ_AT_ONCE)
        except OSError:  # Linux says EIO once no process has the other side open
            return b""

    def write(self, data: bytes, timeout: float = 0.05) -> int:
        """Type as much of `data` as the program takes within `timeout` seconds; how many bytes that were."""
        if not self._is_ready(select.POLLOUT, timeout):
            return 0
        try:
            return os.write(self.fd, data[:_WRITE_AT_ONCE])
        except BlockingIOError:
            return 0

    def _is_ready(self, event: int, timeout: float) -> bool:
        waiting = select.poll()  # `select` takes no file beyond the 1,024th
        waiting.register(self.fd, event)
        return bool(waiting.poll(max(0.0, timeout) * 1000))

    def resize(self, size: Size) -> None:
        """Give the terminal another size; the kernel tells the program with SIGWINCH."""
        _set_size(self.fd, size)

    def ended(self) -> int | None:
        """The exit status, or minus the signal that ended it; None while it runs."""
        self._wait(os.WNOHANG)
        return self.status

    def signal(self, number: int) -> None:
        """Send the program a signal; nothing where it has ended."""
        if self.ended() is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def hang_up(self) -> None:
        """Close the terminal, as a dropped line does."""
        if not self.is_closed:
            self.is_closed = True
            os.close(self.fd)

    def kill(self) -> None:
        """End the program where it still runs, and close the terminal."""
        self.signal(signal.SIGKILL)
        self._wait(0)
        self.hang_up()

    def _wait(self, options: int) -> None:
        if self.status is None:
            pid, status, usage = os.wait4(self.pid, options)
            if pid:
                self.status = os.waitstatus_to_exitcode(status)
                self.cpu = usage.ru_utime + usage.ru_stime

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()


def _become(argv: Sequence[str], size: Size, env: Mapping[str, str], cwd: Path | None) -> None:
    try:
        _set_size(0, size)
        if cwd is not None:
            os.chdir(cwd)
        for number in (signal.SIGINT, signal.SIGHUP, signal.SIGTERM, signal.SIGPIPE):
            signal.signal(number, signal.SIG_DFL)
        os.execvpe(argv[0], list(argv), dict(env))
    except OSError as error:
        os.write(2, f"cannot start {argv[0]}: {error}\r\n".encode())
    finally:
        os._exit(127)  # never back into the parent's code


def _set_size(fd: int, size: Size) -> None:
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", size.rows, size.columns, 0, 0))
