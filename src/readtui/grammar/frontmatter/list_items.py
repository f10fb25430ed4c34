"""List items: a value put into a list of the front matter, taken out or renamed, by a splice of that item alone.

The other items, what stands between them and their comments keep their bytes; a new one is quoted and set as they are.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from readtui.grammar.frontmatter.places import FieldPlace, Form, field_places, form_of
from readtui.grammar.frontmatter.reading import read_front_matter
from readtui.grammar.frontmatter.replacing import encoded, literal, quote_of
from readtui.grammar.frontmatter.setting import prove, refuse_aliases, setting
from readtui.grammar.frontmatter.unusual import Unusual
from readtui.model.frontmatter import FrontMatter
from readtui.model.span import Span, Splice


def listed(front_matter: FrontMatter, key: str) -> tuple[str, ...]:
    """The texts of a field's list, in order; of a field that holds one text, that; empty where there is none."""
    value = front_matter.value(key)
    if isinstance(value, list):
        return tuple(map(_text, value))
    text = front_matter.text(key)
    return (text,) if text else ()


def adding_item(source: bytes, key: str, item: str) -> Splice:
    """The splice that puts `item` at the end of the list of `key`, which is made where it is missing.

    Nothing changes where the list has it.

    Raises:
        Unusual: that cannot be done safely; the sentence says why.
    """
    found = _List.in_block(source, key)
    if item in found.texts:
        return Splice(Span(0, 0), b"")
    if found.place is None or not found.place.items:
        return setting(source, found.front_matter, key, [*found.values, item])
    place, items = found.place, found.place.items
    if place.is_block_list:
        end = _line_end_at(source, items[-1].end)
        line = _line_start(source, items[-1].start)
        dash = source[line : items[-1].start]
        written = encoded(literal(item, found.form, found.quote, in_list=False))
        splice = Splice(Span(end, end), _line_break(source, end) + dash + written)
        if dash.strip() != b"-":
            raise Unusual.because("a list that begins on its key's line")
    else:
        if b"#" in source[items[-1].end : place.span.end]:
            raise Unusual.because("a comment at the end of a list")
        opening = source[place.span.start : items[0].start]
        gap = source[items[-2].end : items[-1].start] if len(items) > 1 else b""
        if not gap or b"#" in gap:
            gap = b"," + opening[1:] if b"\n" in opening and b"#" not in opening else b", "
        written = encoded(literal(item, found.form, found.quote, in_list=True))
        splice = Splice(Span(items[-1].end, items[-1].end), gap + written)
    prove(source, found.front_matter, splice, found.name, [*found.values, item])
    return splice


def removing_item(source: bytes, key: str, item: str) -> Splice:
    """The splice that takes `item` out of the list of `key`; nothing changes where the list has it not.

    Raises:
        Unusual: that cannot be done safely; the sentence says why.
    """
    found = _List.in_block(source, key)
    if item not in found.texts:
        return Splice(Span(0, 0), b"")
    at = found.texts.index(item)
    left = [*found.values[:at], *found.values[at + 1 :]]
    if not left or found.place is None or not found.place.items:
        return setting(source, found.front_matter, key, left)
    items = found.place.items
    if found.place.is_block_list:
        start, end = _line_start(source, items[at].start), _line_end_at(source, items[at].end)
        if source[start : items[at].start].strip() != b"-" or b"\n" in items[at].of(source):
            raise Unusual.because("a list with an item over several lines")
        cut = Span(start, end + len(_line_break(source, end)))
    elif at + 1 < len(items):
        cut = Span(items[at].start, items[at + 1].start)
    else:
        cut = Span(items[at - 1].end, items[at].end)
    beside = source[cut.start : items[at].start] + source[items[at].end : cut.end]
    if b"#" in beside:
        raise Unusual.because("a comment in a list")
    splice = Splice(cut, b"")
    prove(source, found.front_matter, splice, found.name, left)
    return splice


