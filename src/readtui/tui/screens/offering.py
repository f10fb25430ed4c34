"""OfferingScreen: the log, and what was typed in sessions that ended unasked: it is offered once the log is shown."""

from functools import partial
from typing import TYPE_CHECKING

from textual import events, on, work
from textual.message import Message

from readtui.store.faults import Fault
from readtui.tui.screens.browsing import BrowsingScreen
from readtui.tui.screens.following import FollowingScreen
from readtui.tui.setting import Setting

if TYPE_CHECKING:
    from readtui.model.unsaved import UnsavedText
    from readtui.tui.offering import Found, Offer


class OfferingScreen(FollowingScreen):
    """The log, browsed, edited and acted on, and what sessions left in it that ended unasked."""

    class OffersFound(Message):
        """What other sessions have of unsaved text is known."""

        def __init__(self, found: "Found") -> None:
            super().__init__()
            self.found = found

    def __init__(self, setting: Setting) -> None:
        super().__init__(setting)
        self._offers: tuple[Offer, ...] = ()
        """What was found and is not shown yet."""
        self._restored: UnsavedText | None = None
        """The text that was restored, to be gone on with: the last, or the last of a whole post.

        An entry's finds its place again once the whole post is saved; the other way round they would touch.
        """

    @on(BrowsingScreen.Begun)
    def _look_for_offers(self) -> None:
        if (self.setting.state.folder / "unsaved").is_dir():  # else nothing was ever left, and nothing is loaded
            self._find_offers()

    @work(thread=True, group="offers")
    def _find_offers(self) -> None:
        from datetime import date

        from readtui.tui.offering import Found

        self.post_message(self.OffersFound(Found.of(self.setting.state, date.today())))

    @on(OffersFound)
    def _take_offers(self, event: OffersFound) -> None:
        self._offers = event.found.offers
        if event.found.elsewhere:
            self.tell(event.found.elsewhere)
        self._offer()

    @on(events.ScreenResume)
    @on(events.Resize)
    def _offer(self) -> None:
        """Show what was left, when nothing else is asked, typed, or in too little room to be seen."""
        if not self._offers or not self.is_current or self.has_class("editing") or self.is_too_small:
            return
        from readtui.tui.dialogs.leftover import LeftoverDialog
        from readtui.tui.offering import Parted

        offers, self._offers = [*self._offers], ()
        dialog = LeftoverDialog(
            offers,
            lambda offer: Parted.of(self.setting.folder, offer.leftover.text),
            self._restore,
            self._discard,
            self.setting.glyphs,
        )
        self.app.push_screen(dialog, partial(self._go_on, offers))

    def _restore(self, offer: "Offer") -> str:
        """Make a text that was left one of this session; why that could not be, or nothing."""
        try:
            text = self.setting.journal.adopt(offer.leftover)
        except Fault as fault:
            return str(fault)
        self.session = self.session.typing(text)
        if text.index is None or self._restored is None or self._restored.index is not None:
            self._restored = text
        return ""

    def _discard(self, offer: "Offer") -> str:
        """Let go of a text that was left; why that could not be, or nothing."""
        from readtui.store.unsaved.leftover import discard

        try:
            discard(self.setting.state, offer.leftover)
        except Fault as fault:
            return str(fault)
        return ""

    async def _go_on(self, later: "list[Offer]", is_left: bool | None) -> None:
        """Go on with what was restored, and tell what waits."""
        told = ["Restored: it is in its file once you save it"] if self._restored else []
        if later:
            told.append("1 text is kept for later" if len(later) == 1 else f"{len(later)} texts are kept for later")
            told.append("readtui unsaved lists what is kept, and the next start offers it")
        if told:
            self.tell("; ".join(told))
        if is_left:
            await self.run_action("leave")
        elif self._restored is not None:
            await self._go_on_with(self._restored)

    async def _go_on_with(self, text: "UnsavedText") -> None:
        """Open the editor on a text that was restored, wherever its entry is by now."""
        from readtui.grammar.posts import read_post
        from readtui.tui.following import reopened
        from readtui.tui.texts.editing import Editing

        post = reopened(self.setting.folder.open(text.path), (text,))
        place = text.place_in(post)
        session = self.session.showing(post).choosing_week(post)
        self.session = session if place is None else session.choosing_entry(place or None)
        self._restored = None
        now = None if place is None else self.session.unsaved_for(place or None)
        begun = read_post(text.path, text.source)
        entry = begun.entry(text.index)
        subject = entry.title if entry else f"{begun.name} (whole post)"
        await self.open_editor(Editing.of(post, text.index, now or text), subject)

    def _stop_writing(self) -> None:
        super()._stop_writing()
        self._offer()
