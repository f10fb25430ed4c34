"""Trying: small edits of a post tried in memory, to prove that each changes what it is about and nothing else.

What an edit did is compared here by other means than those that refuse an edit: byte for byte, entry for entry.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from readtui.grammar.changing.buffer import Buffer
from readtui.grammar.changing.editing import WouldLose, refusal, replacing, setting_title
from readtui.grammar.changing.merging import difference
from readtui.grammar.frontmatter import Unusual, setting
from readtui.grammar.posts import read_post
from readtui.model.entry import Entry
from readtui.model.post import Post
from readtui.model.span import Span, Splice

Act = Literal["nothing", "text", "entry-title", "title", "draft"]
"""What is tried: to save what was not changed, to type into the text, to set an entry's title, or a field on top."""
Outcome = Literal["proved", "refused", "wrong", "untried"]

_TYPED = "x"
_MOST_BYTES = 4_000_000
"""Read anew in one post for the edits of its entries, some four seconds."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One edit that was tried."""

    act: Act
    index: int | None
    """The entry that it was tried on, from 1; None for the post."""
    outcome: Outcome = "proved"
    reason: str = ""
    """Why it was refused, or what is wrong."""


def trials(post: Post, most_bytes: int = _MOST_BYTES) -> Iterator[Trial]:
    """Every edit tried on the post, one after the other; of one that cannot be edited only that it stays as it is.

    Each edit of an entry has the whole post read anew. Where that would be more than `most_bytes` in all, only some of
    the entries are tried, spread over the post.
    """
    yield _unchanged(post, None)
    for entry in post.entries:
        yield _unchanged(post, entry.index)
    if not post.is_editable:
        return
    yield _typing(post, None)
    every = 1 + len(post.entries) * len(post.source) // most_bytes
    for place, entry in enumerate(post.entries):
        if place % every:
            yield Trial("text", entry.index, "untried")
            yield Trial("entry-title", entry.index, "untried")
        else:
            yield _typing(post, entry.index)
            yield _retitling(post, entry)
    if post.language != "none":
        yield from _fields(post)


def strayed(before: Post, splice: Splice, after: Post, edited: int | None) -> str:
    """What an edit changed that it is not about, as a sentence; empty where there is nothing.

    `edited` is the entry that it is about, from 1; None for what stands outside all entries.
    """
    span, by = splice.span, len(splice.replacement) - len(splice.span)
    if after.source[: span.start] != before.source[: span.start]:
        return "bytes before the edit changed"
    if after.source[span.end + by :] != before.source[span.end :]:
        return "bytes behind the edit changed"
    entry = before.entry(edited)
    if entry is not None and not entry.span.holds(span):
        return f"the edit reaches out of entry {edited}"
    there = {entry.span.start: entry for entry in after.entries}
    for other in before.entries:
        if other.index == edited:
            continue
        found = there.get(other.span.start + (by if other.span.start >= span.end else 0))
        if found is None:
            return f"entry {other.index} is no entry any more"
        if found.span.of(after.source) != other.span.of(before.source) or _read(found) != _read(other):
            return f"entry {other.index} reads differently"
    if entry is not None and before.front_matter.block.of(before.source) != after.front_matter.block.of(after.source):
        return "the front matter changed"
    return ""


def _read(entry: Entry) -> tuple[object, ...]:
    return entry.kind, entry.title, entry.url, entry.bylines, entry.links


def _unchanged(post: Post, index: int | None) -> Trial:
    """What the editor shows is saved as it stands."""
    old = post.span_of(index).of(post.source)
    shown = Buffer.of(old)
    if shown.encoding_back(shown.text) != old:
        return Trial("nothing", index, "wrong", "the editor gives other bytes than it was given")
    if replacing(post, index, old).apply(post.source) != post.source:
        return Trial("nothing", index, "wrong", "saving it unchanged changes the file")
    return Trial("nothing", index)


def _typing(post: Post, index: int | None) -> Trial:
    """A letter is typed behind the last word."""
    old = post.span_of(index).of(post.source)
    shown = Buffer.of(old)
    end = next((place for place in range(len(shown.text), 0, -1) if shown.text[place - 1].isalnum()), 0)
    typed = shown.encoding_back(shown.text[:end] + _TYPED + shown.text[end:])
    splice = replacing(post, index, typed)
    changed = difference(post.source, splice.apply(post.source))
    if changed.span.start != changed.span.end or changed.replacement != _TYPED.encode():
        return Trial("text", index, "wrong", "a letter was typed, and more than that letter changed")
    if index is None:
        return Trial("text", index)  # whoever edits a whole post may change any of its entries
    return _judged("text", post, index, splice)


def _retitling(post: Post, entry: Entry) -> Trial:
    """The title gets a word more."""
    title = f"{entry.title} {_TYPED}"
    try:
        splice = setting_title(post, entry.index, title)
    except WouldLose as refused:
        return Trial("entry-title", entry.index, "refused", str(refused))
    return _judged("entry-title", post, entry.index, splice, title)


def _judged(act: Act, post: Post, index: int, splice: Splice, title: str | None = None) -> Trial:
    """What became of an entry's edit; `title` is what the title is to be, if that was set."""
    after = read_post(post.path, splice.apply(post.source))
    refused = refusal(post, after, index, [splice])
    if refused:
        return Trial(act, index, "refused", refused)
    wrong = strayed(post, splice, after, index)
    if not wrong and title is not None:
        start = post.entries[index - 1].span.start
        if title not in [entry.title for entry in after.entries if entry.span.start == start]:
            wrong = "the title does not read back"
    return Trial(act, index, "wrong" if wrong else "proved", wrong)


def _fields(post: Post) -> Iterator[Trial]:
    """The post's title gets a word more, where it has one; its draft flag is turned."""
    if post.title:
        yield _setting(post, "title", f"{post.title} {_TYPED}")
    yield _setting(post, "draft", not post.draft)


def _setting(post: Post, key: Literal["title", "draft"], value: object) -> Trial:
    try:
        splice = setting(post.source, post.front_matter, key, value)
    except Unusual as unusual:
        return Trial(key, None, "refused", str(unusual))
    after = read_post(post.path, splice.apply(post.source))
    refused = refusal(post, after, None, [splice])
    if refused:
        return Trial(key, None, "refused", refused)
    wrong = strayed(post, splice, after, None)
    if not wrong and not Span(0, post.body.start).holds(splice.span):
        wrong = "the edit reaches out of the front matter"
    if not wrong and not _is_set(post, after, key, value):
        wrong = f"{key} does not read back, or another field changed"
    return Trial(key, None, "wrong" if wrong else "proved", wrong)


def _is_set(before: Post, after: Post, key: str, value: object) -> bool:
    """Whether the field is what it shall be, and every other is as it was."""
    old, new = dict(before.front_matter.values), dict(after.front_matter.values)
    name = next((name for name in new if name.casefold() == key), key)
    old.pop(name, None)
    return new.pop(name, None) == value and repr(old) == repr(new)  # a NaN is not equal to itself
