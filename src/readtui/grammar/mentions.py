"""Mentions: what a post's text, or a part of it, links to and quotes."""

from readtui.grammar.blocks import read_structure
from readtui.grammar.entries import MOST_BYTES, MOST_LINES, definitions_of
from readtui.grammar.inline import address_in, links_in, plain_text
from readtui.grammar.structure import Structure
from readtui.model.entry import Entry, Link
from readtui.model.links import without_repeats
from readtui.model.post import Post
from readtui.model.span import Span


def links_of(post: Post, entry: Entry | None) -> tuple[Link, ...]:
    """The links of an entry, its own first, or for None of the whole post; each address once."""
    own = (Link(entry.title, entry.url),) if entry and entry.url else ()
    source, span = post.source, entry.span if entry else post.body
    structure = _structure(post)
    if structure:
        definitions = definitions_of(structure)
        texts = [structure.span(text.first, text.last) for text in structure.texts]
    else:  # in code, links are then found as well
        definitions, texts = _undefined, [span]
    found = (link for text in texts if span.holds(text) for link in links_in(source, text, definitions))
    links = (Link(plain_text(link.shown.of(source)), address_in(link.target.of(source))) for link in found)
    return without_repeats((*own, *links))


def quotes_of(post: Post, entry: Entry) -> bytes:
    """The `>` parts of an entry's note as they stand in the post, with a blank line between two; empty for none."""
    structure, note = _structure(post), entry.places.note
    if structure is None:
        return b""
    spans = (structure.span(quote.first, quote.last) for quote in structure.quotes)
    quotes = [span.of(post.source) for span in spans if Span(note.start, entry.span.end).holds(span)]
    return b"\n".join(quote if quote.endswith((b"\n", b"\r")) else quote + b"\n" for quote in quotes)


def _structure(post: Post) -> Structure | None:
    """The blocks of a post; None where it would take seconds to know them."""
    source, body = post.source, post.body
    lines = source.count(b"\n", body.start) + source.count(b"\r", body.start)
    return read_structure(source, body) if len(body) <= MOST_BYTES and lines <= MOST_LINES else None


def _undefined(label: bytes) -> None:
    del label
