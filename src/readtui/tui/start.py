"""Start: what is settled before Textual is imported, and the run itself."""

import os

from readtui.config import Config
from readtui.store.locate import Place

_TEXTUAL = {
    "TEXTUAL_FPS": "240",  # the clock waits for whole frames: 60 a second cost 32 ms a key, 240 cost 12
    "TEXTUAL_ANIMATIONS": "none",  # an animated page down sends 61 KB, a plain one 8
    "TEXTUAL_SMOOTH_SCROLL": "0",
}
"""Textual reads these when it is imported; what the reader set stays."""


def run(place: Place, config: Config) -> int:
    """Show the log until the reader leaves; the exit code."""
    for name, value in _TEXTUAL.items():
        os.environ.setdefault(name, value)
    from readtui.tui.app import ReadTui, setting_of

    app = ReadTui(setting_of(place, config), config.theme)
    app.run(mouse=False)
    return app.return_code or 0
