"""Placing: the numbers by which documents are found newest first.

FTS5 finds the newest fifty of any number of hits at once where its numbers stand in the log's order. So each post has
a row of numbers, the post itself the highest and its entries below it in their order, and those of newer posts lie
above those of older ones. A post that comes in between later is a stray: its numbers lie above all others, and
answers put it in its place. Of many strays the index is made anew.
"""

import sqlite3
from typing import NamedTuple

STRAYS = 1 << 44
"""Numbers from here on are strays'."""
MOST_STRAYS = 1024
"""Documents: so many are put in their places by an answer in 2 ms."""
_MIDDLE = 1 << 42


class Slot(NamedTuple):
    """The numbers of a post's documents: the post's own is `last`, its Nth entry's `last` - N."""

    first: int
    last: int

    @property
    def is_stray(self) -> bool:
        """Whether they do not stand in the log's order."""
        return self.first >= STRAYS


Key = tuple[str, str, bytes]
"""What posts are put in order by: day, time and path, all as text that sorts as they do."""


def slot_for(connection: sqlite3.Connection, key: Key, count: int, old: tuple[Slot, Key] | None) -> Slot:
    """Numbers for `count` documents of a post; `old` is what it had till now, and may keep if they still fit."""
    if old is not None and old[1] == key and count <= old[0].last - old[0].first + 1:
        return old[0]
    older = connection.execute(
        "SELECT last FROM post WHERE is_stray = 0 AND (day, time, path) < (?, ?, ?) AND path != ?"
        " ORDER BY day DESC, time DESC, path DESC LIMIT 1",
        (*key, key[2]),
    ).fetchone()
    newer = connection.execute(
        "SELECT first FROM post WHERE is_stray = 0 AND (day, time, path) > (?, ?, ?) AND path != ?"
        " ORDER BY day, time, path LIMIT 1",
        (*key, key[2]),
    ).fetchone()
    if older is None:
        last = newer[0] - 1 if newer else _MIDDLE
        return Slot(last - count + 1, last)
    if newer is None or newer[0] - older[0] > count:
        return Slot(older[0] + 1, older[0] + count)
    (highest,) = connection.execute("SELECT max(last) FROM post WHERE is_stray = 1").fetchone()
    first = STRAYS if highest is None else highest + 1
    return Slot(first, first + count - 1)


def count_of_strays(connection: sqlite3.Connection) -> int:
    """How many documents are strays."""
    (count,) = connection.execute("SELECT sum(last - first + 1) FROM post WHERE is_stray = 1").fetchone()
    return int(count or 0)
