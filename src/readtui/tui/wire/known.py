"""Known: whether this Textual has what the wire leans on, though Textual keeps it to itself."""

from importlib import import_module
from inspect import unwrap
from pathlib import Path
from typing import Any

import textual

from readtui.known_textual import unknown_version_in

NEEDED = {
    "textual._compositor:LayoutUpdate.__init__": ("self", "strips", "region"),
    "textual._compositor:ChopsUpdate.__init__": ("self", "chops", "spans", "chop_ends"),
    "textual.app:App._display": ("self", "screen", "renderable"),
    "textual.app:App.post_display_hook": ("self",),
    "textual.strip:Strip.render_ansi": ("cls", "style", "color_system"),
}
"""What is called or replaced, with its parameters."""


def unknown() -> str | None:
    """Why frames must go the way that Textual sends them; None where the wire knows it."""
    for place, parameters in NEEDED.items():
        if parameters_of(place) != parameters:
            return f"frames are sent as Textual sends them: {place.partition(':')[2]} is not as the wire knows it"
    return unknown_version_in(Path(textual.__file__).parents[1])


def parameters_of(place: str) -> tuple[str, ...] | None:
    """The parameters of what stands at `module:Class.method`; None where nothing does."""
    module, _, path = place.partition(":")
    try:
        found: Any = import_module(module)
    except ImportError:
        return None
    for name in path.split("."):
        found = getattr(found, name, None)
    code = getattr(unwrap(getattr(found, "__func__", found)), "__code__", None)
    return code.co_varnames[: code.co_argcount] if code else None
