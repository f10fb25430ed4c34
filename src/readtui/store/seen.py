"""Seen: the entries that link to a page already, by whatever address."""

import datetime
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

from readtui.grammar.firstsentence import first_sentence
from readtui.model.canonical import canonical, signs_in
from readtui.model.log import ReadingLog
from readtui.model.post import Post
from readtui.store.faults import NoSuchPost, Unreadable
from readtui.store.files.reading import read_bytes
from readtui.store.folder import LogFolder

_ODDLY_WRITTEN = re.compile(rb"&#|&period|\\[./]|(?://|www\.)[^\s/]*[\x80-\xff]")
"""Where a host may stand in a post otherwise than letter by letter."""


@dataclass(frozen=True, slots=True)
class Seen:
    """An entry that links to a page."""

    post: str
    index: int
    """From 1."""
    day: datetime.date | None
    """The post's."""
    title: str
    sentence: str
    """What the reader wrote of it first, in plain words; empty where that is nothing."""
    is_mention: bool = False
    """Whether the entry is about something else, and its note links to the page."""


def seen_before(folder: LogFolder, url: str, environ: Mapping[str, str], *, is_hasty: bool = False) -> tuple[Seen, ...]:
    """The entries that are about the page, newest first, then those whose notes link to it.

    With an index it looks at each post's file and reads those that link there; without, it reads all that may.
    `is_hasty` believes the index, as far as it was brought up to date: some 5 ms, and nothing where there is none.
    """
    page = canonical(url)
    if not page:
        return ()
    paths = _in_index(folder, page, environ, is_hasty=is_hasty)
    if paths is None:
        paths = [] if is_hasty else folder.paths()
    posts = ReadingLog.of(_leading_to(folder, page, paths))
    found = [seen for post in posts for seen in seen_in(post, page)]
    return tuple(sorted(found, key=lambda seen: seen.is_mention))


def seen_in(post: Post, page: str) -> Iterator[Seen]:
    """The entries of a post that link to the page of this canonical address, in the post's order."""
    for entry in post.entries:
        is_own = entry.url is not None and canonical(entry.url) == page
        if is_own or any(canonical(link.url) == page for link in entry.links):
            yield Seen(post.path, entry.index, post.day, entry.title, first_sentence(post, entry), not is_own)


def _in_index(folder: LogFolder, page: str, environ: Mapping[str, str], *, is_hasty: bool) -> list[str] | None:
    """The posts that lead there, or may, as the index has them; None where it cannot be asked."""
    from readtui.store.index.indexfile import IndexFile, IndexTrouble  # loads SQLite, for those who ask
    from readtui.store.index.leading import posts_leading_to
    from readtui.store.index.serving import asked_of_warm_index

    file = IndexFile.of(folder.root, folder.sections, environ)
    if not is_hasty and not asked_of_warm_index(folder, file, lambda _: True):
        return None
    with suppress(IndexTrouble):
        return posts_leading_to(file, page)
    return None


def _leading_to(folder: LogFolder, page: str, paths: Iterable[str]) -> Iterator[Post]:
    """Those of the posts that may lead there, read whole; of the others only the bytes are looked through."""
    from readtui.grammar.posts import read_post

    signs, root = signs_in(page), os.path.realpath(folder.root)
    for path in paths:
        with suppress(NoSuchPost, Unreadable):
            source = read_bytes(root, path)
            lowered = source.lower()
            if not signs or any(sign in lowered for sign in signs) or _ODDLY_WRITTEN.search(lowered):
                yield read_post(path, source)
