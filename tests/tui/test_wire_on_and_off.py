"""The program with its wire and with Textual's, at the same time: after each frame two terminals show the same."""

import asyncio
import os
import random
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.console import RenderableType
from rich.control import Control
from test_send_what_changed import looks_of
from textual._compositor import CompositorUpdate
from textual.events import Key
from textual.screen import Screen

import readtui.tui.app
from emulator import Emulator
from pseudo_terminal import Size
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
from readtui.tui.wire.pace import Pace

STEPS = 20_000 if os.environ.get("READTUI_LONG") else 2_000
SMALLEST = (30, 8)
"""Too small: one sentence stands there, whatever is pressed."""

SIZES = [(80, 24), (120, 40), (40, 10), (69, 24), (100, 30), (200, 50), (80, 12), SMALLEST, (300, 100)]
KEYS = [
    *["j"] * 8, *["k"] * 4, "g", "G", "ctrl+d", "ctrl+u", "pagedown", "pageup", *["space"] * 2, "J", "K",
    *["tab"] * 4, "shift+tab", "1", "2", *["enter"] * 3, *["escape"] * 10, "h", "v", "z", "question_mark", "colon",
    *["e"] * 4, "a", "A", "d", "m", "u", "less_than_sign", "greater_than_sign", "ctrl+l", "ctrl+p", "ctrl+s",
    *["x"] * 4, "slash", *"nN", "漢", "é", "left", "right", "up", "down", "backspace", "ctrl+z", "home", "end",
]  # fmt: skip
THEMES = ["ansi-dark", "textual-dark", "textual-light", "ansi-light"]


class Twofold(ReadTui):
    """Shows each frame on two terminals, by the one wire and by the other."""

    CSS_PATH = Path(readtui.tui.app.__file__).with_name("app.tcss")
    frames = 0
    """How many were compared."""

    differing = ""
    """In what the two screens were not the same."""

    def __init__(self, setting: Setting, ending: Ending) -> None:
        super().__init__(setting, "auto", ending)
        self.is_lean = setting.line.is_lean
        self.whole: Emulator | None = None
        self.shown = Size(0, 0)
        self.resize(Size(*SIZES[0]))

    def resize(self, size: Size) -> None:
        """Be on terminals of another size: one keeps what it shows, the other waits until all is laid out."""
        if self.shown == Size(0, 0):
            self.sparing = Emulator(size)
            self.sparing.feed(b"\x1b[?7l")
        else:
            self.sparing.resize(size)
        self.shown, self.whole = size, None

    def settle(self) -> None:
        """Have all drawn on the other terminal too."""
        self.whole = Emulator(self.shown)
        self.whole.feed(b"\x1b[?7l")
        whole = self.screen._compositor.render_update(full=True, screen_stack=self._background_screens)
        self._display(self.screen, whole)

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        super()._display(screen, renderable)
        if isinstance(renderable, CompositorUpdate) and self.whole and not self._is_shut:
            place = self.screen.outer_size.clamp_offset(self.cursor_position)
            drawn = renderable.render_segments(self.console) + Control.move_to(*place).segment.text
            self.whole.feed(drawn.encode())
            self.frames += 1
            if self.is_lean:  # the frame waits until the line may take it: have the line free
                if self._held_back is not None:
                    self._held_back.cancel()
                self._pace = Pace(is_lean=True)
                self._send_in_time()
            self.compare()

    def _send(self, frame: str) -> None:
        self.sparing.feed(frame.encode())

    def compare(self) -> None:
        assert self.whole
        here, there = self.sparing.screen, self.whole.screen
        self.differing += "".join(
            f"row {row}: {here.display[row]!r} {mine}\nnot {there.display[row]!r} {others}\n"
            for row in sorted(here.dirty | there.dirty)
            if (mine := looks_of(self.sparing, [row])) != (others := looks_of(self.whole, [row]))
        )
        if (here.cursor.x, here.cursor.y) != (there.cursor.x, there.cursor.y):
            self.differing += f"cursor {here.cursor.x}, {here.cursor.y}, not {there.cursor.x}, {there.cursor.y}"
        here.dirty.clear()
        there.dirty.clear()


@pytest.fixture(params=[False, True], ids=["full", "lean"])
def app(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Twofold]:
    monkeypatch.setenv("COLORTERM", "truecolor")
    with throw_away_copy() as copy:
        state = StateFolder.beside(copy)
        folder = LogFolder(copy, state=state)
        rows = RowProcess.reading(folder)
        journal = Journal(state)
        with Ending(journal, state, is_kept=False) as ending:
            line = Line.of({}, request.param)
            yield Twofold(Setting(folder, rows, Glyphs(), "true", journal, state, True, line, "here"), ending)
        rows.end()


def test_both_show_the_same_after_every_frame(app: Twofold) -> None:
    steps = STEPS // 4 if app.is_lean else STEPS
    seed = random.randrange(1 << 32)
    sys.stdout.write(f"seed {seed}\n")  # pytest shows it where the test fails
    seen = asyncio.run(_wander(app, random.Random(seed), steps))
    assert app.frames > seen // 2
    sys.stdout.write(f"{steps} steps, {seen} of them seen, {app.frames} frames\n")


async def _wander(app: Twofold, chances: random.Random, steps: int) -> int:
    """Press keys, and more; how many of these steps there was room to see."""
    seen = 0
    async with app.run_test(size=SIZES[0]) as pilot:
        await pilot.pause()
        app.settle()
        for _ in range(steps):
            chance = chances.random()
            if chance < 0.02:
                size = chances.choice(SIZES)
                app.resize(Size(*size))
                await pilot.resize_terminal(*size)
                while tuple(app.screen._compositor.size) != size:
                    await pilot.pause()
                app.settle()
            elif chance < 0.03:
                app.theme = chances.choice(THEMES)
                await pilot.pause()
            else:
                await _press(app, chances.choice(KEYS))
            assert not app.differing, app.differing
            assert app._driver is not None, "it ended"
            seen += app.size != SMALLEST
        app.exit()
    return seen


async def _press(app: Twofold, key: str) -> None:
    """Press a key and wait until all that it set going is done: the pilot waits for ten times as long."""
    assert app._driver is not None
    app._driver.send_message(Key(key, key if len(key) == 1 else None))
    await asyncio.sleep(0)
    while app._waiting or app._acting:
        await asyncio.sleep(0)
    app.screen._on_timer_update()
