"""Spelling: the words that a reader gives for a field, as markdown that reads back as these words."""

import re

from readtui.grammar.changing.refusing import WouldLose
from readtui.model.printable import visible

_NEEDED_MARKS = re.compile(r"([\\`*_\[\]<~]|&(?=#?\w+;))")
_INLINE_MARKS = re.compile(r"([\\`*_\[\]<>&~])")
_ALL_MARKS = re.compile(r"([!-/:-@\[-`{-~])")
_ADDRESS_MARKS = re.compile(r"([()\\<>&*_])")


def plain_line(text: str, what: str) -> str:
    """`text` without the space around it; `what` names it in a refusal.

    Raises:
        WouldLose: it is empty or holds what cannot be seen.
    """
    text = text.strip()
    if not text:
        raise WouldLose(f"{what} cannot be empty")
    if visible(text) != text or "\n" in text or "\t" in text:
        raise WouldLose(f"{what} is one line without control characters")
    return text


def plain_kind(kind: str) -> str:
    """`kind` without the space around it.

    Raises:
        WouldLose: it would not read as a tag.
    """
    kind = plain_line(kind, "a kind")
    if "[" in kind or "]" in kind or kind in ("x", "X") or not any(character.isalpha() for character in kind):
        raise WouldLose(f"“{kind}” is no kind: it needs letters, has no brackets, and [x] is a box that is ticked")
    return kind


def title_spellings(title: str) -> tuple[bytes, ...]:
    """How a title may be written, the plainest way first; the last escapes every mark."""
    escaped = [marks.sub(r"\\\1", title) for marks in (_NEEDED_MARKS, _INLINE_MARKS, _ALL_MARKS)]
    return tuple(dict.fromkeys(spelling.encode() for spelling in (title, *escaped)))


def url_spellings(url: str) -> tuple[bytes, ...]:
    """How a link's address may be written inside its parentheses, the plainest way first."""
    escaped = _ADDRESS_MARKS.sub(r"\\\1", url)
    return url.encode(), escaped.encode(), f"<{url}>".encode(), f"<{escaped}>".encode()
