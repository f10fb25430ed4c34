"""Which: the log, the post and the entry that a command line means."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from readtui.config import Config, read_config
from readtui.store.faults import NoLog, NoSuchEntry
from readtui.store.locate import locate
from readtui.store.statefolder import StateFolder

if TYPE_CHECKING:
    import sqlite3

    from readtui.commands.plainline import Arguments, Parser
    from readtui.model.entry import Entry
    from readtui.model.log import ReadingLog
    from readtui.model.post import Post
    from readtui.store.folder import LogFolder
    from readtui.store.index.index import Index
    from readtui.store.index.survey import Survey

Made = TypeVar("Made")
Row = TypeVar("Row")

_NUMBERED = re.compile(r"(.+)#([0-9]{1,18})", re.DOTALL)
"""`#N` counts only where digits end the argument: a file's name may hold `#` itself."""
_LONG_INDEX = 16 << 20
"""Bytes of an index, of some 1,000 posts: to look at fewer files takes no longer than to begin another process."""


class Surroundings(NamedTuple):
    """Where a command runs."""

    environ: Mapping[str, str]
    here: Path
    """The working directory."""


class LogPlace:
    """The log that a command is about. Its folder takes 15 ms to be loaded, and a listing may do without."""

    def __init__(
        self, root: Path, sections: tuple[str, ...], only: str | None, config: Config, environ: Mapping[str, str]
    ) -> None:
        self.root = root
        self.sections = sections
        self.only = only
        """The one post of the log; None for all."""
        self.config = config
        self.environ = environ

    @cached_property
    def state(self) -> StateFolder:
        """Where readtui keeps what it knows of the log."""
        return StateFolder.of(self.root, self.environ, self.config.bounds)

    def folder(self) -> "LogFolder":
        """The log's folder.

        Raises:
            NoLog: it is gone.
        """
        from readtui.store.folder import LogFolder

        first_day, chosen = self.config.first_day, self.config.conventions
        return LogFolder(self.root, self.sections, first_day, only=self.only, state=self.state, chosen=chosen)


def add_log_arguments(parser: "Parser") -> None:
    """Say how a command is told which log it is about, and to answer a program."""
    parser.add_argument("--log", metavar="PATH", help="the log: a post folder, a site, or a post")
    parser.add_argument("--section", metavar="NAME", action="append", help="only posts in this folder; repeatable")
    parser.add_argument("--json", action="store_true", help="answer as JSON")


def place_to_read(arguments: "Arguments", surroundings: Surroundings) -> LogPlace:
    """Where the log is that is to be listed: the sample, with a line that says so, where there is no other.

    Raises:
        BadConfig: the configuration cannot be read.
        NoLog: there is no log where it should be.
    """
    return _place(arguments, surroundings, may_be_sample=True)


def log_to_read(arguments: "Arguments", surroundings: Surroundings) -> "LogFolder":
    """The log to show, which is found as `place_to_read` does.

    Raises:
        BadConfig: the configuration cannot be read.
        NoLog: there is no log where it should be.
    """
    place = place_to_read(arguments, surroundings)
    _finish(place)
    return place.folder()


def log_to_change(arguments: "Arguments", surroundings: Surroundings) -> "LogFolder":
    """The log to change, which is never the sample.

    Raises:
        BadConfig: the configuration cannot be read.
        NoLog: there is no log where it should be, or none is named.
    """
    folder = _place(arguments, surroundings, may_be_sample=False).folder()
    _recover(folder)  # always: after a power cut nobody else looks
    return folder


def log_to_examine(arguments: "Arguments", surroundings: Surroundings) -> "LogFolder":
    """The log to read and by no means to write, not even what a readtui that was killed had begun.

    Raises:
        BadConfig: the configuration cannot be read.
        NoLog: there is no log where it should be.
    """
    return _place(arguments, surroundings, may_be_sample=True).folder()


@contextmanager
def surveyed(place: LogPlace) -> "Iterator[Survey | None]":
    """How the log's posts look: begun before what answers is loaded. None where there is no index to tell of them.

    What a readtui that was killed had begun is finished before anything is read.
    """
    survey = _survey(place)
    try:
        is_changed = _finish(place)
        yield None if is_changed else survey
    finally:
        if survey is not None:
            survey.end()


def listed_by_index(
    place: LogPlace, survey: "Survey | None", ask: "Callable[[sqlite3.Connection, int], Iterable[Row]]"
) -> "list[Row] | None":
    """What `ask` makes of the index as `store.index.listing` hands it over; None where posts have to be read."""
    if survey is None:
        return None
    from readtui.store.index.indexfile import IndexFile  # SQLite: 10 ms, where reading the posts takes longer
    from readtui.store.index.listing import listed

    file = IndexFile.of(place.root, place.sections, place.environ)
    return listed(file, survey, place.config.first_day, ask)


