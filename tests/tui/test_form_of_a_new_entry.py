"""The form of a new entry says why it was not added until what was typed changes, whatever it learns meanwhile."""

import asyncio
from threading import Event
from time import monotonic
from typing import NoReturn

from textual.app import App
from textual.widgets import Static

from readtui.grammar.posts import read_post
from readtui.store.folder import LogFolder
from readtui.store.sample import throw_away_copy
from readtui.tui.acts.adding import NewEntry
from readtui.tui.acts.capturing import Capturing
from readtui.tui.acts.completing import LogNames
from readtui.tui.dialogs.add_entry import AddEntry
from readtui.tui.dialogs.completed_line import CompletedLine

_WHY = "2020-07-11.md cannot be written: it is read-only"


def test_the_names_of_the_log_come_after_it_was_refused() -> None:
    asyncio.run(_refused_before_the_names_come())


async def _refused_before_the_names_come() -> None:
    may_tell = Event()
    with throw_away_copy() as copy:
        folder = LogFolder(copy)
        post = read_post("2020-07-11.md", b"* [One](https://one.example): first.\n")

        def names() -> LogNames:
            may_tell.wait(10)
            return LogNames.of(folder, None, folder.load().posts, post)

        asking = Capturing(names, lambda _: (), _not_asked, lambda _: "")
        form = AddEntry("Here", NewEntry(), NewEntry(), asking, lambda _: None, lambda _: _WHY)
        app = App[None]()
        async with app.run_test() as pilot:
            app.push_screen(form)
            await pilot.pause()
            await pilot.press(*"x", "down", "T", "h", "down", *"tal", "ctrl+s")
            remark = form.query_one("#remark", Static)
            assert str(remark.content) == _WHY
            may_tell.set()
            end = monotonic() + 10
            while not form.query_one("#kind", CompletedLine)._suggestion:
                assert monotonic() < end, "nothing was completed"
                await pilot.pause(0.01)
            await pilot.pause()
            assert str(remark.content) == _WHY
            assert remark.display
            await pilot.press("k")
            assert _WHY not in str(remark.content)


def _not_asked(_: str) -> NoReturn:
    raise AssertionError("the page was looked up, though nobody asked")
