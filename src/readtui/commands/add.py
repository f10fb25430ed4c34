"""The command `add`: a new entry at the end of a week's post."""

import argparse
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from readtui.commands.asked import facts_object, fetched, say_found, say_seen, seen_in_words, seen_objects, where_seen
from readtui.commands.changing import report
from readtui.commands.given import credit_from, note_in_input, note_in_words
from readtui.commands.json_form import JsonObject
from readtui.commands.printing import complain, print_json, print_text
from readtui.commands.refusal import UsageError
from readtui.commands.weekly import WEEK, Weekly
from readtui.commands.which import Surroundings, add_log_arguments, log_to_change
from readtui.config import read_config
from readtui.grammar.changing.refusing import WouldLose
from readtui.grammar.making.composing import new_entry
from readtui.grammar.making.grouping import group_for
from readtui.grammar.making.pagewords import kind_among, people_in
from readtui.model.conventions import FIRST_ROLE
from readtui.model.entry import Byline
from readtui.model.post import Post
from readtui.store.acts import add_entry
from readtui.store.changes.doing import Done
from readtui.store.changes.edits import Making
from readtui.store.conventions.crediting import role_for
from readtui.store.conventions.learning import conventions_of
from readtui.store.conventions.weekly import like_for, models_of
from readtui.store.faults import ChangedOnDisk, Refused, TargetExists
from readtui.store.folder import LogFolder

if TYPE_CHECKING:
    from readtui.model.page import PageFacts
    from readtui.store.seen import Seen

Role = Callable[[str | None, Sequence[str]], str | None]

_LINK = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*:|//)\S+")
_TRIES = 100
"""How often it is added anew, where others write between the look and the change."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument(
        "url", metavar="URL", nargs="?", help="what its title links to; it is not fetched unless --fetch"
    )
    parser.add_argument("--kind", help="what sort of thing it is: Talk, Book")
    parser.add_argument("--title", help="its title; without one the link stands for it")
    parser.add_argument(
        "--by",
        metavar="'ROLE: A, B and C'",
        action="append",
        help="who made it; repeatable; without ROLE, that of the log, or Author",
    )
    parser.add_argument("--note", metavar="TEXT", help="what to say of it, in markdown; - for standard input")
    parser.add_argument("--week", help=f"whose post it goes to, made if missing: {WEEK}; this one, if not said")
    parser.add_argument("--post", help="the post it goes to, instead of a week's")
    parser.add_argument("--fetch", action="store_true", help="ask the page for title, people and kind not given")
    parser.add_argument("--allow-private", action="store_true", help="with --fetch: of this machine's network too")
    parser.add_argument("--unless-seen", action="store_true", help="refuse (4) where the log has an entry on that page")
    parser.add_argument("--dry-run", action="store_true", help="show what would be added, and change nothing")
    add_log_arguments(parser)


def run(arguments: argparse.Namespace, surroundings: Surroundings) -> int:
    """Add the entry; the post, where it has to be made, and the entry are one change."""
    if arguments.week is not None and arguments.post is not None:
        raise UsageError("--week and --post both say where it goes: give one of them")
    wanted = _wanted(arguments)
    folder = log_to_change(arguments, surroundings)
    seen = where_seen(folder, wanted.url, surroundings.environ)
    if arguments.unless_seen and any(not each.is_mention for each in seen):
        raise Refused(f"nothing was added: {seen_in_words(seen[0])}")
    more: JsonObject = {"seen": seen_objects(seen)} if seen else {}
    to = _target(folder, arguments)
    if arguments.fetch and wanted.url:
        may_be_private = arguments.allow_private or read_config(surroundings.environ).private_addresses
        facts = fetched(wanted.url, allow_private=may_be_private)
        more["found"] = facts_object(facts) if facts else None
        if facts:
            kinds, is_credited = _kinds_and_credits(folder)
            wanted = wanted.filled_in(facts, kinds, is_credited=is_credited)
            if not arguments.json:
                say_found(facts)
    if arguments.dry_run:
        text = wanted.text(*_like(folder, to), is_grouped=_group(to, wanted) is not None)
        return _show(arguments, text, to.path, seen, more)
    done = _added(folder, arguments, wanted, to)
    place = f": it is #{done.index}" if done.index else ""
    if not arguments.json:
        say_seen(seen)
        if not wanted.title:
            complain("it has no title, so its link stands for that: --title gives one, --fetch asks the page")
    return report(arguments, f"{done.what}{', a new post' if isinstance(to, Making) else ''}{place}", done, more)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The entry that the command line gives."""

    kind: str | None
    title: str | None
    url: str | None
    credits: tuple[tuple[str | None, tuple[str, ...]], ...]
    """Roles, None where the log shall tell it, and people."""
    note: bytes

    @property
    def name(self) -> str:
        """What it is called."""
        return self.title or self.url or ""

    def filled_in(self, facts: "PageFacts", kinds: Sequence[str], *, is_credited: bool) -> "_Wanted":
        """The same, with what the page says where nothing is given; people only in a log that credits any."""
        people = people_in(facts)
        return replace(
            self,
            kind=self.kind or kind_among(facts.kind, kinds),
            title=self.title or facts.title,
            credits=self.credits or (((None, people),) if people and is_credited else ()),
        )

    def text(self, like: Post | None, role_of: Role, *, is_grouped: bool = False) -> bytes:
        """Its text, written as the entries of `like` are; where `is_grouped` its section tells the kind.

        Raises:
            Refused: it cannot be written so.
        """
        bylines = tuple(
            Byline(role or role_of(self.kind, people) or FIRST_ROLE, people) for role, people in self.credits
        )
        kind = None if is_grouped else self.kind
        try:
            return new_entry(like, kind=kind, title=self.name, url=self.url, bylines=bylines, note=self.note)
        except WouldLose as refused:
            raise Refused(f"nothing was added: {refused}") from refused


