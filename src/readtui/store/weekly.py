"""Weekly: the post to be made for a week, and the posts of the log that show how it writes such."""

from collections.abc import Iterable, Sequence
from itertools import islice

from readtui.model.post import Post, PostRow
from readtui.model.series import series_of
from readtui.model.week import Week
from readtui.store.changes.edits import Making
from readtui.store.faults import Refused
from readtui.store.folder import LogFolder

_FEW = 8


def models_of(folder: LogFolder, rows: Iterable[PostRow]) -> list[Post]:
    """The newest few posts of the log's series, read whole; without a series the newest that have a day.

    `rows` are the log's, newest first.
    """
    rows = list(rows)
    posts = (folder.open(row.path) for row in series_of(rows) or rows if row.day is not None)
    return list(islice((post for post in posts if post.is_editable), _FEW))


def post_for(folder: LogFolder, models: Sequence[Post], week: Week) -> Making:
    """The post to be made for a week, written as `models` are, the newest posts of the series.

    Raises:
        Refused: it would not read back as meant.
    """
    from readtui.grammar.composing import new_post
    from readtui.grammar.refusing import WouldLose

    try:
        return Making(*new_post(models, week, folder.conventions.first_day))
    except WouldLose as refused:
        raise Refused(f"no post was made for the week {week.start} to {week.end}: {refused}") from refused


def like_for(post: Post | None, models: Iterable[Post]) -> Post | None:
    """The post whose entries show how a new one is written: `post` itself, else the newest of `models` with any."""
    return next((each for each in (post, *models) if each and each.entries), None)
