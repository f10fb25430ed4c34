"""PackedRows: the rows of a long log in a third of the memory, unpacked where they are looked at."""

import pickle
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import islice
from typing import Self, overload

from readtui.model.post import PostRow

CHUNK = 64
"""Rows packed together: unpacking one looks at so many, 0.1 ms."""


@dataclass(frozen=True, slots=True)
class PackedRows(Sequence[PostRow]):
    """Rows in their order, immutable. Ten thousand take 1.5 MB, where as objects they take 5."""

    chunks: tuple[bytes, ...] = ()
    """Each the pickle of CHUNK rows, the last of the rest. Made by this program, never read from a file."""
    length: int = 0
    others: Mapping[int, PostRow] = field(default_factory=dict)
    """Rows that stand in the place of packed ones, by place, from 0."""

    @classmethod
    def of(cls, rows: Iterable[PostRow]) -> Self:
        """These rows, packed."""
        left, chunks, length = iter(rows), [], 0
        while chunk := list(islice(left, CHUNK)):
            chunks.append(packed(chunk))
            length += len(chunk)
        return cls(tuple(chunks), length)

    def replacing(self, place: int, row: PostRow) -> Self:
        """The same with another row at `place`, from 0."""
        return replace(self, others={**self.others, place: row})

    def replacing_chunks(self, chunks: Mapping[int, bytes]) -> Self:
        """The same with other chunks, by their number, from 0; single rows that were replaced stay so."""
        return replace(self, chunks=tuple(chunks.get(number, chunk) for number, chunk in enumerate(self.chunks)))

    def __len__(self) -> int:
        return self.length

    @overload
    def __getitem__(self, place: int) -> PostRow: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[PostRow, ...]: ...
    def __getitem__(self, place: int | slice) -> PostRow | tuple[PostRow, ...]:
        if isinstance(place, slice):
            return tuple(self[number] for number in range(*place.indices(self.length)))
        place = place + self.length if place < 0 else place
        if not 0 <= place < self.length:
            raise IndexError(place)
        return self.others.get(place) or _unpacked(self.chunks[place // CHUNK])[place % CHUNK]

    def __iter__(self) -> Iterator[PostRow]:
        return (self[place] for place in range(self.length))


def packed(rows: list[PostRow]) -> bytes:
    """A chunk of rows, CHUNK of them or the last ones."""
    return pickle.dumps(rows, pickle.HIGHEST_PROTOCOL)


@lru_cache(maxsize=8)  # what is in view, and its neighbours
def _unpacked(chunk: bytes) -> list[PostRow]:
    rows: list[PostRow] = pickle.loads(chunk)  # noqa: S301 - packed by this program, in memory
    return rows
