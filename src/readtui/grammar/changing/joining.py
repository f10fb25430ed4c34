"""Joining: two entries of a post made one, with the second's words below the first's.

The second's head becomes a line above its note, unless it says what the first's does; who made it is credited in the
first's bylines. What reads back is compared with what was asked before it is handed out.
"""

import re
from collections.abc import Iterator, Sequence

from readtui.grammar.changing.arranging import deleting
from readtui.grammar.changing.definitions import without_definitions
from readtui.grammar.changing.fields import setting_bylines
from readtui.grammar.changing.gaps import own_span
from readtui.grammar.changing.merging import differences
from readtui.grammar.changing.notes import setting_note, unindented_note
from readtui.grammar.changing.placing import entry_at
from readtui.grammar.changing.proving import about_others, reading
from readtui.grammar.changing.refusing import WouldLose
from readtui.grammar.lineends import line_end
from readtui.grammar.making.headstyle import ATX_MARK, ITEM_MARK
from readtui.model.entry import Byline, Entry
from readtui.model.post import Post
from readtui.model.span import Span, Splice, splicing

_CLOSING_MARKS = re.compile(rb"[ \t]+#+[ \t]*\Z")
_LINE_END = re.compile(rb"\r\n|\n|\r")
_UNDERLINE = re.compile(rb"(?:\r\n|\n|\r)[ \t]*(?:=+|-+)[ \t]*\Z")
_TAG_END = re.compile(rb"[ \t]*\][*_]*[ \t]*(?:[:|-][ \t]*)?")
_MARKED_UP = re.compile(rb"[\[<`&\\]")


def joining(post: Post, index: int, other: int) -> list[Splice]:
    """The splices that put the words of the entry at `other` below those of the entry at `index`, and take it away.

    Raises:
        WouldLose: there is no such entry, or they would not read as one, or others not as they do.
    """
    first, second = entry_at(post, index), entry_at(post, other)
    if index == other:
        raise WouldLose(f"entry {index} cannot be merged with itself")
    others = [read for place, read in enumerate(reading(post, post), 1) if place not in (index, other)]
    bylines = merged_bylines(first.bylines, second.bylines)
    reason = None
    for text in _texts(post, first, second):
        try:
            after = _joined(post, index, other, bylines, text)
        except WouldLose as refused:
            reason = reason or str(refused)
            continue
        place = index - (other < index)
        why = _complaint(after, place, first, second, bylines)
        if why is None:
            found = reading(after, post)
            del found[place - 1]
            why = about_others(others, found)
        if why is None:
            return list(differences(post.source, after.source))
        reason = reason or why
    raise WouldLose(reason or "the two entries would not read as one; edit the whole post instead")


def merged_bylines(first: Sequence[Byline], second: Sequence[Byline]) -> tuple[Byline, ...]:
    """The first's names with the people whom only the second has, in the line of their role where there is one."""
    merged = list(first)
    for byline in second:
        place = next((at for at, each in enumerate(merged) if each.role == byline.role), None)
        if place is None:
            merged.append(byline)
            continue
        new = tuple(name for name in byline.people if name not in merged[place].people)
        merged[place] = Byline(byline.role, merged[place].people + new) if new else merged[place]
    return tuple(merged)


def _texts(post: Post, first: Entry, second: Entry) -> Iterator[bytes]:
    """What the note may be of the two as one, the likeliest first."""
    end = line_end(first.span.of(post.source), post.source)
    own, definitions = _note_and_definitions(post, first)
    head, note = _head_line(post, first, second), _note_and_definitions(post, second)[0]
    names = _names_with_links(post, second)
    tail = [definitions] if definitions else []

    def paragraphs(*pieces: bytes) -> bytes:
        return (end * 2).join(piece.strip(b"\r\n") for piece in (*pieces, *tail) if piece.strip())

    if head and post.form == "list" and not tail and not _LINE_END.search(note.strip()):
        start = Span(second.span.start, own_span(post, second.index).end).of(post.source)
        yield own.rstrip() + end + b"- " + ITEM_MARK.sub(b"", start, count=1).strip()  # so that the list stays tight
    yield paragraphs(own, head, names, note)
    if head:
        yield paragraphs(own, b"- " + head, names, note)
        yield paragraphs(own, end.join(part for part in (head, names, note) if part))
    left = Span(without_definitions(post.source, second.span).end, second.span.end).of(post.source)
    if left.strip():  # definitions that nothing uses: they go with the entry, and stay in what it becomes
        yield paragraphs(own, head, names, note, left)


