"""Carrying: the text of an entry as it shall stand in another post, written as that post writes its entries."""

import re
from collections.abc import Iterator
from dataclasses import replace

from readtui.grammar.changing.definitions import definitions_for, without_definitions
from readtui.grammar.changing.fields import byline_style
from readtui.grammar.changing.gaps import own_line_end, own_span
from readtui.grammar.changing.notes import dedented, unindented_note
from readtui.grammar.changing.placing import entry_at, indentation
from readtui.grammar.changing.refusing import WouldLose
from readtui.grammar.lineends import line_end
from readtui.grammar.making.composing import written
from readtui.grammar.making.headstyle import ATX_MARK, HeadStyle, mark_of, own_link
from readtui.grammar.making.inserting import adding
from readtui.grammar.making.spelling import title_spellings, url_spellings
from readtui.model.entry import Entry
from readtui.model.post import Post
from readtui.model.printable import one_line
from readtui.model.span import Span, Splice, splicing

_LINE_END = re.compile(rb"\r\n|\n|\r")
_HASHES = re.compile(rb"^#{1,6}(?=[ \t])", re.MULTILINE)
_LONGEST_NAME = 60  # characters of a title in a sentence
_MARKED_UP = re.compile(rb"[\[<`]")


def carrying(post: Post, index: int, to: Post) -> bytes:
    """The text of the entry at `index` as it shall stand in the post `to`, for `adding`.

    Where both posts use one form it keeps its bytes, but for line ends, the heading's level and the list's mark; else
    it is composed anew with all its fields and its note. Definitions of labels that it uses come along. A post without
    entries takes it as it is.

    Raises:
        WouldLose: there is no such entry, or something of it would be lost.
    """
    entry = entry_at(post, index)
    end = line_end(b"", to.source)
    reason = None
    for text in _ways(post, entry, to):
        try:
            text = _with_definitions(post, entry, to, _LINE_END.sub(end, text))
            splices = adding(to, text)
        except WouldLose as refused:
            reason = reason or str(refused)
            continue
        if not to.entries or _says_the_same(post, entry, to, splices):
            return text if own_line_end(text) else text + end
        reason = reason or f"{_name(entry)} would not read there as it does here; move it as text"
    raise WouldLose(reason or f"{_name(entry)} cannot be written as the other post writes its entries")


def _ways(post: Post, entry: Entry, to: Post) -> Iterator[bytes]:
    """The texts it may have in the other post, the best first."""
    if not to.entries:
        yield own_span(post, entry.index).of(post.source)
        return
    style = HeadStyle.of(to)
    if post.form == to.form:
        yield from _adapted(post, entry, style)
    yield _composed(post, entry, to, style)


def _adapted(post: Post, entry: Entry, style: HeadStyle) -> Iterator[bytes]:
    """Its bytes with the level or the mark of the other post's entries; nothing for a heading that is underlined."""
    mark = mark_of(post, entry)
    text = own_span(post, entry.index).of(post.source)
    if mark is None or (entry.places.url and not entry.span.holds(entry.places.url)):
        return
    if post.form == "heading":
        yield _at_level(post, entry, style.mark.count(b"#"))
    elif post.form == "list":
        first, *rest = text.splitlines(keepends=True)
        by = len(style.mark) - len(mark)
        moved = [b" " * by + line if by > 0 and line.strip() else dedented(line, -by) for line in rest]
        yield style.mark + first[len(mark) :] + b"".join(moved)
    else:
        yield text


def _at_level(post: Post, entry: Entry, level: int) -> bytes:
    """Its bytes as a heading of this level, with the headings of its note as far below it as they were."""
    from readtui.grammar.blocks import read_structure  # loads the parser

    span = own_span(post, entry.index)
    structure = read_structure(post.source, post.body)
    headings = [block for block in structure.blocks if block.kind == "heading"]
    starts = [(block.level, structure.span(block.first, block.first).start) for block in headings]
    marks = [
        (own, match.span(1))
        for own, start in starts
        if span.start <= start < span.end and (match := ATX_MARK.match(post.source, start))
    ]
    by = level - marks[0][0]
    splices = [Splice(Span(*place).shifted(-span.start), b"#" * max(1, min(own + by, 6))) for own, place in marks]
    return splicing(span.of(post.source), splices)


