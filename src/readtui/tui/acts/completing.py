"""Completing: what the log calls its kinds and people, so that a new entry need not be typed in full, nor otherwise.

It is read in a thread while the reader types the link.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from readtui.grammar.alike import KnownNames, counted
from readtui.grammar.bylines import split_people
from readtui.grammar.making.grouping import groups_of
from readtui.model.conventions import FIRST_ROLE, Conventions
from readtui.model.entry import EntryRow
from readtui.model.post import Post, PostRow
from readtui.model.printable import one_line
from readtui.store.folder import LogFolder
from readtui.tui.acts.adding import NewEntry

_FEW_POSTS = 64
"""Posts that are sooner read than an index is: 0.1 s."""
_LAST = re.compile(r"(?:^|[;:,]|\s(?:and|&))\s*([^;:,\s][^;:,]*)\Z")
"""The name that is being typed among others."""
_LAST_CREDIT = re.compile(r"(?:^|;)\s*([^;:]+)\Z")


@dataclass(frozen=True, slots=True)
class LogNames:
    """What a log calls its kinds, its people, and what these did."""

    kinds: KnownNames
    people: KnownNames
    roles: KnownNames
    conventions: Conventions
    is_known: bool = True
    """Whether they were looked at."""

    @classmethod
    def none(cls) -> Self:
        """Those of a log of which nothing is known yet."""
        return cls(KnownNames({}), KnownNames({}), KnownNames({}), Conventions(), is_known=False)

    @classmethod
    def of(cls, folder: LogFolder, environ: Mapping[str, str] | None, rows: Iterable[PostRow], post: Post) -> Self:
        """Those of the log of these rows, the post's own first; `environ` tells where the index is, if there is any."""
        from readtui.store.conventions.learning import conventions_of, newest_of

        rows = list(rows)
        posts = folder.load().posts if len(rows) <= _FEW_POSTS else newest_of(folder, rows)
        entries: list[EntryRow] = [entry for each in posts for entry in each.entries]
        kinds = counted(entry.kind for entry in entries if entry.kind)
        if not kinds:  # sections may tell them; those of the post are what an entry can go to
            kinds = counted(groups_of(post)) or counted(group for each in posts[:1] for group in groups_of(each))
        kinds = dict.fromkeys(folder.chosen.kinds, 0) | kinds
        people = counted(person for entry in entries for byline in entry.bylines for person in byline.people)
        if environ is not None and len(rows) > _FEW_POSTS:
            people = _indexed(folder, environ) or people
        roles = counted(byline.role for entry in entries for byline in entry.bylines)
        conventions = conventions_of(folder, rows)
        return cls(KnownNames(kinds), KnownNames(people), KnownNames(roles), conventions)

    def completed(self, line: str, typed: str) -> str | None:
        """What the line of this name is likely to become, up to the next name; None where that is not known."""
        if line == "kind":
            return self.kinds.completing(typed)
        last = _LAST.search(typed) if line == "by" else None
        if last is None:
            return None
        name = self.people.completing(last[1])
        if name is not None:
            return typed[: last.start(1)] + name
        role = self.roles.completing(last[1]) if _LAST_CREDIT.search(typed) else None
        return f"{typed[: last.start(1)]}{role}: " if role is not None else None

    def remark(self, new: NewEntry, focused: str) -> str:
        """What the reader should know of the words typed: that some are nearly those of the log; empty for nothing."""
        kind = self.kinds.alike(new.kind.strip(), is_done=focused != "kind")
        if kind is not None:
            return _alike(new.kind.strip(), *kind)
        for credit in new.by.split(";"):
            for person in split_people(credit.partition(":")[2] if ":" in credit else credit):
                known = self.people.alike(person, is_done=focused != "by")
                if known is not None:
                    return _alike(person, *known)
        role = self.conventions.role_of(new.kind.strip() or None) or (FIRST_ROLE if self.is_known else "")
        is_named = ":" in new.by or not new.by.strip()
        return one_line(f"Credited as {role}; others as in “Host: Ann Lee”") if role and not is_named else ""


def _alike(typed: str, text: str, entries: int) -> str:
    return one_line(f"{typed} is in the log as {text}{f' ({entries:,})' if entries else ''}")


def _indexed(folder: LogFolder, environ: Mapping[str, str]) -> dict[str, int]:
    """The people as the index has them; none without one."""
    from readtui.store.index.indexfile import IndexTrouble  # SQLite: 10 ms
    from readtui.store.index.naming import people_named

    try:
        return people_named(folder, environ)
    except IndexTrouble:
        return {}
