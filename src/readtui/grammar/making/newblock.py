"""NewBlock: the front matter of a new post, with what the last posts of the log have in common."""

import datetime
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from readtui.grammar.days.dates import DATE_KEYS, read_date
from readtui.grammar.frontmatter import Unusual
from readtui.grammar.frontmatter.fences import BYTE_ORDER_MARK
from readtui.grammar.frontmatter.places import FieldPlace, field_places, form_of
from readtui.grammar.making.shifting import Shift, shape_of
from readtui.model.post import Post

_LINE_END = re.compile(rb"\r\n|\n|\r")
_COMMENTS = re.compile(rb"(?:(?<=\n)|\A)(?:[ \t]*#[^\r\n]*\r?\n)+\Z")
_BLANK_AND_COMMENTS = re.compile(rb"(?:[ \t\r\n]++|#[^\n]*+)*+")
_ALWAYS = frozenset({"title", "draft"})
_OWN = frozenset(
    {"slug", "url", "permalink", "aliases", "alias", "id", "uuid", "guid", "lastmod", "updated", "modified"}
)
"""What only one post can have: kept where it tells the week, and so is another's for each."""
_MAY_BE_EMPTY = frozenset({"slug", "url", "aliases"})
"""Those of them that mean nothing while they are empty."""
_OF_THE_LOG = frozenset(
    {"categories", "category", "type", "layout", "author", "authors", "series", "section", "lang", "language"}
)
"""What a single post shows of the log it is in."""


def block_like(model: Post, others: Sequence[Post], shift: Shift) -> bytes:
    """The block of `model` with its fences, its comments and its tables, dates moved on.

    Each field has the value that most of the posts have; where they differ it is empty, in the field's own quotes. A
    field that most of `others` do not have is none of the new post's.

    Raises:
        Unusual: it cannot be taken apart.
    """
    source, front_matter = model.source, model.front_matter
    if front_matter.language == "none" or not front_matter.values:
        raise Unusual.because("there is none")
    places = field_places(source, front_matter)
    if len({place.key.casefold() for place in places}) < len(places):
        raise Unusual.because("a field that stands in it twice")
    values = {place.key: _value(model, others, place, shift) for place in places}
    opening = source[
        len(BYTE_ORDER_MARK) if source.startswith(BYTE_ORDER_MARK) else 0 : front_matter.inside.start
    ].lstrip()
    closing = source[front_matter.inside.end : front_matter.block.end]
    if form_of(source, front_matter) == "json":
        inside = _object(model, values)
    else:
        inside = _fields(model, places, values) + _tables(model, others)
    end = _LINE_END.search(source)
    return opening + inside + (closing if _LINE_END.search(closing) else closing + (end.group() if end else b"\n"))


def _value(model: Post, others: Sequence[Post], place: FieldPlace, shift: Shift) -> bytes | None:
    """What the new post has in this field, as written; None where it has no such field."""
    key = place.key.casefold()
    value = model.front_matter.values.get(place.key)
    if key in _ALWAYS or (key in DATE_KEYS and key not in _OWN and read_date(value) is not None):
        return _moved(model, place, shift)
    if key not in _OWN and all(read_date(post.front_matter.value(key)) is not None for post in (model, *others)):
        return _moved(model, place, shift) if others else None
    written = _text(place.span.of(model.source))
    if key not in _OWN and read_date(value) is not None:
        return None
    if key in _OWN and shift.of_text(written) != written:
        return None if place.obstacle else _moved(model, place, shift)
    if not others:
        return _moved(model, place, shift) if key in _OF_THE_LOG and not place.obstacle else None
    theirs = [text for other in others if (text := _written(other, key)) is not None]
    if len(theirs) * 2 <= len(others) or (key in _OWN and key not in _MAY_BE_EMPTY):
        return None
    shape, count = Counter(map(shape_of, (written, *theirs))).most_common(1)[0]
    if count * 2 > len(others) + 1 and key not in _OWN:
        if shape_of(written) == shape:
            return _moved(model, place, shift)
        if "\0" not in shape and not place.obstacle and not place.is_block_list:
            usual = next(text for text in theirs if shape_of(text) == shape).rstrip()
            return (
                usual.encode("utf-8", "surrogateescape")
                if not _LINE_END.search(usual.encode("utf-8", "replace"))
                else None
            )
    return _emptied(written, value, place)


