"""Alike: names that a log has, by which one that is typed is completed, or told to be nearly one of them."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from readtui.grammar.searching.folding import folded

_MARKS = re.compile(r"[\W_]+")
_LEAST_ALIKE = 88
"""Of 100: `Jake Vanderplass` and `Jake VanderPlas` are 97, `Ann Lee` and `Anna Lee` 93, `Bo Ray` and `Bo Rey` 83."""
_SHORTEST_ALIKE = 4
"""Letters from which a name may be a misspelt one: `Ann` and `Anna` are two people."""


class Known(NamedTuple):
    """A name that the log has."""

    text: str
    entries: int
    """How many entries have it."""


class KnownNames:
    """The names of a log, made ready for looking through: 10,000 take 20 ms."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        """`counts` says how many entries have each; where they have it equally often, the first is the likelier."""
        self.all = [Known(*each) for each in sorted(counts.items(), key=lambda each: -each[1])]
        self._begun = [known.text.casefold() for known in self.all]
        self._texts = frozenset(counts)
        self._folded = [_letters(known.text) for known in self.all]

    def completing(self, typed: str) -> str | None:
        """The name of most entries that begins so, in whatever case, and goes on; None where none does."""
        begun = typed.casefold()
        if not begun or len(begun) != len(typed):  # its letters could not be told from those to come
            return None
        found = (at for at, name in enumerate(self._begun) if name.startswith(begun))
        return next((self.all[at].text for at in found if len(self.all[at].text) > len(typed)), None)

    def alike(self, typed: str, *, is_done: bool) -> Known | None:
        """The name that this is nearly: but for case, accents, blanks and marks, or a letter or two.

        While it is typed (not `is_done`) what only begins as a name does is none; a name that the log has never is.
        """
        letters = _letters(typed)
        if typed in self._texts or not letters:
            return None
        same = (at for at, name in enumerate(self._folded) if name == letters)
        at = next(same, None)
        if at is None and len(letters) >= _SHORTEST_ALIKE:
            at = self._nearest(letters, is_done=is_done)
        return None if at is None else self.all[at]

    def _nearest(self, letters: str, *, is_done: bool) -> int | None:
        from rapidfuzz import fuzz, process  # 15 ms, and only where a name is new

        if not is_done and any(name.startswith(letters) for name in self._folded):
            return None
        near = process.extractOne(letters, self._folded, scorer=fuzz.ratio, score_cutoff=_LEAST_ALIKE)
        return near[2] if near else None


def counted(names: Iterable[str]) -> dict[str, int]:
    """How often each name comes."""
    counts: dict[str, int] = {}
    for name in names:
        counts[name] = counts.get(name, 0) + 1
    return counts


def _letters(name: str) -> str:
    """Letters and digits alone, without case and accents."""
    return _MARKS.sub("", folded(name))
