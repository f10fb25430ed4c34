"""The command `search`: what fits, newest first or best first, each with the text around the words."""

from typing import TYPE_CHECKING

from readtui.commands.refusal import bad_value
from readtui.commands.which import Surroundings, add_log_arguments, place_to_read, surveyed

if TYPE_CHECKING:
    from readtui.commands.plainline import Arguments, Parser

_MANY = 1 << 40
_NOTHING_FOUND = 1


def protected(argv: list[str]) -> list[str]:
    """The command line with `-word` as a word: a dash before one is how a search leaves it out."""
    return [f" {each}" if each[:1] == "-" and each[1:2] not in ("", "-") and each != "-h" else each for each in argv]


def add_arguments(parser: "Parser") -> None:
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


def run(arguments: "Arguments", surroundings: Surroundings) -> int:
    """Search the log; 1 where nothing is found."""
    place = place_to_read(arguments, surroundings)
    with surveyed(place) as survey:
        from readtui.commands.hits import COLUMNS, asked, cells, found  # 10 ms, in which posts are looked at
        from readtui.commands.printing import print_json_array, print_table

        search = asked(" ".join(arguments.words))
        told = found(place, survey, search, "best" if arguments.best else "newest", arguments.limit)
    if arguments.json:
        print_json_array(found for found, _ in told)
    else:
        print_table(COLUMNS, (cells(*each) for each in told))
    return 0 if told else _NOTHING_FOUND


def _count(text: str) -> int:
    if not (text.isdecimal() and text.isascii() and int(text[:12]) > 0):
        raise bad_value(f"{text!r} is no number from 1 on")
    return min(int(text[:12]), _MANY)
