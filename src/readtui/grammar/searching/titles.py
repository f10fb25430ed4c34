"""Titles: what posts and entries are called, and the names in a log, found by what a reader remembers of them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from readtui.grammar.searching.folding import words_of
from readtui.grammar.searching.hosts import host_of
from readtui.model.post import Post

_LEAST_ALIKE = 66
"""How alike two words must be, of 100: `refactring` and `refactoring` are 95, `tres` and `trees` 89."""
_SHORTEST_ALIKE = 3
"""Characters from which a word is looked for as it may be misspelt."""
_ALIKE = 4
"""Words that are tried at most for one that stands nowhere."""
_AS_ALIKE = 10
"""How much less alike than the first the others may be."""

Sort = Literal["by", "site", "kind"]
"""What a name is of: a person, a site, a kind; as the field of a search that asks for it."""


class Titled(NamedTuple):
    """A post or an entry, by its title."""

    path: str
    number: int
    """The entry's, from 1; 0 for the post."""
    title: str


class Name(NamedTuple):
    """A person, a site or a kind that entries have."""

    sort: Sort
    text: str
    entries: int
    """How many entries have it."""


class Titles:
    """The titles of a log, the newest first, made ready for looking through: 55,000 take a third of a second."""

    def __init__(self, titled: Sequence[Titled], names: Iterable[Name] = ()) -> None:
        self._titled = titled
        # A blank before each word: where one begins is found as a part of the text.
        self._texts = [f" {' '.join(words_of(each.title))}" for each in titled]
        self._names = sorted(names, key=lambda name: -name.entries)
        self._name_texts = [f" {' '.join(words_of(name.text))}" for name in self._names]
        self._words: list[str] | None = None

    def found(self, text: str, limit: int) -> list[Titled]:
        """What has all the words in its title, those first that have them as they stand; some 10 ms of 55,000.

        A word may be the beginning of one, then any part; where there is nothing, those nearly alike count.
        """
        words = words_of(text)
        if not words:
            return []
        found = self._having([[f" {word}"] for word in words])
        if len(found) < limit and all(len(word) > 1 for word in words):
            known = set(found)
            found += [number for number in self._having([[word] for word in words]) if number not in known]
        if not found:
            found = self._having(self._alike(words))
        phrase, texts = f" {' '.join(words)}", self._texts
        # A stable sort: what is equally near stays in the order of the log.
        return [
            self._titled[number] for number in sorted(found, key=lambda number: _rank(texts[number], phrase))[:limit]
        ]

    def named(self, text: str, limit: int, sort: Sort | None = None) -> list[Name]:
        """The names, of one sort or of all, in which the words begin words; those of most entries first."""
        words = [f" {word}" for word in words_of(text)]
        both = zip(self._names, self._name_texts, strict=True)
        fit = (
            name for name, each in both if sort in (None, name.sort) and words and all(word in each for word in words)
        )
        return [name for name, _ in zip(fit, range(limit), strict=False)]

    def _having(self, wanted: Sequence[Sequence[str]]) -> list[int]:
        """The numbers of the titles that have one part of each of these."""
        numbers: Iterable[int] = range(len(self._texts))
        texts = self._texts
        for parts in sorted(wanted, key=lambda parts: -len(parts[0])):  # the longest leaves the fewest
            # Part by part: `any` in between would take three times as long.
            having = ([number for number in numbers if part in texts[number]] for part in parts)
            numbers = next(having) if len(parts) == 1 else sorted({number for each in having for number in each})
        return list(numbers)

    def _alike(self, words: Sequence[str]) -> list[list[str]]:
        """For each word those of the titles that are most like it, or itself where none is."""
        from rapidfuzz import fuzz, process  # 15 ms, and nobody else needs it

        if self._words is None:
            self._words = sorted({word for text in self._texts for word in text.split()})
        alike: list[list[str]] = []
        for word in words:
            if len(word) < _SHORTEST_ALIKE:
                alike.append([f" {word}"])
                continue
            near = process.extract(word, self._words, scorer=fuzz.ratio, score_cutoff=_LEAST_ALIKE, limit=_ALIKE)
            best = near[0][1] if near else 0
            alike.append([f" {each}" for each, score, _ in near if score > best - _AS_ALIKE] or [f" {word}"])
        return alike


def titles_of(posts: Iterable[Post]) -> list[Titled]:
    """The titles of the entries of these posts."""
    return [Titled(post.path, entry.index, entry.title) for post in posts for entry in post.entries]


def names_of(posts: Iterable[Post]) -> list[Name]:
    """The people, sites and kinds of the entries of these posts."""
    counts: Counter[tuple[Sort, str]] = Counter()
    for post in posts:
        for entry in post.entries:
            counts.update({("by", person) for byline in entry.bylines for person in byline.people})
            counts.update((sort, each) for sort, each in _rest(entry.kind_or(post.kind)[0], entry.url) if each)
    return [Name(sort, text, count) for (sort, text), count in counts.items()]


def _rest(kind: str | None, url: str | None) -> tuple[tuple[Sort, str], tuple[Sort, str]]:
    return ("kind", kind or ""), ("site", host_of(url))


def _rank(text: str, phrase: str) -> int:
    """How far a title is from what was typed: nothing where it begins with that."""
    if text.startswith(phrase):
        return 0
    return 1 if phrase in text else 2
