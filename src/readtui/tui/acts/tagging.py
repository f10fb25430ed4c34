"""Tagging: which tags, categories and kind posts and entries shall have, chosen among those of the log."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Literal, NamedTuple, Self

from readtui.grammar.alike import KnownNames
from readtui.grammar.frontmatter.list_items import listed
from readtui.model.marking import marks_posts, told, unmarking
from readtui.model.post import Post
from readtui.model.printable import one_line
from readtui.model.session import Session
from readtui.store.acts.describing import Listed, describe
from readtui.store.faults import Refused
from readtui.store.folder import LogFolder
from readtui.store.names import Names, names_in
from readtui.tui.acts.acted import Acted, as_now, seen_after
from readtui.tui.acts.describing import as_it_is
from readtui.tui.acts.organising import Places, marked_entries, marked_posts, refuse_unsaved_of

Sort = Literal["tag", "category", "kind"]

_KEYS: Mapping[str, str] = {"tag": "tags", "category": "categories"}
_FEW = 32
"""Posts that tell which names there are, till all of them do."""


class Subjects(NamedTuple):
    """What is described: posts, and entries of theirs."""

    posts: tuple[Post, ...]
    places: Places
    """The entries whose kind can be set; empty where only posts are meant."""
    named: str
    """What they are, in words."""


class Choice(NamedTuple):
    """A name that can be chosen, or no longer."""

    sort: Sort
    name: str
    uses: int
    """How many of the log's posts have it, or of its entries a kind."""
    share: Literal["all", "some", "none"]
    """Which of those that are described have it, or shall."""
    is_new: bool = False
    """Whether nothing in the log has it yet."""
    alike: str = ""
    """What the log has that reads nearly the same; empty for nothing."""


@dataclass(frozen=True, slots=True)
class Tagging:
    """What is described, by which names it could be, and which the reader chose so far."""

    subjects: Subjects
    names: Names
    wanted: Mapping[tuple[Sort, str], bool] = field(default_factory=dict)
    """By sort and name: whether all shall have it, or none."""

    def knowing(self, names: Names) -> Self:
        """The same with all names of the log known."""
        return replace(self, names=names)

    def toggling(self, choice: Choice) -> Self:
        """The same with a name chosen for all, or for none; some go over all and none back to some."""
        key, had = (choice.sort, choice.name), self._share(choice.sort, choice.name)
        wanted = {**self.wanted}
        before = wanted.pop(key, None)
        if choice.sort == "kind":  # an entry has one
            wanted = {each: now for each, now in wanted.items() if each[0] != "kind"}
        if before is None:
            wanted[key] = had != "all"
        elif before and had == "some" and choice.sort != "kind":
            wanted[key] = False
        return replace(self, wanted=wanted)

    @property
    def is_changed(self) -> bool:
        """Whether the choice would change anything."""
        return bool(self.wanted)

    def choices(self, typed: str) -> list[Choice]:
        """Those that hold the words, in any case, or are what they say; and what would be new.

        What the subjects have goes first, then what is had most.
        """
        words = typed.casefold().split()
        found: list[Choice] = []
        for sort in self._sorts:
            counts = self._counts(sort)
            here = [
                Choice(sort, name, count, self._now(sort, name))
                for name, count in counts.items()
                if all(word in f"{sort} {name}".casefold() for word in words)
            ]
            found += sorted(here, key=lambda each: self._rank(each, typed))
        name = one_line(typed)
        if words:
            found += [self._new(sort, name) for sort in self._sorts if name not in self._counts(sort)]
            found.sort(key=lambda each: each.name != name or each.is_new)  # what is meant to the letter goes first
        return found

    def _rank(self, choice: Choice, typed: str) -> tuple[bool, bool, int, str]:
        is_had = self._share(choice.sort, choice.name) != "none" or (choice.sort, choice.name) in self.wanted
        return choice.name.casefold() != typed.casefold(), not is_had, -choice.uses, choice.name.casefold()

    def _new(self, sort: Sort, name: str) -> Choice:
        near = KnownNames(self._known(sort)).alike(name, is_done=True)
        return Choice(sort, name, 0, self._now(sort, name), is_new=True, alike=near.text if near else "")

    @property
    def _sorts(self) -> tuple[Sort, ...]:
        return ("tag", "category", "kind") if self.subjects.places else ("tag", "category")

    def _known(self, sort: Sort) -> Mapping[str, int]:
        return {"tag": self.names.tags, "category": self.names.categories, "kind": self.names.kinds}[sort]

    def _counts(self, sort: Sort) -> dict[str, int]:
        """The names of the log, those of the subjects and those chosen, with how often the log has each."""
        mine = [name for had in self._had(sort) for name in had]
        chosen = [name for (which, name), is_on in self.wanted.items() if which == sort and is_on]
        return dict.fromkeys([*mine, *chosen], 0) | dict(self._known(sort))

    def _had(self, sort: Sort) -> list[tuple[str, ...]]:
        """What each of the subjects has."""
        if sort == "kind":
            entries = (post.entry(index) for post, index in self.subjects.places)
            return [(entry.kind,) if entry and entry.kind else () for entry in entries]
        return [listed(post.front_matter, _KEYS[sort]) for post in self.subjects.posts]

    def _share(self, sort: Sort, name: str) -> Literal["all", "some", "none"]:
        had = [name in names for names in self._had(sort)]
        return "all" if had and all(had) else "some" if any(had) else "none"

    def _now(self, sort: Sort, name: str) -> Literal["all", "some", "none"]:
        is_wanted = self.wanted.get((sort, name))
        if is_wanted is None:
            is_other_kind = sort == "kind" and any(on for (which, _), on in self.wanted.items() if which == "kind")
            return "none" if is_other_kind else self._share(sort, name)
        return "all" if is_wanted else "none"

    @property
    def lists(self) -> dict[str, Listed]:
        """What is put into the lists of the front matter, and what is taken out."""
        lists = {}
        for sort, key in _KEYS.items():
            add = tuple(name for (which, name), is_on in self.wanted.items() if which == sort and is_on)
            remove = tuple(name for (which, name), is_on in self.wanted.items() if which == sort and not is_on)
            if add or remove:
                lists[key] = Listed(add, remove)
        return lists

    @property
    def kind(self) -> tuple[bool, str | None]:
        """Whether the kind shall be another, and which: None for none."""
        chosen = {name: is_on for (which, name), is_on in self.wanted.items() if which == "kind"}
        return bool(chosen), next((name for name, is_on in chosen.items() if is_on), None)


