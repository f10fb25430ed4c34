"""JSON blocks: which bytes are a field's value, and how a value is written."""

import datetime
import re
from dataclasses import dataclass

_BLANK = re.compile(r"[ \t\r\n]*")


@dataclass(frozen=True, slots=True)
class Field:
    """A key of the object and the places of its parts, in characters of the block's text."""

    key: str
    key_start: int
    key_end: int
    start: int
    end: int


def fields(text: str) -> tuple[Field, ...]:
    """The object's fields in order, a key that stands twice twice.

    Raises:
        ValueError: this is no JSON object.
    """
    import json  # only here: reading a plain block needs none

    decoder = json.JSONDecoder()
    place = _after_blank(text, 0)
    if text[place : place + 1] != "{":
        raise ValueError("no object")
    found: list[Field] = []
    place = _after_blank(text, place + 1)
    while text[place : place + 1] == '"':
        key, key_end = decoder.raw_decode(text, place)
        colon = _after_blank(text, key_end)
        start = _after_blank(text, colon + 1)
        _, end = decoder.raw_decode(text, start)
        found.append(Field(str(key), place, key_end, start, end))
        place = _after_blank(text, end)
        if text[place : place + 1] != ",":
            break
        place = _after_blank(text, place + 1)
    return tuple(found)


def items(text: str, start: int) -> list[tuple[int, int]]:
    """The places of the items of the array that begins at `start`.

    Raises:
        ValueError: this is no JSON.
    """
    import json

    decoder = json.JSONDecoder()
    found = []
    place = _after_blank(text, start + 1)
    while text[place : place + 1] != "]":
        _, end = decoder.raw_decode(text, place)
        found.append((place, end))
        place = _after_blank(text, end)
        if text[place : place + 1] == ",":
            place = _after_blank(text, place + 1)
    return found


def written(value: object) -> str:
    """`value` in JSON, on one line; JSON has no dates, so they are text."""
    import json

    if isinstance(value, datetime.date):
        value = value.isoformat()
    return json.dumps(value, ensure_ascii=False)


def _after_blank(text: str, place: int) -> int:
    match = _BLANK.match(text, place)
    return match.end() if match else place
