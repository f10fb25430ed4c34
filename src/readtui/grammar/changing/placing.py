"""Placing: an entry that is to be edited, where new lines of it go, and what the post reads like afterwards."""

import re

from readtui.grammar.changing.refusing import WouldLose
from readtui.model.entry import Entry
from readtui.model.post import Post
from readtui.model.printable import one_line
from readtui.model.span import Span, Splice

_ITEM_MARK = re.compile(rb"[ \t]*(?:[-+*]|\d{1,9}[.)])[ \t]{1,4}")
_LINE_ENDS = (b"\r\n", b"\n", b"\r")


def entry_at(post: Post, index: int) -> Entry:
    """The entry at `index`, counted from 1.

    Raises:
        WouldLose: there is no such entry.
    """
    entry = post.entry(index)
    if entry is None:
        raise WouldLose(f"there is no entry {index} in {one_line(post.path)}; it has {len(post.entries)}")
    return entry


def after_splice(post: Post, entry: Entry, splice: Splice) -> tuple[Post, Entry | None]:
    """The post as it reads back with the splice made, and the entry that begins where `entry` did."""
    from readtui.grammar.posts import read_post  # loads the parser, which asking for an entry does not need

    after = read_post(post.path, splice.apply(post.source))
    return after, next((found for found in after.entries if found.span.start == entry.span.start), None)


def below_head(source: bytes, entry: Entry) -> Span:
    """The place below the head: behind its line end, or where text follows on its line, what sets that off."""
    end = entry.places.head.end
    for mark in _LINE_ENDS:
        if source.startswith(mark, end):
            return Span(end + len(mark), end + len(mark))
    return Span(end, entry.places.note.start if entry.places.bylines is None else end)


def starts_line(source: bytes, at: int) -> bool:
    """Whether a line begins at this place."""
    return source[:at].endswith((b"\n", b"\r")) if at else True


def indentation(post: Post, entry: Entry) -> bytes:
    """What the lines of the entry's text begin with below its first: spaces in a list item, else nothing."""
    match = _ITEM_MARK.match(post.source, entry.span.start) if post.form == "list" else None
    return b" " * len(match.group()) if match else b""
