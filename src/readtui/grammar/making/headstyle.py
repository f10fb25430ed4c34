"""HeadStyle: how the entries of a post begin, learned from them, so that a new one begins alike."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from readtui.grammar.inline import autolink_at, bare_link_at, link_at
from readtui.model.entry import Entry
from readtui.model.post import Form, Post
from readtui.model.span import Span

ATX_MARK = re.compile(rb" {0,3}(#{1,6})[ \t]+")
"""What a heading in one line begins with."""
ITEM_MARK = re.compile(rb"[ \t]*(?:[-+*]|(\d{1,9})[.)])[ \t]{1,4}")
"""What a list item begins with."""
_EMPHASIS = re.compile(rb"[*_]*")
_BEFORE_KIND = re.compile(rb"[*_]*\[ ?")
_AFTER_KIND = re.compile(rb" ?\][*_]*[ \t]*(?:[:|-][ \t]*)?[*_]*")
_ANY = Span(0, 1)


@dataclass(frozen=True, slots=True)
class HeadStyle:
    """How entries begin."""

    form: Form
    mark: bytes
    """What stands before the words: `## `, `- `, nothing."""
    emphasis: bytes
    """What opens before the link and closes behind it."""
    tag: tuple[bytes, bytes, bytes] | None
    """What stands before a kind, between it and the link, and behind the link; None where no entry shows it."""

    @classmethod
    def of(cls, post: Post | None) -> Self:
        """As most entries of the post begin; without any, as a heading of the second level."""
        if post is None or not post.entries:
            return cls("heading", b"## ", b"", None)
        marks = Counter(found for entry in post.entries if (found := mark_of(post, entry)) is not None)
        mark = marks.most_common(1)[0][0] if marks else b"## "
        heads = [_Head.of(post, entry) for entry in post.entries]
        emphases = Counter(head.before for head in heads if head and not head.kind and head.is_plain)
        tags = [head.tag for head in heads if head and head.tag]
        emphasis = emphases.most_common(1)[0][0] if emphases else tags[-1][2] if tags else b""
        return cls(post.form, _counted_on(post, mark), emphasis, tags[-1] if tags else None)

    def heads(self, kind: bytes | None, link: bytes, rest: bytes = b"") -> Iterator[bytes]:
        """The first lines that an entry with this kind and link may have, the likeliest first.

        `rest` follows the link. A paragraph shows as an entry only if its link stands alone, or in bold.
        """
        bold = (b"**",) if self.form == "paragraph" and self.emphasis != b"**" else ()
        if kind is not None and self.tag:
            before, between, behind = self.tag
            yield self.mark + before + kind + between + link + rest + behind
        for opening in (self.emphasis, *bold):
            closing = opening[::-1]
            if kind is None:
                yield self.mark + opening + link + rest + closing
            else:
                yield self.mark + opening + b"[" + kind + b"] " + link + rest + closing
                yield self.mark + b"[" + kind + b"] " + opening + link + rest + closing


def mark_of(post: Post, entry: Entry) -> bytes | None:
    """What stands before the words of the entry's first line; None for a heading that is underlined."""
    if post.form == "paragraph":
        return b""
    match = (ITEM_MARK if post.form == "list" else ATX_MARK).match(post.source, entry.span.start)
    return match.group() if match else None


def own_link(post: Post, entry: Entry) -> Span | None:
    """The entry's link with its marks; None where its head has none."""
    source, places = post.source, entry.places
    if places.title and source[places.title.start - 1 : places.title.start] == b"[":
        found = link_at(source, places.title.start - 1, entry.span.end, lambda label: _ANY)
        return found.span if found else None
    if places.title or places.url is None or not places.head.holds(places.url):
        return None
    start = places.url.start
    found = (
        autolink_at(source, start - 1, entry.span.end)
        if source[start - 1 : start] == b"<"
        else bare_link_at(source, start, entry.span.end)
    )
    return found.span if found else None


@dataclass(frozen=True, slots=True)
class _Head:
    """What stands around an entry's kind and link."""

    kind: bool
    before: bytes
    """Up to the link, or to the kind's words."""
    between: bytes
    behind: bytes
    """The emphasis that closes behind the link."""

    @classmethod
    def of(cls, post: Post, entry: Entry) -> Self | None:
        link, mark, kind = own_link(post, entry), mark_of(post, entry), entry.places.kind
        if link is None or mark is None:
            return None
        start = entry.span.start + len(mark)
        before = post.source[start : (kind or link).start]
        between = post.source[kind.end : link.start] if kind else b""
        closing = post.source[link.end : entry.places.head.end]
        opened = _EMPHASIS.match(before)
        behind = opened.group()[::-1] if opened and closing.rstrip().endswith(opened.group()[::-1]) else b""
        return cls(kind is not None, before, between, behind)

    @property
    def is_plain(self) -> bool:
        """Whether nothing but emphasis stands before the link."""
        return _EMPHASIS.fullmatch(self.before) is not None

    @property
    def tag(self) -> tuple[bytes, bytes, bytes] | None:
        """What stands around the kind, where that is no more than brackets and emphasis."""
        if not self.kind or not _BEFORE_KIND.fullmatch(self.before) or not _AFTER_KIND.fullmatch(self.between):
            return None
        return self.before, self.between, self.behind


def _counted_on(post: Post, mark: bytes) -> bytes:
    """The list mark of one more item: the next number, where the items count."""
    numbers = [
        int(match[1])
        for entry in post.entries
        if post.form == "list" and (match := ITEM_MARK.match(post.source, entry.span.start)) and match[1]
    ]
    number = re.search(rb"\d+", mark)
    if number is None or not numbers:
        return mark
    following = numbers[-1] + (len(numbers) < 2 or numbers[-1] == numbers[-2] + 1)
    return mark[: number.start()] + str(following).encode() + mark[number.end() :]
