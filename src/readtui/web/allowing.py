"""Allowing: how far a look-up may go."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Allowing:
    """How far a look-up may go: what is longer, larger or elsewhere is refused with a sentence."""

    seconds: float = 10.0
    """For all of it, from the first name that is resolved to the last byte."""
    size: int = 2 << 20
    """Bytes of a page that are read, and that it may be unpacked."""
    redirects: int = 5
    private: bool = False
    """Whether machines of this network, and this machine itself, may be asked."""
