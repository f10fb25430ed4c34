"""Kind of terminal: what one can show, as the environment tells."""

import re
from collections.abc import Mapping
from typing import Literal

Colors = Literal["none", "standard", "256", "truecolor"]
"""What a terminal's colours are, in Textual's words: none, sixteen, or more."""

_WITHOUT_COLORS = re.compile(r"vt\d|.*-(?:m|mono)\Z")
_RICH = ("truecolor", "24bit")
_C_LOCALES = ("C", "POSIX")
_COERCED = ("C.UTF-8", "C.utf8", "UTF-8")
"""What Python sets as LC_CTYPE before a program begins, where the locale is C."""


def colors_of(environ: Mapping[str, str]) -> Colors:
    """The colours that may be sent."""
    term = _term(environ)
    if environ.get("NO_COLOR") or _WITHOUT_COLORS.match(term):
        return "none"
    # COLORTERM is that of the terminal in which these two were begun: they pass it on and do not know such colours.
    is_screen = term.startswith("screen") and not environ.get("TMUX")
    if environ.get("COLORTERM", "").strip().lower() in _RICH and not is_screen and term != "linux":
        return "truecolor"
    if term.endswith("-direct"):
        return "truecolor"
    return "256" if "256color" in term or "kitty" in term else "standard"


def is_simple(environ: Mapping[str, str]) -> bool:
    """Whether it has the looks of a VT100 alone: bold, underlined, reversed, each ended with all others."""
    return _term(environ).startswith("vt")


def answers_queries(environ: Mapping[str, str]) -> bool:
    """Whether it may be asked what it can do: some print a part of the question."""
    return not is_simple(environ) and _term(environ) != "linux"


def shows_utf_8(environ: Mapping[str, str], encoding: str) -> bool:
    """Whether the locale says that the terminal shows all characters; `encoding` is Python's own for it."""
    character_type = environ.get("LC_CTYPE", "")
    named = environ.get("LC_ALL") or ("" if character_type in _COERCED else character_type) or environ.get("LANG")
    return named not in _C_LOCALES and "utf" in encoding.lower()


def _term(environ: Mapping[str, str]) -> str:
    return environ.get("TERM", "").strip().lower()
