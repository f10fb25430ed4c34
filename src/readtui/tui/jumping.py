"""Jumping: where a reader can go by words: to days, to a title, to all by a person, from a site, of a kind."""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from readtui.grammar.days.daywords import Dated, Days, dated, days_meant, post_for
from readtui.grammar.searching.titles import Name, Sort, Titled, Titles, names_of, titles_of
from readtui.model.log import ReadingLog
from readtui.model.post import PostRow
from readtui.model.printable import one_line
from readtui.store.folder import LogFolder

_NAMING = re.compile(r"(?:(?:everything|all) )?(by|from|of kind|site|kind)(?: |: ?)(.*)", re.IGNORECASE)
_SORTS: dict[str, Sort] = {"by": "by", "from": "site", "of kind": "kind", "site": "site", "kind": "kind"}
_WORDED: dict[Sort, str] = {"by": "Everything by", "site": "Everything from", "kind": "Everything of kind"}
_QUOTES = re.compile('["“”]')
_FEW_LETTERS = 3
_SHORTEST = 2
"""Characters from which titles and names are looked for: of one letter there are too many."""
_FEW_POSTS = 64
"""Posts that are sooner read for their entries than an index is waited for that is still made: 0.1 s."""

_ACTS, _FEW, _DAYS, _NAMES, _ENTRIES, _POSTS = 300.0, 250.0, 400.0, 200.0, 150.0, 100.0
"""What stands above what in the palette; of few letters an act is meant."""


class Goal(NamedTuple):
    """Something to go to, as it is offered."""

    told: str
    """What it is, on one printable line."""
    remark: str
    """Where it is, on another."""
    score: float
    """The greater, the higher it stands."""
    target: Titled | str
    """The post or entry, or the search that lists what is meant."""


@dataclass(frozen=True, slots=True)
class Places:
    """What can be gone to by its name, as the rows have it, and the index as far as there is one."""

    log: ReadingLog[PostRow]
    stamp: tuple[int, ...]
    """Tells whether the index is still as it was; empty where that is not asked."""
    posts: Titles
    entries: Titles
    dated: Mapping[str, Dated]
    """The posts that have days, in the order of the log, by path."""
    names: Mapping[str, str]
    """What each post is called, by its path."""

    @classmethod
    def of(
        cls, folder: LogFolder, environ: Mapping[str, str] | None, log: ReadingLog[PostRow], known: "Places | None"
    ) -> "Places":
        """Those of a log, of which some may be known; `environ` tells where its index is. 0.4 s for 10,000."""
        stamp = _stamp(folder, environ) if len(log) > _FEW_POSTS else ()
        if known is not None and known.log is log and known.stamp == stamp and stamp:
            return known
        names, days = {row.path: row.name for row in log.posts}, {post.path: post for post in dated(log.posts)}
        posts = Titles([Titled(path, 0, name) for path, name in names.items()])
        if known is not None and known.stamp == stamp and stamp:
            return replace(known, log=log, posts=posts, dated=days, names=names)
        entries = _read(folder) if len(log) <= _FEW_POSTS else _indexed(folder, environ)
        return cls(log, stamp, posts, entries, days, names)

    def goals(self, text: str, today: datetime.date, first_day: int, *, limit: int) -> list[Goal]:
        """What is meant by the words, the likeliest first, with `limit` entries at most."""
        found = self._of_days(text, days_meant(text, today, first_day))
        if len(text) >= _SHORTEST or not text.isascii():
            found += self._named(text)
            entries = (each for each in self.entries.found(text, limit) if each.path in self.names)
            found += [
                Goal(one_line(each.title), self._place(each), _ENTRIES - place, each)
                for place, each in enumerate(entries)
            ]
            posts = self.posts.found(text, max(1, limit // 3))
            found += [Goal(each.title, one_line(each.path), _POSTS - place, each) for place, each in enumerate(posts)]
        return found

    def _of_days(self, text: str, days: Days | None) -> list[Goal]:
        post = post_for(days, tuple(self.dated.values()), self.log.posts) if days else None
        if post is None or days is None:
            return []
        told = days[0].isoformat() if days[0] == days[1] else f"{days[0]} to {days[1]}"
        remark = f"no post of {told}: this is the next to it" if post.lies_off(days) else told
        score = _DAYS if len(text) > _FEW_LETTERS else _FEW
        return [Goal(f"Go to {self.names[post.path]}", remark, score, Titled(post.path, 0, ""))]

    def _place(self, entry: Titled) -> str:
        """Where an entry stands: `2020-07-05, entry 2 of “What I read”`."""
        post = self.dated.get(entry.path)
        day = f"{post.first}, " if post else ""  # titles seldom tell the year
        return f"{day}entry {entry.number} of “{self.names[entry.path]}”"

    def _named(self, text: str) -> list[Goal]:
        match = _NAMING.fullmatch(text)
        score = _DAYS if match else _NAMES
        found = self.entries.named(match[2], 8, _SORTS[match[1].casefold()]) if match else self.entries.named(text, 3)
        return [goal_of_name(name, score - place) for place, name in enumerate(found)]


def score_of_act(description: str, text: str, score: float) -> float:
    """How high an act stands that fits the words with a score of its own; it need not begin with them."""
    words = f" {description.casefold()}"
    is_meant = len(text) <= _FEW_LETTERS or all(f" {word}" in words for word in text.casefold().split())
    return score + (_ACTS if is_meant else 0)


def goal_of_name(name: Name, score: float) -> Goal:
    """All entries that have a name, as the search for it."""
    asked = " ".join(_QUOTES.sub(" ", name.text).split())
    search = f'{name.sort}:"{asked}"' if " " in asked else f"{name.sort}:{asked}"
    count = "1 entry" if name.entries == 1 else f"{name.entries:,} entries"
    return Goal(f"{_WORDED[name.sort]} {one_line(name.text)}", f"{count}, the search {one_line(search)}", score, search)


def _stamp(folder: LogFolder, environ: Mapping[str, str] | None) -> tuple[int, ...]:
    """What changes with the index; nothing where there is none."""
    if environ is None:
        return ()
    from readtui.store.index.whereabouts import path_of_index

    path = path_of_index(folder.root, folder.sections, environ)
    stamp: list[int] = []
    for name in (path.name, f"{path.name}-wal"):
        try:
            status = path.with_name(name).stat()
        except OSError:
            continue
        stamp += (status.st_ino, status.st_mtime_ns, status.st_size)
    return tuple(stamp)


def _read(folder: LogFolder) -> Titles:
    posts = folder.load().posts
    return Titles(titles_of(posts), names_of(posts))


def _indexed(folder: LogFolder, environ: Mapping[str, str] | None) -> Titles:
    """The titles of the entries as far as the index has them; none without one."""
    if environ is None:
        return Titles(())
    from readtui.store.index.indexfile import IndexTrouble  # SQLite: 10 ms
    from readtui.store.index.naming import titles_and_names

    try:
        return Titles(*titles_and_names(folder, environ))
    except IndexTrouble:
        return Titles(())
