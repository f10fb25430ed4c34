"""Pace: work beside the screen that gives way to its keys."""

from time import perf_counter, sleep

_SPELL = 0.002
_REST = 0.002


class Pace:
    """Counts the time of work, and rests in between: Python runs one thread at a time, and a key is to wait for none.

    Another thread gets its turn 5 ms after it asks, unless this one rests before.
    """

    def __init__(self) -> None:
        self._worked = 0.0
        self._since = perf_counter()

    @property
    def worked(self) -> float:
        """Seconds of work until now, without the rests."""
        return self._worked + perf_counter() - self._since

    def breathe(self) -> None:
        """Rest, if it is time to: to be called after each small piece of work."""
        spell = perf_counter() - self._since
        if spell > _SPELL:
            self._worked += spell
            sleep(_REST)
            self._since = perf_counter()
