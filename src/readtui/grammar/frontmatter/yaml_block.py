"""YAML blocks: which bytes are a field's value, and how a value is written. Loads PyYAML."""

import datetime
import re
from dataclasses import dataclass
from typing import Any

import yaml

_MOST_ALIASES = 100
_MOST_MERGED = 1000
_KEPT_TAGS = ("null", "merge", "timestamp")


class FieldsLoader(yaml.SafeLoader):
    """PyYAML's pure safe loader, with Hugo's idea of plain words, and with bounds.

    As in YAML 1.2, only `true` and `false` are truths (a title may be `Yes`, a tag `no`), and `12:30:45` is no number.
    A date or number that cannot be is text, so that one bad value does not cost the others.
    """

    def __init__(self, stream: str) -> None:
        super().__init__(stream)
        self._aliases = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        """The next node; nested aliases and merges multiply, so there may be only so many."""
        if self.check_event(yaml.AliasEvent):
            self._aliases += 1
            if self._aliases > _MOST_ALIASES:
                raise yaml.composer.ComposerError(None, None, "there are too many aliases", None)
        return super().compose_node(parent, index)

    def flatten_mapping(self, node: Any) -> None:
        """The node with its merge keys resolved."""
        super().flatten_mapping(node)
        if len(node.value) > _MOST_MERGED:
            raise yaml.constructor.ConstructorError(None, None, "there are too many merged keys", node.start_mark)

    def construct_date(self, node: Any) -> object:
        """A date or time, or the text that looks like one."""
        try:
            return self.construct_yaml_timestamp(node)
        except (ValueError, OverflowError):
            return node.value

    def construct_number(self, node: Any) -> object:
        """A number, or the digits where they are too many."""
        text = node.value
        try:
            if text.lstrip("+-")[:2] in ("0o", "0O"):
                return int(text.replace("_", ""), 8)
            return self.construct_yaml_int(node)
        except ValueError:
            return text


def _prepare(loader: type[FieldsLoader]) -> None:
    resolvers: dict[Any, list[Any]] = {}
    for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items():
        kept = [(tag, pattern) for tag, pattern in pairs if tag.rpartition(":")[2] in _KEPT_TAGS]
        if kept:
            resolvers[first] = kept
    loader.yaml_implicit_resolvers = resolvers
    truth = re.compile("^(?:true|True|TRUE|false|False|FALSE)$")
    whole = re.compile("^[-+]?(?:0b[01_]+|0o[0-7_]+|0x[0-9a-fA-F_]+|0[0-7_]+|(?:0|[1-9][0-9_]*))$")
    real = re.compile(
        r"^[-+]?(?:[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|\.(?:inf|Inf|INF))$"
        r"|^\.(?:nan|NaN|NAN)$"
    )
    loader.add_implicit_resolver("tag:yaml.org,2002:bool", truth, list("tTfF"))
    loader.add_implicit_resolver("tag:yaml.org,2002:int", whole, list("-+0123456789"))
    loader.add_implicit_resolver("tag:yaml.org,2002:float", real, list("-+0123456789."))
    loader.add_constructor("tag:yaml.org,2002:timestamp", loader.construct_date)
    loader.add_constructor("tag:yaml.org,2002:int", loader.construct_number)


_prepare(FieldsLoader)


@dataclass(frozen=True, slots=True)
class Field:
    """A top-level key of a block and the places of its value, in characters of the block's text."""

    key: str
    key_end: int
    start: int
    end: int
    """Behind the value's last character that is no blank space."""
    node: yaml.Node


def fields(text: str) -> tuple[tuple[Field, ...], bool]:
    """The block's fields in order, and whether the block is in flow style, `{…}`.

    Raises:
        yaml.YAMLError: this is no YAML.
        ValueError: these are no fields.
    """
    top = yaml.compose(text, Loader=FieldsLoader)
    if top is None:
        return (), False
    if not isinstance(top, yaml.MappingNode):
        raise ValueError("no fields")
    found = []
    for key, node in top.value:
        start, end = node.start_mark.index, node.end_mark.index
        if start < key.end_mark.index or not isinstance(key, yaml.ScalarNode):
            continue  # an alias: its node stands where its anchor does
        found.append(Field(key.value, key.end_mark.index, start, start + _length(text[start:end], node), node))
    return tuple(found), bool(top.flow_style)


def has_alias(text: str) -> bool:
    """Whether a value is borrowed from elsewhere in the block, which makes comparing values dear."""
    return any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=FieldsLoader))


def _length(piece: str, node: yaml.Node) -> int:
    """How much of `piece` is the value: a block node's mark lies behind the blank lines and comments below it."""
    if isinstance(node, yaml.ScalarNode) and node.style not in ("|", ">"):
        return len(piece)
    piece = piece.rstrip()
    while isinstance(node, yaml.CollectionNode) and not node.flow_style:
        above, _, last = piece.rpartition("\n")
        if not last.lstrip().startswith("#"):
            break
        piece = above.rstrip()
    return len(piece)


def written(value: object, quote: str, *, in_list: bool = False) -> str:
    """`value` in YAML; `quote` is `'`, `"` or, for text that is safe without, the empty text.

    Raises:
        ValueError: YAML has no such value.
    """
    match value:
        case bool():
            return "true" if value else "false"
        case datetime.datetime() | datetime.date():
            return value.isoformat().replace("+00:00", "Z")
        case list():
            return "[" + ", ".join(written(item, quote, in_list=True) for item in value) + "]"
        case str() if quote == "" and _is_bare(value, in_list=in_list):
            return value
        case str() if quote == "'" and value.isprintable():
            return "'" + value.replace("'", "''") + "'"
        case str():
            return '"' + "".join(map(_escaped, value)) + '"'
        case int() | float():
            return str(value)
    raise ValueError(f"a {type(value).__name__}")


def _is_bare(value: str, *, in_list: bool) -> bool:
    """Whether the text stands for itself without quotes, in this YAML and in the older one."""
    if not value.isprintable() or len(value) > 1000 or "*" in value:
        return False
    text, wanted = (f"[{value}]", [value]) if in_list else (value, value)
    try:
        return all(yaml.load(text, Loader=loader) == wanted for loader in (FieldsLoader, yaml.SafeLoader))  # noqa: S506
    except (yaml.YAMLError, ValueError, ArithmeticError, LookupError):
        return False


def _escaped(character: str) -> str:
    if character in '"\\':
        return "\\" + character
    if character == "\n":
        return "\\n"
    if character == "\t":
        return "\\t"
    if character.isprintable():
        return character
    code = ord(character)
    if 0xD800 <= code <= 0xDFFF:
        raise ValueError("half a character")
    return f"\\U{code:08x}" if code > 0xFFFF else f"\\u{code:04x}"
