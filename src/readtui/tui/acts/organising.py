"""Organising: what is done to several entries at once, and to one that is two or two that are one."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from readtui.model.marking import marks_posts, told, unmarking
from readtui.model.post import Post
from readtui.model.printable import one_line
from readtui.model.session import Session
from readtui.model.unsaved import UnsavedText
from readtui.store import acts
from readtui.store.changes.doing import Done
from readtui.store.faults import NoSuchPost, Refused, Unreadable
from readtui.store.folder import LogFolder
from readtui.tui.acts.acted import Acted, as_now, chosen, refuse_alone, refuse_over_whole, seen_after
from readtui.tui.acts.moving import Dates, Target, Targets, post_of

Places = Sequence[tuple[Post, int]]
"""Entries: each its post, as it was read, and its place there, from 1."""


def marked_entries(folder: LogFolder, session: Session) -> Places:
    """The entries that are marked, as they are on disk now, in the log's order.

    Raises:
        Refused: weeks are marked and not entries, or one of them is gone.
    """
    if marks_posts(session):
        raise Refused(f"{told(session)}: this is done to entries; esc clears the marks")
    posts = marked_posts(folder, session)
    places: list[tuple[Post, int]] = []
    for post in posts:
        found = [marked.place_in(post) for marked in session.marked if marked.path == post.path]
        if None in found:
            raise Refused(f"{post.path}: an entry that was marked there is gone: esc clears the marks")
        places += [(post, index) for index in sorted({index for index in found if index})]
    return places


def marked_posts(folder: LogFolder, session: Session) -> list[Post]:
    """The posts that are marked, or have entries that are, as they are on disk now, in the log's order.

    Raises:
        Refused: one of them is gone, or cannot be read.
    """
    paths = dict.fromkeys(marked.path for marked in session.marked)
    in_order = sorted(paths, key=lambda path: session.log.place_of(path) or 0)
    try:
        return [folder.read(path) for path in in_order]
    except (NoSuchPost, Unreadable) as fault:
        raise Refused(f"{fault}; something in it was marked: esc clears the marks") from fault


def has_unsaved(session: Session, post: Post, index: int | None) -> bool:
    """Whether there is unsaved text for an entry of the post, or for the whole of it."""
    texts = (text for text in session.unsaved if text.path == post.path)
    return any(text.place_in(post) in (0, index or 0) for text in texts)


def refuse_unsaved_of(session: Session, places: Places) -> None:
    """Refuse to act on entries for which text is unsaved.

    Raises:
        Refused: there is such text.
    """
    for post, index in places:
        if has_unsaved(session, post, index):
            raise Refused(f"“{_title(post, index)}” has text that is not yet saved (*): save it first (e, then ctrl+s)")


def question_of_deleting_marked(session: Session, places: Places) -> str:
    """What is asked before the marked entries go: how many, and which."""
    refuse_unsaved_of(session, places)
    lines = [f"Delete {_count(places)}?"]
    for post in dict.fromkeys(post.path for post, _ in places):
        here = [(there, index) for there, index in places if there.path == post]
        lines.append(f"\n{here[0][0].name}")
        lines += [f"  “{_title(there, index)}”" for there, index in here]
    return "\n".join([*lines, "", f"u brings {'it' if len(places) == 1 else 'them all'} back."])


def deleting_marked(folder: LogFolder, session: Session, places: Places) -> Acted:
    """The marked entries deleted, as they were when the reader was asked, in one change; nothing is marked then.

    Raises:
        Fault: it could not be done, and nothing was changed.
    """
    places = [as_now(folder, post, index) for post, index in places]
    return _seen(folder, session, acts.delete_entries(folder, places))


def targets_of_marked(
    folder: LogFolder, session: Session, places: Places, today: datetime.date, dates: Dates
) -> Targets:
    """The weeks that the marked entries can be moved to.

    Raises:
        Refused: they cannot be moved.
    """
    refuse_alone(folder)
    refuse_unsaved_of(session, places)
    but = frozenset(post.path for post, _ in places)
    return Targets(session, but, _count(places), today, folder.conventions.first_day, dates)


def moving_marked(folder: LogFolder, session: Session, places: Places, target: Target) -> Acted:
    """The marked entries moved to the end of a week's post in one change; nothing is marked then.

    Raises:
        Fault: it could not be done, and nothing was changed.
    """
    places = [as_now(folder, post, index) for post, index in places]
    return _seen(folder, session, acts.move_entries(folder, places, post_of(folder, session, target)))


def to_merge(folder: LogFolder, session: Session) -> tuple[Post, int, int]:
    """What is to be made one entry: the two that are marked, or the chosen one and the next; the first keeps its head.

    Raises:
        Refused: there are not two to be made one.
    """
    if session.marked:
        places = marked_entries(folder, session)
        if len(places) != 2 or places[0][0].path != places[1][0].path:
            raise Refused(f"{told(session)}: two entries of one week are made one")
        (post, first), (_, second) = places
    else:
        refuse_over_whole(session)
        post, index = chosen(session), session.index
        if index is None:
            raise Refused("Choose an entry to merge it with the one below it")
        if index == len(post.entries):
            raise Refused("This is the last entry: k goes to the one above, which can take it in")
        post, first = as_now(folder, post, index)
        second = first + 1
        if post.entry(second) is None:
            raise Refused("There is no entry below this one any more")
    refuse_unsaved_of(session, [(post, first), (post, second)])
    return post, first, second


def question_of_merging(post: Post, first: int, second: int) -> str:
    """What is asked before two entries are made one."""
    return (
        f"Merge two entries into one?\n“{_title(post, first)}”\ntakes in\n“{_title(post, second)}”\n\n"
        "The first keeps its title, link and kind. What the second says goes below it, with its link; whom it credits "
        "is credited there too. u parts them again."
    )


def merging(folder: LogFolder, session: Session, post: Post, first: int, second: int) -> Acted:
    """Two entries of a post made one, as they were when the reader was asked; it is chosen, and nothing is marked.

    Raises:
        Fault: it could not be done, and nothing was changed.
    """
    post, first = as_now(folder, post, first)
    done = acts.merge_entries(folder, post, first, second)
    return seen_after(folder, unmarking(session), done, (done.posts[0], done.index))


@dataclass(frozen=True, slots=True)
class Splitting:
    """Where an entry is to be made two."""

    post: Post
    index: int
    """The entry's, from 1."""
    at: int
    """A byte of the line that the second begins with."""
    has_head: bool
    """Whether what stands there can be the second's head; else it wants a title."""

    @property
    def named(self) -> str:
        """The entry, in words."""
        return f"“{_title(self.post, self.index)}”"

    @property
    def needs_link(self) -> bool:
        """Whether entries of this post begin with a link, so that a title alone makes none."""
        return self.post.form in ("list", "paragraph")

    @property
    def kind(self) -> str:
        """The entry's kind; empty for none."""
        entry = self.post.entry(self.index)
        return (entry.kind if entry else None) or ""


