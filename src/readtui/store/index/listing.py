"""Listing: the rows of a warm index as columns, for who prints them and needs no values of the model.

Loading these and making them takes as long as all else that a command does to list 520 posts.
"""

import datetime
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from functools import partial
from itertools import islice
from typing import TypeVar

from readtui.model.week import MONDAY
from readtui.store.index.columns import ENTRY_COLUMNS, POST_COLUMNS, path_bytes, prefixed, sought
from readtui.store.index.fingerprints import known_fingerprint
from readtui.store.index.indexfile import IndexFile, IndexTrouble, troubles
from readtui.store.index.survey import Known, Survey

Row = TypeVar("Row")

_PATIENCE = 0.5
"""Seconds that nobody waits for longer whose rows can be read from the posts."""
_SOME = 64
"""Rows between two looks at whether they are wanted."""
_IN_ORDER = "p.day DESC, p.time DESC, p.path DESC"


def listed(
    file: IndexFile,
    survey: Survey,
    first_day: int | None,
    ask: Callable[[sqlite3.Connection, int], Iterable[Row]],
) -> list[Row] | None:
    """What `ask` makes of the index and of the day that a week begins on, from 0, Monday.

    None where no index can be used, or what it says is not what reading the posts would say. `first_day` is the day
    where it was chosen, else it is learned.
    """
    if not file.is_there:
        return None
    with suppress(IndexTrouble), troubles(), closing(file.opened(may_make=False, patience=_PATIENCE)) as connection:
        connection.execute("BEGIN")  # all that is asked now is of one moment
        known = known_fingerprint(connection)
        day = learned_day(connection) if first_day is None else first_day
        if known is not None and day is not None:
            rows = iter(ask(connection, day))
            made: list[Row] = []
            if survey.is_as(Known(known, partial(_paths_from, connection)), partial(_make_some, rows, made)):
                return [*made, *rows]
    return None


def _make_some(rows: Iterator[Row], made: list[Row]) -> bool:
    """Make some rows before it is known whether they are wanted; whether there are more."""
    some = [*islice(rows, _SOME)]
    made += some
    return len(some) == _SOME


def _paths_from(connection: sqlite3.Connection, first: bytes) -> list[bytes]:
    return [path for (path,) in connection.execute("SELECT path FROM post WHERE path >= ?", (first,))]


def learned_day(connection: sqlite3.Connection) -> int | None:
    """The day on which most weeks begin that titles state, from 0, Monday; None where it is not the only one.

    Raises:
        sqlite3.Error: the index cannot be read.
    """
    counts = weekdays(connection)
    if is_tied(counts):
        return None
    return counts[0][1] if counts else MONDAY


def is_tied(counts: list[tuple[int, int]]) -> bool:
    """Whether two days begin as many weeks: then the order in which posts were read decides."""
    return len(counts) > 1 and counts[0][0] == counts[1][0]


def weekdays(connection: sqlite3.Connection) -> list[tuple[int, int]]:
    """How many titles state a week of seven days that begins on each day, the commonest first.

    Raises:
        sqlite3.Error: the index cannot be read.
    """
    return connection.execute(
        "SELECT count(*), weekday FROM post WHERE weekday IS NOT NULL GROUP BY weekday ORDER BY 1 DESC"
    ).fetchall()


def posts(connection: sqlite3.Connection) -> Iterator[tuple[object, ...]]:
    """Posts in the log's order, with their POST_COLUMNS.

    Raises:
        sqlite3.Error: the index cannot be read.
    """
    # By the index that is in order: a row that is lost is missed there.
    return connection.execute(f"SELECT {POST_COLUMNS} FROM post p WHERE p.is_stray IN (0, 1) ORDER BY {_IN_ORDER}")


def newest_posts(connection: sqlite3.Connection, count: int) -> Iterator[tuple[object, ...]]:
    """The newest posts as `posts` gives them. Sorted by SQLite's own index, 50 of 10,000 take 1 ms and not 5.

    Raises:
        sqlite3.Error: the index cannot be read.
    """
    newest = (
        f"SELECT * FROM (SELECT id FROM post p WHERE is_stray = {is_stray} ORDER BY {_IN_ORDER} LIMIT ?1)"
        for is_stray in (0, 1)
    )
    return connection.execute(
        f"SELECT {POST_COLUMNS} FROM post p WHERE id IN ({' UNION ALL '.join(newest)}) ORDER BY {_IN_ORDER} LIMIT ?1",
        (count,),
    )


def posts_at(connection: sqlite3.Connection, paths: Sequence[str]) -> Iterator[tuple[object, ...]]:
    """Those of the posts at these paths that there are, in no order, with their POST_COLUMNS.

    Raises:
        sqlite3.Error: the index cannot be read.
    """
    wanted = ", ".join("?" * len(paths))
    return connection.execute(f"SELECT {POST_COLUMNS} FROM post WHERE path IN ({wanted})", [*map(path_bytes, paths)])


def entries(
    connection: sqlite3.Connection,
    *,
    kind: str | None = None,
    person: str | None = None,
    site: str | None = None,
    since: datetime.date | None = None,
    until: datetime.date | None = None,
    post: str | None = None,
) -> Iterator[tuple[object, ...]]:
    """Entries in the log's order, with the POST_COLUMNS of their posts before their own ENTRY_COLUMNS.

    `kind` is a whole one, `person` and `site` are parts, all in any case: of these there may be more than are asked
    for. Days are the posts', included.

    Raises:
        sqlite3.Error: the index cannot be read.
    """
    asked = {
        "s.kind = ?": kind and sought(kind),
        "instr(s.people, ?)": person and sought(person),
        "instr(s.host, ?)": site and sought(site),
        "p.day >= ?": since and since.isoformat(),
        "p.day != '' AND p.day <= ?": until and until.isoformat(),
        "p.path = ?": None if post is None else path_bytes(post),
    }
    wanted = {part: value for part, value in asked.items() if value}
    where = [*wanted]
    # SQLite knows neither that few posts are of these days, nor that few entries have what is sought.
    # What has lost its entry by damage comes without columns: their sum tells.
    if since or until or post is not None:
        joined = "post p CROSS JOIN sought s ON s.id BETWEEN p.first AND p.last LEFT JOIN entry e ON e.id = s.id"
        where.append("p.is_stray IN (0, 1)")  # as the index in order has it
    else:
        joined = "sought s LEFT JOIN entry e ON e.id = s.id LEFT JOIN post p ON p.id = e.post"
    return connection.execute(
        f"SELECT {prefixed('p', POST_COLUMNS)}, {prefixed('e', ENTRY_COLUMNS)} FROM {joined}"
        f" WHERE {' AND '.join(where) or '1'} ORDER BY {_IN_ORDER}, e.number",
        [*wanted.values()],
    )