def tagging_of(folder: LogFolder, session: Session, *, is_whole: bool) -> Tagging:
    """What can be chosen for what is marked, or else for the chosen entry, or the post as a whole.

    Raises:
        Refused: it cannot be described.
    """
    subjects = _subjects(folder, session, is_whole=is_whole)
    newest = [folder.open(row.path) for row in islice(session.log.posts, _FEW)]
    return Tagging(subjects, names_in(newest))


def _subjects(folder: LogFolder, session: Session, *, is_whole: bool) -> Subjects:
    if session.marked:
        posts = tuple(marked_posts(folder, session))
        places = () if marks_posts(session) else marked_entries(folder, session)
        refuse_unsaved_of(session, places)
        return Subjects(posts, places, told(session).removesuffix(" marked"))
    post = as_it_is(folder, session)
    entry = None if is_whole else session.entry
    if entry is None or session.post is None:
        return Subjects((post,), (), f"“{post.name}”")
    refuse_unsaved_of(session, [(session.post, entry.index)])
    place = as_now(folder, session.post, entry.index)
    return Subjects((place[0],), [place], f"“{one_line(entry.title)}”, and of its week")


def applying(folder: LogFolder, session: Session, tagging: Tagging) -> Acted:
    """What was chosen written, in one change; nothing is marked then.

    Raises:
        Fault: it could not be done, and nothing was changed.
    """
    is_kind_set, kind = tagging.kind
    if not tagging.is_changed:
        return Acted(session, "Nothing changed, nothing written")
    subjects = tagging.subjects
    places: Sequence[tuple[Post, int]] = subjects.places if is_kind_set else ()
    lists = tagging.lists
    posts = subjects.posts if lists else tuple({post.path: post for post, _ in places}.values())
    if not posts:
        raise Refused("There is nothing to describe")
    return seen_after(folder, unmarking(session), describe(folder, posts, lists, places, kind))
