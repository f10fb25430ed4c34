"""Publish: whether a post shall be published, or be a draft again: what changes, and what is to be looked at first."""

from readtui.model.printable import one_line
from readtui.tui.acts.describing import Publishing
from readtui.tui.dialogs.question import Answer, Question
from readtui.tui.drawing.differences import lay_out_differences
from readtui.tui.drawing.glyphs import Glyphs

_WIDTH = 58


def publish_question(what: Publishing, glyphs: Glyphs) -> Question:
    """The question: its answer is `p`, or none."""
    asked = "Publish this post?" if what.is_draft else "Make this post a draft again?"
    changed = lay_out_differences(what.post.source, what.changed, _WIDTH, glyphs)
    lines = [text for line in changed if (text := "".join(run.text for run in line))[:1] in "-+"]
    remarks = [f"! {remark}" for remark in what.remarks]
    told = "\n".join(
        [asked, f"“{what.post.name}”", one_line(what.post.path), "", *remarks, *([""] if remarks else []), *lines]
    )
    does = "publish it" if what.is_draft else "make it a draft"
    return Question(told, [Answer("p", f"{does} (or enter); u takes it back")], by_enter="p")