def renaming_item(source: bytes, key: str, old: str, new: str) -> Splice:
    """The splice that makes `old` in the list of `key` into `new`; where both are there, `old` goes.

    A field that holds the one text is set. Nothing changes where there is no `old`.

    Raises:
        Unusual: that cannot be done safely; the sentence says why.
    """
    front_matter, _ = read_front_matter(source)
    if isinstance(front_matter.value(key), str):
        unchanged = old == new or front_matter.value(key) != old
        return Splice(Span(0, 0), b"") if unchanged else setting(source, front_matter, key, new)
    found = _List.in_block(source, key)
    if old not in found.texts or old == new:
        return Splice(Span(0, 0), b"")
    if new in found.texts:
        return removing_item(source, key, old)
    at = found.texts.index(old)
    wanted = [*found.values[:at], new, *found.values[at + 1 :]]
    if found.place is None or not found.place.items:
        return setting(source, found.front_matter, key, wanted)
    item = found.place.items[at]
    quote = quote_of(item.of(source), found.form)
    written = encoded(literal(new, found.form, quote, in_list=not found.place.is_block_list))
    splice = Splice(item, written)
    prove(source, found.front_matter, splice, found.name, wanted)
    return splice


@dataclass(frozen=True, slots=True)
class _List:
    """A field of a block whose value is a list, or that is missing."""

    front_matter: FrontMatter
    form: Form
    name: str
    """The key as it stands in the block."""
    place: FieldPlace | None
    values: Sequence[object]
    quote: str
    """What most of its items are quoted by."""

    @property
    def texts(self) -> list[str]:
        """The items as text."""
        return [*map(_text, self.values)]

    @classmethod
    def in_block(cls, source: bytes, key: str) -> "_List":
        """The list of `key` in the front matter of `source`.

        Raises:
            Unusual: there is no such block, or the field holds something else than a list.
        """
        front_matter, problems = read_front_matter(source)
        if front_matter.language == "none":
            raise Unusual("this post has no front matter; edit it as text")
        if problems:
            raise Unusual("the front matter of this post cannot be read; edit it as text")
        form, folded = form_of(source, front_matter), key.casefold()
        refuse_aliases(source, front_matter, form)
        names = [name for name in front_matter.values if name.casefold() == folded]
        places = [field for field in field_places(source, front_matter) if field.key.casefold() == folded]
        if len(names) > 1 or len(places) > 1:
            raise Unusual.because(f"{key} stands in it twice")
        value = front_matter.values[names[0]] if names else None
        if value is not None and not isinstance(value, list):
            raise Unusual(f"{key} holds no list here; edit it as text, or set the whole field")
        if names and not places:
            raise Unusual.because(f"{key} holds fields of its own")
        place = places[0] if places else None
        if place and place.obstacle:
            raise Unusual.because(place.obstacle)
        if place and place.items is not None and len(place.items) != len(value or ()):
            raise Unusual.because("a list with an alias")
        quotes = Counter(quote_of(item.of(source), form) for item in (place.items or ()) if place) if place else None
        quote = quotes.most_common(1)[0][0] if quotes else '"'
        return cls(front_matter, form, names[0] if names else key, place, value or (), quote)


def changing_items(source: bytes, key: str, add: Sequence[str] = (), remove: Sequence[str] = ()) -> list[Splice]:
    """The splices that put these items into the list of `key`, and take those out.

    Raises:
        Unusual: that cannot be done safely; the sentence says why.
    """
    from readtui.grammar.changing.merging import difference

    changed = source
    steps: list[tuple[Callable[[bytes, str, str], Splice], str]] = [(adding_item, item) for item in add]
    for step, item in [*steps, *((removing_item, item) for item in remove)]:
        while (splice := step(changed, key, item)).replacement != splice.span.of(changed):
            changed = splice.apply(changed)  # also where it stands in it twice
    return [difference(source, changed)] if changed != source else []


def _text(value: object) -> str:
    return value if isinstance(value, str) else str(value)


def _line_start(source: bytes, place: int) -> int:
    return max(source.rfind(b"\n", 0, place), source.rfind(b"\r", 0, place)) + 1


def _line_end_at(source: bytes, place: int) -> int:
    ends = [end for mark in (b"\n", b"\r") if (end := source.find(mark, place)) >= 0]
    return min(ends, default=len(source))


def _line_break(source: bytes, end: int) -> bytes:
    return b"\r\n" if source.startswith(b"\r\n", end) else source[end : end + 1]
