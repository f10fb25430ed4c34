"""Start: what is settled before the screen is loaded, and what is shown till then."""

import locale
import os
import sys

from readtui import __version__
from readtui.config import Config
from readtui.store.firstframes import FirstFrames
from readtui.store.locate import Place
from readtui.store.ownfolders import own_folder
from readtui.tui.drawing.glyphs import ASCII, Glyphs
from readtui.tui.wire.first_paint import FirstPaint
from readtui.tui.wire.kind import colors_of, shows_utf_8
from readtui.tui.wire.line import Line

_TEXTUAL = {
    "TEXTUAL_FPS": "1000",  # the clock waits for whole frames, and nothing here moves between keys
    "TEXTUAL_ANIMATIONS": "none",  # an animated page down sends 61 KB, a plain one 8
    "TEXTUAL_SMOOTH_SCROLL": "0",
}
"""Textual reads these when it is imported; what the reader set stays."""


def run(place: Place, config: Config) -> int:
    """Show the log until the reader leaves; the exit code.

    Raises:
        Fault: there is no log.
    """
    for name, value in _TEXTUAL.items():
        os.environ.setdefault(name, value)
    colors = colors_of(os.environ)
    os.environ.setdefault("TEXTUAL_COLOR_SYSTEM", "standard" if colors == "none" else colors)
    # markdown-it loads what finds bare links wherever it is installed: 5 ms and 0.3 MB, and it is never asked to.
    sys.modules.setdefault("linkify_it", None)  # type: ignore[arg-type]
    glyphs = ASCII if config.ascii or not shows_utf_8(os.environ, locale.getpreferredencoding(False)) else Glyphs()
    line, told = Line.of(os.environ, config.lean), _in_words(place)
    look = (__version__, glyphs, line, config.theme, config.sections, config.first_day, place.post, told)
    frames = FirstFrames(own_folder("cache", os.environ) / "frames", str(place.root))
    painted = FirstPaint(frames, look, os.environ) if place.found != "demo" else None  # that log is never opened again
    try:
        if painted:
            painted.paint()
        from readtui.tui.running import show  # 20 ms, in which the frame can be seen

        return show(place, config, glyphs, line, told, painted)
    finally:
        if painted:
            painted.give_back()


def _in_words(place: Place) -> str:
    if place.found == "sample":
        return "This is a sample log, your own copy to try things on: readtui PATH opens yours"
    if place.found == "demo":
        return "This is the sample log: what you change is thrown away when you leave"
    return str(place.root)
