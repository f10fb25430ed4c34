"""DescribingScreen: the log organised, and what is said of its posts and entries: fields, tags, kinds, drafts."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from readtui.store.faults import Fault
from readtui.tui.panes.week_list import WeekList
from readtui.tui.panes.written import TextTyped
from readtui.tui.screens.renaming import RenamingScreen

if TYPE_CHECKING:
    from readtui.tui.acts.describing import Form, Publishing
    from readtui.tui.acts.tagging import Tagging

_ACTS = ("fields", "publish", "tags")


class DescribingScreen(RenamingScreen):
    """The log, in which the fields of posts, their tags and the kinds of entries are set."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "tags", "Tags, categories, kind", id="tags", show=False),
        Binding("f", "fields", "The post's fields", id="fields", show=False),
        Binding("p", "publish", "Publish, or make a draft again", id="publish", show=False),
    ]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """These are for the lists and the detail: in the editor their keys are text."""
        if action in _ACTS and self.has_class("editing"):
            return False
        return super().check_action(action, parameters)

    def action_tags(self) -> None:
        """Show the names that what is marked, or chosen, could have, to be set and cleared."""
        from readtui.tui.acts.tagging import tagging_of
        from readtui.tui.dialogs.tags import TagsDialog

        is_whole = isinstance(self.focused, WeekList)
        tagging = self._unless_refused(partial(tagging_of, self.setting.folder, self.session, is_whole=is_whole))
        if tagging:
            dialog = TagsDialog(tagging, self._tag, self.setting.glyphs)
            self.app.push_screen(dialog)
            self.gather_names(dialog)

    def _tag(self, tagging: "Tagging") -> str:
        """Write what was chosen; where that cannot be, why."""
        from readtui.tui.acts.tagging import applying

        try:
            acted = applying(self.setting.folder, self.session, tagging)
        except Fault as fault:
            return str(fault)
        self.session = acted.session
        self.tell(acted.told)
        return ""

    def action_fields(self) -> None:
        """Show the fields of the chosen post, to be typed over."""
        from readtui.grammar.frontmatter.fieldlines import told
        from readtui.tui.acts.describing import form_of
        from readtui.tui.dialogs.fields import FieldRow, FieldsDialog

        form = self._unless_refused(partial(form_of, self.setting.folder, self.session))
        if form is None:
            return
        self.setting.journal.ready()
        rows = (
            *(FieldRow(line.key, line.text, line.why_not) for line in form.lines),
            *(FieldRow(key, "", "", told(value) or "empty") for key, value in form.elsewhere.items()),
        )
        dialog = FieldsDialog(
            f"Fields of “{form.post.name}”", rows, partial(self._keep_fields, form), partial(self._save_fields, form)
        )
        self.app.push_screen(dialog, self._go_on_after_fields)

    def _keep_fields(self, form: "Form", texts: Mapping[str, str]) -> bool:
        """Have on disk what is typed of them; whether any is another than it was."""
        self._keep_typed(TextTyped(partial(form.unsaved, texts)))
        return bool(form.changed(texts))

    def _save_fields(self, form: "Form", texts: Mapping[str, str]) -> tuple[str, str]:
        """Write them; where that cannot be, which is in the way, and why."""
        from readtui.grammar.frontmatter.unusual import Unusual
        from readtui.tui.acts.describing import setting_fields

        for key, text in form.changed(texts).items():
            try:
                form.typed({key: text})
            except Unusual as why_not:
                return key, str(why_not)
        try:
            acted = setting_fields(self.setting.folder, self.session, form, texts)
        except (Fault, Unusual) as why_not:
            return "", str(why_not)
        self.session = acted.session
        self.tell(acted.told)
        return "", ""

    async def _go_on_after_fields(self, is_left: bool | None) -> None:
        """Keep nothing more of what was typed in the form: it is saved, or was let go of."""
        self._is_typing = False
        self.watch_session()
        if is_left:
            await self.run_action("leave")

    def action_publish(self) -> None:
        """Publish the chosen post, or make it a draft again, once the reader saw what that changes."""
        from readtui.tui.acts.describing import publishing_of
        from readtui.tui.dialogs.publish import publish_question

        what = self._unless_refused(partial(publishing_of, self.setting.folder, self.session, date.today()))
        if what:
            self.app.push_screen(publish_question(what, self.setting.glyphs), partial(self._publish, what))

    def _publish(self, what: "Publishing", answer: str | None) -> None:
        from readtui.tui.acts.describing import publishing

        if answer:
            self._do(partial(publishing, self.setting.folder, self.session, what))
