"""Running: what is set going before Textual is loaded, and the run itself."""

import os
from functools import partial
from shutil import get_terminal_size

from readtui.config import Config
from readtui.store.folder import LogFolder
from readtui.store.locate import Place
from readtui.store.rowprocess import RowProcess
from readtui.store.statefolder import StateFolder
from readtui.store.unsaved.journal import Journal
from readtui.tui.drawing.ahead import lay_out_ahead
from readtui.tui.drawing.glyphs import Glyphs
from readtui.tui.loading import loading_little
from readtui.tui.wire.first_paint import FirstPaint
from readtui.tui.wire.line import Line


def show(place: Place, config: Config, glyphs: Glyphs, line: Line, told: str, painted: FirstPaint | None) -> int:
    """Show the log until the reader leaves; the exit code. `told` says in the status line which log it is.

    Raises:
        Fault: there is no log.
    """
    is_demo = place.found == "demo"
    state = StateFolder.beside(place.root) if is_demo else StateFolder.of(place.root, os.environ, config.bounds)
    folder = LogFolder(
        place.root, config.sections, config.first_day, only=place.post, state=state, chosen=config.conventions
    )
    cache = None if is_demo else os.environ  # a log that is thrown away needs no index
    rows = RowProcess.reading(folder, partial(lay_out_ahead, get_terminal_size().columns, glyphs), cache)
    try:
        with loading_little():
            from readtui.tui.app import ReadTui  # 200 ms, in which the rows are read
        from readtui.tui.ending import Ending
        from readtui.tui.setting import Setting

        journal = Journal(state, on_trouble=lambda trouble: app.tell_trouble(trouble))
        setting = Setting(
            *(folder, rows, glyphs, config.editor, journal, state, is_demo, line, told),
            asks_private=config.private_addresses,
        )
        with Ending(journal, state, is_kept=not is_demo) as ending:
            app = ReadTui(setting, config.theme, ending, painted)
            app.run(mouse=False)
        return ending.code or app.return_code or 0
    finally:
        rows.end()