def _composed(post: Post, entry: Entry, to: Post, style: HeadStyle) -> bytes:
    """The entry written anew with the words of its head, its bylines and its note."""
    source, places = post.source, entry.places
    if entry.url is None and style.form != "heading":
        raise WouldLose(f"in the other post an entry begins with a link, and {_name(entry)} has none")
    link, mark = own_link(post, entry), mark_of(post, entry)
    shown = b" ".join(places.title.of(source).split()) if places.title else b""
    links = [shown]
    if entry.url is not None:
        texts = ([shown] if shown else []) + list(title_spellings(entry.title))
        links = [b"[%b](%b)" % (text, target) for target in url_spellings(entry.url) for text in texts]
        if link and entry.span.holds(places.url or link) and not _LINE_END.search(link.of(source)):
            links.insert(0, link.of(source))
    start = entry.span.start + len(mark or b"")
    before = source[start : (places.kind or link or places.title or places.head).start].strip(b" \t*_~[")
    rest = _LINE_END.split(source[link.end : places.head.end])[0].rstrip(b"*_~ \t#") if link else b""
    style = replace(style, mark=style.mark + (before + b" " if before else b""))
    tag = places.kind.of(source) if places.kind else None
    below = _bylines(post, entry, to)
    heads = (head + below for shown in links for head in style.heads(tag, shown, rest))
    return written(
        to,
        heads,
        (entry.kind, entry.title, entry.url),
        entry.bylines,
        _note(post, entry),
    )


def _bylines(post: Post, entry: Entry, to: Post) -> bytes:
    """The lines of its bylines in the other post's style; one that holds more than names keeps its words."""
    if entry.places.bylines is None:
        return b""
    last = to.entries[-1]
    write, indent, end = byline_style(to, last), indentation(to, last), line_end(b"", to.source)
    lines = entry.places.bylines.of(post.source).splitlines()
    shown = [
        indent + line.strip() if _MARKED_UP.search(line) else write(byline)
        for line, byline in zip(lines, entry.bylines, strict=True)
    ]
    return end + end.join(shown)


def _note(post: Post, entry: Entry) -> bytes:
    """Its note, without the definitions that others use, and without the indentation of a list item."""
    start = entry.places.note.start
    return unindented_note(post, entry, Span(start, max(start, own_span(post, entry.index).end)))


def _with_definitions(post: Post, entry: Entry, to: Post, text: bytes) -> bytes:
    """The text with the definitions and footnotes below that it needs and the other post has not."""
    needed = definitions_for(post.source, text, own_span(post, entry.index))
    there = definitions_for(to.source, text, None)
    for label in needed.keys() & there.keys():
        if needed[label] != there[label]:
            name = one_line(label.decode(errors="replace"))
            raise WouldLose(
                f"“{entry.title}” uses the label [{name}], which means something else there; rename it first"
            )
    missing = [line for label, line in needed.items() if label not in there]
    if not missing:
        return text
    end = line_end(b"", to.source)
    indent = indentation(to, to.entries[-1]) if to.entries else indentation(post, entry)
    return text.rstrip() + end * 2 + b"".join(indent + line + end for line in missing)


def _says_the_same(post: Post, entry: Entry, to: Post, splices: list[Splice]) -> bool:
    """Whether what was added reads as the entry does: its fields, its links, and its note but for indentation."""
    from readtui.grammar.posts import read_post  # loads the parser

    after = read_post(to.path, splicing(to.source, splices))
    found = after.entries[-1]
    same = [(one.kind, one.title, one.url, one.bylines, one.quoted_words) for one in (entry, found)]
    if same[0] != same[1] or not set(entry.links) <= set(found.links):  # a footnote that comes along may hold more
        return False
    return _bare(_note(after, found)).endswith(_bare(_note(post, entry)))


def _name(entry: Entry) -> str:
    return f"“{one_line(entry.title)[:_LONGEST_NAME]}”"


def _bare(note: bytes) -> bytes:
    """A note without what may change on its way: line ends, the level of headings, definitions that come along."""
    head = b"head\n\n"  # the first line of an entry is never a definition
    text = head + _LINE_END.sub(b"\n", note.strip())
    return _HASHES.sub(b"#", without_definitions(text, Span(0, len(text))).of(text))[len(head) :].strip()
