"""Acts: what the reader does to the log from its lists, and the session after it; the screen shows that and says so."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from readtui.model.narrowing import near
from readtui.model.post import Post
from readtui.model.printable import one_line
from readtui.model.searching import next_hit
from readtui.model.session import Session
from readtui.model.unsaved import UnsavedText
from readtui.store import acts
from readtui.store.changes.doing import Done
from readtui.store.faults import ChangedOnDisk, Conflict, NoSuchPost, Refused
from readtui.store.folder import LogFolder

if TYPE_CHECKING:
    from readtui.store.changes.undoing import Settling
    from readtui.tui.dialogs.conflict import Whose


@dataclass(frozen=True, slots=True)
class Acted:
    """What an act left."""

    session: Session
    told: str
    """What was done, as a sentence."""


def question_of_deleting(session: Session, *, is_whole: bool) -> str:
    """What is asked before the chosen entry goes, or the post as a whole.

    Raises:
        Refused: it cannot be deleted; the sentence says why.
    """
    post, entry = chosen(session), session.entry
    if is_whole or entry is None:
        count = len(post.entries)
        those = {0: "", 1: " with its entry"}.get(count, f" with its {count} entries")
        named = f"the post{those}?\n“{post.name}”\n{one_line(post.path)}"
        is_unsaved = any(text.path == post.path for text in session.unsaved)
    else:
        refuse_over_whole(session)
        named = f"“{one_line(entry.title)}”?\nEntry {entry.index} of {len(post.entries)} in “{post.name}”"
        is_unsaved = session.unsaved_for(session.index) is not None
    unsaved = "It has text that is not yet saved (*), which goes with it. " if is_unsaved else ""
    return f"Delete {named}\n\n{unsaved}u brings {'both' if is_unsaved else 'it'} back."


def deleting(folder: LogFolder, session: Session, post: Post, index: int | None) -> Acted:
    """An entry of a post deleted, or for None the post as a whole, as they were when the reader was asked.

    Raises:
        Conflict: others changed the post since.
        Fault: it could not be done, and nothing was changed.
    """
    if index is None:
        return seen_after(folder, session, acts.delete_post(folder, post))
    post, index = as_now(folder, post, index)
    done = acts.delete_entry(folder, post, index)
    return seen_after(folder, session, done, (done.posts[0], min(index, len(done.posts[0].entries)) or None))


def reordering(folder: LogFolder, session: Session, by: int) -> Acted:
    """The chosen entry moved down by so many places in its post, or up where that is negative.

    Raises:
        Fault: it could not be done, and nothing was changed.
    """
    post, index = chosen(session), session.index
    if index is None:
        raise Refused("Choose an entry to move it up or down")
    refuse_over_unsaved(session)
    if not 0 < index + by <= len(post.entries):
        raise Refused(f"This is the {'first' if by < 0 else 'last'} entry: m moves it to another week")
    post, index = as_now(folder, post, index)
    done = acts.reorder_entry(folder, post, index, max(1, min(index + by, len(post.entries))))
    return seen_after(folder, session, done, (done.posts[0], done.index))


def taking_back(
    folder: LogFolder, session: Session, which: Literal["undo", "redo"], settling: "Settling" = "ask"
) -> Acted:
    """The last change to the log taken back, or made again; the post that it touched is chosen.

    Raises:
        Conflict: others wrote there since, and `settling` is `ask`.
        NothingToUndo: there is none.
        Fault: it could not be done, and nothing was changed.
    """
    return seen_taken_back(folder, session, taken_back(folder, which, settling))


def taken_back(folder: LogFolder, which: Literal["undo", "redo"], settling: "Settling" = "ask") -> Done:
    """The last change to the log taken back, or made again; it may be done in any thread.

    Raises:
        Conflict: others wrote there since, and `settling` is `ask`.
        NothingToUndo: there is none.
        Fault: it could not be done, and nothing was changed.
    """
    return folder.undo(settling=settling) if which == "undo" else folder.redo(settling=settling)


def seen_taken_back(folder: LogFolder, session: Session, done: Done) -> Acted:
    """The session once that is taken back, or made again; the post that it touched is chosen."""
    if done.posts:
        return seen_after(folder, session, done, (done.posts[0], done.index))
    return seen_after(folder, replace(session, path=done.gone[0]) if done.gone else session, done)


def ways_to_settle(conflict: Conflict) -> "Mapping[Whose, str]":
    """What can be done where others wrote since in what is to be taken back, in words."""
    if conflict.theirs is None:
        return {"mine": "make the file again, as it was", "theirs": "leave it deleted"}
    if conflict.mine is None:
        return {"mine": "delete it all the same; u brings it back", "theirs": "leave it as it is now"}
    return {
        "both": "keep both: what is there now, and below it what was",
        "mine": "take what was; what is there now can be had back by u",
        "theirs": "leave it as it is now",
    }


def seen_after(folder: LogFolder, session: Session, done: Done, at: tuple[Post, int | None] | None = None) -> Acted:
    """The session once that is done, at a post and one of its entries; else the choice stays, or falls to the next.

    In a search the choice goes to what is listed, also in another post, unless an entry came into the post by it.
    """
    before, session = session.post, session.acting(done.posts, done.gone)
    if at:
        post, index = at
        is_known = before is not None and before.path == post.path and len(before.entries) >= len(post.entries)
        if index and is_known:
            index = near(session.narrowing, post, index)
            target = next_hit(session, 1) if index is None else None
            post, index = (folder.open(target.path), target.index) if target else (post, index)
        session = session.choosing_week(post).choosing_entry(index)
    elif session.post is None and session.path is not None:
        session = session.choosing_week(folder.open(session.path))
    told = f"{done.what[:1].upper()}{done.what[1:]}"
    return Acted(session, f"{told}: {done.remark}" if done.remark else told)


def chosen(session: Session) -> Post:
    """The chosen post.

    Raises:
        Refused: there is none.
    """
    if session.gap:
        which = "This week has" if session.gap.is_one else "These weeks have"
        raise Refused(f"{which} no post yet: enter makes one")
    if session.post is None:
        raise Refused("Nothing fits this search" if session.log.posts else "There is no post yet: A makes one")
    return session.post


def as_now(folder: LogFolder, post: Post, index: int) -> tuple[Post, int]:
    """The post as it is on disk now, and where the entry at `index` stands in it.

    Raises:
        ChangedOnDisk: others changed the entry, or the post is gone.
    """
    try:
        there = folder.read(post.path)
    except NoSuchPost:
        raise ChangedOnDisk(post.path, "moved or deleted on disk") from None
    here = UnsavedText.over(post, index).anchored_in(there)
    if here is None or here.index is None:
        raise ChangedOnDisk(post.path)
    return there, here.index


def refuse_alone(folder: LogFolder) -> None:
    """Refuse what needs other posts where a single one is open.

    Raises:
        Refused: it is.
    """
    if folder.only is not None:
        raise Refused("Only this post is open: open its folder (readtui PATH) for other weeks")


def refuse_over_whole(session: Session) -> None:
    """Refuse to act on an entry while text of its whole post is unsaved: that would take it back.

    Raises:
        Refused: there is such text.
    """
    if session.unsaved_for(None):
        raise Refused("The whole post has text that is not yet saved (*): save it first (1, e, then ctrl+s)")


def refuse_over_unsaved(session: Session) -> None:
    """Refuse to move an entry about while text for it, or for its whole post, is unsaved.

    Raises:
        Refused: there is such text.
    """
    refuse_over_whole(session)
    if session.unsaved_for(session.index):
        raise Refused("This entry has text that is not yet saved (*): save it first (e, then ctrl+s)")