def _joined(post: Post, index: int, other: int, bylines: Sequence[Byline], text: bytes) -> Post:
    """The post with bylines and note set, and then the other entry taken away."""
    after = post
    if tuple(bylines) != post.entries[index - 1].bylines:
        after = _read(after, [setting_bylines(after, index, bylines)])
    after = _read(after, [setting_note(after, index, text)]) if text.strip() else after
    return _read(after, deleting(after, other))


def _complaint(after: Post, place: int, first: Entry, second: Entry, bylines: Sequence[Byline]) -> str | None:
    """What is wrong with the entry that the two became."""
    found = after.entry(place)
    if found is None:
        return "what is left would no longer show as a log; edit the whole post instead"
    links = {link.url for link in (*first.links, *second.links)} | ({second.url} - {None, first.url})
    if (found.kind, found.title, found.url, found.bylines) != (first.kind, first.title, first.url, tuple(bylines)):
        return "the two entries would not read as one; edit the whole post instead"
    if not links <= {link.url for link in found.links}:
        return "a link of the second entry would be lost; edit the whole post instead"
    return None


def _head_line(post: Post, first: Entry, second: Entry) -> bytes:
    """The second's head without its marks, and its tag where the first has the same; nothing if the first says it."""
    mine, theirs = _words_of_head(post, first), _words_of_head(post, second)
    return b"" if mine == theirs else theirs if second.kind != first.kind else _without_tag(post, second, theirs)


def _words_of_head(post: Post, entry: Entry) -> bytes:
    head = entry.places.head.of(post.source)
    mark = ITEM_MARK if post.form == "list" else ATX_MARK
    if post.form == "heading":
        first, line_end_found, below = _first_line(head)
        if mark.match(first):
            head = _CLOSING_MARKS.sub(b"", mark.sub(b"", first, count=1)) + line_end_found + below
        else:
            head = _UNDERLINE.sub(b"", head)
    elif post.form == "list":
        head = mark.sub(b"", head, count=1)
    text = head.strip()
    opened = re.match(rb"[*_]+", text)
    if opened and text.endswith(closing := opened.group()[::-1]) and text.count(closing) == 2:
        text = text[len(closing) : -len(closing)]
    return text


def _without_tag(post: Post, entry: Entry, head: bytes) -> bytes:
    """The head's words behind the tag, where a tag is all that stands before."""
    if entry.places.kind is None:
        return head
    kind = entry.places.kind.of(post.source)
    at = head.find(kind)
    behind = _TAG_END.match(head, at + len(kind)) if at >= 0 else None
    if behind is None or head[:at].strip(b"*_[ "):
        return head
    return head[behind.end() :] if behind.group().count(b"*") == head[:at].count(b"*") else head


def _names_with_links(post: Post, second: Entry) -> bytes:
    """The second's byline lines that hold more than names, which a name alone does not keep."""
    if second.places.bylines is None:
        return b""
    lines = second.places.bylines.of(post.source).splitlines()
    return b"\n".join(line.strip() for line in lines if _MARKED_UP.search(line))


def _note_and_definitions(post: Post, entry: Entry) -> tuple[bytes, bytes]:
    """The entry's note without the indentation of a list item, and the definitions that close it."""
    whole = without_definitions(post.source, entry.span)
    start = entry.places.note.start
    own = Span(start, max(start, whole.end))
    return unindented_note(post, entry, own), Span(own.end, max(own.end, entry.span.end)).of(post.source).strip()


def _first_line(text: bytes) -> tuple[bytes, bytes, bytes]:
    match = _LINE_END.search(text)
    return (text[: match.start()], match.group(), text[match.end() :]) if match else (text, b"", b"")


def _read(post: Post, splices: Sequence[Splice]) -> Post:
    from readtui.grammar.posts import read_post  # loads the parser

    return read_post(post.path, splicing(post.source, splices))
