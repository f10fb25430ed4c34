"""Ahead: the first detail, laid out by the process that reads the rows while the screen is still being loaded.

A markdown parser takes 30 ms to load, a tenth of the time to the first frame.
"""

from typing import TYPE_CHECKING, NamedTuple

from readtui.model.entry import Entry
from readtui.model.post import Post
from readtui.tui.drawing.glyphs import Glyphs

if TYPE_CHECKING:  # this module is loaded before that process begins
    from readtui.tui.drawing.runs import Line

_WIDE, _NARROW = 120, 70
_MARGINS = 2


class LaidOut(NamedTuple):
    """What the detail shows of a post that was just opened, for one width."""

    post: Post
    width: int
    """In cells, without the margins."""
    lines: "list[Line]"

    def fits(self, post: Post, entry: Entry | None, width: int) -> bool:
        """Whether these are the lines of this entry, or for None of the whole post."""
        return width == self.width and post == self.post and entry == _first_choice(post)


def lay_out_ahead(columns: int, glyphs: Glyphs, post: Post) -> LaidOut | None:
    """The detail of the post on a terminal of so many columns; None where it is not shown beside the weeks."""
    from readtui.tui.drawing.details import details

    width = detail_width(columns)
    if width is None:
        return None
    return LaidOut(post, width, details(post, _first_choice(post), width, glyphs, is_source=False))


def detail_width(columns: int) -> int | None:
    """How wide the detail's text is on such a terminal, as `app.tcss` has it; None where the weeks stand alone."""
    if columns < _NARROW:
        return None
    return columns - (54 if columns >= _WIDE else columns * 42 // 100) - _MARGINS


def _first_choice(post: Post) -> Entry | None:
    from readtui.model.session import Session

    return Session().choosing_week(post).entry
