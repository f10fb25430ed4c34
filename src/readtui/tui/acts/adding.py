"""Adding: a new entry from what the reader typed of it, put into the chosen post."""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from readtui.grammar.changing.notes import setting_note
from readtui.grammar.changing.refusing import WouldLose
from readtui.grammar.days.weekwords import posts_of_week, week_named
from readtui.grammar.making.composing import new_entry
from readtui.grammar.making.grouping import group_for
from readtui.model.conventions import FIRST_ROLE
from readtui.model.entry import Byline
from readtui.model.post import Post
from readtui.model.session import Session
from readtui.model.week import Week
from readtui.store import acts
from readtui.store.changes.doing import Done
from readtui.store.conventions import weekly
from readtui.store.conventions.crediting import role_for
from readtui.store.faults import Refused
from readtui.store.folder import LogFolder
from readtui.tui.acts.acted import Acted, chosen, refuse_alone, refuse_over_whole, seen_after

Role = Callable[[str | None, Sequence[str]], str | None]
"""Tells the role of people in an entry of a kind."""


@dataclass(frozen=True, slots=True)
class NewEntry:
    """What the reader typed of a new entry."""

    link: str = ""
    title: str = ""
    kind: str = ""
    by: str = ""
    """Credits as in a post, several with `;` between: `Speaker: Ann Lee and Bo Wei; Host: Cy Roe`."""
    note: str = ""
    """What the note begins with: where it was read before."""

    @property
    def name(self) -> str:
        """What to call it: its title, else its link."""
        return self.title.strip() or self.link.strip()

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed but blanks."""
        return not (self.name or self.kind.strip() or self.by.strip() or self.note.strip())


def examples(session: Session) -> NewEntry:
    """What stands in the lines of a new entry while they are empty: what the chosen post's entries have.

    Raises:
        Refused: there is no post that an entry can be added to.
    """
    post = chosen(session)
    refuse_over_whole(session)
    if not post.is_editable:
        raise Refused(next(problem.message for problem in post.problems if problem.forbids_editing))
    entries = post.entries
    kinds = dict.fromkeys(entry.kind for entry in entries if entry.kind)
    bylines = (f"{byline.role}: {' and '.join(byline.people)}" for entry in entries for byline in entry.bylines)
    return NewEntry(
        "https://", "as it is called there", ", ".join(kinds) or "Talk, Book", next(bylines, "Author: Ann Lee")
    )


def adding(folder: LogFolder, session: Session, new: NewEntry) -> Acted:
    """The entry added behind the chosen post's last, in the form of its entries, and chosen.

    Raises:
        Fault: it could not be added, and nothing was changed.
    """
    post = chosen(session)
    refuse_over_whole(session)
    done = _added(folder, session, post.path, new)
    return seen_after(folder, session, done, (done.posts[0], done.index))


def adding_elsewhere(folder: LogFolder, session: Session, path: str, new: NewEntry) -> Acted:
    """The entry added to the post at `path`, and what is chosen as it was.

    Raises:
        Fault: it could not be added, and nothing was changed.
    """
    return seen_after(folder, session, _added(folder, session, path, new))


def _added(folder: LogFolder, session: Session, path: str, new: NewEntry) -> Done:
    here = folder.read(path)
    like = here if here.entries else model_for(folder, session, here)
    role = partial(role_for, folder, session.log.posts, like)
    group = group_for(here, new.kind.strip() or None)
    text = composed(like, new, role, is_grouped=group is not None)
    return acts.add_entry(folder, here, text, new.name, under=group)


def composed(like: Post, new: NewEntry, role: Role | None = None, *, is_grouped: bool = False) -> bytes:
    """The entry in the form of the entries of `like`; `role` tells that of people who are named without any.

    Where `is_grouped` its kind is that of the section it goes to, and stands there.

    Raises:
        Refused: something is missing, or it would not read back.
    """
    link, kind = new.link.strip(), new.kind.strip() or None
    if not new.name:
        raise Refused("An entry has a link or a title: type one of them")
    if len(link.split()) > 1:
        raise Refused("The link has blanks in it: one link goes there, the rest into the note")
    bylines = _bylines(new.by, kind, role or partial(_role_in, like))
    tag, note = None if is_grouped else kind, new.note.strip().encode()
    try:
        return new_entry(like, kind=tag, title=new.name, url=link or None, bylines=bylines, note=note)
    except WouldLose as refused:
        raise Refused(str(refused)) from refused


def model_for(folder: LogFolder, session: Session, post: Post) -> Post:
    """The newest post whose entries show how the first of `post` is to be written; itself where there is none."""
    return weekly.like_for(post, weekly.models_of(folder, session.log.posts), folder.chosen) or post


def weeks_to_add(
    folder: LogFolder, today: datetime.date, dates: Callable[[Week], str]
) -> Callable[[str], tuple[bool, str]]:
    """What tells whether words name a week, and what is to come of it, or why nothing is.

    `dates` writes a week as the reader sees it.

    Raises:
        Refused: no post can be made here.
    """
    refuse_alone(folder)

    def told(words: str) -> tuple[bool, str]:
        try:
            week = dates(_week_of(folder, today, words))
        except ValueError as error:
            return False, f"{error}."
        return (
            True,
            f"enter makes the post of {week}, or goes to it.\nOthers: 2020-W28, a day such as 2020-07-08, last.",
        )

    return told


def adding_week(folder: LogFolder, session: Session, today: datetime.date, words: str) -> Acted:
    """The post of the week that the words name made, as this log writes its posts, and chosen.

    Where that week has a post already, that is chosen.

    Raises:
        Fault: it could not be made.
    """
    refuse_alone(folder)
    week = _week_of(folder, today, words)
    rows = list(session.log.posts)  # unpacked once: 50 ms of a log of 10,000
    there = posts_of_week(rows, week)
    if there:
        return Acted(session.choosing_week(folder.open(there[0].path)), f"That week has a post: {there[0].path}")
    post = weekly.post_for(folder, weekly.models_of(folder, rows), week)
    if session.log.place_of(post.path) is not None:
        return Acted(session.choosing_week(folder.open(post.path)), f"There is a post of that name: {post.path}")
    done = acts.make_post(folder, post)
    return seen_after(folder, session, done, (done.posts[0], None))


def _week_of(folder: LogFolder, today: datetime.date, words: str) -> Week:
    return week_named(words, today, folder.conventions.first_day)


def gap_above_note(post: Post, index: int) -> str | None:
    """What goes between the entry's text and a first note: line ends, and in a list spaces to stand below the item.

    None where the note goes on in the entry's line.
    """
    base = post.span_of(index).of(post.source)
    try:
        splice = setting_note(post, index, b"x")
    except WouldLose:
        return "\n"
    lead = splice.replacement.partition(b"x")[0]
    above = _plain(base[: splice.span.start - post.span_of(index).start] + lead)
    return above[len(_plain(base)) :].decode() if above.startswith(_plain(base)) else None


def _plain(text: bytes) -> bytes:
    return text.replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def _bylines(text: str, kind: str | None, role_of: Role) -> list[Byline]:
    """The credits that were typed; `role_of` tells the role of one without any."""
    from readtui.grammar.bylines import split_people

    bylines = []
    for credit in filter(None, map(str.strip, text.split(";"))):
        role, mark, names = credit.partition(":")
        people = split_people(names if mark else credit)
        role = role.strip() if mark else role_of(kind, people) or FIRST_ROLE
        if not role or not people:
            raise Refused(f"By wants a role and who it was, as in “Speaker: Ann Lee and Bo Wei”, not “{credit}”")
        bylines.append(Byline(role, people))
    return bylines


def _role_in(like: Post, kind: str | None, people: Sequence[str]) -> str | None:
    return next((byline.role for entry in like.entries if entry.kind == kind for byline in entry.bylines), None)
