"""News: what others did to the log's files."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from readtui.model.log import ReadingLog, changing
from readtui.model.post import Post, PostRow
from readtui.model.problem import Problem

GONE = Problem("gone", None, "The file is no longer there: it was moved or deleted. What you typed for it is kept.")
"""What is wrong with a post that is gone while text for it is unsaved, which can still be edited."""


@dataclass(frozen=True, slots=True)
class News:
    """What others did to the log's files since they were last looked at."""

    rows: tuple[PostRow, ...] = ()
    """Those of posts that are new, changed, or there under a new name, as they are now."""
    posts: tuple[Post, ...] = ()
    """Those of them whole that the session holds on to: the chosen one, and those with unsaved text."""
    gone: frozenset[str] = frozenset()
    """The paths of posts that are no longer there, old names included."""
    renamed: Mapping[str, str] = field(default_factory=dict)
    """New names by the old ones."""
    trouble: str = ""
    """What keeps the folder from being watched, or from being there, in a sentence; empty where nothing new does."""
    before: ReadingLog[PostRow] | None = None
    after: ReadingLog[PostRow] | None = None
    """The log once this is known, if it was `before`: to go through a long one takes too long to be done at a key."""

    def told_to(self, log: ReadingLog[PostRow]) -> ReadingLog[PostRow]:
        """The log once this is known."""
        if log is self.before and self.after is not None:
            return self.after
        return changing(log, self.rows, self.gone)