def splitting_of(folder: LogFolder, text: UnsavedText, line: int) -> Splitting:
    """Where the entry is split that stands in the editor as `text`, at its line `line`, from 0.

    Raises:
        Refused: it cannot be split there.
    """
    from readtui.grammar.changing.parting import begins_with_head
    from readtui.grammar.changing.refusing import WouldLose
    from readtui.grammar.lines import LineTable

    if text.is_changed:
        raise Refused("What is typed here is not yet saved: ctrl+s saves it, then ctrl+t splits")
    starts = LineTable.of(text.base).starts
    at = text.span.start + starts[min(line, len(starts) - 1)]
    try:
        post = folder.read(text.path)
    except (NoSuchPost, Unreadable) as fault:
        raise Refused(str(fault)) from fault
    if post.source != text.source:
        raise Refused(f"{text.path}: changed on disk since it was opened; esc, then e opens it as it is now")
    entry = next((entry for entry in post.entries if entry.span.start <= at < entry.span.end), None)
    if entry is None:
        raise Refused("The cursor is in no entry: an entry is split at a line of its note")
    try:
        return Splitting(post, entry.index, at, begins_with_head(post, entry.index, at))
    except WouldLose as refused:
        raise Refused(f"{str(refused)[:1].upper()}{str(refused)[1:]}") from refused


class NewHead(NamedTuple):
    """What the reader typed for the head of the second entry; empty where they need not."""

    title: str = ""
    link: str = ""
    kind: str = ""


def splitting(folder: LogFolder, session: Session, where: Splitting, head: NewHead) -> Acted:
    """The entry made two; the second is chosen.

    Raises:
        Fault: it could not be done, and nothing was changed.
    """
    title, link, kind = (part.strip() or None for part in head)
    done = acts.split_entry(folder, where.post, where.index, where.at, kind, title, link)
    return seen_after(folder, session, done, (done.posts[0], done.index))


def _seen(folder: LogFolder, session: Session, done: Done) -> Acted:
    """The session once that is done to what was marked: nothing is any more, and the choice stays, or falls near."""
    acted = seen_after(folder, unmarking(session), done)
    return replace(acted, session=acted.session.staying())


def _count(places: Places) -> str:
    return f"“{_title(*places[0])}”" if len(places) == 1 else f"{len(places)} entries"


def _title(post: Post, index: int) -> str:
    entry = post.entry(index)
    return one_line(entry.title) if entry else ""
