"""Pace: when the next frame may leave, so that a slow line never has more to carry than what is worth seeing."""

_RATE = 8_000.0
"""Bytes a second that a line is trusted with where it is spared: 64 kbit/s."""
_OVERHEAD = 36
"""Bytes that SSH adds to each write."""
_FRAME = 1 / 30
"""Seconds from one frame to the next, where the line is spared; one may come early, since some keys draw twice."""
_BEHIND = 0.2
"""The same at most behind something long: a line that is faster than it is trusted to be carried that long ago."""


class Pace:
    """Tells when the next frame may leave; frames that come sooner become one."""

    def __init__(self, *, is_lean: bool) -> None:
        self._is_lean = is_lean
        self._carried = 0.0
        """When the line has carried the last frame."""
        self._due = 0.0
        """When a frame more may be seen."""
        self._said_by = 0.0
        """When it has carried what it was given besides frames."""

    def wait(self, now: float) -> float:
        """Seconds from `now` until the next frame may leave; 0 where it may at once."""
        return max(0.0, self._carried - now, self._due - _FRAME - now)

    def sent(self, size: int, now: float) -> None:
        """Be told that a frame of so many bytes leaves."""
        if self._is_lean:
            behind = min(_BEHIND, self._said_by - now)
            self._carried = max(now, self._carried) + max((size + _OVERHEAD) / _RATE, behind)
            self._due = max(now, self._due) + _FRAME

    def said(self, size: int, now: float) -> None:
        """Be told that so many bytes leave that are no frame: those that follow queue behind them."""
        if self._is_lean:
            self._said_by = max(now, self._said_by) + (size + _OVERHEAD) / _RATE
