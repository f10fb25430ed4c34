"""KeyPalette: what the keys of the moment do, to be found by words."""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from functools import partial

from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider, SearchIcon

from readtui.tui.keys import shown_keys

Act = Callable[[], Awaitable[bool]]


class KeyCommands(Provider):
    """What can be done where the palette was opened, each with its key."""

    async def discover(self) -> Hits:
        """Everything, before anything is typed."""
        for text, does, action in self._acts():
            yield DiscoveryHit(text, action, help=does)

    async def search(self, query: str) -> Hits:
        """What fits the words."""
        matcher = self.matcher(query)
        for text, does, action in self._acts():
            score = matcher.match(text)
            if score > 0:
                yield Hit(score, matcher.highlight(text), action, help=does)

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

    def on_mount(self) -> None:
        """Show a sign that every terminal has, and as wide as it says, for Textual's magnifying glass."""
        self.query_one(SearchIcon).icon = ":"

    def _action_command_list(self, action: str) -> None:
        with suppress(KeyError):  # Textual looks for the line of an option where there are none yet
            super()._action_command_list(action)
