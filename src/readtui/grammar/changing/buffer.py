"""Buffer: what stands in the editor, and the way back to the very bytes it stands for."""

import re
from collections.abc import Container, Iterable, Iterator, Set
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import chain
from typing import Self

from readtui.model.printable import visible

_BREAK = re.compile("(\r\n|\n)")
_OLD_BREAK = re.compile("(\r)")
_ANY_BREAK = re.compile("\r\n?")
_REPLACEMENT = "\ufffd"
_DIFF_LIMIT = 250_000  # old lines times new ones that a diff is made of; above, it could take seconds


@dataclass(frozen=True, slots=True)
class Buffer:
    """Bytes as the editor shows them: lines end in a newline, what no terminal shows stands as a visible mark.

    Each unsafe character of the text has a mark of its own that the text does not use, so the way back is exact.
    """

    text: str
    """What the editor shows."""
    ends: tuple[str, ...]
    """The line end of each line as it stands in the bytes; the last line's is empty."""
    marks: tuple[tuple[str, str], ...]
    """Pairs of a character that is not shown and the mark that stands for it."""

    @classmethod
    def of(cls, source: bytes) -> Self:
        """What the editor shows of these bytes; what is no UTF-8 stands as marks too."""
        text = source.decode("utf-8", "surrogateescape")
        # A lone CR ends a line where nothing else does; beside other line ends it is a character of its line.
        parts = (_BREAK if "\n" in text or "\r" not in text else _OLD_BREAK).split(text)
        lines = "\n".join(parts[0::2])
        marks = tuple(_marks(lines, set(lines)))
        return cls(_translated(lines, marks), (*parts[1::2], ""), marks)

    def taking_in(self, foreign: str, shown: str) -> tuple[Self, str]:
        """The same with marks for a text from elsewhere too, and that text as it may stand beside what is `shown`.

        Each of its characters becomes itself again: also those that are marks here, and stand for others.
        """
        foreign = _ANY_BREAK.sub("\n", foreign)
        known, used = dict(self.marks), {mark for _, mark in self.marks}
        new = tuple(_marks(foreign, {*foreign, *shown, *self.text, *used}, known=known, ambiguous=used))
        marks = (*self.marks, *new)
        return replace(self, marks=marks), _translated(foreign, marks)

    def writes_like(self, other: Self) -> bool:
        """Whether any text becomes the same bytes by both: they have the same marks, and one same line end."""
        ends = {*self.ends[:-1], *other.ends[:-1]}
        return self.marks == other.marks and len(ends) <= 1

    def encoding_back(self, text: str) -> bytes:
        """The bytes of what the editor shows now: lines not touched keep theirs, a new one ends as its neighbour.

        Text that was not changed gives the bytes that it was made of.
        """
        lines = text.split("\n")
        ends = self._ends_of(lines)
        unmarked = _translated(text, ((mark, character) for character, mark in self.marks)).split("\n")
        pieces = []
        for line, end in zip(unmarked, ends, strict=True):
            # A lone CR at the end of a line would make one line end of itself and the newline.
            pieces.append(line + ("\r\n" if end == "\n" and line.endswith("\r") else end))
        return "".join(pieces).encode("utf-8", "surrogateescape")

    def _ends_of(self, lines: list[str]) -> list[str]:
        """The line end for each of the editor's lines, empty for the last."""
        kinds = set(self.ends[:-1]) or {"\n"}
        if len(kinds) == 1:
            return [*kinds] * (len(lines) - 1) + [""]
        ends: list[str] = []
        for old_start, old_end, new_start, new_end in _paired(self.text.split("\n"), lines):
            ends += _shared(self.ends[old_start:old_end], new_end - new_start)
        for place, end in enumerate(ends):  # as the line above, or for the first as the one below
            ends[place] = end or (ends[place - 1] if place else next(filter(None, self.ends)))
        ends[-1] = ""
        return ends


def _marks(
    text: str, taken: Set[str], known: Container[str] = (), ambiguous: Set[str] = frozenset()
) -> Iterator[tuple[str, str]]:
    """Each character of `text` that is not safe to show, or is `ambiguous`, with a mark that is not `taken`.

    Those that are `known` have one.
    """
    # Control pictures first; for what has none, Braille patterns and then private characters: one cell each.
    unused = (chr(code) for code in chain(range(0x28FF, 0x2800, -1), range(0xF0000, 0xFFFFE)))
    unused = (mark for mark in unused if mark not in taken)
    # All at once, since a joiner is one thing between emoji, and another between letters.
    shown = visible(text)
    pairs = sorted({*zip(text, shown, strict=True)}) if shown != text or not ambiguous.isdisjoint(text) else []
    for character, mark in pairs:
        if character not in known and (character != mark or character in ambiguous):
            yield character, next(unused) if mark == _REPLACEMENT or mark in taken else mark


def _translated(text: str, pairs: Iterable[tuple[str, str]]) -> str:
    return text.translate({ord(character): other for character, other in pairs})


def _paired(old: list[str], new: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """Runs of old lines and of the new ones that stand in their place, from first to last."""
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    yield 0, head, 0, head
    old_middle, new_middle = old[head : len(old) - tail], new[head : len(new) - tail]
    if len(old_middle) * len(new_middle) <= _DIFF_LIMIT:
        for _, *places in SequenceMatcher(None, old_middle, new_middle, autojunk=False).get_opcodes():
            old_start, old_end, new_start, new_end = (place + head for place in places)
            yield old_start, old_end, new_start, new_end
    else:
        yield head, len(old) - tail, head, len(new) - tail
    yield len(old) - tail, len(old), len(new) - tail, len(new)


def _shared(ends: tuple[str, ...], count: int) -> list[str]:
    """`count` line ends from those of the old lines: in order, the last old one last; empty where there is none."""
    if not ends or count == 0:
        return [""] * count
    first = list(ends[: count - 1])
    return first + [ends[-1]] * (count - len(first)) if count > len(ends) else [*first, ends[-1]]
