"""Entries: what a post's bytes tell of the things read, watched and heard."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from readtui.grammar.blocks import read_structure
from readtui.grammar.bylines import Bylines, byline_lines, read_bylines
from readtui.grammar.candidates import Owned
from readtui.grammar.forms import choose_form
from readtui.grammar.heads import is_by
from readtui.grammar.inline import Definitions, address_in, defined_target, links_in, may_hold_link, plain_text, text_of
from readtui.grammar.structure import Structure, Text
from readtui.grammar.words import count_words
from readtui.model.entry import Entry, EntryPlaces, Link
from readtui.model.post import Form
from readtui.model.span import Span

MOST_BYTES = 1 << 20
"""A longer body is read as a whole: parsing it would take seconds."""
MOST_LINES = 20_000
"""A body of more lines is read as a whole."""

# Most posts without entries have no line that begins like one, and need not be parsed at all.
_OPENING = re.compile(
    rb"(?:^|[\r\n])[ \t]*+(?:#{1,6}[ \t]++|[-+*][ \t]++|\d{1,9}[.)][ \t]++)?+"
    rb"(?::[a-z0-9_+-]+:|[^A-Za-z\[<\r\n]){0,80}+(?:\[|<[A-Za-z]+:)"
)
_SEPARATOR = re.compile(
    rb"(?:[ \t]*(?:(?:[-:|,;.]|\xc2\xb7|\xe2\x80[\x93\x94\xa2])+(?=[ \t\r\n])"
    rb"|\xef\xbc[\x8c\x9a]|\xe3\x80[\x81\x82]))*[ \t]*"
)
_ASIDE_MARKS = b" \t*_~\\.,:;-"
_LINE_END = b"\r\n"
_BLANK = b" \t\r\n"


def read_entries(source: bytes, body: Span) -> tuple[Form, tuple[Entry, ...]]:
    """The form of the post `source` and its entries, of which `body` is what stands below the front matter.

    Every place is counted in bytes of the whole file. No bytes whatever make this fail; what is too long to be
    parsed in time is read as a whole.
    """
    if len(body) > MOST_BYTES or not _OPENING.search(body.of(source)):
        return "whole", ()
    if source.count(b"\n", body.start, body.end) + source.count(b"\r", body.start, body.end) > MOST_LINES:
        return "whole", ()
    structure = read_structure(source, body)
    definitions = definitions_of(structure)
    form, found = choose_form(structure, definitions)
    sections = _sections(structure, found, by_level=form == "heading")
    reader = _EntryReader(structure, definitions)
    return form, tuple(
        reader.read(index, owned, section)
        for index, (owned, section) in enumerate(zip(found, sections, strict=True), 1)
    )


def definitions_of(structure: Structure) -> Definitions:
    """Finds the address that a label is defined by."""
    if not structure.definitions:
        return lambda label: None
    from markdown_it.common.utils import normalizeReference  # loaded with the parser, which has run

    @cache
    def find(label: bytes) -> Span | None:
        place = structure.definitions.get(normalizeReference(label.decode("latin-1")))
        if place is None:
            return None
        return defined_target(structure.source, structure.lines.start(place.first), structure.lines.end(place.last))

    return find


def _sections(structure: Structure, found: Sequence[Owned], *, by_level: bool) -> Iterator[str | None]:
    """The section of each entry: the nearest heading above; with `by_level` the nearest that is of a higher level."""
    entries = {owned.candidate.block for owned in found}
    path: list[tuple[int, str | None]] = []
    for at, block in enumerate(structure.blocks):
        if block.kind == "heading" and (by_level or at not in entries):
            while path and (not by_level or path[-1][0] >= block.level):
                path.pop()
        if at in entries:
            yield next((name for _, name in reversed(path) if name), None)
        if block.kind == "heading" and block.text:
            path.append((block.level, None if at in entries else plain_text(block.text.of(structure.source))))


@dataclass(frozen=True, slots=True)
class _EntryReader:
    """Reads entries from the lines that they own."""

    structure: Structure
    definitions: Definitions

    def read(self, index: int, owned: Owned, section: str | None) -> Entry:
        source = self.structure.source
        link = owned.candidate.link
        bylines = self._bylines(owned)
        places = self._places(owned, bylines)
        url = address_in(link.target.of(source)) if link else None
        return Entry(
            index=index,
            span=self.structure.span(owned.first, owned.last),
            line=owned.first,
            last_line=owned.last,
            kind=text_of(places.kind.of(source)) if places.kind else None,
            section=section,
            title=plain_text(self._shown(owned).of(source)) or url or "",
            url=url,
            bylines=bylines.values if bylines else (),
            links=tuple(self._links(owned, places)),
            words=self._words(places.note),
            quoted_words=self._quoted_words(places.note),
            places=places,
        )

    def _bylines(self, owned: Owned) -> Bylines | None:
        """The bylines directly under the head, or after blank lines where they are a paragraph of names."""
        source, lines = self.structure.source, self.structure.lines
        first = owned.candidate.head_last + 1
        line = self._below(first, owned.last)
        found = read_bylines(source, lines, line, owned.last, names_only=line > first)
        if found and line > first and found.last < owned.last:
            following = lines.line(source, found.last + 1)
            return None if following.strip(_BLANK) else found
        return found

    def _shown(self, owned: Owned) -> Span:
        """The markdown of the title."""
        candidate = owned.candidate
        if candidate.head.link:
            return candidate.head.link.shown
        text = self.structure.blocks[candidate.block].text
        assert text is not None
        start = candidate.head.after_tag
        shown = text.of(self.structure.source)[start - text.start :]
        is_marked = (
            candidate.head.kind is not None and shown.count(b"*") % 2
        )  # the tag's emphasis ends behind the title
        return Span(start, start + len(shown.rstrip(b"*_ " if is_marked else b" ")))

    def _places(self, owned: Owned, bylines: Bylines | None) -> EntryPlaces:
        source, lines, candidate = self.structure.source, self.structure.lines, owned.candidate
        span, link = self.structure.span(owned.first, owned.last), candidate.link
        block = self.structure.blocks[candidate.block]
        last_line = lines.line(source, candidate.head_last)
        end = lines.start(candidate.head_last) + len(last_line.rstrip(_LINE_END))
        note = self._rest_of_line(candidate.head.end, end) if candidate.head.link and block.kind != "heading" else end
        if note < end and not bylines:
            end = candidate.head.end
        else:
            line = self._below((bylines.last if bylines else candidate.head_last) + 1, owned.last)
            note = lines.start(line) if line <= owned.last else span.end
        title = candidate.head.link.text if candidate.head.link else self._shown(owned)
        return EntryPlaces(
            head=Span(span.start, end),
            kind=candidate.head.kind,
            title=title,
            url=link.target if link else None,
            aside=self._aside(link.span.end, end) if link else None,
            bylines=byline_lines(lines, bylines) if bylines else None,
            note=Span(note, span.end),
        )

    def _aside(self, start: int, end: int) -> Span | None:
        """What stands between two places of the head, without marks at its ends; None where nothing does."""
        text = self.structure.source[start:end]
        begin = start + len(text) - len(text.lstrip(_ASIDE_MARKS))
        end = start + len(text.rstrip(_ASIDE_MARKS + b"#"))
        return Span(begin, end) if begin < end else None

    def _rest_of_line(self, start: int, end: int) -> int:
        """Where the text behind the head begins on its line, marks that set it off aside; `end` where there is none."""
        source = self.structure.source
        match = _SEPARATOR.match(source, start)
        begin = min(match.end(), end) if match else start
        rest = source[begin:end].strip(_ASIDE_MARKS)
        return begin if rest and not is_by(rest) else end

    def _below(self, line: int, last: int) -> int:
        """The first line from `line` to `last` that is not blank; the one after `last` where all are."""
        source, lines = self.structure.source, self.structure.lines
        while line <= last and not lines.line(source, line).strip(_BLANK):
            line += 1
        return line

    def _links(self, owned: Owned, places: EntryPlaces) -> Iterator[Link]:
        """The links below and behind the entry's own, those of its bylines aside."""
        source, lines, texts = self.structure.source, self.structure.lines, self.structure.texts
        own = owned.candidate.link
        start = own.span.end if own else places.head.end
        if not may_hold_link(source, start, places.note.end):
            return
        at = bisect_left(texts, Text(owned.first, 0))
        while at < len(texts) and texts[at].last <= owned.last:
            begin, end = max(lines.start(texts[at].first), start), lines.end(texts[at].last)
            if places.bylines and places.bylines.start <= begin < places.bylines.end:
                begin = places.bylines.end
            if may_hold_link(source, begin, end):
                for found in links_in(source, Span(begin, end), self.definitions):
                    url = address_in(found.target.of(source))
                    yield Link(plain_text(found.shown.of(source)) or url, url)
            at += 1

    def _words(self, span: Span) -> int:
        return count_words(text_of(span.of(self.structure.source))) if len(span) else 0

    def _quoted_words(self, note: Span) -> int:
        """The words of the quotes in the note."""
        lines, quotes = self.structure.lines, self.structure.quotes
        words, at = 0, bisect_left(quotes, Text(lines.line_of(note.start), 0)) if len(note) else len(quotes)
        while at < len(quotes) and lines.start(quotes[at].first) < note.end:
            words += self._words(lines.span(quotes[at].first, quotes[at].last))
            at += 1
        return words
