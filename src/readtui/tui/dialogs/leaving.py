"""Leaving: what shall become of unsaved text when the program ends."""

from readtui.tui.dialogs.question import Answer, Question


class Leaving(Question):
    """Asks what shall become of unsaved text; a second ctrl+q keeps it."""

    def __init__(self, count: int, *, with_new: bool, is_offered: bool, is_safe: bool) -> None:
        """`count` is of texts, `with_new` whether there is a new entry too.

        If `is_offered`, a next start will have them, and if `is_safe`, they are on disk now.
        """
        texts = {0: "", 1: "There is text that is not saved."}.get(
            count, f"There are {count} texts that are not saved."
        )
        told = f"{texts} A new entry was typed and is not added: s adds it.".lstrip() if with_new else texts
        answers = [Answer("s", "save and quit")]
        if is_offered:
            answers.append(Answer("k", "keep and quit (or ctrl+q): the next start offers it"))
        after = "kept for 90 days, see readtui unsaved" if is_offered and is_safe else "what was typed is lost"
        answers.append(Answer("D", f"discard and quit: {after}"))
        super().__init__(told, answers)

    def action_leave(self) -> None:
        """Keep it and quit; of a log that is thrown away this is all that can be kept: nothing."""
        self.dismiss("k")
