"""The command `search`: what fits, newest first or best first, each with the text around the words."""

import argparse
import datetime
import sys

from readtui.commands.json_form import hit_object, marked
from readtui.commands.printing import Column, complain, print_json_array, print_table
from readtui.commands.refusal import UsageError
from readtui.commands.which import Surroundings, add_log_arguments, check_sections, log_to_read
from readtui.grammar.searching.asking import read_search
from readtui.model.found import Hit
from readtui.model.search import Order, Search
from readtui.store.index.indexfile import IndexFile
from readtui.store.index.serving import asked_of_index

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
    folder = log_to_read(arguments, surroundings)
    file = IndexFile.of(folder.root, folder.sections, surroundings.environ)
    order: Order = "best" if arguments.best else "newest"
    progress = _Progress()
    answer, why = asked_of_index(
        folder, file, lambda index: index.answer(search, order, arguments.limit), progress.tell
    )
    progress.end()
    if why is not None:
        complain(f"this answer is right, but the next takes as long: {why}")
    if not answer.hits and folder.sections:
        check_sections(folder, is_empty=not folder.paths())
    if arguments.json:
        print_json_array(map(hit_object, answer.hits))
    else:
        print_table(_COLUMNS, map(_cells, answer.hits))
    return 0 if answer.hits else _NOTHING_FOUND


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


def _cells(hit: Hit) -> tuple[str, ...]:
    kind = hit.kind or ""
    place = hit.row.path if hit.entry is None else f"{hit.row.path}#{hit.entry.index}"
    title = hit.row.name if hit.entry is None else hit.entry.title
    return f"({kind})" if kind and hit.is_fallback else kind, title, marked(hit.snippet), place


def _count(text: str) -> int:
    if not (text.isdecimal() and text.isascii() and int(text[:12]) > 0):
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1 on")
    return min(int(text[:12]), _MANY)
