"""Slow line: what one of 128 kbit/s and 200 ms there and back makes of writes as they were recorded."""

from collections.abc import Iterable

_SSH_OVERHEAD = 36  # bytes that SSH adds to each write
_BANDWIDTH = 16_000.0  # bytes a second
_ROUND_TRIP = 0.2  # seconds


def lag(chunks: Iterable[tuple[float, bytes]], pressed: float) -> float | None:
    """Seconds from a press, on the reader's side, to the last byte there; None where nothing was written.

    Each write leaves when it is made, which is as much later as the press takes to arrive, or when the line is free.
    """
    free = None
    for moment, sent in chunks:
        begun = max(free or 0.0, moment + _ROUND_TRIP / 2)
        free = begun + (len(sent) + _SSH_OVERHEAD) / _BANDWIDTH
    return None if free is None else free + _ROUND_TRIP / 2 - pressed
