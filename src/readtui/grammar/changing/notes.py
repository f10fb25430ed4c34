"""Notes: the text below an entry's bylines, put in another's place."""

import re
from collections import Counter

from readtui.grammar.changing.placing import after_splice, entry_at, indentation, starts_line
from readtui.grammar.changing.refusing import WouldLose, refusal
from readtui.grammar.lineends import ends_line, line_end, with_line_ends
from readtui.model.entry import Entry
from readtui.model.post import Post
from readtui.model.span import Span, Splice

_BLANK_LINES = re.compile(rb"(?:[ \t]*(?:\r\n|\n|\r))*")
_LEAD = re.compile(rb"[ \t]*")
_BLANK_LINE = re.compile(rb"(?>\r\n|\n|\r)[ \t]*(?:\r\n|\n|\r)")
_BEGINS_A_BLOCK = re.compile(rb"[ \t]*(?:[>#`~|<]|[-+*][ \t]|\d{1,9}[.)][ \t])")


def setting_note(post: Post, index: int, note: bytes | str) -> Splice:
    """The splice that makes `note` the entry's note, markdown that is indented where the entry is a list item.

    Raises:
        WouldLose: there is no such entry, or the note would not read back as that entry's note.
    """
    entry = entry_at(post, index)
    if isinstance(note, str):
        note = note.encode()
    whole = entry.span.of(post.source)
    new = with_line_ends(note, whole, post.source)
    new = new[_blank_lines(new) :].rstrip()
    new = new if _is_lazy(post, entry, new) else _indented(new, indentation(post, entry))
    place = _place(post, entry, new)
    lead = _lead(post, entry, place, new)
    if not starts_line(post.source[: place.start] + lead, place.start + len(lead)):
        new = new.lstrip(b" ")  # it goes on in the head's line
    text = ends_line(lead + new, whole, post.source) if new else b""
    if not new and not starts_line(post.source, place.start):
        text = whole[len(whole.rstrip(b"\r\n")) :]
    splice = Splice(place, text)
    after, found = after_splice(post, entry, splice)
    if reason := refusal(post, after, index, [splice]):
        raise WouldLose(reason)
    if found is None or _without_note(found) != _without_note(entry) or _note(after, found) != new.strip():
        raise WouldLose(f"this would not read back as the note of entry {index}; does it begin a heading or an entry?")
    return splice


def unindented_note(post: Post, entry: Entry, note: Span) -> bytes:
    """The lines of the entry's note that are in `note`, without the indentation that a list item's lines have."""
    width = len(indentation(post, entry))
    lines = [dedented(line, width) for line in note.of(post.source).splitlines(keepends=True)]
    is_at_line = post.source[: note.start].rstrip(b" \t").endswith((b"\n", b"\r"))
    below = [line for place, line in enumerate(lines) if line.strip() and (place or is_at_line)]
    common = min((len(match.group()) for line in below if (match := _LEAD.match(line))), default=0)
    return b"".join(dedented(line, common) for line in lines)


def dedented(line: bytes, width: int) -> bytes:
    """The line without its first `width` columns of white space, or as many as it has."""
    match = _LEAD.match(line)
    lead = match.group().expandtabs(4) if match else b""
    return lead[width:] + line[len(match.group()) if match else 0 :]


def _place(post: Post, entry: Entry, new: bytes) -> Span:
    """What the new note replaces: the old one, with what sets it off on the head's line if it cannot stay there."""
    place = entry.places.note
    if not len(place):
        return Span(entry.places.head.end, entry.span.end) if _goes_on_in_line(post, entry, new) else place
    if starts_line(post.source, place.start) or _fits_in_line(new):
        return place
    return Span(entry.places.head.end, place.end)


def _lead(post: Post, entry: Entry, place: Span, new: bytes) -> bytes:
    """What stands between the head or the bylines and the note."""
    end = line_end(entry.span.of(post.source), post.source)
    if place == entry.places.note and len(place):
        return b""  # the note begins at its first word, so what leads to it stays
    if place.start == entry.places.head.end and not len(entry.places.note):
        mark = _inline_mark(post)
        if mark is not None and _goes_on_in_line(post, entry, new):
            return mark
    lead = end if not starts_line(post.source, place.start) else b""
    return lead + _usual_gap(post, end, with_bylines=entry.places.bylines is not None)


def _inline_mark(post: Post) -> bytes | None:
    """What sets a note off from its head where the post's entries write them on one line; None where they do not."""
    marks: Counter[bytes | None] = Counter()
    for entry in post.entries:
        places = entry.places
        if len(places.note):
            is_inline = places.bylines is None and not starts_line(post.source, places.note.start)
            marks[Span(places.head.end, places.note.start).of(post.source) if is_inline else None] += 1
    return marks.most_common(1)[0][0] if marks else None


def _fits_in_line(note: bytes) -> bool:
    return bool(note) and not _BLANK_LINE.search(note) and not _BEGINS_A_BLOCK.match(note)


def _goes_on_in_line(post: Post, entry: Entry, note: bytes) -> bool:
    """Whether a first note goes on in the head's line."""
    return _fits_in_line(note) and _inline_mark(post) is not None and entry.places.bylines is None


def _is_lazy(post: Post, entry: Entry, note: bytes) -> bool:
    """Whether the lines of a list item's only paragraph stand without indentation, as most do in this post."""
    if post.form != "list" or not _goes_on_in_line(post, entry, note) or len(entry.places.note):
        return False
    notes = [other.places.note.of(post.source).rstrip() for other in post.entries]
    lines = [line for text in notes if not _BLANK_LINE.search(text) for line in bytes(text).splitlines()[1:]]
    return sum(not line.startswith((b" ", b"\t")) for line in lines) * 2 > len(lines)


def _usual_gap(post: Post, end: bytes, *, with_bylines: bool) -> bytes:
    """What the post's entries have above a note: in lists, below the head, mostly nothing, elsewhere a blank line."""
    for entry in post.entries:
        places = entry.places
        if len(places.note) and starts_line(post.source, places.note.start) and (not with_bylines or places.bylines):
            above = post.source[(places.bylines or places.head).end : places.note.start]
            return end * (above.count(b"\n") - (places.bylines is None))
    # Below bylines a note without a blank line would go on in their paragraph.
    return b"" if post.form == "list" and not with_bylines else end


def _note(post: Post, entry: Entry) -> bytes:
    return entry.places.note.of(post.source).strip()


def _without_note(entry: Entry) -> tuple[object, ...]:
    return entry.kind, entry.title, entry.url, entry.bylines


def _indented(text: bytes, indent: bytes) -> bytes:
    """`text` with each line indented at least so far, as a list item's lines stand."""
    lines = text.splitlines(keepends=True)
    if not indent or all(line.startswith(indent) or not line.strip() for line in lines):
        return text
    return b"".join(indent + line if line.strip() else line for line in lines)


def _blank_lines(text: bytes) -> int:
    """The length of the blank lines that `text` begins with, in bytes."""
    match = _BLANK_LINES.match(text)
    return match.end() if match else 0
