"""readtui: browse and edit a reading log, the markdown post folder of a blog, by keyboard and over SSH."""

import os

# For the type checker alone: every command imports this module, and nothing here may cost it anything.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from readtui.model.log import ReadingLog
    from readtui.model.post import Post

__version__ = "0.1.0"
__all__ = ["__version__", "open_log"]


def open_log(path: "str | os.PathLike[str]", *, sections: "Iterable[str]" = ()) -> "ReadingLog[Post]":
    """The log at `path`, a post folder, a site or a post; of its posts those in `sections`, if any are named.

    It is a snapshot of immutable values, which `readtui.model` tells about; nothing is ever written.

        >>> import readtui
        >>> log = readtui.open_log("blog")  # doctest: +SKIP
        >>> [entry.title for post in log for entry in post.entries if entry.kind == "Talk"]  # doctest: +SKIP

    Raises:
        readtui.store.faults.NoLog: there is no log.
    """
    from pathlib import Path

    from readtui.store.folder import LogFolder
    from readtui.store.locate import locate

    place = locate(os.fspath(path), None, {}, Path.cwd())
    return LogFolder(place.root, tuple(sections), only=place.post).load()
