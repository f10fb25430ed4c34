"""RenamePreview: every line that a rename would change, and the key that makes the changes."""

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from readtui.model.printable import one_line, one_row
from readtui.tui.acts.renaming import Previewed, Renaming
from readtui.tui.drawing.fitting import fitted
from readtui.tui.drawing.glyphs import Glyphs
from readtui.tui.drawing.runs import Line, Run, chopping
from readtui.tui.panes.answers import Answers
from readtui.tui.panes.laid_out_view import LaidOutView
from readtui.tui.panes.line_view import lines_shown


class ChangesView(LaidOutView):
    """Every line that a rename changes, before and after, below the posts that they are in."""

    def __init__(self, renaming: Renaming, glyphs: Glyphs) -> None:
        super().__init__()
        self._glyphs = glyphs
        self._told = f"Rename {renaming.told}"
        self._state = "looking for it"
        self._why = ""
        self._previewed: Previewed | None = None

    def tell(self, state: str) -> None:
        """Say how far it is."""
        self._state = state
        self.refresh_heading()

    def show(self, previewed: Previewed) -> None:
        """Show what would change."""
        self._previewed, self._state = previewed, previewed.told
        self.lay_out_anew()

    def tell_refusal(self, why: str) -> None:
        """Say above the changes why they were not made."""
        self._state, self._why = "not renamed: esc and R look again", why
        self.scroll_to_line(0)
        self.lay_out_anew()

    def heading(self) -> Line:
        """What is renamed, and how much that changes."""
        place = lines_shown(self, self._glyphs)
        state = f"{self._state}; {place}, j k scroll" if place else self._state
        told = fitted(self._told, max(4, self.room - len(state) - 3), self._glyphs.cut).rstrip()
        return (Run(f" {told} ", "heading"), Run(f" {state}", "dim"))

    def laid_out(self, width: int) -> list[Line]:
        """The changes, and above them why none is made, and what stays as it is."""
        width = max(8, width)
        lines: list[Line] = []
        if self._previewed is None:
            return lines
        if self._why:
            lines += _chopped("!", one_line(self._why), "problem", width)
        for passed in self._previewed.passed:
            told = f"{one_line(passed.post)} stays as it is: {one_line(passed.why)}"
            lines += _chopped("!", told, "problem", width)
        post = ""
        for changed in self._previewed.lines:
            if changed.post != post:
                post = changed.post
                lines.append((Run(f" {fitted(one_line(post), width - 1, self._glyphs.cut).rstrip()}", "strong"),))
            lines += _chopped("-", f"{changed.line}: {changed.before}", "removed", width)
            if changed.after is not None:
                lines += _chopped("+", f"{changed.line}: {changed.after}", "added", width)
        return lines


class RenamePreview(ModalScreen[None]):
    """Every change, and the key that makes them; esc makes none."""

    # Not see-through: what is beneath would be drawn, dimmed, under every line.
    DEFAULT_CSS = "RenamePreview, RenamePreview:ansi { background: $background; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "rename", "Rename", id="rename-all"),
        Binding("escape", "go_back", "Go back", id="rename-none", key_display="esc"),
    ]

    def __init__(
        self, renaming: Renaming, rename: "Callable[[RenamePreview, Previewed], None]", glyphs: Glyphs
    ) -> None:
        """`rename` begins to make the changes; it tells when they are made, by dismissing this."""
        super().__init__()
        self._view = ChangesView(renaming, glyphs)
        self._rename = rename
        self._glyphs = glyphs
        self._previewed: Previewed | None = None
        self.is_left = False
        """Whether the reader went back."""
        self._is_renaming = False

    def compose(self) -> ComposeResult:
        """The changes above the answers."""
        yield self._view
        yield Answers([("enter", "make these changes; u takes them all back"), ("esc", "change nothing")], self._glyphs)

    def on_unmount(self) -> None:
        """Say that nobody waits for more."""
        self.is_left = True

    def tell(self, state: str) -> None:
        """Say how far it is."""
        if not self.is_left:
            self._view.tell(state)

    def show(self, previewed: Previewed) -> None:
        """Show what would change, and take enter for it."""
        if not self.is_left:
            self._previewed = previewed
            self._view.show(previewed)

    def action_rename(self) -> None:
        """Make the changes, if there are any and they are seen."""
        if self._previewed and self._previewed.preview.edits and not self._is_renaming:
            self._is_renaming = True
            self._view.tell(f"renaming, {self._previewed.told}")
            self._rename(self, self._previewed)

    def action_go_back(self) -> None:
        """Leave, and change nothing; what is being changed is finished first."""
        if not self._is_renaming:
            self.dismiss(None)

    def failed(self, why: str) -> None:
        """Say why nothing was changed."""
        self._is_renaming = False
        self._view.tell_refusal(why)


def _chopped(sign: str, text: str, look: str, width: int) -> list[Line]:
    """The text in lines that fit, the first behind the sign."""
    first, *rest = chopping(one_row(text.expandtabs(4)), max(1, width - 3))
    return [(Run(f" {sign} ", look), Run(first, look)), *((Run("   "), Run(part, look)) for part in rest)]
