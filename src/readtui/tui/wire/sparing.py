"""SparingApp: an app that sends its terminal what differs from what that shows, where Textual sends whole widgets.

It leans on names that Textual keeps to itself; `tests/tui/test_textual_is_as_known.py` fails where one of them changes.
Where one is missing, frames go the way that Textual sends them.
"""

import os
from asyncio import TimerHandle, get_running_loop
from collections.abc import Iterable
from contextlib import suppress
from time import monotonic

from rich.color import ColorSystem
from rich.console import RenderableType
from textual.app import App
from textual.events import Event, Resize
from textual.screen import Screen

from readtui.tui.wire.first_paint import FirstPaint
from readtui.tui.wire.kind import is_simple
from readtui.tui.wire.known import unknown
from readtui.tui.wire.pace import Pace
from readtui.tui.wire.pens import Pens
from readtui.tui.wire.picture import Picture

with suppress(ImportError):  # `unknown` tells of it, and they are not looked for then
    from textual._compositor import ChopsUpdate, LayoutUpdate

_LARGE = 1024
"""Characters of a frame from which on a terminal may be seen at drawing it, and is asked to wait for the whole."""
_SYNC_START, _SYNC_END = "\x1b[?2026h", "\x1b[?2026l"


class SparingApp(App[None]):
    """An app that sends its terminal only what differs from what that shows, and no sooner than the line takes it.

    What comes while a frame is held back is drawn into the same frame: of a key that is held down, the line carries
    as many steps as it can, and none is left to come when the key is let go.
    """

    def __init__(self, *, is_lean: bool = False, painted: FirstPaint | None = None) -> None:
        super().__init__()
        self.painted = painted
        """What the terminal shows since before this was loaded, if anything."""
        self._is_shown = not (painted and painted.rows)
        """Whether frames are sent: not before they tell as much as what was painted, or the reader acts."""
        self._pace = Pace(is_lean=is_lean)
        self._held_back: TimerHandle | None = None
        """Runs while a frame is held back until the line may take it."""
        self._is_waiting = False
        """Whether a frame is held back until the terminal has taken the one before."""
        self._is_sparing = os.environ.get("READTUI_WIRE") != "textual" and unknown() is None
        self._pens = Pens(self.console._color_system or ColorSystem.TRUECOLOR, is_simple=is_simple(os.environ))
        self._picture: Picture | None = None

    def forget_screen(self) -> None:
        """Take nothing for granted of what the terminal shows: with the next frame all of it is drawn anew."""
        if self._picture is not None:
            self._picture.forget()

    def action_redraw(self) -> None:
        """Draw the whole terminal anew: another program may have written on it."""
        self.forget_screen()
        self.refresh(layout=True)

    async def on_event(self, event: Event) -> None:
        """A terminal that changes its size may lose what it shows, also where it is back at the old size by now."""
        if isinstance(event, Resize):
            self.forget_screen()
        await super().on_event(event)
        if isinstance(event, Resize) and self._picture is not None and self._held_back is None:
            self._send_in_time()  # where it is back, nothing has to be laid out, and no frame would follow

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        if not self._is_sparing or not isinstance(renderable, LayoutUpdate | ChopsUpdate) or self._is_shut:
            super()._display(screen, renderable)
            return
        width, height = self.size
        picture = self._picture
        if picture is None or (picture.width, picture.height) != (width, height):
            is_first = picture is None
            picture = self._picture = Picture(width, height, self._pens)
            if is_first and self.painted and self.painted.rows and self._fits(self.painted):
                picture.show(self.painted.rows)
        _put(picture, renderable)
        if self._held_back is None:
            self._send_in_time()
        self.post_display_hook()

    def show_frames(self) -> None:
        """Send frames from now on, where what was painted stood till now."""
        if not self._is_shown:
            self._is_shown = True
            self._send_in_time()

    def hide_frames(self) -> None:
        """Draw from now on without sending it."""
        self._is_shown = False

    @property
    def wants_frame(self) -> bool:
        """Whether the next start has no frame yet that it could show at once."""
        return bool(self.painted and self._picture and self._fits(self.painted) and self.painted.is_old)

    def keep_frame(self, paths: Iterable[str], *, is_followed: bool) -> None:
        """Keep what is drawn now for the next start, made of what is at these paths below the log's folder.

        With `is_followed` it tells of their changes too, as far as they are known.
        """
        if self.painted and self._picture and self._fits(self.painted):
            self.painted.keep(*self._picture.drawn(), paths, is_followed=is_followed)

    def _fits(self, painted: FirstPaint) -> bool:
        return painted.size == tuple(self.size)

    def said(self, size: int) -> None:
        """Be told that so many bytes were sent besides frames."""
        self._pace.said(size, monotonic())

    def line_is_free(self) -> None:
        """Be told that the terminal has taken all that was sent."""
        if self._is_waiting:
            self._send_in_time()

    @property
    def line_is_behind(self) -> bool:
        """Whether the terminal has not yet taken all that was sent; then `line_is_free` is called once it has."""
        return bool(getattr(self._driver, "is_behind", False))

    def _send_in_time(self) -> None:
        """Send what differs as soon as the line may take it."""
        self._held_back = None
        if not self._is_shown:
            return
        wait = self._pace.wait(monotonic())
        if wait:
            self._held_back = get_running_loop().call_later(wait, self._send_in_time)
            return
        self._is_waiting = True  # before the look, so that no call between the two is missed
        if not self.line_is_behind:
            self._is_waiting = False
            self._send_changes()

    def _send_changes(self) -> None:
        if self._picture is None or self._is_shut:
            return
        x, y = self.screen.outer_size.clamp_offset(self.cursor_position)
        frame = self._picture.changes((x, y))
        self._pace.sent(len(frame.encode()), monotonic())
        self._send(frame)

    @property
    def _is_shut(self) -> bool:
        """Whether nothing can be shown now."""
        return bool(self._batch_count) or not self._running or self._closed or self._driver is None

    def _send(self, frame: str) -> None:
        if frame and self._driver is not None:
            is_whole = self._sync_available and len(frame) > _LARGE
            self._driver.write(f"{_SYNC_START}{frame}{_SYNC_END}" if is_whole else frame)
            self._driver.flush()


def _put(picture: Picture, update: "LayoutUpdate | ChopsUpdate") -> None:
    """Put into the picture what the compositor made anew."""
    if isinstance(update, LayoutUpdate):
        for row, strips in enumerate(update.strips, update.region.y):
            picture.put(row, update.region.x, picture.width, (segment for strip in strips for segment in strip))
        return
    for row, start, end in update.spans:
        for chop_end, (column, strip) in zip(update.chop_ends[row], update.chops[row].items(), strict=False):
            if strip is not None and column <= end and chop_end > start:
                picture.put(row, column, min(chop_end, end), strip)
