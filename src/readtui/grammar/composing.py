"""Composing: the text of a new entry, as the entries of a post are written."""

from collections.abc import Iterable, Sequence

from readtui.grammar.fields import byline_style, setting_bylines
from readtui.grammar.gaps import own_line_end
from readtui.grammar.headstyle import HeadStyle
from readtui.grammar.inserting import adding
from readtui.grammar.lineends import line_end
from readtui.grammar.notes import setting_note
from readtui.grammar.refusing import WouldLose
from readtui.grammar.spelling import plain_kind, plain_line, title_spellings, url_spellings
from readtui.model.entry import Byline
from readtui.model.post import Post
from readtui.model.span import Splice, splicing

__all__ = ["new_entry"]


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
    heads = (head for link in links for head in style.heads(tag, link))
    wanted = (kind, title, url)
    if url is None and kind is None:
        return _written(like, _with_bylines(like, heads, bylines), wanted, bylines, note)
    return _written(like, heads, wanted, bylines, note)


def _written(
    like: Post | None,
    heads: Iterable[bytes],
    wanted: tuple[str | None, str, str | None],
    bylines: Sequence[Byline],
    note: bytes,
) -> bytes:
    """The first text that reads back as wanted among the entries of `like`, with its bylines and its note."""
    from readtui.grammar.posts import read_post  # loads the parser

    if like is None or not like.entries:  # it would stand alone, with the line ends there are
        like = read_post("", line_end(b"", like.source if like else b""))
    reason = None
    for head in heads:
        for index in {len(like.entries) + 1: None, 1: None}:
            try:
                post = _changed(like, adding(like, head, index))
                found = post.entry(index)
                if found is None or (found.kind, found.title, found.url) != wanted:
                    break
                if found.bylines != tuple(bylines):
                    post = _changed(post, [setting_bylines(post, index, bylines)])
                if note.strip():
                    post = _changed(post, [setting_note(post, index, note)])
            except WouldLose as refused:
                reason = reason or str(refused)
                continue
            text = post.span_of(index).of(post.source)
            return text if own_line_end(text) else text + line_end(text, post.source)
    raise WouldLose(reason or _why(wanted))


def _why(wanted: tuple[str | None, str, str | None]) -> str:
    kind, title, url = wanted
    if url is None and kind is None:
        return f"“{title}” alone would not read as an entry here: give it a link, a kind or who made it"
    return f"“{title}” would not read back as asked; add it as text"


def _with_bylines(like: Post | None, heads: Iterable[bytes], bylines: Sequence[Byline]) -> Iterable[bytes]:
    """The heads with the bylines below, without which a mere title is no entry."""
    if not like or not like.entries or not bylines:
        return heads
    write, end = byline_style(like, like.entries[-1]), line_end(b"", like.source)
    return (head + end + end.join(map(write, bylines)) for head in heads)


def _changed(post: Post, splices: Iterable[Splice]) -> Post:
    from readtui.grammar.posts import read_post  # loads the parser

    return read_post(post.path, splicing(post.source, splices))
