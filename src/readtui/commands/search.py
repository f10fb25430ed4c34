"""The command `search`: what fits, newest first or best first, each with the text around the words."""

import argparse
import datetime
import sys
from typing import TYPE_CHECKING, cast

from readtui.commands.entries import Told, kind_text
from readtui.commands.json_form import JsonObject, hit_object
from readtui.commands.printing import Column, complain, print_json_array, print_table
from readtui.commands.refusal import UsageError
from readtui.commands.which import (
    LogPlace,
    Surroundings,
    add_log_arguments,
    check_sections,
    listed_by_index,
    place_to_read,
)
from readtui.grammar.searching.asking import read_search
from readtui.model.printable import one_line
from readtui.model.search import Order, Search

if TYPE_CHECKING:
    from sqlite3 import Connection

_COLUMNS = (Column(least=8), Column(least=20), Column(least=20, may_go=True), Column())
_MANY = 1 << 40
_NOTHING_FOUND = 1


def protected(argv: list[str]) -> list[str]:
    """The command line with `-word` as a word: a dash before one is how a search leaves it out."""
    return [f" {each}" if each[:1] == "-" and each[1:2] not in ("", "-") and each != "-h" else each for each in argv]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument(
        "words",
        metavar="WORDS",
        nargs="+",
        help="words that all must occur, 'a \"phrase\" of them', wor*, -without, kind:talk by:moss site:youtube.com "
        "tag:python year:2020 since:2020-07 until:2020-08 week:2020-W28 is:draft is:problem has:quote "
        "link:github.com/google/jax",
    )
    parser.add_argument("--best", action="store_true", help="what fits best first, instead of the newest")
    parser.add_argument("--limit", metavar="N", type=_count, default=_MANY, help="so many at most")
    add_log_arguments(parser)


def run(arguments: argparse.Namespace, surroundings: Surroundings) -> int:
    """Search the log; 1 where nothing is found."""
    search = _asked(" ".join(arguments.words))
    place = place_to_read(arguments, surroundings)
    order: Order = "best" if arguments.best else "newest"

    def listed(connection: "Connection", first_day: int) -> list[Told]:
        from readtui.commands.listed import listed_hits  # with SQLite: where there is an index

        return list(listed_hits(connection, first_day, search, order, arguments.limit))

    told = listed_by_index(place, surroundings, listed)
    if told is None:
        told = _answered(place, surroundings, search, order, arguments.limit)
    if arguments.json:
        print_json_array(found for found, _ in told)
    else:
        print_table(_COLUMNS, (_cells(*each) for each in told))
    return 0 if told else _NOTHING_FOUND


def _answered(place: LogPlace, surroundings: Surroundings, search: Search, order: Order, limit: int) -> list[Told]:
    """The same where the index has to be made, or brought up to date."""
    from readtui.store.index.indexfile import IndexFile
    from readtui.store.index.serving import asked_of_index

    folder, progress = place.folder(), _Progress()
    file = IndexFile.of(folder.root, folder.sections, surroundings.environ)
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


def _asked(text: str) -> Search:
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


def _cells(found: JsonObject, fallback: str | None) -> tuple[str, ...]:
    post, title = cast(str, found["post"]), cast("str | None", found["title"]) or ""
    place = post if found["index"] is None else f"{post}#{found['index']}"
    if found["index"] is None:
        title = one_line(title) or one_line(post.rpartition("/")[2])
    return kind_text(found, fallback), title, cast(str, found["snippet"]), place


def _count(text: str) -> int:
    if not (text.isdecimal() and text.isascii() and int(text[:12]) > 0):
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1 on")
    return min(int(text[:12]), _MANY)
