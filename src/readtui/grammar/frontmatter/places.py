"""Places: which bytes of a post are the value of which field, found only when asked."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from readtui.grammar.frontmatter.fences import line_at
from readtui.grammar.frontmatter.unusual import Unusual
from readtui.model.frontmatter import FrontMatter
from readtui.model.span import Span

Form = Literal["toml", "yaml", "json"]
"""How the inside of a block is written: `json` also between `---`."""


@dataclass(frozen=True, slots=True)
class FieldPlace:
    """Where a top-level field's value stands."""

    key: str
    span: Span
    items: tuple[Span, ...] | None = None
    """The items' places where the value is a list of them in brackets, or one below the other."""
    is_block_list: bool = False
    """Whether each item has a line of its own that begins with `-`."""
    is_within_braces: bool = False
    """Whether the YAML block is `{…}`, where text without quotes may hold less."""
    obstacle: str = ""
    """What forbids to replace the value: `an anchor`; empty where nothing does."""


def places(source: bytes, front_matter: FrontMatter) -> Mapping[str, Span]:
    """The span of each top-level value; empty where the block cannot be read.

    A table, a dotted key and a value that an alias borrows have no place of their own.
    """
    if not front_matter.values:
        return {}
    try:
        return {place.key: place.span for place in field_places(source, front_matter)}
    except Unusual:
        return {}


def line_of(source: bytes, front_matter: FrontMatter, key: str) -> int | None:
    """The line, counted from 1 over the whole file, on which the value of `key` begins; None where it has no place."""
    folded = key.casefold()
    for name, span in places(source, front_matter).items():
        if name.casefold() == folded:
            return line_at(source, span.start)
    return None


def form_of(source: bytes, front_matter: FrontMatter) -> Form:
    """How the inside of the block is written."""
    if front_matter.language == "toml":
        return "toml"
    if front_matter.language == "yaml" and not _is_object(front_matter.inside.of(source)):
        return "yaml"
    return "json"


def field_places(source: bytes, front_matter: FrontMatter) -> tuple[FieldPlace, ...]:
    """Each top-level field that has a place, in order; a key that stands twice is there twice.

    Raises:
        Unusual: the block is not UTF-8, or the places cannot be told.
    """
    inside = front_matter.inside.of(source)
    find = {"toml": _toml_places, "yaml": _yaml_places, "json": _json_places}[form_of(source, front_matter)]
    try:
        found = find(inside)
    except UnicodeDecodeError as fault:
        raise Unusual.because("bytes that are no UTF-8") from fault
    except (ValueError, RecursionError) as fault:
        raise Unusual.because("a form not known here") from fault
    start = front_matter.inside.start
    return tuple(
        FieldPlace(
            place.key,
            place.span.shifted(start),
            None if place.items is None else tuple(item.shifted(start) for item in place.items),
            place.is_block_list,
            place.is_within_braces,
            place.obstacle,
        )
        for place in found
    )


def _is_object(inside: bytes) -> bool:
    if not inside.lstrip().startswith(b"{"):
        return False
    import json  # only here: a plain block needs none

    try:
        return isinstance(json.loads(inside), dict)
    except (ValueError, RecursionError):
        return False


def _toml_places(inside: bytes) -> list[FieldPlace]:
    from readtui.grammar.frontmatter import toml_block  # compiles what only an edit needs

    inside.decode()
    found, _ = toml_block.fields(inside)
    return [
        FieldPlace(key, span, toml_block.items(inside, span) if inside.startswith(b"[", span.start) else None)
        for key, span in found
    ]


def _json_places(inside: bytes) -> list[FieldPlace]:
    from readtui.grammar.frontmatter import json_block

    text = inside.decode()
    at = _bytes_before(text)
    found = []
    for field in json_block.fields(text):
        items = None
        if text.startswith("[", field.start):
            items = tuple(Span(at(start), at(end)) for start, end in json_block.items(text, field.start))
        found.append(FieldPlace(field.key, Span(at(field.start), at(field.end)), items))
    return found


def _yaml_places(inside: bytes) -> list[FieldPlace]:
    import yaml  # 20 ms, for whoever edits a field

    from readtui.grammar.frontmatter import yaml_block

    text = inside.decode()
    at = _bytes_before(text)
    try:
        fields, is_within_braces = yaml_block.fields(text)
    except yaml.YAMLError as fault:
        raise ValueError("no YAML") from fault
    found = []
    for field in fields:
        items = None
        node = field.node
        if isinstance(node, yaml.SequenceNode):
            items = tuple(Span(at(item.start_mark.index), at(item.end_mark.index)) for item in node.value)
        span = Span(at(field.start), at(field.end))
        is_block_list = isinstance(node, yaml.SequenceNode) and not node.flow_style
        obstacle = _obstacle(text[field.start : field.end], node)
        found.append(FieldPlace(field.key, span, items, is_block_list, is_within_braces, obstacle))
    return found


def _obstacle(piece: str, node: object) -> str:
    """What forbids to replace a YAML value."""
    import yaml

    nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
    if piece.startswith("&") or re.search(r"^\s*-\s+&", piece, re.MULTILINE):
        return "an anchor"
    if piece.startswith("!") or re.search(r"^\s*-\s+!", piece, re.MULTILINE):
        return "a tag"
    if any(isinstance(one, yaml.ScalarNode) and one.style in ("|", ">") for one in nodes):
        return "a block scalar"
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and not isinstance(node, yaml.SequenceNode):
        return "fields within the field"
    return ""


def _bytes_before(text: str) -> Callable[[int], int]:
    """How many bytes stand before a character of `text`."""
    if text.isascii():
        return lambda place: place
    return lambda place: len(text[:place].encode())
