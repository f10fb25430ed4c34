"""Editing: the edits of an entry, each a splice of no more bytes than it is about."""

from readtui.grammar.changing.fields import setting_bylines, setting_kind, setting_title, setting_url
from readtui.grammar.changing.notes import setting_note
from readtui.grammar.changing.placing import entry_at
from readtui.grammar.changing.refusing import WouldLose, refusal
from readtui.grammar.lineends import ends_line, with_line_ends
from readtui.model.post import Post
from readtui.model.span import Splice

__all__ = [
    "WouldLose",
    "refusal",
    "replacing",
    "setting_bylines",
    "setting_kind",
    "setting_note",
    "setting_title",
    "setting_url",
]


def replacing(post: Post, index: int | None, text: bytes) -> Splice:
    """The splice that puts `text` where the entry at `index` stands, or for None where the whole post does.

    The text takes the entry's line ends, and ends its last line where the entry did: two entries are never glued.

    Raises:
        WouldLose: there is no such entry.
    """
    if index is None:
        return Splice(post.span_of(None), text)
    entry = entry_at(post, index)
    old = entry.span.of(post.source)
    text = with_line_ends(text, old, post.source)
    return Splice(entry.span, ends_line(text, old, post.source))
