"""Inserting: the text of a new entry put among a post's entries."""

from collections.abc import Iterator, Sequence

from readtui.grammar.changing.definitions import without_definitions
from readtui.grammar.changing.gaps import blank_above, own_line_end, own_span, usual_gap
from readtui.grammar.changing.proving import about_others, proved, reading
from readtui.grammar.changing.refusing import WouldLose
from readtui.grammar.lineends import line_end, with_line_ends
from readtui.grammar.structure import Block
from readtui.model.post import Post
from readtui.model.printable import one_line
from readtui.model.span import Span, Splice

_BLANK = b" \t\r\n"
_FORMS = {"heading": "headings", "list": "a list", "paragraph": "paragraphs", "whole": "one text"}


def adding(post: Post, text: bytes, at: int | None = None, *, under: str | None = None) -> list[Splice]:
    """The splices that make `text` the entry at `at`, from 1; without it, the one after the last.

    `under` is the section of whose entries it shall be the last. It is set off as the post's entries are, and takes
    their line ends; definitions that close the post stay last. In a post without entries it goes to the end of the
    body, where one alone may be too little to show as an entry.

    Raises:
        WouldLose: there is no such place, or not exactly this entry would be added.
    """
    count = len(post.entries)
    is_behind = at is None
    if at is None:
        at = 1 + max((entry.index for entry in post.entries if under in (None, entry.section)), default=count)
    if not 0 < at <= count + 1:
        raise WouldLose(f"{one_line(post.path)} has {count} entries; a new one can be none but 1 to {count + 1}")
    lines = text.splitlines(keepends=True)
    while lines and not lines[0].strip(_BLANK):
        del lines[0]
    text = b"".join(lines).rstrip()
    if not text:
        raise WouldLose("an entry cannot be empty")
    if not count:
        return _adding_the_first(post, with_line_ends(text, b"", post.source))
    near = at - 1 if is_behind or at > count else at
    text = with_line_ends(text, own_span(post, near).of(post.source), post.source)
    others = reading(post, post)

    def complaint(after: Post) -> str | None:
        found = reading(after, post)
        if len(found) != count + 1 or not _stands(after, at, text, post):
            return f"the new text would not read as one entry of this post, which is written as {_FORMS[post.form]}"
        if under is not None and after.entries[at - 1].section != under:
            return "the new entry would come to stand in another section; edit the whole post instead"
        del found[at - 1]
        return about_others(others, found)

    return proved(post, _before(post, text, at) if near == at else _behind(post, text, near), complaint, edited=None)


def _before(post: Post, text: bytes, at: int) -> Iterator[list[Splice]]:
    """The ways to put it before the entry that is there now; the best first."""
    target = own_span(post, at)
    end = own_line_end(target.of(post.source)) or line_end(target.of(post.source), post.source)
    for gap in (usual_gap(post, at), end):
        yield [Splice(Span(target.start, target.start), text + end + gap)]


def _behind(post: Post, text: bytes, near: int) -> Iterator[list[Splice]]:
    """The ways to put it behind an entry; the best first: before the definitions that close the post."""
    source = post.source
    targets, entry = [own_span(post, near)], post.entries[near - 1]
    if near == len(post.entries):
        targets = [without_definitions(source, entry.span), *targets, entry.span]
    for target in dict.fromkeys(targets):
        ended = own_line_end(target.of(source))
        end = ended or line_end(target.of(source), source)
        for gap in (usual_gap(post, near), end):
            yield [Splice(Span(target.end, target.end), gap + text + end if ended else end + gap + text)]


def _stands(after: Post, at: int, text: bytes, before: Post) -> bool:
    """Whether the entry at `at` is the text, with no more below than definitions that were there before."""
    span, source = after.entries[at - 1].span, after.source
    own = Span(span.start, min(span.end, span.start + len(text)))
    below = Span(own.end, span.end).of(source).strip()
    written = without_definitions(source, span).of(source).rstrip() if below else text
    return own.of(source) == text and len(written) <= len(text) and below in before.source


def _adding_the_first(post: Post, text: bytes) -> list[Splice]:
    """At the end of the body; the blocks above must stay what they are, and so must those of the text."""
    from readtui.grammar.blocks import read_structure  # loads the parser

    source, body = post.source, post.body
    end = line_end(b"", source)
    place = blank_above(source, len(source), body.start)
    above = source[:place]
    if place > body.start:  # there is text, after which one line is blank
        is_ended = bool(own_line_end(above))
        put = end + text + end if is_ended else end * 2 + text
    else:
        place = len(source)
        is_ended = not source or bool(own_line_end(source))
        put = (b"" if is_ended else end) + (end if source and place == body.start else b"") + text + end
    before = _kinds(read_structure(source, body).blocks)
    alone = _kinds(read_structure(text, Span(0, len(text))).blocks)

    def complaint(after: Post) -> str | None:
        structure = read_structure(after.source, after.body)
        texts = [entry.span.of(after.source).rstrip() for entry in after.entries]
        if _kinds(structure.blocks) == before + alone and (text in texts or not texts):
            return None
        return "at the end of this post the new text would not stand as it is; is a fence or a comment left open?"

    return proved(post, [[Splice(Span(place, place), put)]], complaint, edited=None)


def _kinds(blocks: Sequence[Block]) -> list[tuple[str, int, int]]:
    """What the blocks are, and of how many lines."""
    return [(block.kind, block.last - block.first, block.level) for block in blocks]
