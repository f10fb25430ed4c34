"""Finding: the places of words in a text, in any case, and other words in their place."""

from collections.abc import Iterator


def places_of(words: str, text: str) -> Iterator[int]:
    """Where `words` begin in `text`, in any case, first to last; where two would overlap, the first alone."""
    wanted, folded = _folded(words), _folded(text)
    place = folded.find(wanted) if wanted else -1
    while place >= 0:
        yield place
        place = folded.find(wanted, place + len(wanted))


def is_the_same(some: str, others: str) -> bool:
    """Whether both are the same in any case."""
    return _folded(some) == _folded(others)


def replacing(words: str, by: str, text: str) -> tuple[str, int]:
    """The text with `by` in all places of `words`, and how many these were."""
    pieces, after, count = [], 0, 0
    for place in places_of(words, text):
        pieces += [text[after:place], by]
        after, count = place + len(words), count + 1
    return "".join((*pieces, text[after:])), count


def _folded(text: str) -> str:
    """The text with its case folded, each character in its place: one that would become two stays as it is."""
    folded = text.casefold()
    if len(folded) == len(text):
        return folded
    return "".join(one if len(one) == 1 else character for character in text for one in (character.casefold(),))
