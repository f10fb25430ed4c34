"""Which keys there are: gathered from the bindings of the panes, for the footer, the help page and the README."""

from collections.abc import Iterable
from typing import NamedTuple

from textual.binding import Binding
from textual.dom import DOMNode
from textual.keys import format_key

_LAST = ("source", "zoom", "palette", "edit-outside", "edit-outside-from-editor", "help")
"""What stands last in the footer, and but for the help goes first where there is no room."""


class Key(NamedTuple):
    """A key and what it does."""

    id: str
    """By which a reader may give it another key."""
    keys: str
    """As shown, with blanks between: `j down`."""
    does: str


def keys_of(pane: type[DOMNode]) -> list[Key]:
    """The keys that a class of panes has by itself, in the order of its bindings."""
    bindings = [binding for binding in pane.__dict__.get("BINDINGS", ()) if isinstance(binding, Binding)]
    return [Key(binding.id or "", shown_keys(binding.key), binding.description) for binding in bindings]


def shown_keys(keys: str) -> str:
    """A binding's keys, with commas between, as a reader would name them: `ctrl+d`, `?`, `PgDn`."""
    return " ".join(_shown(key) for key in keys.split(","))


def footer_keys(bindings: Iterable[tuple[DOMNode, Binding]]) -> tuple[tuple[str, str], ...]:
    """What the footer shows of the active bindings: each act once, with its first key."""
    shown: dict[str, tuple[str, str]] = {}
    found = [binding for _, binding in bindings]
    # A stable sort: all that is not named keeps its place, before what is.
    for binding in sorted(found, key=lambda binding: _LAST.index(binding.id) if binding.id in _LAST else -1):
        if binding.show and binding.description:
            shown.setdefault(binding.action, (binding.key_display or _shown(binding.key), binding.description))
    return tuple(shown.values())


def _shown(key: str) -> str:
    names = {"escape": "esc", "pagedown": "PgDn", "pageup": "PgUp"}
    return names.get(key) or (key if "+" in key or len(key) == 1 else format_key(key))
