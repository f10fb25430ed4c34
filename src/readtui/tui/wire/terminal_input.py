"""TerminalInput: the bytes that a terminal sends, as keys and pastes; no bytes can stop it."""

from codecs import getincrementaldecoder
from collections.abc import Callable, Iterable, Iterator
from time import monotonic
from typing import NamedTuple

from textual import constants
from textual._xterm_parser import XTermParser
from textual.events import Key, MouseEvent, Paste, Resize
from textual.message import Message

from readtui.tui.wire.sequences import parted, told_by

_BEGIN, _END = "\x1b[200~", "\x1b[201~"
"""What a terminal puts around a paste."""
_MALFORMED = (ValueError, ArithmeticError)
"""What Textual's parser raises for sequences that name no character or no place."""
_PAUSE = 0.1
"""Seconds between two looks at a paste that waits for more."""
_SHORT_PAUSE = 0.02
"""The same while what came may be the beginning of the mark of its end."""
_STALE = 2.0
"""Seconds of silence after which a few bytes in a paste are a key: the mark of its end was lost."""
_FEW = 16
"""Bytes that may be typed at once."""
_ALONE = constants.ESCAPE_DELAY
"""Seconds that an esc, or what else may be keys, waits for what would make a sequence of it."""
_CUT = 0.5
"""Seconds that a sequence waits for its end, where it is one for certain."""
_MOST = 4096
"""Characters of a sequence that are held, to look for its end."""
_LARGEST = 10_000
"""Columns or rows of a size that may be true."""


class _Begun(NamedTuple):
    """A sequence that is not at its end."""

    text: str
    is_certain: bool
    """Whether it is one; else it may be alt and a character, or esc alone."""
    since: float
    """When its beginning came, or what may not have been typed."""
    first: int
    """How many of its characters came at first."""

    @property
    def end(self) -> float:
        """Until when it is waited for."""
        return self.since + (_CUT if self.is_certain else _ALONE)

    def growing(self, text: str, by: int, now: float) -> "_Begun":
        """The same once so many characters came; bounded, since only its beginning and its last tell its end."""
        if len(text) > _MOST:
            text = "\x1b[?" if text[1] == "[" else text[:_FEW] + text[-1]
        if by <= _FEW:
            return self._replace(text=text)
        return self._replace(text=text, since=now if self.is_certain else self.since, first=len(text))


