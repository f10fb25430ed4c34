"""CompletedLine: a line to type into, behind which stands dimmed what it is likely to become."""

from collections.abc import Callable

from textual.suggester import Suggester

from readtui.model.printable import one_line
from readtui.tui.dialogs.one_line import OneLine

Completing = Callable[[str], str | None]


class CompletedLine(OneLine):
    """A line to type into; `right`, `end` and `ctrl+e` at its end take what stands there dimmed."""

    def __init__(self, value: str, completing: Completing, *, placeholder: str, id: str) -> None:  # noqa: A002 (Textual's own word)
        """`completing` says what a text is likely to become, the whole of it."""
        super().__init__(value, placeholder=placeholder, id=id)
        self.suggester = _Completer(completing)

    def complete(self) -> None:
        """Complete anew what stands there, by what is known now; nobody is told of a change, since there is none."""
        if self.value:
            with self.prevent(self.Changed):
                self.mutate_reactive(CompletedLine.value)

    def action_end(self, select: bool = False) -> None:
        """Go to the end; where the cursor is there, take what is likely to follow."""
        if self.cursor_at_end and not select:
            self.action_cursor_right()
        else:
            super().action_end(select)


class _Completer(Suggester):
    """Asks anew at each key: the log's names come while the reader types."""

    def __init__(self, completing: Completing) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._completing = completing

    async def get_suggestion(self, value: str) -> str | None:
        """What it is likely to become; none that could harm the terminal."""
        whole = self._completing(value)
        return whole if whole is not None and one_line(whole) == whole.strip() else None
