"""Hurry: whether choices follow each other so quickly that what is chosen meanwhile is not worth showing."""

from collections.abc import Callable
from time import monotonic

from textual.timer import Timer

_QUICK = 0.15
"""Seconds between two choices that are made in a hurry: keys held down repeat, and good typists type, faster."""
_SHORTEST_CALM, _LONGEST_CALM = 0.06, 0.12
"""Seconds without a choice after which the hurry is over: two and a half times as long as between the last two."""


class Hurry:
    """Tells choices that are made in a hurry, and when it is over."""

    def __init__(self, set_timer: Callable[[float, Callable[[], None]], Timer], on_calm: Callable[[], None]) -> None:
        self._set_timer = set_timer
        self._on_calm = on_calm
        self._last = 0.0
        self._calming: Timer | None = None

    def is_choice_hurried(self) -> bool:
        """Be told of a choice; whether it came so soon after the one before that `on_calm` follows when all is calm."""
        now = monotonic()
        since, self._last = now - self._last, now
        if since > _QUICK:
            return False
        self.end()
        self._calming = self._set_timer(min(max(_SHORTEST_CALM, 2.5 * since), _LONGEST_CALM), self._on_calm)
        return True

    def end(self) -> None:
        """Wait for calm no more."""
        if self._calming is not None:
            self._calming.stop()
            self._calming = None
