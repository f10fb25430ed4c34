"""FrontMatter: the block of fields on top of a post."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from readtui.model.span import Span

Language = Literal["toml", "yaml", "json", "none"]


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The block of fields on top of a post, read but never printed back.

    Never take a `repr` of the values or compare them unasked: a few hundred bytes of YAML aliases expand
    to gigabytes.
    """

    language: Language
    block: Span
    """From the first byte of the file, byte order mark and blank lines included, to the first byte of the body."""
    inside: Span
    """What stands between the fences; for JSON the object with its braces."""
    values: Mapping[str, object] = field(repr=False, compare=False)
    """By key, in the block's order; empty where the block could not be read."""

    def text(self, key: str) -> str | None:
        """The value as text: strings verbatim, numbers as written in Python; None where it is neither.

        Keys are looked up in any case, as Hugo does.
        """
        value = self.value(key)
        if isinstance(value, str):
            return value
        if isinstance(value, int | float | datetime.date) and not isinstance(value, bool):
            return str(value)
        return None

    def value(self, key: str) -> object:
        """The value of `key` in any case; None where there is none."""
        if key in self.values:
            return self.values[key]
        folded = key.casefold()
        return next((value for name, value in self.values.items() if name.casefold() == folded), None)
