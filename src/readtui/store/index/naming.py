"""Naming: the titles of all entries, and the people, sites and kinds, as the index has them."""

import json
import sqlite3
from collections import Counter
from collections.abc import Mapping
from contextlib import closing

from readtui.grammar.searching.titles import Name, Sort, Titled
from readtui.store.folder import LogFolder
from readtui.store.index.columns import path_of, told
from readtui.store.index.indexfile import IndexFile, troubles

_PATIENCE = 0.5
"""Seconds that another readtui may keep the index busy."""


def titles_and_names(folder: LogFolder, environ: Mapping[str, str]) -> tuple[list[Titled], list[Name]]:
    """The titles of the log's entries, newest first, and their names: 0.2 s for 55,000. They may be out of date.

    Raises:
        IndexTrouble: there is no index that can be used.
    """
    file = IndexFile.of(folder.root, folder.sections, environ)
    with troubles(), closing(file.opened(may_make=False, patience=_PATIENCE)) as connection:
        return _titled(connection), _names(connection)


def people_named(folder: LogFolder, environ: Mapping[str, str]) -> dict[str, int]:
    """The people whom the log credits, and in how many entries. They may be out of date.

    Raises:
        IndexTrouble: there is no index that can be used.
    """
    file = IndexFile.of(folder.root, folder.sections, environ)
    with troubles(), closing(file.opened(may_make=False, patience=_PATIENCE)) as connection:
        return dict(_people(connection))


def _titled(connection: sqlite3.Connection) -> list[Titled]:
    paths: dict[bytes, str] = {}  # one text for all entries of a post
    found = connection.execute(
        "SELECT p.path, e.number, e.title FROM entry e JOIN post p ON p.id = e.post"
        " ORDER BY p.day DESC, p.time DESC, p.path DESC, e.number"
    )
    return [
        Titled(paths.get(path) or paths.setdefault(path, path_of(path)), number, told(title) or "")
        for path, number, title in found
    ]


def _people(connection: sqlite3.Connection) -> Counter[str]:
    people: Counter[str] = Counter()
    for bylines, count in connection.execute(
        "SELECT bylines, count(*) FROM entry WHERE bylines IS NOT NULL GROUP BY bylines"
    ):
        for person in {person for _, *each in json.loads(bylines) for person in each}:
            people[person] += count
    return people


def _names(connection: sqlite3.Connection) -> list[Name]:
    names = [Name("by", person, count) for person, count in _people(connection).items()]
    asked: dict[Sort, str] = {
        "site": "SELECT host, count(*) FROM sought WHERE host != '' GROUP BY host",
        # As it is written where that is known: what is sought is folded.
        "kind": "SELECT coalesce(max(e.kind), s.kind), count(*) FROM sought s JOIN entry e ON e.id = s.id"
        " WHERE s.kind != '' GROUP BY s.kind",
    }
    for sort, statement in asked.items():
        names += [Name(sort, told(text) or "", count) for text, count in connection.execute(statement)]
    return names
