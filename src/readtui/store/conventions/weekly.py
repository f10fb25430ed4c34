"""Weekly: the post to be made for a week, and the posts of the log that show how it writes such."""

import datetime
from collections.abc import Iterable, Sequence
from functools import partial

from readtui.model.conventions import NOTHING_CHOSEN, Chosen
from readtui.model.post import Form, Post, PostRow
from readtui.model.week import Week
from readtui.store.changes.edits import Making
from readtui.store.conventions.learning import newest_of
from readtui.store.faults import Refused
from readtui.store.folder import LogFolder

_FEW = 8


def models_of(folder: LogFolder, rows: Iterable[PostRow]) -> list[Post]:
    """The newest few posts of the log that show how one is made; `rows` are the log's, newest first."""
    return newest_of(folder, rows, _FEW)


def post_for(
    folder: LogFolder,
    models: Sequence[Post],
    week: Week,
    *,
    title: str | None = None,
    day: datetime.date | None = None,
) -> Making:
    """The post to be made for a week, written as `models` are, the newest posts of the series.

    What the reader settled in the configuration goes before that, and so does the site's archetype for the section.
    `title` and `day` are what it is called and the day it is dated on, where that is not as usual.

    Raises:
        Refused: it would not read back as meant.
    """
    from readtui.grammar.changing.refusing import WouldLose
    from readtui.grammar.making.newposts import Asked, new_post
    from readtui.store.conventions.archetype import archetype_for

    can_learn = any(post.day is not None and post.front_matter.values for post in models)
    archetype_of = partial(archetype_for, folder, is_last_resort=not can_learn)
    try:
        asked = Asked(title, day)
        return Making(*new_post(models, week, folder.conventions.first_day, asked, folder.chosen, archetype_of))
    except WouldLose as refused:
        raise Refused(f"no post was made for the week {week.start} to {week.end}: {refused}") from refused


def like_for(post: Post | None, models: Iterable[Post], chosen: Chosen = NOTHING_CHOSEN) -> Post | None:
    """The post whose entries show how a new one is written: `post` itself, else the newest of `models` with any.

    For a post without entries it is one in the form that the reader has chosen; where none is, an example of it.
    """
    if post and post.entries:
        return post
    with_entries = (each for each in models if each.entries)
    if chosen.entry_form is None and chosen.heading_level is None:
        return next(with_entries, None)
    form = chosen.entry_form or "heading"
    return next((each for each in with_entries if _is_in_form(each, form, chosen.heading_level)), None) or _example(
        form, chosen.heading_level or 2
    )


def _is_in_form(post: Post, form: Form, level: int | None) -> bool:
    if post.form != form or form != "heading" or level is None:
        return post.form == form
    return post.source.startswith(b"#" * level + b" ", post.entries[-1].span.start)


def _example(form: Form, level: int) -> Post:
    from readtui.grammar.posts import read_post

    link = b"[One](https://example.org/one)"
    line = {"heading": b"#" * level + b" " + link, "list": b"- " + link}.get(form, b"**" + link + b"**")
    return read_post("example.md", line + b"\n")
