"""NewBlock: the front matter of a new post, with what the last posts of the log have in common."""

import datetime
import re
from collections.abc import Sequence

from readtui.grammar.dates import DATE_KEYS, read_date
from readtui.grammar.frontmatter import Unusual
from readtui.grammar.frontmatter.fences import BYTE_ORDER_MARK
from readtui.grammar.frontmatter.places import FieldPlace, field_places, form_of
from readtui.grammar.shifting import Shift, shape_of
from readtui.model.post import Post

_LINE_END = re.compile(rb"\r\n|\n|\r")
_ALWAYS = frozenset({"title", "draft"})
_OWN = frozenset(
    {"slug", "url", "permalink", "aliases", "alias", "id", "uuid", "guid", "lastmod", "updated", "modified"}
)
"""What only one post can have: kept where it tells the week, and so is another's for each."""
_OF_THE_LOG = frozenset(
    {"categories", "category", "type", "layout", "author", "authors", "series", "section", "lang", "language"}
)
"""What a single post shows of the log it is in."""


def block_like(model: Post, others: Sequence[Post], shift: Shift) -> bytes:
    """The block of `model` with its fences, dates moved on; without fields that differ from those of `others`.

    Raises:
        Unusual: it cannot be taken apart.
    """
    source, front_matter = model.source, model.front_matter
    if front_matter.language == "none" or not front_matter.values:
        raise Unusual.because("there is none")
    places = field_places(source, front_matter)
    if len({place.key.casefold() for place in places}) < len(places):
        raise Unusual.because("a field that stands in it twice")
    kept = [place for place in places if _is_kept(model, others, place, shift)]
    opening = source[
        len(BYTE_ORDER_MARK) if source.startswith(BYTE_ORDER_MARK) else 0 : front_matter.inside.start
    ].lstrip()
    closing = source[front_matter.inside.end : front_matter.block.end]
    if form_of(source, front_matter) == "json":
        inside = _object(model, kept, shift)
    else:
        inside = b"".join(_lines(model, place, shift) for place in kept)
    end = _LINE_END.search(source)
    return opening + inside + (closing if _LINE_END.search(closing) else closing + (end.group() if end else b"\n"))


def _is_kept(model: Post, others: Sequence[Post], place: FieldPlace, shift: Shift) -> bool:
    """Whether a new post of the log has this field too."""
    key = place.key.casefold()
    value = model.front_matter.values.get(place.key)
    if key in _ALWAYS or (key in DATE_KEYS and key not in _OWN and read_date(value) is not None):
        return True
    if key not in _OWN and all(read_date(post.front_matter.value(key)) is not None for post in (model, *others)):
        return bool(others)
    if place.obstacle:
        return False
    written = _text(place.span.of(model.source))
    if key in _OWN and shift.of_text(written) == written:
        return False
    if not others:
        return key in _OF_THE_LOG
    return all(
        shape_of(written) == shape_of(found) for other in others if (found := _written(other, key)) is not None
    ) and all(_written(other, key) is not None for other in others)


def _written(post: Post, key: str) -> str | None:
    """How a post writes the value of `key`; None where it has none."""
    try:
        found = [place for place in field_places(post.source, post.front_matter) if place.key.casefold() == key]
    except Unusual:
        return None
    return _text(found[0].span.of(post.source)) if found else None


def _lines(model: Post, place: FieldPlace, shift: Shift) -> bytes:
    """The lines of a field, with its value moved on."""
    source, value = model.source, place.span.of(model.source).rstrip()
    sign = max(source.rfind(b":", 0, place.span.start), source.rfind(b"=", 0, place.span.start))
    start = max(source.rfind(b"\n", 0, sign), source.rfind(b"\r", 0, sign)) + 1
    end = _LINE_END.search(source, place.span.start + len(value))
    rest = source[place.span.start + len(value) : end.end() if end else len(source)]
    return source[start : place.span.start] + _moved(model, place, shift) + rest


def _object(model: Post, kept: Sequence[FieldPlace], shift: Shift) -> bytes:
    """The object with these members, set off from each other as they were."""
    from readtui.grammar.frontmatter import json_block

    inside = model.front_matter.inside
    text = inside.of(model.source).decode()
    fields = json_block.fields(text)
    opening, closing = text[: fields[0].key_start], text[fields[-1].end :]
    gap = text[text.index(",", fields[0].end) + 1 : fields[1].key_start] if len(fields) > 1 else " "
    places = {place.key: place for place in kept}
    members = [
        text[field.key_start : field.start].encode() + _moved(model, places[field.key], shift)
        for field in fields
        if field.key in places
    ]
    return opening.encode() + ("," + gap).encode().join(members) + closing.encode()


def _moved(model: Post, place: FieldPlace, shift: Shift) -> bytes:
    """The value as written, moved on; a date by as much as makes it the new post's."""
    value, written = read_date(model.front_matter.values.get(place.key)), place.span.of(model.source).rstrip()
    if value is not None:
        shift = shift.dating(value.date() if isinstance(value, datetime.datetime) else value)
    return shift.of_text(_text(written)).encode("utf-8", "surrogateescape")


def _text(value: bytes) -> str:
    return value.decode("utf-8", "surrogateescape")
