"""Arranging: an entry taken out of its post, moved within it, put into it, or carried to another.

Each act is tried on the post's bytes before it is handed out: exactly the entries that shall be there must read back,
in their order. The bytes of entries stay as they are; so items of a numbered list keep their numbers.
"""

from collections.abc import Iterable, Iterator

from readtui.grammar.changing.carrying import carrying
from readtui.grammar.changing.gaps import blank_above, blank_below, gap_below, own_line_end, own_span, usual_gap
from readtui.grammar.changing.placing import entry_at
from readtui.grammar.changing.proving import about_others, proved, reading
from readtui.grammar.lineends import line_end
from readtui.grammar.making.inserting import adding
from readtui.model.post import Post
from readtui.model.span import Span, Splice

__all__ = ["adding", "carrying", "deleting", "reordering"]


def deleting(post: Post, index: int) -> list[Splice]:
    """The splices that take the entry at `index` away, with the blank lines that set it off.

    Definitions at its end that others use stay. What is left may be too little to show as a log.

    Raises:
        WouldLose: there is no such entry, or others would not read as they do.
    """
    entry_at(post, index)
    others = [read.fields for read in reading(post, post)]
    del others[index - 1]

    def complaint(after: Post) -> str | None:
        # Sections may change: the entry may have been the heading of one.
        if after.form != post.form or [read.fields for read in reading(after, post)] == others:
            return None
        return "the other entries would not all read as they do; edit the whole post instead"

    return proved(post, ([Splice(cut, b"")] for cut in _cuts(post, index)), complaint, edited=index)


def reordering(post: Post, index: int, to: int) -> list[Splice]:
    """The splices that make the entry at `index` the entry at `to`, both counted from 1.

    It goes directly before the entry that is there now, or on its way down directly after it, and so into that one's
    section. Between entries that follow each other the blank lines stay where they are; the way back is exact.

    Raises:
        WouldLose: there is no such entry, or not all would read as they do.
    """
    entry_at(post, index)
    entry_at(post, to)
    if index == to:
        return []
    others = reading(post, post)
    moved = others.pop(index - 1)

    def complaint(after: Post) -> str | None:
        found = reading(after, post)
        if len(found) <= len(others) or found.pop(to - 1).fields != moved.fields:
            return "the entry would not read as it does there; edit the whole post instead"
        return about_others(others, found)

    return proved(post, _ways(post, index, to), complaint, edited=index)


def _ways(post: Post, index: int, to: int) -> Iterator[list[Splice]]:
    """The ways to move an entry, the best first."""
    first, last = min(index, to), max(index, to)
    if all(gap_below(post, place) is not None for place in range(first, last)):
        yield _within_run(post, index, to)
    text, end = own_span(post, index).of(post.source), line_end(b"", post.source)
    for cut in _cuts(post, index):
        for gap in (usual_gap(post, to), end):
            yield _carried_over(post, text, cut, to, gap, is_down=to > index)


def _within_run(post: Post, index: int, to: int) -> list[Splice]:
    """The entry cut and put in, while each gap stays the how-manieth it is; so does an end of file without line end."""
    source, own = post.source, own_span(post, index)
    text = own.of(source)
    gaps = {place: _gap(post, place) for place in range(min(index, to), max(index, to))}
    if to > index:
        last = own_span(post, to)
        end = own_line_end(text) if not own_line_end(last.of(source)) else b""
        cut = Span(own.start, gaps[index].end)
        put = end + gaps[to - 1].of(source) + text.removesuffix(end)
        shifted = [Splice(gaps[place], gaps[place - 1].of(source)) for place in range(index + 1, to)]
        return _changing(source, [Splice(cut, b""), *shifted, Splice(Span(last.end, last.end), put)])
    first, above = own_span(post, to), own_span(post, index - 1)
    end = own_line_end(above.of(source)) if not own_line_end(text) else b""
    cut = Span(above.end - len(end), own.end)
    put = text + end + gaps[to].of(source)
    shifted = [Splice(gaps[place], gaps[place + 1].of(source)) for place in range(to, index - 1)]
    return _changing(source, [Splice(Span(first.start, first.start), put), *shifted, Splice(cut, b"")])


def _carried_over(post: Post, text: bytes, cut: Span, to: int, gap: bytes, *, is_down: bool) -> list[Splice]:
    """The entry cut as if deleted, and put in at an entry of another run."""
    source, target = post.source, own_span(post, to)
    end = own_line_end(text) or own_line_end(target.of(source)) or line_end(b"", source)
    if not is_down:
        put = text.removesuffix(end) + end + gap
        shortened = Splice(cut, b"")
        if not own_line_end(text) and cut.start:  # it ended the file, where no line end is the rule
            shortened = Splice(Span(cut.start - len(own_line_end(source[: cut.start])), cut.end), b"")
        return [Splice(Span(target.start, target.start), put), shortened]
    put = gap + text
    if not own_line_end(target.of(source)):
        put = end + gap + text.removesuffix(end)
    return [Splice(cut, b""), Splice(Span(target.end, target.end), put)]


def _cuts(post: Post, index: int) -> Iterator[Span]:
    """What can go with the entry, the best first: the blank lines below it, at the end of its run those above."""
    source, own = post.source, own_span(post, index)
    begins = blank_above(source, own.start, post.body.start)
    ends = blank_below(source, own.end)
    with_above, with_below = Span(begins, own.end), Span(own.start, ends)
    opens_body, closes_body = begins == post.body.start, ends == len(source)
    if gap_below(post, index) is not None:
        yield with_below
    elif gap_below(post, index - 1) is not None or (closes_body and not opens_body):
        yield with_above
    elif begins < own.start or opens_body:
        yield with_below
    yield own
    yield with_above
    yield with_below


def _gap(post: Post, index: int) -> Span:
    gap = gap_below(post, index)
    assert gap is not None
    return gap


def _changing(source: bytes, splices: Iterable[Splice]) -> list[Splice]:
    """Those of the splices that change something."""
    return [splice for splice in splices if splice.span.of(source) != splice.replacement]