def _emptied(written: str, value: object, place: FieldPlace) -> bytes | None:
    """The value without what it says, in its own quotes; a truth or a number stays, being one or the other."""
    if isinstance(value, str) and not place.obstacle:
        return b"''" if written.startswith("'") else b'""'
    if isinstance(value, list) and not place.obstacle:
        return b"[]"
    return written.rstrip().encode() if isinstance(value, bool | int | float) else None


def _written(post: Post, key: str) -> str | None:
    """How a post writes the value of `key`; None where it has none."""
    try:
        found = [place for place in field_places(post.source, post.front_matter) if place.key.casefold() == key]
    except Unusual:
        return None
    return _text(found[0].span.of(post.source)) if found else None


def _fields(model: Post, places: Sequence[FieldPlace], values: Mapping[str, bytes | None]) -> bytes:
    """The block up to its tables, with these values; without the lines of a field that has none."""
    source, kept, place_of_last = model.source, b"", model.front_matter.inside.start
    for place in places:
        value, end_of_old = values[place.key], place.span.start + len(place.span.of(source).rstrip())
        sign = max(source.rfind(b":", 0, place.span.start), source.rfind(b"=", 0, place.span.start))
        if value is not None:
            is_below = place.is_block_list and value == b"[]"
            head = source[place_of_last : sign + 1] + b" " if is_below else source[place_of_last : place.span.start]
            kept, place_of_last = kept + head + value, end_of_old
        else:
            start = max(source.rfind(b"\n", 0, sign), source.rfind(b"\r", 0, sign)) + 1
            kept += _COMMENTS.sub(b"", source[place_of_last : max(start, place_of_last)])
            end = _LINE_END.search(source, end_of_old)
            place_of_last = end.end() if end else len(source)
    return kept + source[place_of_last : max(place_of_last, _end_of_fields(model))]


def _end_of_fields(post: Post) -> int:
    """Where its first table begins; the end of the block where it has none."""
    inside = post.front_matter.inside
    if post.front_matter.language != "toml":
        return inside.end
    from readtui.grammar.frontmatter.toml_block import fields

    _, below = fields(inside.of(post.source))
    blank = _BLANK_AND_COMMENTS.match(post.source, inside.start + below, inside.end)
    return blank.end() if blank and blank.end() == inside.end else inside.start + below


def _tables(model: Post, others: Sequence[Post]) -> bytes:
    """The tables below the fields, as most of the posts write them; none where most have none."""

    def tables(post: Post) -> bytes:
        try:
            return post.source[_end_of_fields(post) : post.front_matter.inside.end]
        except ValueError:
            return b""

    own = tables(model)
    alike = [text for post in others if (text := tables(post)) and post.front_matter.language == "toml"]
    if not own or len(alike) * 2 <= len(others):
        return b""
    return Counter((own, *alike)).most_common(1)[0][0]


def _object(model: Post, values: Mapping[str, bytes | None]) -> bytes:
    """The object with these values, set off from each other as they were."""
    from readtui.grammar.frontmatter import json_block

    inside = model.front_matter.inside
    text = inside.of(model.source).decode()
    fields = json_block.fields(text)
    opening, closing = text[: fields[0].key_start], text[fields[-1].end :]
    gap = text[text.index(",", fields[0].end) + 1 : fields[1].key_start] if len(fields) > 1 else " "
    members = [
        text[field.key_start : field.start].encode() + value
        for field in fields
        if (value := values.get(field.key)) is not None
    ]
    return opening.encode() + ("," + gap).encode().join(members) + closing.encode()


def _moved(model: Post, place: FieldPlace, shift: Shift) -> bytes:
    """The value as written, moved on; a date by as much as makes it the new post's."""
    value, written = read_date(model.front_matter.values.get(place.key)), place.span.of(model.source).rstrip()
    if value is None and place.key.casefold() not in {"title", *_OWN}:
        shift = replace(shift, off=datetime.timedelta())  # a description tells of the week, not of the day
    if value is not None:
        shift = shift.dating(value.date() if isinstance(value, datetime.datetime) else value)
    return shift.of_text(_text(written)).encode("utf-8", "surrogateescape")


def _text(value: bytes) -> str:
    return value.decode("utf-8", "surrogateescape")