class TerminalInput:
    """Makes messages of a terminal's bytes, whatever they are: what no key is, is left out, and nothing else with it.

    Textual's parser is given one whole sequence at a time, since what it does not know, it types into the text.
    Pastes never reach it: an escape byte in one would end it there, and the rest be taken for keys.
    """

    def __init__(self, *, debug: bool = False, clock: Callable[[], float] = monotonic) -> None:
        self._debug = debug
        self._clock = clock
        self._decoder = getincrementaldecoder("utf-8")("replace")
        self._parser = XTermParser(debug)
        self._begun: _Begun | None = None
        """The last of what came, where it is a sequence that is not at its end."""
        self._pasted: list[str] | None = None
        """The parts of a paste that is not at its end."""
        self._held = ""
        """The last of what came of it, where that may be the beginning of the mark of its end."""
        self._heard = self._clock()

    @property
    def pause(self) -> float | None:
        """Seconds to wait for more before `tick`; None where silence completes nothing."""
        if self._begun:
            return max(0.0, self._begun.end - self._clock())
        if self._held:
            return _SHORT_PAUSE
        return _PAUSE if any(self._pasted or ()) else None

    def feed(self, source: bytes) -> Iterator[Message]:
        """The messages that the next bytes complete."""
        silence, self._heard = self._clock() - self._heard, self._clock()
        come = self._decoder.decode(source)
        begun, self._begun = self._begun, None
        text = (begun.text if begun else self._held) + come
        self._held = ""
        if self._pasted is not None and silence > _STALE and len(source) <= _FEW and _END not in text:
            yield from self._pasting()
        yield from self._taking(text)
        if begun and self._begun and self._begun.text == text and self._begun.is_certain == begun.is_certain:
            self._begun = begun.growing(text, len(come), self._heard)
            if self._heard >= self._begun.end:
                yield from self._letting_go()

    def tick(self) -> Iterator[Message]:
        """The messages that silence completes: an escape byte alone is a key."""
        if self._begun and self._clock() >= self._begun.end:
            yield from self._letting_go()
        if self._pasted is None:
            return
        self._pasted.append(self._held)
        self._held = ""
        if self._clock() - self._heard > _STALE and any(self._pasted):
            yield self._paste()  # its end is late or lost: what came of it is not lost with it
            self._pasted = []

    def _taking(self, text: str) -> Iterator[Message]:
        while text:
            if self._pasted is None:
                typed, esc, text = text.partition("\x1b")
                # One by one: what it dies of ends with the character that it was given last, and what follows is text.
                for character in typed:
                    yield from self._kept(self._parser.feed(character))
                if not esc:
                    return
                text = esc + text
                kind, end = told_by(text)
                sequence, text = text[:end], text[end:]
                if sequence == _BEGIN:
                    self._pasted = []
                elif kind == "key":
                    for part in parted(sequence):
                        yield from self._parsing(part)
                elif kind == "alone":
                    yield from self._parsing_alone(sequence)
                elif kind != "answer":
                    self._begun = _Begun(sequence, kind == "begun", self._heard, len(sequence))
            else:
                part, found, text = text.partition(_END)
                if not found:
                    part, self._held = _without_mark(part, _END)
                self._pasted.append(part)
                if found:
                    yield from self._pasting()

    def _letting_go(self) -> Iterator[Message]:
        """The messages of what is waited for no longer: keys where it may be some, and what came later than it did."""
        while self._begun:
            begun, self._begun = self._begun, None
            text = begun.text[begun.first if begun.is_certain else 2 :]
            if not begun.is_certain:
                yield from self._parsing_alone(begun.text[:2])
            yield from self._taking(text)

    def _pasting(self) -> Iterator[Message]:
        if any(self._pasted or ()):
            yield self._paste()
        self._pasted = None

    def _paste(self) -> Paste:
        return Paste("".join(self._pasted or ()).replace("\0", ""))

    def _parsing(self, sequence: str) -> Iterator[Message]:
        for character in sequence:
            yield from self._kept(self._parser.feed(character))
            if self._parser._timeout_time is None:  # it knows what this is
                return
        self._parser = XTermParser(self._debug)  # it waits for more, and would type all of it then

    def _parsing_alone(self, sequence: str) -> Iterator[Message]:
        for character in sequence:
            yield from self._kept(self._parser.feed(character))
        if self._parser._timeout_time is not None:
            self._parser._timeout_time = 0.0  # nothing belongs to it that is still to come
            yield from self._kept(self._parser.tick())

    def _kept(self, messages: Iterable[Message]) -> Iterator[Message]:
        try:
            for message in messages:
                if _is_true(message):
                    yield message
        except _MALFORMED:
            self._parser = XTermParser(self._debug)


def _is_true(message: Message) -> bool:
    """Whether it may be so: no mouse was asked for, no terminal is that large, no key is half a character."""
    if isinstance(message, Key):
        return not any("\ud800" <= character <= "\udfff" for character in message.character or "")
    return not isinstance(message, MouseEvent) and (not isinstance(message, Resize) or max(message.size) <= _LARGEST)


def _without_mark(text: str, mark: str) -> tuple[str, str]:
    """The text, and apart from it an end that may be the beginning of `mark`."""
    for size in range(min(len(mark) - 1, len(text)), 0, -1):
        if text.endswith(mark[:size]):
            return text[:-size], text[-size:]
    return text, ""
