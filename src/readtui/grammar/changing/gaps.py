"""Gaps: the blank lines that set entries off from each other and from the text around them."""

from collections import Counter

from readtui.grammar.changing.definitions import without_shared_definitions
from readtui.grammar.lineends import line_end
from readtui.model.post import Post
from readtui.model.span import Span

_BLANK = b" \t\r\n"


def own_span(post: Post, index: int) -> Span:
    """The lines of the entry at `index` that go where it goes: without definitions that others use."""
    return without_shared_definitions(post.source, post.entries[index - 1].span)


def gap_below(post: Post, index: int) -> Span | None:
    """The blank lines between the entry at `index` and the next; None where no entry or more than that follows."""
    if not 0 < index < len(post.entries):
        return None
    gap = Span(own_span(post, index).end, post.entries[index].span.start)
    return None if gap.of(post.source).strip(_BLANK) else gap


def usual_gap(post: Post, near: int = 0) -> bytes:
    """The blank lines that the post has between entries: as at the entry `near`, else as most have.

    Where nothing shows it, list items follow each other at once, and other entries after a blank line.
    """
    for index in (near, near - 1):
        if gap := gap_below(post, index):
            return gap.of(post.source)
    end = line_end(b"", post.source)
    gaps = [gap for index in range(1, len(post.entries)) if (gap := gap_below(post, index))]
    sizes = Counter(_lines_in(gap.of(post.source)) for gap in gaps)
    usual = sizes.most_common(1)[0][0] if sizes else 0 if post.form == "list" else 1
    return end * usual


def blank_above(source: bytes, at: int, floor: int) -> int:
    """Where the blank lines begin that end at `at`, the start of a line; not before `floor`."""
    lines = source[floor:at].splitlines(keepends=True)
    while lines and not lines[-1].strip(_BLANK):
        at -= len(lines.pop())
    return at


def blank_below(source: bytes, at: int) -> int:
    """Where the blank lines end that begin at `at`, the start of a line."""
    for line in source[at:].splitlines(keepends=True):
        if line.strip(_BLANK):
            break
        at += len(line)
    return at


def own_line_end(text: bytes) -> bytes:
    """The line end that `text` ends with; nothing where it ends with none."""
    return next((end for end in (b"\r\n", b"\n", b"\r") if text.endswith(end)), b"")


def _lines_in(gap: bytes) -> int:
    return len(gap.splitlines())
