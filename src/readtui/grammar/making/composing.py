"""Composing: the text of a new entry, as the entries of a post are written, and of a new post."""

from collections.abc import Iterable, Sequence
from contextlib import suppress

from readtui.grammar.changing.fields import byline_style, setting_bylines
from readtui.grammar.changing.gaps import own_line_end
from readtui.grammar.changing.notes import setting_note
from readtui.grammar.changing.placing import indentation
from readtui.grammar.changing.refusing import WouldLose
from readtui.grammar.lineends import line_end
from readtui.grammar.making.headstyle import HeadStyle
from readtui.grammar.making.inserting import adding
from readtui.grammar.making.newposts import new_post
from readtui.grammar.making.spelling import plain_kind, plain_line, title_spellings, url_spellings
from readtui.model.entry import Byline, Entry
from readtui.model.post import Post
from readtui.model.span import Span, Splice, splicing

__all__ = ["new_entry", "new_post"]


def new_entry(
    like: Post | None,
    *,
    kind: str | None,
    title: str,
    url: str | None,
    bylines: Sequence[Byline] = (),
    note: bytes = b"",
) -> bytes:
    """The text of an entry with these fields, in the form, marks and style of the entries of `like`.

    Where `like` has none it is a heading of the second level. It ends with a line end and has those of `like`.

    Raises:
        WouldLose: it would not read back as asked.
    """
    kind = plain_kind(kind) if kind is not None else None
    title = " ".join(plain_line(title, "a title").split())
    url = plain_line(url, "a link") if url is not None else None
    style = HeadStyle.of(like)
    if url is None:
        if style.form != "heading":
            raise WouldLose("in this post an entry begins with a link; give one")
        links = list(title_spellings(title))
    else:
        links = [b"[%b](%b)" % (shown, target) for target in url_spellings(url) for shown in title_spellings(title)]
    tag = kind.encode() if kind is not None else None
    heads: Iterable[bytes] = (head for link in links for head in style.heads(tag, link))
    if url is None and kind is None:
        if not like or not like.entries or not bylines:
            raise WouldLose(f"“{title}” alone would not read as an entry here; give it a link or a kind")
        heads = _with_bylines(like, heads, bylines)
    text = written(like, heads, (kind, title, url), bylines, note)
    if not _is_closed(text):
        raise WouldLose("the note leaves a fence or a comment open, which would hide what follows; close it")
    return text


def written(
    like: Post | None,
    heads: Iterable[bytes],
    wanted: tuple[str | None, str, str | None],
    bylines: Sequence[Byline],
    note: bytes,
) -> bytes:
    """The first text that reads back as wanted among the entries of `like`, with its bylines and its note.

    `heads` are what it may begin with, `wanted` its kind, title and url.

    Raises:
        WouldLose: none does.
    """
    from readtui.grammar.posts import read_post  # loads the parser

    if like is None or not like.entries:  # it would stand alone, with the line ends there are
        like = read_post("", line_end(b"", like.source if like else b""))
    reason = None
    for head in heads:
        for index in dict.fromkeys((len(like.entries) + 1, 1)):
            try:
                post = _changed(like, adding(like, head, index))
                found = post.entry(index)
                if found is None or (found.kind, found.title, found.url) != wanted:
                    break
                if found.bylines != tuple(bylines):
                    post = _changed(post, [setting_bylines(post, index, bylines)])
                if note.strip():
                    post = _noted(like, post, index, note)
            except WouldLose as refused:
                reason = reason or str(refused)
                continue
            text = post.span_of(index).of(post.source)
            return text if own_line_end(text) else text + line_end(text, post.source)
    raise WouldLose(reason or f"“{wanted[1]}” would not read back as asked; add it as text")


def _noted(like: Post, post: Post, index: int, note: bytes) -> Post:
    """The post with the note in its entry; below what its head may end with that reads as a note here."""
    entry = post.entries[index - 1]
    own, end = entry.places.note.of(post.source).strip(), line_end(b"", like.source)
    try:
        return _changed(post, [setting_note(post, index, own + end * 2 + note if own else note)])
    except WouldLose:
        # Behind "by Somebody" a note on the same line would take the name with it.
        lines = [indentation(post, entry) + line if line.strip() else line for line in note.splitlines(keepends=True)]
        text = entry.span.of(post.source).rstrip() + end * 2 + b"".join(lines)
        with suppress(WouldLose):
            noted = _changed(like, adding(like, text, index))
            if _fields(noted.entries[index - 1]) == _fields(entry):
                return noted
        why = "the note would not read back as this entry's note; does it begin a heading or an entry?"
        raise WouldLose(why) from None


def _fields(entry: Entry) -> tuple[object, ...]:
    """What is read of an entry's head and bylines."""
    return entry.kind, entry.title, entry.url, entry.bylines


def _is_closed(text: bytes) -> bool:
    """Whether a heading below the text would be one."""
    from readtui.grammar.blocks import read_structure  # loads the parser

    below = text + b"\n# Below\n"
    return read_structure(below, Span(0, len(below))).blocks[-1].kind == "heading"


def _with_bylines(like: Post, heads: Iterable[bytes], bylines: Sequence[Byline]) -> Iterable[bytes]:
    """The heads with the bylines below, without which a mere title is no entry."""
    write, end = byline_style(like, like.entries[-1]), line_end(b"", like.source)
    return (head + end + end.join(map(write, bylines)) for head in heads)


def _changed(post: Post, splices: Iterable[Splice]) -> Post:
    from readtui.grammar.posts import read_post  # loads the parser

    return read_post(post.path, splicing(post.source, splices))
