"""Opening: a link in the reader's own browser, where there is one on this machine.

Not by Python's `webbrowser`, nor Textual's way to it: they may start a browser that draws over the screen, and wait.
"""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from shutil import which
from threading import Thread

from readtui.model.links import Address
from readtui.tui.wire.line import Line

_PATIENCE = 0.5
"""Seconds that tmux may take to answer."""
_ELSEWHERE = "you are at another machine"


@dataclass(frozen=True, slots=True)
class Browser:
    """What opens links."""

    command: str
    """The program that hands them on; empty where there is none."""
    why_not: str = ""
    """Why there is none, in words."""

    @classmethod
    def of(cls, line: Line, environ: Mapping[str, str], platform: str) -> "Browser":
        """What opens links where the reader sits; `platform` is Python's name for the system."""
        if line.is_far:
            return cls("", _ELSEWHERE)
        if platform == "darwin":
            return cls("open")
        if not (environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY")):
            return cls("", "there is no desktop here")
        if which("xdg-open", path=environ.get("PATH")) is None:
            return cls("", "there is no xdg-open here")
        return cls("xdg-open")

    @classmethod
    async def sought(cls, line: Line, environ: Mapping[str, str], platform: str) -> "Browser":
        """The same, but where tmux stands between, it is asked: who attached to it last may have come over SSH."""
        browser = cls.of(line, environ, platform)
        if browser.command and line.is_tmux and await _is_attached_from_afar():
            return cls("", _ELSEWHERE)
        return browser

    def open(self, address: Address, on_failure: Callable[[str], None]) -> None:
        """Open the address, and wait for nothing; `on_failure` is told, from another thread, where that failed.

        Raises:
            ValueError: it may not be opened.
            OSError: the program cannot be started.
        """
        if not address.may_be_opened:
            raise ValueError(f"{address.text} may not be opened")
        import subprocess  # 10 ms

        quiet = subprocess.DEVNULL
        # In a session of its own: a browser for terminals finds none to draw on.
        process = subprocess.Popen(
            [self.command, address.text], stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
        )

        def wait() -> None:
            code = process.wait()
            if code:
                on_failure(f"{self.command} ended with code {code}")

        Thread(target=wait, daemon=True).start()  # a browser may run on for hours, and must not keep the program


async def _is_attached_from_afar() -> bool:
    """Whether tmux knows of an SSH connection, which by its `update-environment` is that of who attached last."""
    quiet = asyncio.subprocess.DEVNULL
    try:
        process = await asyncio.create_subprocess_exec(
            "tmux", "show-environment", "SSH_CONNECTION", stdin=quiet, stdout=asyncio.subprocess.PIPE, stderr=quiet
        )
    except OSError:
        return False
    try:
        said, _ = await asyncio.wait_for(process.communicate(), _PATIENCE)
    except TimeoutError:
        with suppress(ProcessLookupError):
            process.kill()
        return False
    return said.startswith(b"SSH_CONNECTION=")
