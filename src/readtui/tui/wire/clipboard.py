"""Clipboard: text for the clipboard of the machine at which the reader sits, handed to the terminal there by OSC 52.

The clipboard is written, and never read. Whether the terminal took the text cannot be known: it does not answer.
"""

from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from readtui.tui.wire.line import Line

MOST = 65_536
"""Bytes of a text. In base64 that is 87 KB, which xterm, kitty, iTerm2, tmux (1 MiB) and hterm (100,000) take; what is
longer, some drop without a word."""
_MOST_UNKNOWN = 512
"""Bytes of a text that fits into one string of GNU screen's, which tmux takes for what is inside."""
_STRING = 700
"""Characters in one string of GNU screen's: it holds 767, and draws the rest on the screen."""
_PATIENCE = 2.0
"""Seconds that tmux may take."""

Way = Literal["plain", "tmux", "tmux elsewhere", "screen", "unknown", "none"]
"""How the terminal is reached. `unknown` is by tmux or GNU screen on another machine; `none` has no clipboard."""


@dataclass(frozen=True, slots=True)
class Clipboard:
    """The way to a clipboard."""

    way: Way

    @classmethod
    def of(cls, line: Line, term: str) -> "Clipboard":
        """The way from here, over a line, for a terminal of this name (`$TERM`)."""
        if line.is_tmux:
            return cls("tmux")
        # What runs on the reader's own machine, before SSH, shows here in the name alone.
        if term.startswith("tmux"):
            return cls("tmux elsewhere")
        if line.is_screen or term.startswith("screen."):
            return cls("screen")
        return cls("unknown" if term.startswith("screen") else "none" if term.startswith("linux") else "plain")

    def trouble(self, text: str) -> str:
        """Why the text would not arrive, in words; empty where it may."""
        if self.way == "none":
            return "a console without windows has no clipboard"
        size, most = len(_bytes(text)), _MOST_UNKNOWN if self.way == "unknown" else MOST
        through = " through a screen or tmux on another machine" if self.way == "unknown" else ""
        return f"it has {size:,} bytes, and a clipboard surely takes {most:,}{through}" if size > most else ""

    def put(self, text: str, write: Callable[[str], None]) -> str:
        """Hand over the text, by `write` to the terminal, between two frames; what is to be known of that, in words."""
        allowed = "your terminal must allow it (OSC 52)"  # it does not say whether it does
        if self.way == "tmux":
            taken = _taken_by_tmux(_bytes(text))
            if taken == "passed on":
                return f"tmux has it too; {allowed}"
            if taken == "kept":
                write(_through_tmux(_osc_52(text)))
                return f"tmux has it; {allowed}, and tmux let it pass (allow-passthrough)"
        write(self.sequence(text))
        return allowed

    def sequence(self, text: str) -> str:
        """What is sent to the terminal, for whatever stands before it to pass on."""
        osc = _osc_52(text)
        if self.way in (
            "tmux",
            "tmux elsewhere",
        ):  # which of the two tmux takes is the reader's setting; it drops the other
            return osc + _through_tmux(osc)
        if self.way in ("screen", "unknown"):
            strings = (osc[start : start + _STRING] for start in range(0, len(osc), _STRING))
            return "".join(f"\x1bP{string}\x1b\\" for string in strings)
        return osc


def _osc_52(text: str) -> str:
    return f"\x1b]52;c;{b64encode(_bytes(text)).decode()}\x07"  # BEL, since ST would end a string of GNU screen's


def _through_tmux(sequence: str) -> str:
    return f"\x1bPtmux;{sequence.replace(chr(27), chr(27) * 2)}\x1b\\"


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "replace")  # a lone surrogate has no bytes


def _taken_by_tmux(text: bytes) -> Literal["passed on", "kept"] | None:
    """What tmux did with the text: made a buffer of it, and passed it on where it knows that the terminal can copy.

    By its own command, since it lets through what a program sends only where the reader allowed that, which few did.
    None where it did nothing: it is out of reach, or older than 3.2.
    """
    import subprocess  # 10 ms

    command = ["tmux", "load-buffer", "-w", "-", ";", "display-message", "-p", "#{client_termfeatures}"]
    try:
        said = subprocess.run(
            command, input=text, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=_PATIENCE, check=True
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return None
    return "passed on" if b"clipboard" in said else "kept"
