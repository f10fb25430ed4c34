"""KeyPalette: what the keys of the moment do, and where a reader can go, to be found by words."""

import os
from asyncio import Task, create_task, shield, to_thread
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator
from contextlib import suppress
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from textual import on
from textual.command import Command, CommandList, CommandPalette, DiscoveryHit, Hit, Hits, Provider, SearchIcon
from textual.content import Content
from textual.widgets import Input
from textual.worker import WorkerError

from readtui.model.session import Session
from readtui.tui.drawing.runs import cells, chopping
from readtui.tui.keys import shown_keys
from readtui.tui.setting import Setting

if TYPE_CHECKING:
    from readtui.grammar.searching.titles import Titled
    from readtui.tui.jumping import Goal, Places

Act = Callable[[], Awaitable[bool]]

_AROUND = 7
"""Cells beside a line of the palette."""
_GOALS, _FEW_GOALS = 12, 6
"""Entries that are offered at most; on a line that is spared fewer, since each costs its text."""


@runtime_checkable
class CanJump(Protocol):
    """A screen in which the reader can go somewhere by its name."""

    session: Session
    setting: Setting
    places: "Places | None"

    async def jump_to(self, target: "Titled") -> None:
        """Choose a post or an entry."""


@runtime_checkable
class CanSearch(Protocol):
    """A screen in which the reader can search."""

    def search_for(self, text: str) -> object:
        """Show what fits a search."""


class KeyCommands(Provider):
    """What can be done where the palette was opened, each with its key, and where the reader can go from there."""

    _knowing: "Task[Places] | None" = None

    async def startup(self) -> None:
        """Begin to look through the log for names; the acts need not wait for it."""
        if isinstance(self.screen, CanJump):
            self._knowing = create_task(self._know(self.screen))

    async def discover(self) -> Hits:
        """Every act, before anything is typed."""
        for text, does, action in self._acts():
            yield DiscoveryHit(text, action, help=does)

    async def search(self, query: str) -> Hits:
        """What fits the words."""
        goals = await self._goals(self.screen, query) if isinstance(self.screen, CanJump) else []
        from readtui.tui.jumping import score_of_act  # with the goals: it is loaded by now

        matcher = self.matcher(query)
        for text, does, action in self._acts():
            score = matcher.match(text)
            if score > 0:
                yield Hit(score_of_act(text, query, score), matcher.highlight(text), action, help=does)
        for goal in goals:
            go = self._going(goal)
            if go is not None:
                told, remark = self._line(goal.told), self._line(goal.remark)
                yield Hit(goal.score, told, go, help=remark)  # type: ignore[arg-type] # a `str` would be markup

    async def _know(self, screen: CanJump) -> "Places":
        from readtui.tui.jumping import Places  # 20 ms with rapidfuzz and SQLite, when a palette is opened first

        setting = screen.setting
        environ = None if setting.is_thrown_away or setting.folder.only is not None else os.environ
        screen.places = await to_thread(Places.of, setting.folder, environ, screen.session.log, screen.places)
        return screen.places

    async def _goals(self, screen: CanJump, query: str) -> "list[Goal]":
        if self._knowing is None:
            return []
        places = await shield(self._knowing)  # the next key ends this search, and not that
        limit = _FEW_GOALS if screen.setting.line.is_lean else _GOALS
        first_day = screen.setting.folder.conventions.first_day
        return await to_thread(places.goals, query, date.today(), first_day, limit=limit)

    def _going(self, goal: "Goal") -> Callable[[], object] | None:
        if isinstance(goal.target, str):
            return partial(self.screen.search_for, goal.target) if isinstance(self.screen, CanSearch) else None
        return partial(self.screen.jump_to, goal.target) if isinstance(self.screen, CanJump) else None

    def _line(self, text: str) -> Content:
        """A text of the log, which is no markup, on one line of the list."""
        width = max(4, self.app.size.width - _AROUND)
        cut = self.screen.setting.glyphs.cut if isinstance(self.screen, CanJump) else ""
        return Content(text if cells(text) <= width else chopping(text, width - 1)[0] + cut)

    def _acts(self) -> Iterator[tuple[str, str, Act]]:
        seen: set[str] = set()
        for node, binding, enabled, _ in self.screen.active_bindings.values():
            if enabled and binding.description and binding.action not in seen and binding.id:
                seen.add(binding.action)
                yield binding.description, shown_keys(binding.key), partial(self.app.run_action, binding.action, node)


class KeyPalette(CommandPalette):
    """Textual's palette, which lives through a page key that comes before its list was laid out."""

    # Textual's own would be reversed, which it leaves out when it draws an option.
    DEFAULT_CSS = """
    KeyPalette:nocolor CommandList > .option-list--option-highlighted { text-style: bold underline; }
    """

    def __init__(self) -> None:
        super().__init__(placeholder="Search for commands, or go to: a day, a title, a name")

    def on_mount(self) -> None:
        """Show a sign that every terminal has, and as wide as it says, for Textual's magnifying glass."""
        self.query_one(SearchIcon).icon = ":"

    async def _search_for(self, search_value: str) -> AsyncGenerator[DiscoveryHit | Hit, bool]:
        """The hits, at once when they are known: Textual's own waits a tenth of a second for there being none."""
        for provider in self._providers:
            async for hit in provider._search(search_value):
                if (yield hit):  # the next key was pressed
                    return

    @on(Input.Submitted)
    async def _choose(self, event: Input.Submitted) -> None:
        """Do what is chosen of what fits the words, not of what fitted those before: keys may come in a burst."""
        event.prevent_default()  # Textual's own sends messages round, behind which the next key may come first
        for worker in tuple(self.workers):
            if worker.group == self._GATHER_COMMANDS_GROUP and worker.node is self and not worker.is_finished:
                with suppress(WorkerError):
                    await worker.wait()
        commands = self.query_one(CommandList)
        option = commands.highlighted_option
        if isinstance(option, Command) and self.is_current:
            self.dismiss()
            self.app.call_later(option.hit.command)

    def _action_command_list(self, action: str) -> None:
        with suppress(KeyError):  # Textual looks for the line of an option where there are none yet
            super()._action_command_list(action)
