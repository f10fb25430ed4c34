"""Following: what the reader is told of others' changes, and what becomes of what they edit."""

from collections.abc import Iterable
from dataclasses import replace

from readtui.model.mark import found_again
from readtui.model.news import GONE
from readtui.model.post import Post
from readtui.model.session import Session
from readtui.model.unsaved import UnsavedText
from readtui.tui.panes.bottom_lines import Notice


def told(before: Session, after: Session, typed: UnsavedText | None) -> Notice | None:
    """What the reader should know of others' changes; None where they see it.

    `typed` is what an open editor holds; where that is unsaved, it is the last of both sessions' unsaved texts.
    """
    if after.turn != before.turn and after.lost and after.lost != before.lost:
        what = "That entry" if after.lost.path == after.path else after.lost.path
        return Notice(f"{what} is no longer there")
    if after.path != before.path and after.turn == before.turn:
        return Notice(f"{before.path} has another name now: {after.path}")
    if after.post is None or before.post is None or after.post.source == before.post.source:
        is_gone = after.post and GONE in after.post.problems
        return Notice(GONE.message, is_problem=True) if is_gone and after.post != before.post else None
    if typed is None or not typed.is_changed:
        return None
    if typed.index is None or after.unsaved[-1].anchored_in(after.post) is None:
        return Notice("Others changed what you edit. Your text stays as it is; a save merges the two, or asks")
    return Notice("Others changed this post elsewhere. Your text stays, and is saved beside what they wrote")


def edited_now(before: Session, after: Session, typed: UnsavedText) -> tuple[Post, int | None] | None:
    """What an editor in which nothing was typed goes on with; None where that is gone."""
    is_left = after.path != before.path and after.turn != before.turn
    if is_left or after.post is None or before.post is None:
        return None
    if typed.index is None:
        return after.post, None
    index = found_again(before.post, typed.index, after.post)
    return (after.post, index) if index else None


def reopened(post: Post, unsaved: Iterable[UnsavedText]) -> Post:
    """The post; where its file is gone and text for it is unsaved, as it was when that was begun, to be edited on."""
    text = next((text for text in unsaved if text.path == post.path), None)
    if text is None or all(problem.code != GONE.code for problem in post.problems):
        return post
    from readtui.grammar.posts import read_post  # with its parsers: 25 ms, and nearly nothing is reopened so

    begun = read_post(post.path, text.source)
    return replace(begun, week=begun.week or post.week, problems=(*begun.problems, GONE))
