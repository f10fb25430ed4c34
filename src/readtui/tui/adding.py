"""Adding: a new entry from what the reader typed of it, put into the chosen post."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from readtui.grammar.composing import new_entry
from readtui.grammar.notes import setting_note
from readtui.grammar.refusing import WouldLose
from readtui.model.entry import Byline
from readtui.model.post import Post
from readtui.model.session import Session
from readtui.store import acts
from readtui.store.faults import Refused
from readtui.store.folder import LogFolder
from readtui.tui.acts import Acted, chosen, refuse_over_whole, seen_after

if TYPE_CHECKING:
    from collections.abc import Iterator

_FEW = 24
"""So many posts are looked into for one that shows how this log writes entries."""


@dataclass(frozen=True, slots=True)
class NewEntry:
    """What the reader typed of a new entry."""

    link: str = ""
    title: str = ""
    kind: str = ""
    by: str = ""
    """Credits as in a post, several with `;` between: `Speaker: Ann Lee and Bo Wei; Host: Cy Roe`."""


def examples(session: Session) -> NewEntry:
    """What stands in the lines of a new entry while they are empty: what this post's entries have."""
    entries = session.post.entries if session.post else ()
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
    if not new.title.strip():
        raise Refused("It needs a title")
    link = new.link.strip()
    if len(link.split()) > 1:
        raise Refused("The link has blanks in it: one link goes there, the rest into the note")
    here = folder.read(post.path)
    try:
        like, kind = _like(folder, session, here), new.kind.strip() or None
        text = new_entry(like, kind=kind, title=new.title, url=link or None, bylines=_bylines(new.by, like, kind))
    except WouldLose as refused:
        raise Refused(str(refused)) from refused
    done = acts.add_entry(folder, here, text, new.title)
    return seen_after(folder, session, done, (done.posts[0], done.index))


def gap_above_note(post: Post, index: int) -> str | None:
    """The line ends that go between the entry's text and a first note; None where that goes on in the entry's line."""
    base = post.span_of(index).of(post.source)
    try:
        splice = setting_note(post, index, b"x")
    except WouldLose:
        return "\n"
    lead = splice.replacement.partition(b"x")[0]
    above = _plain(base[: splice.span.start - post.span_of(index).start] + lead)
    return "\n" * above[len(_plain(base)) :].count(b"\n") if above.startswith(_plain(base)) else None


def _plain(text: bytes) -> bytes:
    return text.replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def _bylines(text: str, like: Post, kind: str | None) -> list[Byline]:
    """The credits that were typed; one without a role has that which `like` gives to entries of this kind."""
    from readtui.grammar.bylines import split_people

    bylines = []
    for credit in filter(None, map(str.strip, text.split(";"))):
        role, mark, names = credit.partition(":")
        if not mark:
            role, names = _usual_role(like, kind), credit
        people = split_people(names)
        if not role.strip() or not people:
            raise Refused(f"By wants a role and who it was, as in “Speaker: Ann Lee and Bo Wei”, not “{credit}”")
        bylines.append(Byline(role.strip(), people))
    return bylines


def _usual_role(like: Post, kind: str | None) -> str:
    return next((byline.role for entry in like.entries if entry.kind == kind for byline in entry.bylines), "")


def _like(folder: LogFolder, session: Session, post: Post) -> Post:
    """The post whose entries show how a new one is written: itself, or the newest that has any."""
    return next(_with_entries(folder, session, post), post)


def _with_entries(folder: LogFolder, session: Session, post: Post) -> "Iterator[Post]":
    if post.entries:
        yield post
    for row in session.log.posts[:_FEW]:
        if row.entry_count or not row.is_read:
            there = folder.open(row.path)
            if there.entries:
                yield there
