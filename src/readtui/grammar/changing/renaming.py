"""Renaming: a tag, a category, a kind or a person called otherwise in one post, by splices of those names alone."""

import re
from collections.abc import Iterator
from itertools import product
from typing import Literal

from readtui.grammar.bylines import split_people
from readtui.grammar.changing.fields import setting_bylines, setting_kind
from readtui.grammar.changing.placing import after_splice
from readtui.grammar.changing.proving import about_others, reading
from readtui.grammar.changing.refusing import WouldLose, refusal
from readtui.grammar.lines import LineTable
from readtui.grammar.making.spelling import plain_kind, plain_line, title_spellings
from readtui.model.entry import Byline, Entry
from readtui.model.post import Post
from readtui.model.span import Span, Splice, splicing

What = Literal["tag", "category", "kind", "person"]

KEYS = {"tag": "tags", "category": "categories"}
"""The fields of the front matter that hold such names."""


def checked_name(what: What, name: str) -> str:
    """The new name as it is to stand in a post.

    Raises:
        WouldLose: it would not read back as one name.
    """
    if what == "kind":
        return plain_kind(name)
    name = plain_line(name, f"a {what}")
    if what == "person" and split_people(name) != (name,):
        raise WouldLose(f"“{name}” would read as several people: a name has no comma and no “and”")
    return name


def is_named(post: Post, what: What, name: str) -> bool:
    """Whether the post has this very name, in its front matter, as a tag of an entry or in a credit."""
    if what in KEYS:
        value = post.front_matter.value(KEYS[what])
        return any(isinstance(each, str) and each == name for each in (value if isinstance(value, list) else [value]))
    return any(_has(entry, what, name) for entry in post.entries)


def renaming(post: Post, what: What, old: str, new: str) -> tuple[list[Splice], frozenset[int]]:
    """The splices that make `old` into `new` in the post, and the entries that they are about.

    Where both stand in one list, or in one credit, one is left.

    Raises:
        WouldLose: it would not read back as asked.
        Unusual: the front matter cannot be edited safely.
    """
    if what in KEYS:
        from readtui.grammar.frontmatter.list_items import renaming_item

        splice = renaming_item(post.source, KEYS[what], old, new)
        return ([splice] if splice.replacement != splice.span.of(post.source) else []), frozenset()
    entries = [entry for entry in post.entries if _has(entry, what, old)]
    splices = [splice for entry in entries for splice in _splices(post, entry, what, old, new)]
    edited = frozenset(entry.index for entry in entries)
    _prove(post, splices, edited, what, old, new)
    return splices, edited


def _has(entry: Entry, what: What, name: str) -> bool:
    if what == "kind":
        return entry.kind == name
    return any(name in byline.people for byline in entry.bylines)


def _splices(post: Post, entry: Entry, what: What, old: str, new: str) -> list[Splice]:
    if what == "kind":
        place = entry.places.kind
        assert place is not None
        return (
            [Splice(place, new.encode())]
            if place.of(post.source).strip() == old.encode()
            else [setting_kind(post, entry.index, new)]
        )
    wanted = tuple(_renamed(byline, old, new) for byline in entry.bylines)
    if any(old in byline.people and new in byline.people for byline in entry.bylines):
        return [setting_bylines(post, entry.index, wanted)]
    for splices in _ways(post, entry, old, new):
        after, found = after_splice(post, entry, _as_one(post.source, splices))
        if found is not None and found.bylines == wanted and refusal(post, after, entry.index, splices) is None:
            return splices
    raise WouldLose(f"“{old}” is written in a way that only an edit as text can change")


def _ways(post: Post, entry: Entry, old: str, new: str) -> Iterator[list[Splice]]:
    """The splices of the names, each of the lines in one of the places where they may stand."""
    assert entry.places.bylines is not None
    lines = LineTable.of(entry.places.bylines.of(post.source))
    choices: list[list[Splice]] = []
    for number, byline in enumerate(entry.bylines, 1):
        if old in byline.people:
            span = lines.span(number, number).shifted(entry.places.bylines.start)
            choices.append([*_in_line(post.source, span, old, new)])
    for chosen in product(*choices):
        yield list(chosen)


def _in_line(source: bytes, line: Span, old: str, new: str) -> Iterator[Splice]:
    """The places in the line where the name may stand, in each of its spellings."""
    text = line.of(source)
    colon = text.find(b":")
    for spelling in title_spellings(old):
        for match in re.finditer(re.escape(spelling), text):
            if match.start() > colon:
                span = Span(*match.span()).shifted(line.start)
                for name in title_spellings(new):
                    yield Splice(span, name)


def _renamed(byline: Byline, old: str, new: str) -> Byline:
    """The credit with the new name where the old one stood; each person once."""
    if old not in byline.people:
        return byline
    return Byline(byline.role, tuple(dict.fromkeys(new if name == old else name for name in byline.people)))


def _as_one(source: bytes, splices: list[Splice]) -> Splice:
    start, end = min(each.span.start for each in splices), max(each.span.end for each in splices)
    inside = splicing(source[start:end], [Splice(each.span.shifted(-start), each.replacement) for each in splices])
    return Splice(Span(start, end), inside)


def _prove(post: Post, splices: list[Splice], edited: frozenset[int], what: What, old: str, new: str) -> None:
    """Refuse what would not read back as asked.

    Raises:
        WouldLose: it would not.
    """
    from readtui.grammar.posts import read_post  # loads the parser

    after = read_post(post.path, splicing(post.source, splices))
    why = refusal(post, after, edited, splices)
    if why is None:
        before_others = [each for place, each in enumerate(reading(post, post), 1) if place not in edited]
        after_others = [each for place, each in enumerate(reading(after, post), 1) if place not in edited]
        why = about_others(before_others, after_others)
    asked = [_as_asked(post, entry, what, old, new, is_edited=entry.index in edited) for entry in post.entries]
    if why is None and asked != [_fields(after, entry, entry.kind, entry.bylines) for entry in after.entries]:
        why = f"“{new}” would not read back as asked"
    if why is not None:
        raise WouldLose(why)


def _as_asked(post: Post, entry: Entry, what: What, old: str, new: str, *, is_edited: bool) -> tuple[object, ...]:
    """What shall read back of the entry."""
    kind = new if is_edited and what == "kind" else entry.kind
    is_credited = is_edited and what == "person"
    bylines = tuple(_renamed(byline, old, new) for byline in entry.bylines) if is_credited else entry.bylines
    return _fields(post, entry, kind, bylines)


def _fields(post: Post, entry: Entry, kind: str | None, bylines: tuple[Byline, ...]) -> tuple[object, ...]:
    """What is read of the entry, and its note's bytes."""
    links = tuple(link.url for link in entry.links)
    return kind, entry.title, entry.url, bylines, links, entry.places.note.of(post.source)
