"""Kinds: of which kind an entry is listed, also where something stands in for it."""

from typing import cast

from readtui.commands.json_form import JsonObject

Told = tuple[JsonObject, str | None]
"""An entry as it is printed, and what its post's front matter says of its kind."""


def kind_text(entry: JsonObject, fallback: str | None) -> str:
    """The entry's kind as text: in round brackets where something stands in for it."""
    kind, is_fallback = kind_of(entry, fallback)
    if not kind:
        return ""
    return f"({kind})" if is_fallback else kind


def kind_of(entry: JsonObject, fallback: str | None) -> tuple[str | None, bool]:
    """The kind to list it under, and whether that is a fallback, as `EntryRow.kind_or` has it."""
    kind, section = (cast("str | None", entry[key]) for key in ("kind", "section"))
    return (section or fallback, True) if kind is None else (kind, False)
