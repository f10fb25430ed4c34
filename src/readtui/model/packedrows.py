"""PackedRows: the rows of a long log in a fifteenth of the memory, unpacked where they are looked at."""

import zlib
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate, islice
from typing import Self, overload

from readtui.model.post import PostRow

CHUNK = 64
"""Rows packed together: unpacking one looks at so many, 0.3 ms."""
_FASTEST = 1
"""Of zlib's levels: rows of one log are so alike that it takes four fifths away."""


@dataclass(frozen=True, slots=True)
class PackedRows(Sequence[PostRow]):
    """Rows in their order, immutable. Ten thousand take 0.4 MB, where as objects they take 5."""

    chunks: tuple[bytes, ...] = ()
    """Each some rows, at first CHUNK, pickled and compressed. Made by this program, never read from a file."""
    starts: tuple[int, ...] = ()
    """The place of each chunk's first row, from 0."""
    length: int = 0

    @classmethod
    def of(cls, rows: Iterable[PostRow]) -> Self:
        """These rows, packed."""
        left, chunks, length = iter(rows), [], 0
        while chunk := list(islice(left, CHUNK)):
            chunks.append(packed(chunk))
            length += len(chunk)
        return cls(tuple(chunks), tuple(range(0, length, CHUNK)), length)

    def replacing(self, place: int, row: PostRow) -> Self:
        """The same with another row at `place`, from 0."""
        return self._changing(place, 1, [row])

    def inserting(self, place: int, row: PostRow) -> Self:
        """The same with one row more, at `place`, from 0."""
        return self._changing(place, 0, [row])

    def removing(self, place: int) -> Self:
        """The same without the row at `place`, from 0."""
        return self._changing(place, 1, [])

    def replacing_chunks(self, chunks: Mapping[int, bytes]) -> Self:
        """The same with other chunks of as many rows each, by their number, from 0."""
        return replace(self, chunks=tuple(chunks.get(number, chunk) for number, chunk in enumerate(self.chunks)))

    def rewriting(self, rewrite: Callable[[list[PostRow], bool], list[PostRow]]) -> Self:
        """The same with the rows of each chunk as `rewrite` gives them, which is told whether the chunk is the last.

        All are gone through once, and those chunks packed again that are not as they were: 10,000 rows take 20 ms.
        """
        chunks: list[bytes] = []
        sizes: list[int] = []
        for number, chunk in enumerate(self.chunks or (packed([]),)):
            rows = loaded(chunk)  # not by the cache, which holds what is in view
            made = rewrite(rows, number >= len(self.chunks) - 1)
            if made == rows:
                parts = [rows]
                chunks += [chunk] if rows else []
            else:
                size = len(made) if len(made) <= 2 * CHUNK else CHUNK
                parts = [made[start : start + size] for start in range(0, len(made), size or 1)]
                chunks += map(packed, parts)
            sizes += filter(None, map(len, parts))
        return type(self)(tuple(chunks), tuple(accumulate(sizes, initial=0))[:-1], sum(sizes))

    def place_of(self, path: str) -> int | None:
        """Where the post at `path` stands, counted from 0; None where it does not."""
        written = path.encode("utf-8", "surrogatepass")  # as it stands in a pickle: only a few need be unpacked
        for start, chunk in zip(self.starts, self.chunks, strict=True):
            if written in zlib.decompress(chunk):
                for place, row in enumerate(_unpacked(chunk), start):
                    if row.path == path:
                        return place
        return None

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
        number = self._chunk_at(place)
        return _unpacked(self.chunks[number])[place - self.starts[number]]

    def __iter__(self) -> Iterator[PostRow]:
        for chunk in self.chunks:  # not by the cache, which holds what is in view
            yield from loaded(chunk)

    def _changing(self, place: int, count: int, rows: list[PostRow]) -> Self:
        """The same with `rows` where `count` rows stood from `place` on, in one chunk."""
        if not self.chunks:
            return self.of(rows)
        number = self._chunk_at(place)
        inside = place - self.starts[number]
        chunk = [*_unpacked(self.chunks[number])]
        chunk[inside : inside + count] = rows
        made = [chunk] if len(chunk) <= 2 * CHUNK else [chunk[:CHUNK], chunk[CHUNK:]]
        made = [each for each in made if each]
        chunks = (*self.chunks[:number], *map(packed, made), *self.chunks[number + 1 :])
        sizes = (*self._sizes[:number], *map(len, made), *self._sizes[number + 1 :])
        return type(self)(chunks, tuple(accumulate(sizes, initial=0))[:-1], sum(sizes))

    @property
    def _sizes(self) -> tuple[int, ...]:
        """How many rows each chunk has."""
        ends = (*self.starts[1:], self.length)
        return tuple(end - start for start, end in zip(self.starts, ends, strict=True))

    def _chunk_at(self, place: int) -> int:
        """The chunk that holds a place, from 0; the last for the place behind all."""
        return bisect_right(self.starts, place) - 1


def packed(rows: list[PostRow]) -> bytes:
    """A chunk of rows."""
    import pickle  # 2 ms, which a command that shows rows at once has no use for

    return zlib.compress(pickle.dumps(rows, pickle.HIGHEST_PROTOCOL), _FASTEST)


@lru_cache(maxsize=8)  # what is in view, and its neighbours
def _unpacked(chunk: bytes) -> list[PostRow]:
    return loaded(chunk)


def loaded(chunk: bytes) -> list[PostRow]:
    """The rows of a chunk."""
    import pickle

    rows: list[PostRow] = pickle.loads(zlib.decompress(chunk))  # noqa: S301 - packed by this program, in memory
    return rows
