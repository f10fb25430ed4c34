"""Field lines: each field of a post as a line of text that can be typed over, or why it cannot; and the way back."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from readtui.grammar.frontmatter.asking import value_from_text
from readtui.grammar.frontmatter.places import FieldPlace, field_places, form_of
from readtui.grammar.frontmatter.reading import read_front_matter
from readtui.grammar.frontmatter.setting import refuse_aliases, setting
from readtui.grammar.frontmatter.unusual import Unusual
from readtui.model.printable import one_line

_LONGEST = 2000
"""Characters that a line may have: longer values are prose, which is edited as text."""


@dataclass(frozen=True, slots=True)
class FieldLine:
    """A field as one line of text."""

    key: str
    text: str
    """Its value, as it can be typed; of a list its items with commas between, of one that cannot be, what there is."""
    why_not: str = ""
    """Why it is not to be typed over; empty where it is."""


def field_lines(source: bytes) -> tuple[FieldLine, ...]:
    """The fields of the post's front matter, in its order.

    Raises:
        Unusual: it has none, or they cannot be read; the sentence says so.
    """
    front_matter, problems = read_front_matter(source)
    if front_matter.language == "none":
        raise Unusual("this post has no front matter; edit it as text")
    if problems:
        raise Unusual("the front matter of this post cannot be read; edit it as text")
    refuse_aliases(source, front_matter, form_of(source, front_matter))
    places = field_places(source, front_matter)
    return tuple(_line(source, key, value, places) for key, value in front_matter.values.items())


def typed_over(source: bytes, texts: Mapping[str, str], like: Mapping[str, object]) -> bytes:
    """The post with these fields set, each by a splice of its value alone; a missing one is added.

    `like` has values of the fields in other posts, which tell of a missing one what it is.

    Raises:
        Unusual: one of them cannot be set to that; the sentence says which and why.
    """
    for key, text in texts.items():
        front_matter, _ = read_front_matter(source)
        old = front_matter.value(key)
        value = value_from_text(key, text, like.get(key) if old is None else old)
        source = setting(source, front_matter, key, value).apply(source)
    return source


def told(value: object) -> str | None:
    """A value as it can be typed; None where no line of text says it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime.datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, datetime.date | int | float):
        return str(value)
    if isinstance(value, list):
        return ", ".join(value) if _is_plain(value) else None
    if value is None:
        return ""
    return value if isinstance(value, str) and _is_one_line(value) else None


def _line(source: bytes, key: str, value: object, places: tuple[FieldPlace, ...]) -> FieldLine:
    folded = key.casefold()
    there = [place for place in places if place.key.casefold() == folded]
    text = told(value)
    if len(there) > 1:
        return FieldLine(key, one_line(text or ""), "it stands there twice")
    if not there or isinstance(value, dict):
        return FieldLine(key, "", "it holds fields of its own")
    if there[0].obstacle:
        return FieldLine(key, one_line(text or ""), f"it is unusual ({there[0].obstacle})")
    if text is None:
        return FieldLine(key, *_untypable(value))
    if isinstance(value, datetime.date):
        written = there[0].span.of(source).decode(errors="replace")
        text = written if _is_one_line(written) and "#" not in written else text
    return FieldLine(key, text)


def _untypable(value: object) -> tuple[str, str]:
    if isinstance(value, str):
        is_long = len(value) > _LONGEST
        return one_line(value[:_LONGEST]), "it is too long for a line" if is_long else "it holds more than a line shows"
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return one_line("; ".join(value)), "an item has a comma, or more than a line shows"
    return "", "it holds more than texts"


def _is_plain(items: list[object]) -> bool:
    texts = [item for item in items if isinstance(item, str) and item and item == item.strip()]
    is_whole = len(texts) == len(items) and not any("," in item for item in texts)
    return is_whole and _is_one_line(", ".join(texts))


def _is_one_line(text: str) -> bool:
    return len(text) <= _LONGEST and one_line(text) == text
