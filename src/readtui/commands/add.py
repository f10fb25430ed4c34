"""The command `add`: a new entry at the end of a week's post."""

import argparse
import re
from dataclasses import dataclass

from readtui.commands.changing import report
from readtui.commands.given import byline_from, note_in_input, note_in_words
from readtui.commands.refusal import UsageError
from readtui.commands.weekly import WEEK, Weekly
from readtui.commands.which import Surroundings, add_log_arguments, log_to_change
from readtui.grammar.composing import new_entry
from readtui.grammar.refusing import WouldLose
from readtui.model.entry import Byline
from readtui.model.post import Post
from readtui.store.acts import add_entry
from readtui.store.changes.doing import Done
from readtui.store.changes.edits import Making
from readtui.store.faults import ChangedOnDisk, Refused, TargetExists
from readtui.store.folder import LogFolder
from readtui.store.weekly import like_for, models_of

_LINK = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*:|//)\S+")
_TRIES = 100
"""How often it is added anew, where others write between the look and the change."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("url", metavar="URL", nargs="?", help="what its title links to; nothing is fetched from there")
    parser.add_argument("--kind", help="what sort of thing it is: Talk, Book")
    parser.add_argument("--title", help="its title; without one the link stands for it")
    parser.add_argument("--by", metavar="'ROLE: A, B and C'", action="append", help="who made it; repeatable")
    parser.add_argument("--note", metavar="TEXT", help="what to say of it, in markdown; - for standard input")
    parser.add_argument("--week", help=f"whose post it goes to, made if missing: {WEEK}; this one, if not said")
    parser.add_argument("--post", help="the post it goes to, instead of a week's")
    add_log_arguments(parser)


def run(arguments: argparse.Namespace, surroundings: Surroundings) -> int:
    """Add the entry; the post, where it has to be made, and the entry are one change."""
    if arguments.week is not None and arguments.post is not None:
        raise UsageError("--week and --post both say where it goes: give one of them")
    wanted = _wanted(arguments)
    folder = log_to_change(arguments, surroundings)
    to = _target(folder, arguments)
    done = _added(folder, arguments, wanted, to)
    place = f": it is #{done.index}" if done.index else ""
    return report(arguments, f"{done.what}{', a new post' if isinstance(to, Making) else ''}{place}", done)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The entry that the command line gives."""

    kind: str | None
    title: str
    url: str | None
    bylines: tuple[Byline, ...]
    note: bytes

    def text(self, like: Post | None) -> bytes:
        """Its text, written as the entries of `like` are.

        Raises:
            Refused: it cannot be written so.
        """
        try:
            return new_entry(like, kind=self.kind, title=self.title, url=self.url, bylines=self.bylines, note=self.note)
        except WouldLose as refused:
            raise Refused(f"nothing was added: {refused}") from refused


def _wanted(arguments: argparse.Namespace) -> _Wanted:
    url, title = arguments.url, arguments.title
    if not url and not title:
        raise UsageError("an entry has a link or a title: give a URL, --title or both")
    if url and not _LINK.match(url):
        raise UsageError(f"{url!r} is no link such as https://site.example/page; words go into --title")
    bylines = tuple(byline_from(line) for line in arguments.by or ())
    note = b""
    if arguments.note is not None:
        note = note_in_input("--note") if arguments.note == "-" else note_in_words(arguments.note, "--note")
    return _Wanted(arguments.kind or None, title or url, url or None, bylines, note)


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
        like = to if isinstance(to, Post) and to.entries else like_for(None, models_of(folder, folder.rows()))
        try:
            return add_entry(folder, to, wanted.text(like), wanted.title)
        except TargetExists as fault:
            last: Refused = fault
            to = _target(folder, arguments)
            if isinstance(to, Making):  # what is there is no post of the week
                raise
        except ChangedOnDisk as fault:
            last = fault
            to = folder.read(to.path)
    raise last
