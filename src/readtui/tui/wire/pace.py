"""Pace: when the next frame may leave, so that a slow line never has more to carry than what is worth seeing."""

_RATE = 8_000.0
"""Bytes a second that a line is trusted with where it is spared: 64 kbit/s."""
_OVERHEAD = 36
"""Bytes that SSH adds to each write."""
_FRAME = 1 / 30
"""Seconds from one frame to the next at least, where the line is spared."""


class Pace:
    """Tells when the next frame may leave; frames that come sooner become one."""

    def __init__(self, *, is_lean: bool) -> None:
        self._is_lean = is_lean
        self._free = 0.0
        """When the line has carried what it was given."""

    def wait(self, now: float) -> float:
        """Seconds from `now` until the next frame may leave; 0 where it may at once."""
        return max(0.0, self._free - now)

    def sent(self, size: int, now: float) -> None:
        """Be told that a frame of so many bytes leaves."""
        if self._is_lean:
            self._free = now + max(_FRAME, (size + _OVERHEAD) / _RATE)
