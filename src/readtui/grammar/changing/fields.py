"""Fields: an edit of one field of an entry as a splice of that field's bytes.

Each is tried on the post's bytes first: what was asked must read back, and the entry's other fields must stay. What
cannot be done so is refused with a sentence.
"""

import re
from collections.abc import Callable, Iterable, Sequence

from readtui.grammar.changing.placing import after_splice, below_head, entry_at, indentation, starts_line
from readtui.grammar.changing.refusing import WouldLose, refusal
from readtui.grammar.lineends import line_end
from readtui.grammar.making.spelling import plain_kind, plain_line, title_spellings, url_spellings
from readtui.model.entry import Byline, Entry
from readtui.model.post import Post
from readtui.model.span import Span, Splice

_EMPHASIS_BEFORE = re.compile(rb"[*_~]+\Z")
_SPACE = re.compile(rb"[ \t]*")
_COLON_INSIDE = re.compile(rb"(?:\*\*|__)[^*_:\r\n]+:[ \t]*(?:\*\*|__)")
_HARD_BREAK = re.compile(rb"(?:[ ]{2,}|\\)\Z")


def setting_kind(post: Post, index: int, kind: str | None) -> Splice:
    """The splice that makes `kind` the entry's bracket tag; None takes the tag away with its brackets.

    Raises:
        WouldLose: there is no such entry, or it would not read back as asked.
    """
    entry = entry_at(post, index)
    place = entry.places.kind
    if kind is None:
        return _tried(post, entry, "kind", None, _without_kind(post.source, place) if place else ())
    kind = plain_kind(kind)
    if place:
        return _tried(post, entry, "kind", kind, [Splice(place, kind.encode())])
    start = _link_start(post.source, entry)
    emphasis = _EMPHASIS_BEFORE.search(post.source, entry.span.start, start)
    places = [start, *([emphasis.start()] if emphasis else [])]
    return _tried(post, entry, "kind", kind, [Splice(Span(at, at), f"[{kind}] ".encode()) for at in places])


def setting_title(post: Post, index: int, title: str) -> Splice:
    """The splice that makes `title` the entry's title, escaped where it would read otherwise.

    Raises:
        WouldLose: there is no such entry, or it would not read back as asked.
    """
    entry = entry_at(post, index)
    title = plain_line(title, "a title")
    place = entry.places.title
    if place is None:
        raise WouldLose(f"the title of entry {index} is its link's address or label; edit the entry as text")
    return _tried(post, entry, "title", title, [Splice(place, spelling) for spelling in title_spellings(title)])


def setting_url(post: Post, index: int, url: str) -> Splice:
    """The splice that makes `url` the entry's link, escaped where it would read otherwise; a mere title becomes a link.

    Raises:
        WouldLose: there is no such entry, or it would not read back as asked.
    """
    entry = entry_at(post, index)
    url = plain_line(url, "a link")
    spellings = url_spellings(url)
    place, title = entry.places.url, entry.places.title
    if place:
        return _tried(post, entry, "url", url, [Splice(place, spelling) for spelling in spellings])
    if title is None:
        raise WouldLose(f"entry {index} has no title that could become a link; edit it as text")
    linked = b"[" + title.of(post.source) + b"]("
    return _tried(post, entry, "url", url, [Splice(title, linked + spelling + b")") for spelling in spellings])