def _wanted(arguments: argparse.Namespace) -> _Wanted:
    url, title = arguments.url, arguments.title
    if not url and not title:
        raise UsageError("an entry has a link or a title: give a URL, --title or both")
    if url and not _LINK.match(url):
        raise UsageError(f"{url!r} is no link such as https://site.example/page; words go into --title")
    if arguments.fetch and not url:
        raise UsageError("--fetch asks a page: give its URL")
    credits_given = tuple(credit_from(line) for line in arguments.by or ())
    note = b""
    if arguments.note is not None:
        note = note_in_input("--note") if arguments.note == "-" else note_in_words(arguments.note, "--note")
    return _Wanted(arguments.kind or None, title or None, url or None, credits_given, note)


def _show(arguments: argparse.Namespace, text: bytes, path: str, seen: "Sequence[Seen]", more: JsonObject) -> int:
    """Show what would be added, and where."""
    told = text.decode(errors="replace")
    if arguments.json:
        print_json({"done": f"would add to {path}", "posts": [], "entry": None, "undo": None, "text": told} | more)
    else:
        say_seen(seen)
        print_text(f"would add to {path}:\n\n{told}")
    return 0


def _like(folder: LogFolder, to: Post | Making) -> tuple[Post | None, Role]:
    """The post whose entries show how the new one is written, and what tells roles."""
    rows = folder.rows()
    like = like_for(to if isinstance(to, Post) else None, models_of(folder, rows), folder.chosen)
    return like, partial(role_for, folder, rows, like)


def _group(to: Post | Making, wanted: _Wanted) -> str | None:
    """The section of the post in which its kind stands, where sections tell the kinds."""
    return group_for(to, wanted.kind) if isinstance(to, Post) else None


def _kinds_and_credits(folder: LogFolder) -> tuple[Sequence[str], bool]:
    """The kinds of the log, and whether it credits anybody."""
    conventions = conventions_of(folder, folder.rows())
    return conventions.kinds, bool(conventions.roles)


def _target(folder: LogFolder, arguments: argparse.Namespace) -> Post | Making:
    """The post that it goes to: the one that is named, all there is, or that of the week."""
    if arguments.post is not None:
        return folder.read(folder.find(arguments.post))
    if arguments.week is None and folder.only is not None:
        return folder.read(folder.only)
    return Weekly.named(folder, arguments.week or "this").post("name one of them with --post")


def _added(folder: LogFolder, arguments: argparse.Namespace, wanted: _Wanted, to: Post | Making) -> Done:
    """Add it to the post as that is now: an addition does not hang on what was there."""
    for _ in range(_TRIES):
        like, role_of = _like(folder, to)
        group = _group(to, wanted)
        text = wanted.text(like, role_of, is_grouped=group is not None)
        try:
            return add_entry(folder, to, text, wanted.name, under=group)
        except TargetExists as fault:
            last: Refused = fault
            to = _target(folder, arguments)
            if isinstance(to, Making):  # what is there is no post of the week
                raise
        except ChangedOnDisk as fault:
            last = fault
            to = folder.read(to.path)
    raise last
