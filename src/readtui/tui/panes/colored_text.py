"""ColoredText: a text area that shows what the parts of its markdown are, where tree-sitter is installed."""

from rich.style import Style
from rich.text import Text
from textual.widgets import TextArea
from textual.widgets.text_area import Edit, EditResult

from readtui.tui.panes.looks import style_of
from readtui.tui.texts.syntax import Stretch, Syntax


class ColoredText(TextArea):
    """Markdown with the looks of its parts; plain without colours, without tree-sitter, and where it is long.

    Textual's own highlighting knows no inline markdown, and makes the whole text's anew at each key: 6 KB of it.
    """

    def __init__(self, text: str) -> None:
        super().__init__(text, soft_wrap=True, tab_behavior="indent", show_line_numbers=False)
        self.highlight_cursor_line = False  # its colours would hide those of the text
        self._syntax = None if self.app.no_color else Syntax.installed()
        self._looks: dict[int, list[Stretch]] | None = None
        """What each line has; None while that is not known."""
        self._styles: dict[str, Style] = {}

    def get_line(self, line_index: int) -> Text:
        """The line with its looks."""
        line = super().get_line(line_index)
        if self._syntax is None:
            return line
        if self._looks is None:
            self._looks = self._syntax.looks(self.document.lines)
        for start, end, look in self._looks.get(line_index, ()):
            line.stylize(self._style(look), start, end)
        return line

    def edit(self, edit: Edit) -> EditResult:
        """Make a change; what the parts are then is found when they are drawn."""
        self._looks = None
        return super().edit(edit)

    def undo(self) -> None:
        """Take the last change back."""
        self._looks = None
        super().undo()

    def redo(self) -> None:
        """Make the change again."""
        self._looks = None
        super().redo()

    def _style(self, look: str) -> Style:
        if look not in self._styles:
            self._styles[look] = style_of(look, self.app.theme_variables)
        return self._styles[look]
