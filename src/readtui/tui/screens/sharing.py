"""SharingScreen: the log, and what leaves it by key: text for the clipboard, links for the browser."""

import os
import sys
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from readtui.model.entry import Entry
from readtui.model.post import Post
from readtui.tui.panes.week_list import WeekList
from readtui.tui.screens.offering import OfferingScreen
from readtui.tui.wire.sparing import SparingApp

if TYPE_CHECKING:
    from readtui.tui.copying import Copyable
    from readtui.tui.dialogs.links import Chosen
    from readtui.tui.opening import Browser

_ACTS = ("copy", "links")


class SharingScreen(OfferingScreen):
    """The log, of which parts are copied, and its links opened."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "copy", "Copy", id="copy", show=False),
        Binding("o", "links", "Links", id="links", show=False),
    ]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """These are for the lists and the detail: in the editor their keys are text."""
        if action in _ACTS and self.has_class("editing"):
            return False
        return super().check_action(action, parameters)

    def action_copy(self) -> None:
        """Copy a part of the chosen entry, or from the week list of the post, once the reader chose which."""
        from readtui.tui.copying import copyables
        from readtui.tui.dialogs.copy_menu import CopyMenu

        post, entry = self.session.post, self._chosen()
        there = copyables(post, entry) if post else ()
        if post and there:
            subject = self.session.subject(entry.index if entry else None)
            menu = CopyMenu(subject, there, self.setting.glyphs, self.size.width)
            self.app.push_screen(menu, partial(self._copy, post, entry, there))
        else:
            self.tell("There is nothing to copy yet")

    def _copy(self, post: Post, entry: Entry | None, there: Sequence["Copyable"], key: str | None) -> None:
        from readtui.tui.copying import place_of

        for each in there:
            if each.key == key:
                otherwise = f"readtui show {place_of(post, entry) or 'POST'} --raw prints it"
                self._hand_over(each.what, each.text, otherwise, each.remark)

    async def action_links(self) -> None:
        """Open a link of the chosen entry, or from the week list of the post: the only one at once, if it is plain."""
        from readtui.grammar.mentions import links_of
        from readtui.model.links import address
        from readtui.tui.dialogs.links import Chosen, LinksDialog
        from readtui.tui.opening import Browser

        post, entry = self.session.post, self._chosen()
        links = links_of(post, entry) if post else ()
        if not links:
            self.tell("There is no link in this post" if entry is None else "There is no link in this entry")
            return
        browser = await Browser.sought(self.setting.line, os.environ, sys.platform)
        if len(links) == 1 and address(links[0].url).text == links[0].url:  # as it stands on the screen already
            self._follow(browser, Chosen(links[0], is_copied=False))
        else:
            opens = "opens the chosen link" if browser.command else f"copies it, since {browser.why_not}"
            subject = self.session.subject(entry.index if entry else None)
            dialog = LinksDialog(links, subject, opens, self.setting.glyphs)
            self.app.push_screen(dialog, partial(self._follow, browser))

    def _follow(self, browser: "Browser", chosen: "Chosen | None") -> None:
        """Open the link, or copy it: where that is wanted, or there is nothing here that could open it."""
        from readtui.model.links import address

        if chosen is None:
            return
        leads_to = address(chosen.link.url)
        why_not = browser.why_not if leads_to.may_be_opened else "it is neither web nor mail"
        if not chosen.is_copied and not why_not:
            try:
                browser.open(leads_to, self._tell_of_failure)
            except OSError as error:
                why_not = f"{browser.command} cannot be started: {error.strerror}"
            else:
                self.tell(f"Handed to the browser: {leads_to.text}")
                return
        self._hand_over(
            "the link", leads_to.text, "o shows it", "" if chosen.is_copied else f"not opened, since {why_not}"
        )

    def _tell_of_failure(self, why: str) -> None:
        self.app.call_later(self.tell, f"The link was not opened: {why}; y copies it", is_problem=True)

    def _chosen(self) -> Entry | None:
        """The chosen entry; None for the post as a whole, which is meant in the week list."""
        return None if isinstance(self.focused, WeekList) else self.session.entry

    def _hand_over(self, what: str, text: str, otherwise: str, remark: str) -> None:
        """Put a text into the reader's clipboard, and say so; `otherwise` is what can be done where it has no room."""
        from readtui.tui.wire.clipboard import Clipboard

        clipboard = Clipboard.of(self.setting.line, os.environ.get("TERM", ""))
        trouble = clipboard.trouble(text)
        if trouble:
            self.tell(f"Not copied: {trouble}; {otherwise}", is_problem=True)
            return
        how = clipboard.put(text, self._send)
        count = f"{len(text):,} character{'' if len(text) == 1 else 's'}"
        self.tell("; ".join(part for part in (f"Copied {what}: {count}", remark, how) if part))

    def _send(self, sequence: str) -> None:
        """Send a sequence to the terminal as it is: it draws nothing, and leaves cursor and pen where they are."""
        driver = self.app._driver
        if driver is not None:
            driver.write(sequence)
            driver.flush()
        if isinstance(self.app, SparingApp):
            self.app.said(len(sequence))
