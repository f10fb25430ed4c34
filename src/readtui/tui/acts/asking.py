"""Asking: how the form of a new entry comes to know what it asks: of the log, of its index, of the web."""

import os
from functools import partial
from typing import TYPE_CHECKING

from readtui.grammar.making.pagewords import day_in_words
from readtui.model.post import Post
from readtui.model.session import Session
from readtui.store.faults import Fault
from readtui.store.folder import LogFolder
from readtui.store.seen import Seen, seen_before
from readtui.tui.acts.capturing import Capturing
from readtui.tui.acts.completing import LogNames
from readtui.tui.setting import Setting

if TYPE_CHECKING:
    from readtui.model.page import PageFacts


def capturing(setting: Setting, session: Session, post: Post) -> Capturing:
    """What the form of a new entry for this post can ask."""
    _load_parsers()
    folder = setting.folder
    environ = None if setting.is_thrown_away or folder.only is not None else os.environ
    return Capturing(
        partial(LogNames.of, folder, environ, session.log.posts, post),
        lambda url: seen_before(folder, url, os.environ),
        partial(_looked_up, allows_private=setting.asks_private),
        partial(_linked, folder, post),
    )


def _load_parsers() -> None:
    """Load here what reads posts: two threads that do so at once may each get the other's half of a package.

    A package goes before its modules: who begins with one of these holds it while waiting for the whole.
    """
    import markdown_it
    import markdown_it.common.utils  # noqa: F401

    import readtui.store.conventions.learning  # noqa: F401


def _looked_up(url: str, *, allows_private: bool) -> "PageFacts":
    from readtui.web.allowing import Allowing  # sockets and parsers, for who asks for them
    from readtui.web.lookup import look_up

    return look_up(url, Allowing(private=allows_private))


def _linked(folder: LogFolder, post: Post, seen: Seen) -> str:
    from readtui.store.conventions.crosslinks import link_to_entry

    when = f", on {day_in_words(seen.day)}" if seen.day else ""
    try:
        return f"Read before{when}: {link_to_entry(folder, seen.post, seen.index, post.path)}"
    except Fault:  # it is gone meanwhile
        return ""
