"""TerminalInput: the bytes that a terminal sends, as keys and pastes; no bytes can stop it."""

import re
from codecs import getincrementaldecoder
from collections.abc import Iterable, Iterator
from time import monotonic

from textual._xterm_parser import XTermParser
from textual.events import Paste, Resize
from textual.message import Message

_BEGIN, _END = "\x1b[200~", "\x1b[201~"
"""What a terminal puts around a paste."""
_ANSWERS = re.compile("\x1b(?:\\][^\x07\x1b]{0,9999}(?:\x07|\x1b\\\\)|[P_^X][^\x1b]{0,9999}\x1b\\\\|\\[[?>=][0-9;]*c)")
"""What a terminal says of itself, to us or to who asked before: strings, and its kind. Textual's parser types them."""
_MALFORMED = (ValueError, ArithmeticError)
"""What Textual's parser raises for sequences that name no character or no place."""
_PAUSE = 0.1
"""Seconds between two looks at what waits for more."""
_SHORT_PAUSE = 0.02
"""The same while what came may be the beginning of a paste's mark, as esc may."""
_STALE = 2.0
"""Seconds of silence after which a few bytes in a paste are a key: the mark of its end was lost."""
_FEW = 16
_LARGEST = 10_000
"""Columns or rows of a size that may be true."""


class TerminalInput:
    """Makes messages of a terminal's bytes, whatever they are: what no key is, is left out, and nothing else with it.

    Pastes never reach Textual's parser: an escape byte in one would end it there, and the rest be taken for keys.
    """

    def __init__(self, *, debug: bool = False) -> None:
        self._debug = debug
        self._decoder = getincrementaldecoder("utf-8")("replace")
        self._parser = XTermParser(debug)
        self._held = ""
        """The last of what came, where it may be the beginning of a mark."""
        self._pasted: list[str] | None = None
        """The parts of a paste that is not at its end."""
        self._heard = monotonic()

    @property
    def pause(self) -> float | None:
        """Seconds to wait for more before `tick`; None where silence completes nothing."""
        if self._held:
            return _SHORT_PAUSE
        return _PAUSE if any(self._pasted or ()) or self._parser._timeout_time is not None else None

    def feed(self, source: bytes) -> Iterator[Message]:
        """The messages that the next bytes complete."""
        silence, self._heard = monotonic() - self._heard, monotonic()
        text = self._held + self._decoder.decode(source)
        self._held = ""
        if self._pasted is not None and silence > _STALE and len(source) <= _FEW and _END not in text:
            yield from self._pasting()
        while text:
            mark = _BEGIN if self._pasted is None else _END
            part, found, text = text.partition(mark)
            if not found:
                part, self._held = _parted(part, mark)
            if self._pasted is None:
                yield from self._parsing(part)
                if found:
                    self._pasted = []
            else:
                self._pasted.append(part)
                if found:
                    yield from self._pasting()

    def tick(self) -> Iterator[Message]:
        """The messages that silence completes: an escape byte alone is a key."""
        held, self._held = self._held, ""
        if self._pasted is None:
            yield from self._parsing(held)
            yield from self._kept(self._parser.tick())
            return
        self._pasted.append(held)
        if monotonic() - self._heard > _STALE and any(self._pasted):
            yield self._paste()  # its end is late or lost: what came of it is not lost with it
            self._pasted = []

    def _pasting(self) -> Iterator[Message]:
        if any(self._pasted or ()):
            yield self._paste()
        self._pasted = None

    def _paste(self) -> Paste:
        return Paste("".join(self._pasted or ()).replace("\0", ""))

    def _parsing(self, text: str) -> Iterator[Message]:
        text = _ANSWERS.sub("", text) if "\x1b" in text else text
        # One by one: what it dies of ends with the character that it was given last, and what follows is typed text.
        for character in text:
            yield from self._kept(self._parser.feed(character))

    def _kept(self, messages: Iterable[Message]) -> Iterator[Message]:
        try:
            for message in messages:
                if not isinstance(message, Resize) or max(message.size) <= _LARGEST:
                    yield message
        except _MALFORMED:
            self._parser = XTermParser(self._debug)


def _parted(text: str, mark: str) -> tuple[str, str]:
    """The text, and apart from it an end that may be the beginning of `mark`."""
    for size in range(min(len(mark) - 1, len(text)), 0, -1):
        if text.endswith(mark[:size]):
            return text[:-size], text[-size:]
    return text, ""
