"""Parting: an entry split at a line of its note, so that what stands below becomes an entry of its own."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from readtui.grammar.changing.definitions import without_definitions
from readtui.grammar.changing.gaps import blank_above, own_line_end
from readtui.grammar.changing.merging import differences
from readtui.grammar.changing.placing import entry_at, indentation
from readtui.grammar.changing.proving import about_others, proved, reading
from readtui.grammar.changing.refusing import WouldLose
from readtui.grammar.lineends import line_end
from readtui.grammar.making.headstyle import ATX_MARK, ITEM_MARK, HeadStyle, mark_of
from readtui.grammar.making.inserting import adding
from readtui.grammar.making.spelling import plain_kind, plain_line, title_spellings, url_spellings
from readtui.model.entry import Entry
from readtui.model.post import Post
from readtui.model.span import Span, Splice, splicing

_BYLINE = re.compile(rb"[ \t]*(?:\*\*|__)[^*_:\r\n]{1,40}(?::[ \t]*(?:\*\*|__)|(?:\*\*|__)[ \t]*:)")
_SEPARATOR = re.compile(rb"[ \t]*(?:[-:|,;.]|\xc2\xb7|\xe2\x80[\x93\x94\xa2])+[ \t]+")
_BLANK_LINES = re.compile(rb"(?:[ \t]*(?:\r\n|\n|\r))+")
_FIRST_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\n|\r)?")
_NO_HEAD = "what stands there begins with no link; give the new entry a title, and a link or a kind"
_BEGINS = {"list": "in a list an entry begins with a link", "paragraph": "here an entry begins with a link"}


class _Opening(NamedTuple):
    """How the part below begins: what can be its head, and what is left of it."""

    kind: bytes | None
    link: bytes
    behind: bytes
    """What follows the link on its line as part of the head: `by Ann Lee`."""
    set_off: bytes
    """What sets off the rest where that goes on in the head's line: a dash."""
    rest: bytes


def parting(
    post: Post, index: int, at: int, kind: str | None = None, title: str | None = None, url: str | None = None
) -> list[Splice]:
    """The splices that make an entry of its own of what stands in the note from the line on that holds the byte `at`.

    With a title that is its head, with the link and the kind; without, the part must begin with a link, which becomes
    its head.

    Raises:
        WouldLose: there is no such entry, the place is not in its note, or they would not read as two entries.
    """
    entry = entry_at(post, index)
    place = _cut(post, entry, at)
    part = Span(place, _end(post, entry)).of(post.source)
    if not part.strip():
        raise WouldLose("there is nothing below to make an entry of")
    others = [read for number, read in enumerate(reading(post, post), 1) if number != index]
    left = _left(post, entry, place)

    def complaint(after: Post) -> str | None:
        found = reading(after, post)
        if len(found) != len(others) + 2 or _head(after.entries[index - 1]) != _head(entry):
            return "what stands above and below would not read as two entries; edit the entry as text"
        new = after.entries[index]
        asked = (kind or new.kind, title or new.title, url or new.url)
        if (new.kind, new.title, new.url) != asked:
            return "the new entry would not read as asked; edit the entry as text"
        del found[index - 1 : index + 1]
        return about_others(others, found)

    def ways() -> Iterator[list[Splice]]:
        reason = None
        for text in _texts(post, entry, part, kind, title, url):
            try:
                after = splicing(left.source, adding(left, text, index + 1))
            except WouldLose as refused:
                reason = reason or refused
                continue
            yield list(differences(post.source, after))
        if reason:
            raise reason

    try:
        return proved(post, ways(), complaint, edited=index)
    except WouldLose as refused:
        lacking = _lacking(post, kind, url) if title is not None else None
        if lacking is None:
            raise
        raise WouldLose(lacking) from refused


def begins_with_head(post: Post, index: int, at: int) -> bool:
    """Whether the part of the note from the line on that holds the byte `at` begins with a link that can be its head.

    Raises:
        WouldLose: there is no such entry, or the place is not in its note.
    """
    entry = entry_at(post, index)
    part = Span(_cut(post, entry, at), _end(post, entry)).of(post.source)
    return _opening(_plain(post, entry, part)) is not None


def _lacking(post: Post, kind: str | None, url: str | None) -> str | None:
    """What a title wants beside it to be the head of an entry of this post; None where it has that."""
    from readtui.grammar.heads import leads_out

    if post.form in _BEGINS:
        return None if url and leads_out(url.strip()) else f"{_BEGINS[post.form]}: give one (https://)"
    return None if kind or url else "an entry has a link or a kind: give one of them"


def _cut(post: Post, entry: Entry, at: int) -> int:
    """The start of the line that holds the byte `at`, which must be in the note, and below its first line.

    Raises:
        WouldLose: it is not.
    """
    source, note = post.source, entry.places.note
    start = max(source.rfind(b"\n", 0, at), source.rfind(b"\r", 0, at)) + 1
    if source[start - 1 : start + 1] == b"\r\n":  # the place between both
        start += 1
    if not note.start <= start < note.end:
        raise WouldLose("an entry is split at a line of its note; choose one below its head and credits")
    return start


