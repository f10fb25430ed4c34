"""Copying: what of an entry or a post can be copied, each with its key."""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass

from readtui.grammar.inline import text_of
from readtui.grammar.mentions import quotes_of
from readtui.model.entry import Entry
from readtui.model.links import address
from readtui.model.post import Post
from readtui.model.printable import one_line, one_row, visible

_MARKUP = re.compile(r"([\\\[\]*_`<>])")
_IN_TARGET = re.compile(r"([\\()<>])")
_LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class Copyable:
    """Something that can be copied."""

    key: str
    """The key that copies it."""
    what: str
    """What it is, in words."""
    text: str
    """Printable, line ends and tabs aside."""
    remark: str = ""
    """What was made of it so that it is printable."""

    @property
    def glimpse(self) -> str:
        """The text on one line, or how many lines it has."""
        lines = _LINE_END.split(self.text)
        count = len(lines) - (not lines[-1])
        return one_line(self.text) if count == 1 else f"{count} lines"


def copyables(post: Post, entry: Entry | None) -> tuple[Copyable, ...]:
    """What of the entry can be copied, or for None of the post as a whole; nothing that it has not."""
    return tuple(each for each in (_of_entry(post, entry) if entry else _of_post(post)) if each.text)


def place_of(post: Post, entry: Entry | None) -> str:
    """The post, or its entry, as a shell takes it for an argument of readtui; empty for a path that cannot be typed."""
    if one_row(post.path) != post.path:
        return ""
    place = f"{post.path}#{entry.index}" if entry else post.path
    # A `#` inside a word begins no comment.
    return place if shlex.quote(post.path) == post.path else shlex.quote(place)


def _of_entry(post: Post, entry: Entry) -> Iterator[Copyable]:
    link, title = address(entry.url or "").text, one_line(entry.title)
    yield Copyable("l", "the link", link)
    yield Copyable("t", "the title", title)
    if link and title:
        both = f"[{_MARKUP.sub(_escaped, title)}]({_IN_TARGET.sub(_escaped, link)})"
        yield Copyable("b", "both as markdown", both)
    yield _stored("m", "the markdown", entry.span.of(post.source))
    yield _stored("n", "the note", entry.places.note.of(post.source))
    yield _stored("q", "the quotes", quotes_of(post, entry))
    yield Copyable("p", "the place", place_of(post, entry))


def _of_post(post: Post) -> Iterator[Copyable]:
    yield Copyable("t", "the title", one_line(post.title or ""))
    yield _stored("m", "the markdown", post.source.removeprefix(b"\xef\xbb\xbf"))  # that mark is the file's alone
    yield Copyable("p", "the path", place_of(post, None))


def _stored(key: str, what: str, source: bytes) -> Copyable:
    """A part of a post as it stands there, but for what is unsafe in a terminal, in which it may be pasted."""
    text = text_of(source)
    # A line end that is two characters stays two.
    safe = "\r\n".join(visible(line) for line in text.split("\r\n"))
    changed = sum(there != here for there, here in zip(text, safe, strict=True))
    marked = f"{changed} control character{'s' if changed > 1 else ''} as visible marks" if changed else ""
    return Copyable(key, what, safe, marked)


def _escaped(match: re.Match[str]) -> str:
    return f"\\{match[1]}"
