"""LineTable: where each line of a post starts."""

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate

from readtui.model.span import Span


@dataclass(frozen=True, slots=True)
class LineTable:
    r"""Where each line of a post starts; lines count from 1 and end at `\n`, `\r\n` or a lone `\r`.

    markdown-it counts the same way. `str.splitlines` does not: it also breaks at form feeds, NEL, U+2028.
    """

    starts: tuple[int, ...]
    """The first byte of each line, then the length of the post; so one more than there are lines."""

    @classmethod
    def of(cls, source: bytes) -> "LineTable":
        """The table of these bytes; bytes without any line have none, not an empty one."""
        return cls(tuple(accumulate(map(len, source.splitlines(keepends=True)), initial=0)))

    def __len__(self) -> int:
        return len(self.starts) - 1

    def line_of(self, offset: int) -> int:
        """The line that holds the byte at `offset`; places outside the post belong to its first or last line."""
        return min(max(bisect_right(self.starts, offset), 1), max(len(self), 1))

    def start(self, line: int) -> int:
        """The first byte of `line`; one past the last line is the end of the post."""
        return self.starts[line - 1]

    def end(self, line: int) -> int:
        """The byte after the line end of `line`."""
        return self.starts[line]

    def line(self, source: bytes, line: int) -> bytes:
        """The bytes of `line` with its line end; `source` is what the table was made of."""
        return source[self.starts[line - 1] : self.starts[line]]

    def span(self, first: int, last: int) -> Span:
        """The bytes of the lines `first` to `last`, with the last one's line end."""
        return Span(self.starts[first - 1], self.starts[last])
