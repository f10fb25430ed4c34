"""Refusing: the check that an edit harms nothing but what was edited."""

from collections import Counter
from collections.abc import Sequence

from readtui.grammar.changing.definitions import without_definitions
from readtui.model.entry import Entry, Link
from readtui.model.post import Post
from readtui.model.printable import one_line
from readtui.model.span import Span, Splice, splicing

_LONGEST_NAME = 60  # characters of an entry's title in a sentence


class WouldLose(ValueError):  # noqa: N818 - its sentence goes on from the name
    """An edit that was not made: something else would be lost, or what was asked would not read back."""


def refusal(
    before: Post, after: Post, edited: int | frozenset[int] | None, splices: Sequence[Splice] | None = None
) -> str | None:
    """Why the edit that makes `after` of `before` must not be made, as a sentence; None where nothing is lost.

    `edited` is the entry that is meant to change, from 1, or several; each other must read back byte for byte, and so
    must the front matter, unless it is what was edited. With None all entries must, unless the whole post was
    replaced: that is told from `splices`, or without them from whether the body changed.
    """
    for post, when in ((before, "this post cannot be edited"), (after, "the post could not be edited again")):
        for problem in post.problems:
            if problem.forbids_editing:
                return f"{when}: {problem.message}"
    if edited is None and _is_replaced(before, after, splices):
        return None
    return _front_matter_refusal(before, after, edited) or _entry_refusal(before, after, edited)


def _is_replaced(before: Post, after: Post, splices: Sequence[Splice] | None) -> bool:
    """Whether the whole post was replaced, so that there is nothing to protect."""
    if splices is not None:
        whole = Span(0, len(before.source))
        return any(splice.span == whole for splice in splices)
    return before.body.of(before.source) != after.body.of(after.source)


def _front_matter_refusal(before: Post, after: Post, edited: int | frozenset[int] | None) -> str | None:
    block, found = before.front_matter.block, after.front_matter.block
    # The same bytes give the same values, and values are never compared: aliases make gigabytes of them.
    is_untouched = block.of(before.source) == block.of(after.source)
    # A last fence without a line end gets one with the first text below it.
    is_ended = block.end == len(before.source) and found.of(after.source).rstrip(b"\r\n") == before.source
    if (is_untouched or edited is not None) and not (is_untouched and (found == block or is_ended)):
        return "the front matter would no longer read as it does; does a line open or close one?"
    return None


def _entry_refusal(before: Post, after: Post, edited: int | frozenset[int] | None) -> str | None:
    changed = edited if isinstance(edited, frozenset) else frozenset() if edited is None else frozenset((edited,))
    is_deletion = _is_deletion(before, after, changed)
    there = Counter(as_read(after, entry, before) for entry in after.entries)
    for entry in before.entries:
        if entry.index in changed:
            continue
        read = as_read(before, entry, before)
        if there[read]:
            there[read] -= 1
        elif not is_deletion or not _still_stands(before, after, entry, changed):
            return _why(before, after, entry)
    return None


def as_read(post: Post, entry: Entry, before: Post) -> tuple[object, ...]:
    """All that must stay of an entry: its bytes but for the last line end, and what they are read as.

    Definitions at its end that the post `before` the edit has too are not counted as its own: where the entry goes,
    they stay behind for those that use them, and what they mean shows in the links.
    """
    span = without_definitions(post.source, entry.span)
    known = before.source.splitlines() if span != entry.span else []
    if any(line not in known for line in Span(span.end, entry.span.end).of(post.source).splitlines() if line.strip()):
        span = entry.span
    text = span.of(post.source).rstrip(b"\r\n")
    return text, entry.kind, entry.title, entry.url, entry.bylines, _links_above(post, entry, span)


def _links_above(post: Post, entry: Entry, span: Span) -> tuple[Link, ...]:
    """The entry's links without those of the definitions that close it, below `span`: footnotes hold such."""
    if span == entry.span:
        return entry.links
    from readtui.grammar.inline import address_in, links_in

    lines = post.source[span.end : entry.span.end].splitlines(keepends=True)
    notes = b"".join(line for line in lines if line.lstrip().startswith(b"[^"))
    below = [address_in(found.target.of(notes)) for found in links_in(notes, Span(0, len(notes)), lambda label: None)]
    kept = len(entry.links) - len(below)
    return entry.links[:kept] if below == [link.url for link in entry.links[max(0, kept) :]] else entry.links


def _is_deletion(before: Post, after: Post, edited: frozenset[int]) -> bool:
    """Whether the edited entries were taken away, and with that the post ceased to show as a log of the same form."""
    if not all(map(before.entry, edited)) or not edited or after.form == before.form:
        return False
    if len(edited) > 1:
        return _lines(after.source) == _lines(_without(before, edited))
    from readtui.grammar.changing.gaps import blank_above, blank_below, own_span  # only a doubtful edit asks

    source, cut = before.source, own_span(before, *edited)
    most_above = cut.start - blank_above(source, cut.start, before.body.start)
    most_below = blank_below(source, cut.end) - cut.end
    blank = len(source) - len(cut) - len(after.source)  # the lines that set it off may go too
    return any(
        0 <= above <= most_above
        and 0 <= blank - above <= most_below
        and after.source == source[: cut.start - above] + source[cut.end + blank - above :]
        for above in (min(blank, most_above), blank - min(blank, most_below))
    )


def _without(post: Post, indexes: frozenset[int]) -> bytes:
    """The post's bytes without those of the entries."""
    from readtui.grammar.changing.gaps import own_span  # only a doubtful edit asks

    return splicing(post.source, (Splice(own_span(post, index), b"") for index in indexes))


def _lines(source: bytes) -> list[bytes]:
    """The lines that are not blank."""
    return [line for line in source.splitlines() if line.strip()]


def _still_stands(before: Post, after: Post, entry: Entry, edited: frozenset[int]) -> bool:
    """Whether the entry's lines are the same blocks as before, though the post is no log any more."""
    from readtui.grammar.blocks import read_structure  # only a doubtful edit asks

    if len(edited) > 1:  # by how much it moved is not told from the length alone
        at = after.source.find(entry.span.of(before.source).rstrip(b"\r\n"))
        moved = entry.span.shifted(at - entry.span.start) if at >= 0 else entry.span
    else:
        is_below = entry.index > max(edited)
        moved = entry.span.shifted(len(after.source) - len(before.source)) if is_below else entry.span
    kinds = []
    for post, span in ((before, entry.span), (after, moved)):
        structure = read_structure(post.source, post.body)
        places = [(block.kind, structure.lines.span(block.first, block.last)) for block in structure.blocks]
        kinds.append([kind for kind, place in places if span.holds(place)])
    return kinds[0] == kinds[1]


def _why(before: Post, after: Post, entry: Entry) -> str:
    """What would become of the entry."""
    name = f"entry {entry.index}, “{one_line(entry.title)[:_LONGEST_NAME]}”,"
    text = entry.span.of(before.source).rstrip(b"\r\n")
    found = next((other for other in after.entries if other.span.start == entry.span.start), None)
    if found and len(found.span) > len(entry.span) and found.span.of(after.source).startswith(text):
        return f"the text would become part of {name} above; let it begin as an entry of its own"
    if after.form == "whole" and text in after.source:
        return f"{name} would be left alone, and the post no longer show as a log; edit the whole post instead"
    return f"{name} would no longer read as it does; is a fence or a comment left open?"
