"""Weekly: the week that a command line names, and its post, which may still have to be made."""

import datetime
from dataclasses import dataclass, replace
from typing import Self

from readtui.commands.refusal import UsageError
from readtui.grammar.days.weekwords import posts_of_week, week_named
from readtui.model.log import ReadingLog
from readtui.model.post import Post, PostRow
from readtui.model.week import Week
from readtui.store.changes.edits import Making
from readtui.store.conventions.weekly import models_of, post_for
from readtui.store.folder import LogFolder

WEEK = "2020-W28, a day in it such as 2020-07-08, this or last"
"""How a week is named, for help."""


@dataclass(frozen=True, slots=True)
class Weekly:
    """A week of the log, and its posts."""

    folder: LogFolder
    rows: ReadingLog[PostRow]
    week: Week
    paths: tuple[str, ...]
    """Those of the week's posts, newest first."""

    @classmethod
    def named(cls, folder: LogFolder, word: str) -> Self:
        """The week that a word names.

        Raises:
            UsageError: it names none.
        """
        rows = folder.rows()
        today = datetime.datetime.now().astimezone().date()
        try:
            week = week_named(word, today, folder.conventions.first_day)
        except ValueError as error:
            raise UsageError(str(error)) from error
        weekly = cls(folder, rows, week, tuple(row.path for row in posts_of_week(rows, week)))
        return weekly if weekly.paths or folder.only is not None else replace(weekly, paths=weekly._made_before())

    @property
    def days(self) -> str:
        """The week's days, for a sentence."""
        return f"{self.week.start} to {self.week.end}"

    def post(self, way_out: str) -> Post | Making:
        """The week's post, or the one to be made; `way_out` is what to do where there are several.

        Raises:
            UsageError: there are several, or the log is one post, and not this week's.
            Fault: it cannot be read, or there is no telling how the log writes such.
        """
        if len(self.paths) > 1:
            raise UsageError(f"the week {self.days} has {len(self.paths)} posts, {' and '.join(self.paths)}: {way_out}")
        return self.folder.read(self.paths[0]) if self.paths else self.new_post()

    def new_post(self, *, title: str | None = None, day: datetime.date | None = None) -> Making:
        """The post to be made for the week, written as the log's are, but for what is said here.

        Raises:
            UsageError: the log is one post, and another would be no part of it.
            Fault: there is no telling how the log writes them.
        """
        if self.folder.only is not None:
            raise UsageError(
                f"the log is {self.folder.only} alone, which is not of the week {self.days}: name its folder"
            )
        return post_for(self.folder, models_of(self.folder, self.rows), self.week, title=title, day=day)

    def _made_before(self) -> tuple[str, ...]:
        """The week's post where it was made, and is not filed as the log's others are: of a monthly log, say."""
        path = self.new_post().path
        same = (row for row in self.rows if row.path == path and row.week)
        return tuple(row.path for row in same if row.week and row.week.start == self.week.start)
