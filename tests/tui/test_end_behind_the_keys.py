"""An end that the system asks for comes behind the keys that were read before, also where none of them acts yet."""

import asyncio
import signal

import pytest
from textual.events import Key
from textual.widgets import TextArea

from readtui.store.folder import LogFolder
from readtui.store.rowprocess import RowProcess
from readtui.store.sample import throw_away_copy
from readtui.store.statefolder import StateFolder
from readtui.store.unsaved.journal import Journal
from readtui.tui.app import ReadTui
from readtui.tui.drawing.glyphs import Glyphs
from readtui.tui.ending import Ending
from readtui.tui.setting import Setting
from readtui.tui.wire.line import Line

_CODE = 128 + signal.SIGTERM


def test_the_keys_that_are_on_their_way_act_first(monkeypatch: pytest.MonkeyPatch) -> None:
    with throw_away_copy() as copy:
        state = StateFolder.beside(copy)
        folder = LogFolder(copy, state=state)
        rows, journal = RowProcess.reading(folder), Journal(state)
        setting = Setting(folder, rows, Glyphs(), "true", journal, state, True, Line.of({}, False), "here")
        with Ending(journal, state, is_kept=False) as ending:
            app = ReadTui(setting, "auto", ending)
            typed: list[str] = []
            leave = app.exit

            def left(**given: int) -> None:
                typed.append(app.focused.text if isinstance(app.focused, TextArea) else "")
                leave(**given)  # type: ignore[arg-type]

            monkeypatch.setattr(app, "exit", left)
            asyncio.run(_typing_to_the_end(app))
    assert app.return_code == _CODE
    assert [text[:8] for text in typed] == ["abcdefgh"]


async def _typing_to_the_end(app: ReadTui) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("2", "j", "e")
        while not isinstance(app.focused, TextArea):
            await pilot.pause(0.01)
        assert app._driver is not None
        for letter in "abcdefgh":
            app._driver.send_message(Key(letter, letter))
        app._end(_CODE)
        while app.return_code != _CODE:
            await asyncio.sleep(0.01)


def test_a_key_that_acts_for_long_is_forgotten_once_the_screens_are_gone() -> None:
    app = ReadTui.__new__(ReadTui)
    app._exit = True
    app._mark_again(0, 1)  # by its timer, while the end waits for somebody