def setting_bylines(post: Post, index: int, bylines: Sequence[Byline]) -> Splice:
    """The splice that makes these the entry's bylines, in the style of the post; one that is there keeps its line.

    Raises:
        WouldLose: there is no such entry, or it would not read back as asked.
    """
    entry = entry_at(post, index)
    for byline in bylines:
        for text, what in ((byline.role, "a role"), *((name, "a name") for name in byline.people)):
            plain_line(text, what)
    end = line_end(entry.span.of(post.source), post.source)
    place = entry.places.bylines
    old_lines = place.of(post.source).splitlines(keepends=True) if place else []
    kept = dict(zip(entry.bylines, old_lines, strict=True)) if len(old_lines) == len(entry.bylines) else {}
    write = byline_style(post, entry)
    lines = [(kept.get(byline) or write(byline)).rstrip(b"\r\n") + end for byline in bylines]
    if lines == [line.rstrip(b"\r\n") + end for line in old_lines] or (place is None and not lines):
        return _tried(post, entry, "bylines", tuple(bylines), ())
    new = b"".join(lines)
    if place is None:
        place = below_head(post.source, entry)
        is_at_line = starts_line(post.source, place.start)
        new = new if is_at_line else end + new
        if place.end >= entry.span.end and not entry.span.of(post.source).endswith((b"\n", b"\r")):
            new = new.removesuffix(end)
        elif not is_at_line:
            new += indentation(post, entry)
        elif place.start == entry.places.note.start and len(entry.places.note):
            new += end  # else the note would go on in the bylines' paragraph
    elif not post.source[: place.end].endswith((b"\n", b"\r")):
        new = new.removesuffix(end)
    return _tried(post, entry, "bylines", tuple(bylines), [Splice(place, new)])


def byline_style(post: Post, entry: Entry) -> Callable[[Byline], bytes]:
    """How the entry, or else the post, writes a byline; in bold with the colon behind where there is none."""
    shown = next((other.places.bylines for other in (entry, *post.entries) if other.places.bylines), None)
    first = shown.of(post.source).splitlines()[0] if shown else b""
    has_colon_inside = _COLON_INSIDE.search(first) is not None
    hard_break = _HARD_BREAK.search(first)
    behind = hard_break.group() if hard_break else b""
    space = _SPACE.match(first)
    indent = space.group() if space and entry.places.bylines else indentation(post, entry)

    def write(byline: Byline) -> bytes:
        people = [", ".join(byline.people[:-1]), byline.people[-1]] if byline.people[1:] else list(byline.people)
        role = f"**{byline.role}:**" if has_colon_inside else f"**{byline.role}**:"
        return indent + f"{role} {' and '.join(people)}".encode() + behind

    return write


def _tried(post: Post, entry: Entry, field: str, wanted: object, splices: Iterable[Splice]) -> Splice:
    """The first of the splices after which the field reads back as wanted, and all else as before."""
    if getattr(entry, field) == wanted:
        return Splice(Span(entry.span.start, entry.span.start), b"")
    reason = None
    for splice in splices:
        after, found = after_splice(post, entry, splice)
        reason = refusal(post, after, entry.index, [splice])
        if found is None or reason:
            continue
        if getattr(found, field) == wanted and _others(after, found, field) == _others(post, entry, field):
            return splice
    name = {"url": "link", "bylines": "credit"}.get(field, field)
    raise WouldLose(reason or f"the {name} of entry {entry.index} would not read back as asked; edit the entry as text")


def _others(post: Post, entry: Entry, field: str) -> tuple[object, ...]:
    """What must stay when this field changes: the other fields, and the note's bytes."""
    free = {field}
    if field == "url" and entry.places.title in (None, entry.places.url):
        free.add("title")  # the address is what is read
    fields = [getattr(entry, name) for name in ("kind", "title", "url", "bylines") if name not in free]
    return *fields, entry.links, entry.places.note.of(post.source).strip()


def _without_kind(source: bytes, place: Span) -> list[Splice]:
    """The splice that takes the tag with its brackets and the space behind, where these are all there is."""
    start, end = source.rfind(b"[", 0, place.start), source.find(b"]", place.end)
    if start < 0 or end < 0 or source[start + 1 : place.start].strip() or source[place.end : end].strip():
        return []
    space = _SPACE.match(source, end + 1)
    return [Splice(Span(start, space.end() if space else end + 1), b"")]


def _link_start(source: bytes, entry: Entry) -> int:
    """The first byte of the entry's link, or of its title where it has none."""
    place = entry.places.title or entry.places.url
    if place is None or not entry.span.holds(place):
        raise WouldLose(f"entry {entry.index} has nothing that a kind could stand before; edit it as text")
    return place.start - (source[place.start - 1 : place.start] in (b"[", b"<") and place.start > entry.span.start)
