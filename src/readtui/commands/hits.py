"""Hits: what a search finds, newest first or best first, and how it is printed."""

import datetime
import sys
from typing import TYPE_CHECKING, cast

from readtui.commands.json_form import JsonObject, hit_object
from readtui.commands.kinds import Told, kind_text
from readtui.commands.printing import Column, complain
from readtui.commands.refusal import UsageError
from readtui.commands.which import LogPlace, check_sections, listed_by_index
from readtui.grammar.searching.asking import read_search
from readtui.model.printable import one_line
from readtui.model.search import Order, Search

if TYPE_CHECKING:
    from collections.abc import Iterator
    from sqlite3 import Connection

    from readtui.store.index.survey import Survey

COLUMNS = (Column(least=8), Column(least=20), Column(least=20, may_go=True), Column())


def asked(text: str) -> Search:
    """What is asked for; what of it means nothing is complained about.

    Raises:
        UsageError: nothing of it means anything.
    """
    search = read_search(text, datetime.date.today())
    sentences = [each.sentence for each in search.misunderstood]
    if search.is_empty:
        raise UsageError(sentences[0] if sentences else "search wants a word to look for (see readtui search --help)")
    for sentence in sentences:
        complain(sentence)
    return search


def found(place: LogPlace, survey: "Survey | None", search: Search, order: Order, limit: int) -> list[Told]:
    """What is found, `limit` at most, each with what its post says of its kind."""

    def listed(connection: "Connection", first_day: int) -> "Iterator[Told]":
        from readtui.commands.listed import listed_hits  # with SQLite: where there is an index

        return listed_hits(connection, first_day, search, order, limit)

    told = listed_by_index(place, survey, listed)
    return _answered(place, search, order, limit) if told is None else told


def cells(found: JsonObject, fallback: str | None) -> tuple[str, ...]:
    """A row of the table that is printed."""
    post, title = cast(str, found["post"]), cast("str | None", found["title"]) or ""
    place = post if found["index"] is None else f"{post}#{found['index']}"
    if found["index"] is None:
        title = one_line(title) or one_line(post.rpartition("/")[2])
    return kind_text(found, fallback), title, cast(str, found["snippet"]), place


def _answered(place: LogPlace, search: Search, order: Order, limit: int) -> list[Told]:
    """The same where the index has to be made, or brought up to date."""
    from readtui.store.index.indexfile import IndexFile
    from readtui.store.index.serving import asked_of_index

    folder, progress = place.folder(), _Progress()
    file = IndexFile.of(place.root, place.sections, place.environ)
    answer, why = asked_of_index(folder, file, lambda index: index.answer(search, order, limit), progress.tell)
    progress.end()
    if why is not None:
        complain(f"this answer is right, but the next takes as long: {why}")
    if not answer.hits and folder.sections:
        check_sections(folder, is_empty=not folder.paths())
    # Of an entry the kind is in its row; what stands in for it is its section, or else what is told beside.
    return [(hit_object(hit), hit.kind if hit.is_fallback else None) for hit in answer.hits]


class _Progress:
    """A line on the terminal that says how far the reading of the log is, and goes again."""

    def __init__(self) -> None:
        self._is_shown = sys.stderr is not None and sys.stderr.isatty()
        self._width = 0

    def tell(self, done: int, count: int) -> None:
        if self._is_shown and done < count:
            self._show(f"reading the log: {done:,} of {count:,} posts")

    def end(self) -> None:
        if self._width:
            self._show("")

    def _show(self, text: str) -> None:
        blanks = " " * (self._width - len(text))
        print(f"\r{text}{blanks}\r{text}", end="", file=sys.stderr, flush=True)
        self._width = len(text)
