"""Cross-link: a link from one post of the log to an entry of another, in markdown."""

import posixpath
import re
from urllib.parse import quote

from readtui.grammar.blocks import read_structure
from readtui.grammar.entries import MOST_BYTES, MOST_LINES
from readtui.grammar.inline import text_of
from readtui.model.post import Post
from readtui.model.printable import one_line

_MARKS = re.compile(r"([\\`*\[\]<~]|(?<!\w)_|_(?!\w)|&(?=#?\w+;))")
_ESCAPED = r"\\\g<0>"
_HEADING = re.compile(r"(?:\[([^\[\]]+)\]\s+)?(?:\[([^\[\]]*)\](?:\([^()\s]*\)|\[[^\[\]]*\])?|([^\[\]()]*))")
_PLAIN = re.compile(r"[\w ,:;?-]+")
"""What headings are made of that Hugo makes a name of in one way: quotes, stops and marks it takes apart."""
_NO_PART = re.compile(r"[^\w -]")
_NOT_IN_SHORTCODES = re.compile(r"[\"`\\<>\s]|--|\{\{|\}\}")


def cross_link(text: str, place: str) -> str:
    """The link with this text, whatever it holds, to a place as `hugo_place` or `relative_place` writes it."""
    return f"[{_MARKS.sub(_ESCAPED, one_line(text))}]({place})"


def hugo_place(path: str, anchor: str | None) -> str | None:
    """Where the post at `path` below the site's content is, for Hugo to resolve; None where it cannot be said so."""
    place = f"/{path}{f'#{anchor}' if anchor else ''}"
    return None if _NOT_IN_SHORTCODES.search(place) else f'{{{{< relref "{place}" >}}}}'


def relative_place(path: str, from_path: str) -> str:
    """Where the post at `path` is, seen from another."""
    return quote(posixpath.relpath(path, posixpath.dirname(from_path) or "."), errors="surrogateescape")


def anchor_of(post: Post, index: int) -> str | None:
    """The name that Hugo gives to the heading of an entry, where it is plain enough to be certain; else None."""
    entry, body = post.entry(index), post.body
    if entry is None or post.form != "heading" or len(body) > MOST_BYTES:
        return None
    if post.source.count(b"\n", body.start) > MOST_LINES:
        return None
    names: list[str | None] = []
    for block in read_structure(post.source, body).blocks:
        if block.kind == "heading" and block.text is not None:
            names.append(_name(text_of(block.text.of(post.source))))
            if block.first == entry.line:
                break
    name = names.pop() if names else None
    count = names.count(name)
    return f"{name}-{count}" if name and count else name


def _name(heading: str) -> str | None:
    """The name of a heading that reads so, by itself; None where that is not certain."""
    found = _HEADING.fullmatch(heading.strip())
    text = " ".join(filter(None, found.groups())) if found else ""
    if not _PLAIN.fullmatch(text) or "--" in text or "__" in text:
        return None
    return _NO_PART.sub("", text).lower().replace(" ", "-")
