"""Start: what is settled and set going before Textual is loaded, and the run itself."""

import locale
import os
import sys
from functools import partial
from shutil import get_terminal_size

from readtui import __version__
from readtui.config import Config
from readtui.store.firstframes import FirstFrames
from readtui.store.folder import LogFolder
from readtui.store.locate import Place
from readtui.store.ownfolders import own_folder
from readtui.store.rowprocess import RowProcess
from readtui.store.statefolder import StateFolder
from readtui.store.unsaved.journal import Journal
from readtui.tui.drawing.ahead import lay_out_ahead
from readtui.tui.drawing.glyphs import ASCII, Glyphs
from readtui.tui.wire.first_paint import FirstPaint
from readtui.tui.wire.kind import colors_of, shows_utf_8

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
    look = (__version__, glyphs, config.theme, config.sections, config.first_day, place.post, _in_words(place))
    painted = FirstPaint(FirstFrames(own_folder("cache", os.environ) / "frames", str(place.root)), look, os.environ)
    try:
        painted.paint()
        return _run(place, config, glyphs, painted)
    finally:
        painted.give_back()


def _run(place: Place, config: Config, glyphs: Glyphs, painted: FirstPaint) -> int:
    is_demo = place.found == "demo"
    state = StateFolder.beside(place.root) if is_demo else StateFolder.of(place.root, os.environ, config.bounds)
    folder = LogFolder(place.root, config.sections, config.first_day, only=place.post, state=state)
    cache = None if is_demo else os.environ  # a log that is thrown away needs no index
    rows = RowProcess.reading(folder, partial(lay_out_ahead, get_terminal_size().columns, glyphs), cache)
    try:
        from readtui.tui.app import ReadTui  # 200 ms, in which the rows are read
        from readtui.tui.ending import Ending
        from readtui.tui.setting import Setting
        from readtui.tui.wire.line import Line

        journal = Journal(state, on_trouble=lambda trouble: app.tell_trouble(trouble))
        line = Line.of(os.environ, config.lean)
        setting = Setting(folder, rows, glyphs, config.editor, journal, state, is_demo, line, _in_words(place))
        with Ending(journal, state, is_kept=not is_demo) as ending:
            app = ReadTui(setting, config.theme, ending, painted)
            app.run(mouse=False)
        return ending.code or app.return_code or 0
    finally:
        rows.end()


def _in_words(place: Place) -> str:
    if place.found == "sample":
        return "This is a sample log, your own copy to try things on: readtui PATH opens yours"
    if place.found == "demo":
        return "This is the sample log: what you change is thrown away when you leave"
    return str(place.root)
