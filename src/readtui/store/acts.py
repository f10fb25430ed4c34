"""Acts: what the screen and the command line do to a log's entries and posts, each one change that can be taken back.

The grammar is imported by the acts: a screen can be up before the first is done.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice

from readtui.model.entry import Entry
from readtui.model.post import Post, PostRow
from readtui.model.printable import one_line
from readtui.model.span import splicing
from readtui.model.week import Week
from readtui.store.changes.doing import Done
from readtui.store.changes.edits import Edit, Making
from readtui.store.faults import NoSuchEntry, NotEditable, Refused, WouldLoseEntry
from readtui.store.folder import LogFolder

_FEW = 8


def delete_entry(folder: LogFolder, post: Post, index: int) -> Done:
    """Take the entry at `index`, from 1, out of the post.

    Raises:
        Fault: it could not be done, and nothing was changed.
    """
    from readtui.grammar.arranging import deleting

    entry = _entry(post, index)
    with _refusing(post.path):
        splices = deleting(post, index)
    done = folder.change([Edit(post, splices, index)], f"deleted {_quoted(entry)} from {post.path}", is_loss=True)
    return replace(done, index=None)


def delete_post(folder: LogFolder, post: Post) -> Done:
    """Delete the post, with all its entries.

    Raises:
        Fault: it could not be done, and nothing was changed.
    """
    if not post.source and not post.is_editable:  # a pipe, a link out of the log: the history could not keep it
        raise NotEditable(post.path, next(each.message for each in post.problems if each.forbids_editing))
    return folder.delete(post, f"deleted {post.path}")


def reorder_entry(folder: LogFolder, post: Post, index: int, to: int) -> Done:
    """Make the entry at `index` the post's entry at `to`, both from 1; `Done.index` is where it stands now.

    Raises:
        Fault: it could not be done, and nothing was changed.
    """
    from readtui.grammar.arranging import reordering

    entry = _entry(post, index)
    _entry(post, to)
    with _refusing(post.path):
        splices = reordering(post, index, to)
    where = "up" if to < index else "down"
    done = folder.change([Edit(post, splices, None)], f"moved {_quoted(entry)} {where} in {post.path}")
    return replace(done, index=_index_of(done.posts[0], entry.span.of(post.source), to))


def move_entry(folder: LogFolder, post: Post, index: int, to: Post | Making) -> Done:
    """Move the entry at `index`, from 1, to the end of another post, which is written first, and may be a new one.

    `Done.posts` are that and the one it came from, `Done.index` is its place there; None where it does not show.

    Raises:
        Fault: it could not be done, and nothing was changed.
    """
    from readtui.grammar.arranging import deleting
    from readtui.grammar.carrying import carrying

    entry = _entry(post, index)
    if to.path == post.path:
        raise Refused(f"{_quoted(entry)} is in {post.path} already")
    target = _read(to)
    with _refusing(to.path):
        text = carrying(post, index, target)
    with _refusing(post.path):
        away = Edit(post, deleting(post, index), index)
    return _put(folder, to, text, [away], f"moved {_quoted(entry)} from {post.path} to {to.path}")


def add_entry(folder: LogFolder, to: Post | Making, text: bytes, name: str) -> Done:
    """Put the text of a new entry behind the post's last; the post may be a new one. `name` is what it is told by.

    `Done.index` is its place there, from 1; None where it does not show as an entry.

    Raises:
        Fault: it could not be done, and nothing was changed.
    """
    return _put(folder, to, text, [], f"added “{one_line(name)}” to {to.path}")


def models_of(folder: LogFolder, rows: Sequence[PostRow]) -> list[Post]:
    """The newest few posts of the log's series, which show how it writes one; `rows` are the log's, newest first."""
    from readtui.model.series import series_of

    series = series_of(rows) or [row for row in rows if row.day is not None]
    return list(islice((post for row in series if (post := folder.open(row.path)).is_editable), _FEW))


def post_for(folder: LogFolder, rows: Sequence[PostRow], week: Week) -> Making:
    """The post of a week, as this log writes its posts, to be made; `rows` are those of the log, newest first.

    Raises:
        Refused: there is no telling how this log writes them.
    """
    from readtui.grammar.composing import new_post
    from readtui.grammar.refusing import WouldLose

    try:
        return Making(*new_post(models_of(folder, rows), week, folder.conventions.first_day))
    except WouldLose as refused:
        raise Refused(f"no post was made: {refused}") from refused


def make_post(folder: LogFolder, post: Making) -> Done:
    """Make the post.

    Raises:
        TargetExists: there is a file of that name.
        Fault: it could not be done, and nothing was changed.
    """
    return folder.change([post], f"made {post.path}")


def _put(folder: LogFolder, to: Post | Making, text: bytes, others: list[Edit], what: str) -> Done:
    """The text put at the end of a post, and then the other edits made."""
    from readtui.grammar.arranging import adding
    from readtui.grammar.posts import read_post

    target = _read(to)
    with _refusing(to.path):
        splices = adding(target, text)
    after = read_post(to.path, splicing(target.source, splices))
    first = Making(to.path, after.source) if isinstance(to, Making) else Edit(to, splices, None)
    done = folder.change([first, *others], what)
    if len(after.entries) == len(target.entries):
        return replace(done, index=None)
    added = after.entries[-1]
    return replace(done, index=_index_of(done.posts[0], added.span.of(after.source), added.index))


def _read(post: Post | Making) -> Post:
    from readtui.grammar.posts import read_post

    return read_post(post.path, post.source) if isinstance(post, Making) else post


def _entry(post: Post, index: int) -> Entry:
    entry = post.entry(index)
    if entry is None:
        raise NoSuchEntry(post.path, index, len(post.entries))
    return entry


def _index_of(post: Post, text: bytes, likely: int) -> int | None:
    """Which entry has this text, from 1, where others may have changed the post meanwhile; `likely` if that has."""
    same = [entry.index for entry in post.entries if entry.span.of(post.source).rstrip() == text.rstrip()]
    return likely if likely in same else same[-1] if same else None


def _quoted(entry: Entry) -> str:
    return f"“{one_line(entry.title)}”"


@contextmanager
def _refusing(path: str) -> Iterator[None]:
    """What the grammar does not do is refused."""
    from readtui.grammar.refusing import WouldLose

    try:
        yield
    except WouldLose as refused:
        raise WouldLoseEntry(path, str(refused)) from refused
