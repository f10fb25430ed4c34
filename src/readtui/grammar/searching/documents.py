"""Documents: what is searched of a post, as plain text."""

import re
from collections.abc import Iterator

from readtui.grammar.searching.hosts import host_of
from readtui.model.document import Document
from readtui.model.entry import Entry
from readtui.model.post import Post

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_ADDRESS = re.compile(r"<([a-z][a-z0-9+.-]*:[^<>\s]*)>", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s[^()]*)?\)")
_LINE_MARK = re.compile(r"^[ \t]*(?:(?:>|#{1,6}|[-+*]|\d{1,9}[.)])[ \t]+)+", re.MULTILINE)
_STRESS = re.compile(r"(?<!\w)[*_`~]+(?=\w)|(?<=\w)[*_`~]+(?!\w)")
_URL = re.compile(r"\b(?:https?|ftp)://[^\s<>()\[\]\"'`]+(?:\([^\s<>()]*\)[^\s<>()\[\]\"'`]*)*", re.IGNORECASE)
_REFERENCE = re.compile(r"&(?:[A-Za-z]\w{1,31}|#\w{1,8});")
_QUOTE = re.compile(rb"^ {0,3}>", re.MULTILINE)


def documents(post: Post) -> Iterator[Document]:
    """What is searched of the post beside its entries, then of each entry."""
    tags = tags_of(post)
    yield _of_the_post(post, tags)
    for entry in post.entries:
        yield _of_an_entry(post, entry, tags)


def tags_of(post: Post) -> tuple[str, ...]:
    """The post's tags and categories."""
    found: list[str] = []
    for key in ("tags", "categories"):
        value = post.front_matter.value(key)
        several = value if isinstance(value, list) else [value]
        found += [each for each in several if isinstance(each, str) and each]
    return tuple(dict.fromkeys(found))


def plain(markdown: str) -> str:
    """A text as it is read: without markup, and with where links lead left out."""
    text = markdown
    if "<" in text:
        text = _TAG.sub(" ", _ADDRESS.sub(r"\1", _COMMENT.sub(" ", text)))
    if "](" in text:
        text = _LINK.sub(r"\1", _LINK.sub(r"\1", text))  # twice: a picture may be the text of a link
    if _REFERENCE.search(text):
        import html  # its table of names takes 2 ms

        text = html.unescape(text)
    text = _STRESS.sub("", _LINE_MARK.sub("", text))
    return " ".join(text.split())


def _of_the_post(post: Post, tags: tuple[str, ...]) -> Document:
    source = _beside_entries(post)
    markdown = source.decode(errors="replace")
    return Document(
        index=0,
        title=post.title or "",
        people=(),
        links=tuple(dict.fromkeys(_URL.findall(markdown))) if "://" in markdown else (),
        about=(*([post.kind] if post.kind else []), *tags),
        text=plain(markdown),
        kind=post.kind,
        host="",
        tags=tags,
        is_draft=post.draft,
        is_problem=bool(post.problems),
        has_quote=_QUOTE.search(source) is not None,
        stands_alone=not post.entries,
    )


def _of_an_entry(post: Post, entry: Entry, tags: tuple[str, ...]) -> Document:
    kind, _ = entry.kind_or(post.kind)
    own = [entry.url] if entry.url else []
    about = dict.fromkeys(filter(None, (entry.kind, entry.section, post.kind if kind == post.kind else None)))
    return Document(
        index=entry.index,
        title=entry.title,
        people=tuple(person for byline in entry.bylines for person in byline.people),
        links=tuple(dict.fromkeys([*own, *(link.url for link in entry.links)])),
        about=tuple(about),
        text=plain(_beside_title(post, entry)),
        kind=kind,
        host=host_of(entry.url),
        tags=tags,
        is_draft=post.draft,
        is_problem=bool(post.problems),
        has_quote=entry.quoted_words > 0,
        stands_alone=True,
    )


def _beside_title(post: Post, entry: Entry) -> str:
    """What its head says behind the link, and its note."""
    note = entry.places.note.of(post.source)
    aside = entry.places.aside
    return (b"\n\n".join((aside.of(post.source), note)) if aside else note).decode(errors="replace")


def _beside_entries(post: Post) -> bytes:
    """The body without its entries."""
    parts, start = [], post.body.start
    for entry in post.entries:
        if entry.span.start > start:
            parts.append(post.source[start : entry.span.start])
        start = max(start, entry.span.end)
    parts.append(post.source[start:])
    return b"\n\n".join(parts)
