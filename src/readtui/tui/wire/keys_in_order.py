"""KeysInOrder: one key acts before the next is looked at, however fast they come."""

from asyncio import TimerHandle, get_running_loop
from collections import deque
from collections.abc import Callable
from typing import Any

from textual import on
from textual.app import App
from textual.events import Event, Key, Paste
from textual.message import Message
from textual.message_pump import MessagePump

_LONGEST = 0.5
"""Seconds until another marker is sent: a pane that ends while one is on its way lets none through."""
_TRIES = 4
"""So many markers are sent for one key: the keyboard must not be lost for ever."""


class KeysInOrder(App[None]):
    """An app in which a key waits until `take_keys`, and then until all that the key before it set going is done.

    Textual hands a key to whatever has the focus when the key arrives. Over SSH keys arrive in bursts: of `e` and the
    first words of a note, all would go to the list in which `e` was pressed, and be taken for commands.
    """

    class Settled(Message):
        """A marker that went the way of a key, from the focus up to the app, behind all that the key set going."""

        def __init__(self, source: MessagePump, turn: int, *, is_last: bool) -> None:
            super().__init__()
            self.source = source
            self.turn = turn
            self.is_last = is_last

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._waiting: deque[Event] = deque()
        self._acting: TimerHandle | None = None
        """Runs while a key acts."""
        self._turn = 0
        self._is_open = False
        self._then: Callable[[], object] | None = None
        """What is to be done once no key acts."""
        self.refuses_keys = False
        """Whether keys are dropped."""

    async def on_event(self, event: Event) -> None:
        """Take keys and pastes in turn, everything else at once."""
        if not isinstance(event, Key | Paste) or event.is_forwarded:
            await super().on_event(event)
            return
        if self.refuses_keys or not self.key_comes(event):
            return
        self._waiting.append(event)
        if self._acting is None and self._is_open:
            await self._act()

    def key_comes(self, event: Key | Paste) -> bool:
        """Be told of a key; False to drop it."""
        del event
        return True

    @property
    def takes_keys(self) -> bool:
        """Whether keys act by now."""
        return self._is_open

    @property
    def has_keys(self) -> bool:
        """Whether keys wait for their turn."""
        return bool(self._waiting)

    def refuse_keys(self) -> None:
        """Drop keys from now on, and those that wait."""
        self.refuses_keys = True
        self._waiting.clear()

    async def take_keys(self) -> None:
        """Let keys act from now on; those that were pressed before are not lost."""
        self._is_open = True
        if self._acting is None:
            await self._act()

    def after_keys(self, act: Callable[[], object]) -> None:
        """Do something once all is done that the keys set going which were pressed before."""
        if self._acting is None:
            act()
        else:
            self._then = act

    async def _act(self) -> None:
        while self._waiting:
            self._turn += 1
            source = self.focused or self.screen
            await super().on_event(self._waiting.popleft())
            if self._mark(source, _TRIES):
                return

    def _mark(self, source: MessagePump, tries: int) -> bool:
        """Send a marker the way of the key; False if it cannot go."""
        if not source.post_message(self.Settled(source, self._turn, is_last=False)):
            return False
        self._acting = get_running_loop().call_later(_LONGEST, self._mark_again, self._turn, tries - 1)
        return True

    @on(Settled)
    async def _look_again(self, event: Settled) -> None:
        # What the key did may have been to send a message, which went behind the first marker: a second follows it.
        # Where it moved the focus, out of a dialog or into an editor, what comes of that is waited for there.
        if event.turn != self._turn:
            return
        source = self.focused or self.screen
        is_same = source is event.source
        if (is_same and event.is_last) or not source.post_message(self.Settled(source, event.turn, is_last=is_same)):
            await self._go_on()

    async def _go_on(self) -> None:
        if self._acting is not None:
            self._acting.cancel()
            self._acting = None
            await self._act()
        if self._acting is None and self._then is not None:
            act, self._then = self._then, None
            act()

    def _mark_again(self, turn: int, tries: int) -> None:
        if self._exit:  # the screens may be gone while the end waits for somebody
            return
        if turn == self._turn and not (tries and self._mark(self.focused or self.screen, tries)):
            self.call_next(self._go_on)
