"""RenamingScreen: the log organised, and its tags, categories, kinds and people called otherwise all across it."""

import os
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Protocol

from textual import work
from textual.binding import Binding, BindingType

from readtui.store.faults import Fault
from readtui.tui.screens.organising import OrganisingScreen

if TYPE_CHECKING:
    from readtui.store.names import Names
    from readtui.tui.acts.acted import Acted
    from readtui.tui.acts.renaming import Previewed, Renaming
    from readtui.tui.dialogs.rename_preview import RenamePreview

_A_WHILE = 200
"""Posts that are looked at before it is told how many were."""


class WantsNames(Protocol):
    """What shows the names of the log once they are read."""

    is_left: bool

    def know(self, names: "Names") -> None:
        """Show all names that there are."""


class RenamingScreen(OrganisingScreen):
    """The log, in which a name is another everywhere at once."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("R", "rename", "Rename a tag, category, kind or person", id="rename", show=False),
    ]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Renaming is for the lists and the detail: in the editor its key is text."""
        if action == "rename" and self.has_class("editing"):
            return False
        return super().check_action(action, parameters)

    def action_rename(self) -> None:
        """Ask which name of the log shall be another, and show what that would change."""
        from readtui.tui.acts.renaming import names_now
        from readtui.tui.dialogs.rename import RenameDialog

        names = self._unless_refused(partial(names_now, self.setting.folder, self.session))
        if names:
            dialog = RenameDialog(names, self.setting.glyphs)
            self.app.push_screen(dialog, self._preview)
            self.gather_names(dialog)

    @work(thread=True, exclusive=True, group="names")
    def gather_names(self, dialog: "WantsNames") -> None:
        """Read, beside the reader, what names the log has, and tell the dialog, if it still wants them."""
        from readtui.store.names import names_of

        names = names_of(self.setting.folder, self._environ, lambda: self.is_running and not dialog.is_left)
        if self.is_running and not dialog.is_left:
            self.app.call_from_thread(dialog.know, names)

    @property
    def _environ(self) -> Mapping[str, str] | None:
        return None if self.setting.is_thrown_away else os.environ

    def _preview(self, renaming: "Renaming | None") -> None:
        from readtui.tui.dialogs.rename_preview import RenamePreview

        if renaming:
            dialog = RenamePreview(renaming, self._rename, self.setting.glyphs)
            self.app.push_screen(dialog)
            self._look_for(dialog, renaming)

    @work(thread=True, exclusive=True, group="renaming")
    def _look_for(self, dialog: "RenamePreview", renaming: "Renaming") -> None:
        from readtui.tui.acts.renaming import previewing

        def looked_at(count: int, of: int) -> bool:
            if count and not count % _A_WHILE and self.is_running:
                self.app.call_from_thread(dialog.tell, f"looked at {count:,} of {of:,} posts")
            return self.is_running and not dialog.is_left

        try:
            previewed = previewing(self.setting.folder, self._environ, renaming, looked_at)
        except Fault as fault:
            if self.is_running:
                self.app.call_from_thread(dialog.tell, str(fault))
            return
        if previewed and self.is_running:
            self.app.call_from_thread(dialog.show, previewed)

    @work(thread=True, exclusive=True, group="renaming")
    def _make_changes(self, dialog: "RenamePreview", previewed: "Previewed") -> None:
        """Make the changes, in a thread: over hundreds of posts that takes seconds."""
        from readtui.tui.acts.renaming import renamed

        try:
            acted = renamed(self.setting.folder, self.session, previewed)
        except Fault as fault:
            self.app.call_from_thread(dialog.failed, str(fault))
            return
        self.app.call_from_thread(self._take_renamed, dialog, acted)

    def _rename(self, dialog: "RenamePreview", previewed: "Previewed") -> None:
        self._make_changes(dialog, previewed)

    def _take_renamed(self, dialog: "RenamePreview", acted: "Acted") -> None:
        self.session = acted.session
        dialog.dismiss(None)
        self.tell(acted.told)
