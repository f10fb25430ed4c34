"""The command `entries`: a row for each entry, by post newest first, then in the post's order."""

import re
from typing import TYPE_CHECKING

from readtui.commands.refusal import bad_value
from readtui.commands.which import Surroundings, add_log_arguments, place_to_read, surveyed

if TYPE_CHECKING:
    import datetime

    from readtui.commands.plainline import Arguments, Parser


def add_arguments(parser: "Parser") -> None:
    """Say what the command takes."""
    parser.add_argument("--kind", help="of this kind; a section or the front matter stands in where an entry has none")
    parser.add_argument("--person", metavar="NAME", help="credited to somebody with this in the name")
    parser.add_argument("--site", metavar="HOST", help="whose link leads to a host with this in its name")
    parser.add_argument("--since", metavar="DATE", type=_day, help="of posts from this day on: 2020-07-05")
    parser.add_argument("--until", metavar="DATE", type=_day, help="of posts up to this day, included")
    parser.add_argument("--post", help="of this post alone")
    add_log_arguments(parser)


def run(arguments: "Arguments", surroundings: Surroundings) -> int:
    """List the entries asked for."""
    place = place_to_read(arguments, surroundings)
    with surveyed(place) as survey:
        from readtui.commands.filter import COLUMNS, Filter, cells, found  # 10 ms, in which posts are looked at
        from readtui.commands.printing import print_json_array, print_table

        asked = Filter(
            kind=arguments.kind,
            person=arguments.person,
            site=arguments.site,
            since=arguments.since,
            until=arguments.until,
            post=None if arguments.post is None else place.folder().find(arguments.post),
        )
        told = found(place, survey, asked)
    if arguments.json:
        print_json_array(entry for entry, _ in told)
    else:
        print_table(COLUMNS, (cells(*each) for each in told))
    return 0


def _day(text: str) -> "datetime.date":
    # date.fromisoformat takes 2020-W28 too, and means its Monday: no day that a reader would expect
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise bad_value(f"{text!r} is no day such as 2020-07-05")
    import datetime  # 3 ms, that only this asks for before posts are looked at

    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise bad_value(f"{text!r} is no day of the calendar") from None
