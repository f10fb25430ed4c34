"""Documents: the columns that the index has of entries, and of posts beside these, by their numbers."""

import sqlite3
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from readtui.grammar.searching.snippets import snippet_of
from readtui.model.search import Search
from readtui.model.snippet import Snippet
from readtui.store.index.columns import ENTRY_COLUMNS, ENTRY_WIDTH, POST_COLUMNS, POST_WIDTH, prefixed, sound, told
from readtui.store.index.matching import listed

_TEXT_COLUMNS = "title, people, links, about, note, marks, sum"


class DocumentColumns(NamedTuple):
    """What is kept of a document."""

    post: tuple[object, ...]
    """Its POST_COLUMNS."""
    entry: tuple[object, ...] | None
    """Its ENTRY_COLUMNS; None for a post beside its entries."""
    text: tuple[object, ...]
    """What is searched of it."""

    def snippet(self, search: Search) -> Snippet:
        """Some of its text, around the words of the search.

        Raises:
            ValueError: it is damaged.
        """
        title, people, links, about, note, _ = sound(self.text)
        return snippet_of((told(text) or "" for text in (note, title, people, about, links)), search)


def documents(connection: sqlite3.Connection, numbers: Sequence[int]) -> Iterator[DocumentColumns]:
    """The documents of these numbers, in their order.

    Raises:
        sqlite3.Error: the index cannot be read.
        ValueError: it is damaged.
    """
    columns = (prefixed("p", POST_COLUMNS), prefixed("e", ENTRY_COLUMNS), prefixed("t", _TEXT_COLUMNS))
    found = connection.execute(
        f"SELECT t.place, e.id, {', '.join(columns)} FROM text t JOIN post p ON p.id = t.post"
        f" LEFT JOIN entry e ON e.id = t.place WHERE t.place IN ({listed(numbers)})"
    )
    made: dict[int, DocumentColumns] = {}
    end = POST_WIDTH + ENTRY_WIDTH
    for number, entry, *its in found:
        of_entry = None if entry is None else tuple(its[POST_WIDTH:end])
        made[number] = DocumentColumns(tuple(its[:POST_WIDTH]), of_entry, tuple(its[end:]))
    if len(made) != len(numbers):
        raise ValueError("documents are missing")
    return (made[number] for number in numbers)