def asked_of_index(place: LogPlace, folder: "LogFolder", ask: "Callable[[Index], Made]") -> "Made | None":
    """What `ask` makes of the log's index where there is one that tells what reading the posts would; else None."""
    from readtui.store.index.whereabouts import has_index

    if not has_index(place.root, place.sections, place.environ):
        return None
    from readtui.store.index.indexfile import IndexFile  # SQLite: 10 ms, where reading the posts takes longer
    from readtui.store.index.serving import asked_of_warm_index

    return asked_of_warm_index(folder, IndexFile.of(place.root, place.sections, place.environ), ask)


def loaded(folder: "LogFolder") -> "ReadingLog[Post]":
    """Every post of the log; an empty log is one too.

    Raises:
        NoLog: sections were asked for, and there is no post in any of them.
    """
    log = folder.load()
    check_sections(folder, is_empty=not log.posts)
    return log


def check_sections(folder: "LogFolder", *, is_empty: bool) -> None:
    """Refuse a log that is empty because of the sections that were asked for.

    Raises:
        NoLog: sections were asked for, and there is no post in any of them.
    """
    if folder.sections and is_empty:
        asked = " or ".join(folder.sections)
        raise NoLog(
            f"there is no post in a section {asked}; a section is a folder, as the paths of `readtui weeks` show"
        )


def chosen(folder: "LogFolder", argument: str) -> "tuple[Post, Entry | None]":
    """The post that `POST[#N]` names, and its Nth entry; None where no number is given.

    Raises:
        NoSuchPost: the log has no such post.
        NoSuchEntry: the post has no such entry.
        Unreadable: it cannot be read.
    """
    name, index = split_number(argument)
    path = folder.find(name)
    post = folder.read(path)
    if post.week is not None and post.week.rule != "title":
        folder.rows()  # on which day its week begins, the other posts tell
        post = folder.read(path)
    if index is None:
        return post, None
    entry = post.entry(index)
    if entry is None:
        raise NoSuchEntry(post.path, index, len(post.entries))
    return post, entry


def chosen_entries(folder: "LogFolder", arguments: Sequence[str]) -> "list[tuple[Post, int]]":
    """The entries that these `POST#N` name, each with its post, which is read once.

    Raises:
        NoSuchPost: the log has no such post.
        NoSuchEntry: the post has no such entry.
        Unreadable: it cannot be read.
    """
    posts: dict[str, Post] = {}
    places = []
    for argument in arguments:
        name, index = split_number(argument)
        post = posts[name] if name in posts else posts.setdefault(name, chosen(folder, name)[0])
        if post.entry(index) is None:
            raise NoSuchEntry(post.path, index or 0, len(post.entries))
        places.append((post, index or 0))
    return places


def split_number(argument: str) -> tuple[str, int | None]:
    """The post and the entry's number that `POST#N` names; None where no digits end it."""
    found = _NUMBERED.fullmatch(argument)
    return (found[1], int(found[2])) if found else (argument, None)


def _place(arguments: "Arguments", surroundings: Surroundings, *, may_be_sample: bool) -> LogPlace:
    config = read_config(surroundings.environ)
    place = locate(arguments.log, config.log, surroundings.environ, surroundings.here, may_be_sample=may_be_sample)
    if place.found == "sample":
        _complain("there is no log here; this is the sample log")
    sections = tuple(arguments.section or ()) or config.sections
    return LogPlace(place.root, sections, place.post, config, surroundings.environ)


def _survey(place: LogPlace) -> "Survey | None":
    from readtui.store.index.whereabouts import size_of_index

    size = size_of_index(place.root, place.sections, place.environ) if place.only is None else None
    if size is None:
        return None
    from readtui.store.index.survey import Survey

    return Survey(place, is_long=size > _LONG_INDEX)


def _finish(place: LogPlace) -> bool:
    """Finish what a readtui that was killed had begun; whether there may have been something."""
    if not place.state.was_left_busy:
        return False
    _recover(place.folder())
    return True


def _recover(folder: "LogFolder") -> None:
    for told in folder.recover():
        _complain(f"a readtui that was killed had begun this, and it is finished now: {told}")


def _complain(sentence: str) -> None:
    from readtui.commands.printing import complain  # 5 ms, and most logs are found and whole

    complain(sentence)
