"""Moving: the chosen entry to another week, among which the reader chooses."""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from readtui.grammar.days.weekwords import posts_of_week, week_named
from readtui.model.post import Post, PostRow
from readtui.model.printable import one_line
from readtui.model.session import Session
from readtui.model.week import Week
from readtui.store import acts
from readtui.store.changes.edits import Making
from readtui.store.conventions import weekly
from readtui.store.faults import Refused
from readtui.store.folder import LogFolder
from readtui.tui.acts.acted import Acted, as_now, chosen, refuse_alone, refuse_over_unsaved, seen_after

Dates = Callable[[Week], str]


@dataclass(frozen=True, slots=True)
class Target:
    """A week that an entry can be moved to: that of a post, or one that has none yet."""

    row: PostRow | None
    week: Week | None


class Targets:
    """The posts of the log but some, by what is typed of their weeks, titles or paths; and weeks without a post."""

    def __init__(
        self, session: Session, but: frozenset[str], named: str, today: datetime.date, first_day: int, dates: Dates
    ) -> None:
        """For what is `named`, out of the posts at `but`; `dates` writes a week as the reader sees it."""
        self._rows = list(session.log.posts)
        self._but = but
        self._named = named
        self._today = today
        self._first_day = first_day
        self._dates = dates
        self._texts: list[str] | None = None

    @property
    def question(self) -> str:
        """What the reader is asked."""
        return f"Move {self._named} to which week?"

    @property
    def likely(self) -> int:
        """Which of all targets stands where the first post stood that is left out: the week before it."""
        return next((place for place, row in enumerate(self._rows) if row.path in self._but), 0)

    def narrowed(self, text: str) -> list[Target]:
        """Those that hold each of the words, in any case; where they name a week, its posts, or it without one."""
        try:
            week = week_named(text, self._today, self._first_day)
        except ValueError:
            return self._holding(text.casefold().split())
        posts = posts_of_week(self._rows, week)
        if not posts:
            return [Target(None, week)]
        return [Target(row, row.week) for row in posts if row.path not in self._but]

    def _holding(self, words: Sequence[str]) -> list[Target]:
        if self._texts is None and words:
            self._texts = [self._told(row) for row in self._rows]
        texts = self._texts or [""] * len(self._rows)
        return [
            Target(row, row.week)
            for row, text in zip(self._rows, texts, strict=True)
            if row.path not in self._but and all(word in text for word in words)
        ]

    def _told(self, row: PostRow) -> str:
        return f"{self._dates(row.week) if row.week else ''} {row.name} {row.path}".casefold()


def targets(folder: LogFolder, session: Session, today: datetime.date, dates: Dates) -> Targets:
    """The weeks that the chosen entry can be moved to.

    Raises:
        Refused: it cannot be moved.
    """
    refuse_alone(folder)
    post = chosen(session)
    if session.entry is None:
        raise Refused("Choose an entry to move it")
    refuse_over_unsaved(session)
    named = f"“{one_line(session.entry.title)}”"
    return Targets(session, frozenset((post.path,)), named, today, folder.conventions.first_day, dates)


def moving(folder: LogFolder, session: Session, target: Target) -> Acted:
    """The chosen entry moved to the end of a week's post, which is made if need be; the choice stays where it was.

    Raises:
        Fault: it could not be done, and nothing was changed.
    """
    refuse_over_unsaved(session)
    post, index = as_now(folder, chosen(session), session.index or 0)
    done = acts.move_entry(folder, post, index, post_of(folder, session, target))
    source = done.posts[-1]
    return seen_after(folder, session, done, (source, min(index, len(source.entries)) or None))


def post_of(folder: LogFolder, session: Session, target: Target) -> Post | Making:
    """The post of the week that was chosen, as it is now; to be made where that week has none.

    Raises:
        Fault: it cannot be read, or there is no telling how this log writes one.
    """
    if target.row is not None:
        return folder.read(target.row.path)
    assert target.week is not None
    return weekly.post_for(folder, weekly.models_of(folder, session.log.posts), target.week)
