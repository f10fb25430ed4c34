"""Leaving: what shall become of unsaved text when the program ends."""

from readtui.tui.dialogs.question import Answer, Question


class Leaving(Question):
    """Asks what shall become of unsaved text; a second ctrl+q keeps it."""

    def __init__(self, count: int, *, is_kept: bool) -> None:
        """`count` is of texts; `is_kept` says whether what is kept is there at the next start."""
        told = "There is text that is not saved." if count == 1 else f"There are {count} texts that are not saved."
        answers = [Answer("s", "save and quit")]
        if is_kept:
            answers.append(Answer("k", "keep and quit (or ctrl+q): the next start offers it"))
            answers.append(Answer("D", "discard and quit: kept for 90 days, see readtui unsaved"))
        else:
            answers.append(Answer("D", "discard and quit: what was typed is lost"))
        super().__init__(told, answers)

    def action_leave(self) -> None:
        """Keep it and quit; of a log that is thrown away this is all that can be kept: nothing."""
        self.dismiss("k")
