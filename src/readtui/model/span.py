"""Span and Splice: a range of a post's bytes, and the bytes that shall stand there instead."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of bytes in a post."""

    start: int
    """The first byte, counted from 0."""
    end: int
    """The byte after the last one."""

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, source: bytes) -> bytes:
        """The bytes of `source` in this range."""
        return source[self.start : self.end]

    def holds(self, other: "Span") -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def shifted(self, by: int) -> Self:
        """The same range `by` bytes further on."""
        return type(self)(self.start + by, self.end + by)


@dataclass(frozen=True, slots=True, order=True)
class Splice:
    """These bytes where that span was."""

    span: Span
    replacement: bytes

    def apply(self, source: bytes) -> bytes:
        """The bytes with the replacement made."""
        return source[: self.span.start] + self.replacement + source[self.span.end :]


def splicing(source: bytes, splices: Iterable[Splice]) -> bytes:
    """`source` with every splice made; spans are places in `source` as given.

    Raises:
        ValueError: two of the spans overlap, or one is no place in `source`.
    """
    pieces, place = [], 0
    for splice in sorted(splices):  # joined, since a post may have thousands, and each on its own would copy it whole
        if not place <= splice.span.start <= splice.span.end <= len(source):
            raise ValueError(f"bytes {splice.span.start} to {splice.span.end} cannot be replaced")
        pieces += [source[place : splice.span.start], splice.replacement]
        place = splice.span.end
    return b"".join([*pieces, source[place:]])
