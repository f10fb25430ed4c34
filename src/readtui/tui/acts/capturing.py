"""Capturing: what the form of a new entry asks while the reader types, and what it makes of the answers.

It asks for the log's names, for where a page was read before, and of the page itself; all in threads.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Self

from readtui.grammar.making.pagewords import day_in_words, kind_among, people_in
from readtui.model.page import PageFacts
from readtui.model.printable import one_line
from readtui.store.seen import Seen
from readtui.tui.acts.adding import NewEntry
from readtui.tui.acts.completing import LogNames

_WHOLE = re.compile(r"https?://[^\s/]*[.:\]][^\s]+", re.IGNORECASE)
_FOUND = ("title", "kind", "by")
"""The lines of which a page may say something."""
_NOTHING = NewEntry()


@dataclass(frozen=True, slots=True)
class Capturing:
    """What the form can ask."""

    names: Callable[[], LogNames]
    """What the log calls its kinds and people."""
    seen: Callable[[str], tuple[Seen, ...]]
    """Where the page at an address was read before."""
    look_up: Callable[[str], PageFacts]
    """What the page says of itself; asked of its site, and only when the reader wants it. Raises `NotFetched`."""
    linked: Callable[[Seen], str]
    """A note that leads to where it was read before."""


@dataclass(frozen=True, slots=True)
class Told:
    """What was answered till now, and what there is to say of it."""

    names: LogNames
    seen: tuple[Seen, ...] = ()
    seen_of: str = ""
    """The link that `seen` is about, or is asked about."""
    found: NewEntry = _NOTHING
    """What the page said, or what stood there before that was taken."""
    status: str = ""
    """How the look-up went."""

    def remark(self, typed: NewEntry, line: str) -> str:
        """What to say of the words that stand in the lines now, while this line is typed in."""
        there = getattr(self.found, line, "") if line in _FOUND else ""
        taking = f"ctrl+t takes “{there}”" if there and there != getattr(typed, line) else ""
        return " ".join(filter(None, (self.status, taking))) or self.names.remark(typed, line)

    def sighting(self, typed: NewEntry) -> str:
        """Where the page of the link was read before; empty where it was not, or that is not known yet."""
        if not self.seen or typed.link.strip() != self.seen_of:
            return ""
        return told_of_seen(self.seen[0])

    def looking_for(self, link: str) -> Self | None:
        """The same while it is asked where this link was read; None where there is nothing to ask."""
        if link == self.seen_of or not is_whole(link):
            return None
        return replace(self, seen=(), seen_of=link)

    def seeing(self, link: str, seen: tuple[Seen, ...]) -> Self:
        """The same once that is known."""
        return replace(self, seen=seen) if link == self.seen_of else self

    def finding(self, facts: PageFacts, typed: NewEntry) -> tuple[Self, NewEntry]:
        """The same once the page said what it is; and what was typed with the lines that were empty filled in."""
        found = found_in(facts, typed, self.names)
        new, lines = filled_in(typed, found)
        told = f"Found, and not yet added: {', '.join(lines)}." if lines else "The page says no more than stands here."
        return replace(self, found=found, status=told), new

    def taking(self, typed: NewEntry, line: str) -> tuple[Self, NewEntry]:
        """The same with what the page says for this line in the place of what stands there, and the other way round."""
        there = getattr(self.found, line, "") if line in _FOUND else ""
        if not there:
            return self, typed
        found = replace(self.found, **{line: getattr(typed, line)})
        return replace(self, found=found), replace(typed, **{line: there})


def is_whole(link: str) -> bool:
    """Whether a link is whole enough to be asked about."""
    return _WHOLE.fullmatch(link) is not None


def told_of_seen(seen: Seen) -> str:
    """Where a page was read before, what can be done about that, and what the reader said: `“It is good.”`."""
    day = f" on {day_in_words(seen.day)}" if seen.day else f" in {seen.post}"
    what = f"“{seen.sentence}”" if seen.sentence else f"“{seen.title}”"
    verb = "Mentioned" if seen.is_mention else "Read"
    return one_line(f"{verb}{day} (ctrl+o goes there, ctrl+r links to it): {what}")


def found_in(facts: PageFacts, new: NewEntry, names: LogNames) -> NewEntry:
    """What the page says, as it would be typed here; a line of which it says nothing is empty."""
    kind = new.kind.strip() or kind_among(facts.kind, [known.text for known in names.kinds.all]) or ""
    people = people_in(facts)
    role = names.conventions.role_of(kind or None) if people else None
    by = f"{role}: {' and '.join(filter(None, (', '.join(people[:-1]), people[-1])))}" if role else ""
    return NewEntry(title=one_line(facts.title or ""), kind=kind, by=one_line(by))


def filled_in(new: NewEntry, found: NewEntry) -> tuple[NewEntry, tuple[str, ...]]:
    """The entry with the lines that are empty filled in from what was found; and which these are."""
    lines = tuple(line for line in _FOUND if getattr(found, line) and not getattr(new, line).strip())
    return replace(new, **{line: getattr(found, line) for line in lines}), lines
