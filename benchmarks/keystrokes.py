"""Keystrokes: keys from a shell's prompt to a saved entry, given texts aside; `tests/trips` presses them all."""

from collections.abc import Iterator

from benchmarks.budgets import Figure
from typed_keys import IN_READTUI, IN_VIM, LOOKED_UP, keys


def measure() -> Iterator[Figure]:
    """The keys of each way, beside those in vim."""
    vim = keys(IN_VIM)[0]
    told = "keys to a saved entry with kind, link, title and speaker"
    yield Figure(told, keys(IN_READTUI)[0], vim, "keys", f"vim: {vim}")
    yield Figure(f"{told}: ctrl+l", keys(LOOKED_UP)[0], vim, "keys", "asks the page; no title is typed")