def _left(post: Post, entry: Entry, place: int) -> Post:
    """The post without what stands from `place` on to the entry's end."""
    source, end = post.source, _end(post, entry)
    above = blank_above(source, place, entry.span.start)
    keeps_end = above - (0 if own_line_end(source[:end]) else len(own_line_end(source[:above])))
    return _read(post, [Splice(Span(keeps_end, end), b"")])


def _end(post: Post, entry: Entry) -> int:
    """Where the entry ends but for definitions, which stay: what is above may have need of them."""
    return without_definitions(post.source, entry.span).end


def _texts(
    post: Post, entry: Entry, part: bytes, kind: str | None, title: str | None, url: str | None
) -> Iterator[bytes]:
    """The texts that the new entry may have, the likeliest first."""
    style = HeadStyle.of(post)
    mark = mark_of(post, entry)
    if mark and not re.search(rb"\d", mark):
        style = replace(style, mark=mark)
    end = line_end(entry.span.of(post.source), post.source)
    tag = plain_kind(kind).encode() if kind else None
    plain = _plain(post, entry, part)
    opening = _opening(plain) if title is None else None
    if opening is None and title is None:
        raise WouldLose(_NO_HEAD)
    if opening:
        tag = tag or opening.kind
        links, behind, rest = [opening.link], opening.behind, opening.rest
    else:
        shown = title_spellings(plain_line(title or "", "a title"))
        links = list(shown)
        if url:
            links = [
                b"[%b](%b)" % (text, target) for target in url_spellings(plain_line(url, "a link")) for text in shown
            ]
        behind, rest = b"", plain
    blank = _BLANK_LINES.match(rest)
    unblanked = rest[blank.end() :] if blank else rest
    indent = b" " * len(style.mark) if post.form == "list" else indentation(post, entry)
    for head in (head for link in links for head in style.heads(tag, link, behind)):
        if opening and opening.set_off and post.form == "list":  # there a note may go on in the head's line
            yield head + opening.set_off + _indented(rest, b"", indent)
        for gap in _gaps(post, rest, end):
            yield head + gap + _indented(unblanked, indent if gap else b"", indent)


def _gaps(post: Post, rest: bytes, end: bytes) -> tuple[bytes, ...]:
    """What may stand between the head and the rest."""
    if not rest.strip():
        return (b"",)
    if _BLANK_LINES.match(rest):
        return (end * 2,)
    if _BYLINE.match(rest) or (not _FIRST_LINE.sub(b"", rest, count=1) and post.form == "list"):
        return (end, end * 2)
    return (end, end * 2) if post.form == "list" else (end * 2, end)


def _opening(part: bytes) -> _Opening | None:
    """How the part begins, where that is a link; nothing but a separator or by whom it is may follow on its line."""
    from readtui.grammar.heads import is_by, read_head

    text = part.lstrip()
    for mark in (ATX_MARK, ITEM_MARK, re.compile(rb"(?:>[ \t]?)+")):
        if match := mark.match(text):
            text = text[match.end() :]
            break
    match = _FIRST_LINE.match(text)
    line = match.group().rstrip() if match else b""
    inline = Span(0, len(line))
    head = read_head(text, inline, lambda label: None)
    if head is None or head.link is None:  # as a reference only what is nothing else: a kind has brackets too
        head = read_head(text, inline, lambda label: Span(0, 1))
    if head is None or head.link is None or head.link.is_bare:
        return None
    behind = line[head.end :].rstrip(b" \t#")
    below = text[len(match.group()) if match else 0 :]
    kind = head.kind.of(text) if head.kind else None
    link = head.link.span.of(text)
    inside = text[head.link.span.end : head.end].strip(b"*_~ \t")
    if inside:
        behind = b" " + inside + behind
    if not behind.strip(b"*_ \t\\.:") or is_by(behind.strip(b"*_ \t\\")):
        return _Opening(kind, link, behind.rstrip(b" \t\\:"), b"", below)
    separator = _SEPARATOR.match(behind)
    if separator is None:
        return None
    return _Opening(kind, link, b"", separator.group(), behind[separator.end() :] + text[len(line) :])


def _plain(post: Post, entry: Entry, part: bytes) -> bytes:
    """The part without the indentation that a list item's lines have."""
    from readtui.grammar.changing.notes import dedented

    width = len(indentation(post, entry))
    text = bytes(part.strip(b"\r\n"))
    lines = text.splitlines(keepends=True)
    lead = min((len(line) - len(line.lstrip(b" ")) for line in lines if line.strip()), default=0)
    return b"".join(dedented(line, min(width, lead)) for line in lines)


def _indented(text: bytes, first: bytes, indent: bytes) -> bytes:
    lines = text.splitlines(keepends=True)
    return b"".join((indent if place else first) + line if line.strip() else line for place, line in enumerate(lines))


def _head(entry: Entry) -> tuple[object, ...]:
    return entry.kind, entry.title, entry.url, entry.bylines


def _read(post: Post, splices: Sequence[Splice]) -> Post:
    from readtui.grammar.posts import read_post  # loads the parser

    return read_post(post.path, splicing(post.source, splices))
