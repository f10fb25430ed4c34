"""Narrowing: what a search leaves of the log, and where the reader was before it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple, Self

from readtui.model.log import ReadingLog, hiding, showing
from readtui.model.mark import Mark, found_again
from readtui.model.post import Post, PostRow
from readtui.model.search import Order, Search

Fitting = tuple[int, ...]
"""What of a post fits: its entries, counted from 1, and 0 for the post beside them; in their order."""


class Origin(NamedTuple):
    """Where the reader was before the search."""

    path: str | None
    mark: Mark | None
    """The entry's; None for the post as a whole."""


@dataclass(frozen=True, slots=True)
class Found:
    """The posts that fit a search, and what of them does."""

    search: Search
    order: Order = "newest"
    log: ReadingLog[PostRow] = field(default_factory=ReadingLog)
    """The posts, in that order."""
    fitting: Mapping[str, Fitting] = field(default_factory=dict)
    """By path; empty for a post that fits no more and is still listed."""
    is_all: bool = True
    """Whether there are no more than these."""

    @property
    def hit_count(self) -> int:
        """How many entries fit, and posts beside their entries."""
        return sum(map(len, self.fitting.values()))


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What is searched for, and what of the log is listed meanwhile.

    Nothing vanishes under the reader's hands: a post or an entry that was listed or chosen stays until another search,
    whatever is made of it.
    """

    origin: Origin
    search: Search = field(default_factory=Search)
    order: Order = "newest"
    found: Found | None = None
    """What is listed: the answer to this search, or while that is on its way to the one before. None for all posts."""
    is_reading: bool = False
    """Whether posts are still being read, of which more may fit."""

    @property
    def is_answered(self) -> bool:
        """Whether what is listed answers what is searched for."""
        return self.found is not None and (self.found.search, self.found.order) == (self.search, self.order)

    @property
    def marked(self) -> Search | None:
        """The search whose words are marked: that of what is listed."""
        return self.found.search if self.found else None

    def asking(self, search: Search, order: Order) -> Self:
        """The narrowing once something else is asked for; nothing lists all posts."""
        return replace(self, search=search, order=order, found=None if search.is_empty else self.found)

    def finding(self, found: Found, log: ReadingLog[PostRow], path: str | None) -> Self:
        """The narrowing once this was found; where it answers again what is listed, nothing of that goes.

        `log` is every post there is, `path` the chosen one.
        """
        if not self.is_answered or self.found is None:
            return replace(self, found=found)
        fitting, shown = dict(found.fitting), found.log
        for left in self.found.fitting.keys() - found.fitting.keys():
            place = self.found.log.place_of(left)
            if place is not None and log.place_of(left) is not None:
                shown, fitting[left] = showing(shown, self.found.log.posts[place]), ()
        if path is not None and path in fitting and path in self.found.fitting:
            fitting[path] = _together(fitting[path], self.found.fitting[path])
        return replace(self, found=replace(found, log=shown, fitting=fitting))

    def including(self, row: PostRow, index: int | None) -> Self:
        """The narrowing with this post, and its entry, among what is listed: what is chosen can be seen."""
        if self.found is None:
            return self
        known = self.found.fitting.get(row.path)
        if known is not None and (index is None or index in known):
            return self
        log = showing(self.found.log, row) if known is None else self.found.log
        fitting = {**self.found.fitting, row.path: _together(known or (), (index,) if index else ())}
        return replace(self, found=replace(self.found, log=log, fitting=fitting))

    def telling(self, rows: Iterable[PostRow], gone: Collection[str] = ()) -> Self:
        """The narrowing once these rows changed, each in its place, and these posts are gone."""
        if self.found is None:
            return self
        log, fitting = self.found.log, self.found.fitting
        for row in rows:
            if row.path in fitting:
                log = _showing_there(log, row)
        lost = [path for path in gone if path in fitting]
        for path in lost:
            log = hiding(log, path)
        fitting = {path: fits for path, fits in fitting.items() if path not in lost} if lost else fitting
        same = log is self.found.log and not lost
        return self if same else replace(self, found=replace(self.found, log=log, fitting=fitting))

    def renaming(self, renamed: Mapping[str, str]) -> Self:
        """The narrowing once posts have other names."""
        origin = self.origin._replace(path=self.origin.path and renamed.get(self.origin.path, self.origin.path))
        here = replace(self, origin=origin)
        if here.found is None or not renamed.keys() & here.found.fitting.keys():
            return here
        log, fitting = here.found.log, dict(here.found.fitting)
        for old, new in renamed.items():
            place = log.place_of(old)
            if old in fitting and place is not None:
                log = ReadingLog([*log.posts[:place], replace(log.posts[place], path=new), *log.posts[place + 1 :]])
                fitting[new] = fitting.pop(old)
        return replace(here, found=replace(here.found, log=log, fitting=fitting))

    def following(self, old: Post, new: Post) -> Self:
        """The narrowing once a post was written anew: its entries are listed where they stand now."""
        known = self.found.fitting.get(old.path) if self.found else None
        if self.found is None or not known or old.source == new.source:
            return self
        again = (found_again(old, index, new) if index else 0 for index in known)
        fitting = {**self.found.fitting, old.path: tuple(sorted({index for index in again if index is not None}))}
        return replace(self, found=replace(self.found, fitting=fitting))

    def fitting_in(self, post: Post) -> Fitting | None:
        """What of the post is listed; None for all of it."""
        if self.found is None:
            return None
        return tuple(index for index in self.found.fitting.get(post.path, ()) if index <= len(post.entries))


def near(narrowing: Narrowing | None, post: Post, index: int) -> int | None:
    """The entry of this post to be chosen where the one at `index` is gone or not listed; None for the whole post."""
    fitting = narrowing.fitting_in(post) if narrowing else None
    if fitting is None:
        return min(index, len(post.entries)) or None
    listed = [each for each in fitting if each]
    return next((each for each in listed if each >= index), listed[-1] if listed else None)


def _together(some: Fitting, others: Fitting) -> Fitting:
    return tuple(sorted({*some, *others}))


def _showing_there(log: ReadingLog[PostRow], row: PostRow) -> ReadingLog[PostRow]:
    """The log with this row where its post stands now, even if its date would have it elsewhere."""
    place = log.place_of(row.path)
    if place is None or log.posts[place] == row:
        return log
    return ReadingLog([*log.posts[:place], row, *log.posts[place + 1 :]])
