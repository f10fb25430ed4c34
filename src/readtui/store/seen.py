"""Seen: the entries that link to a page already, by whatever address."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from readtui.grammar.firstsentence import first_sentence
from readtui.model.canonical import canonical
from readtui.model.post import Post
from readtui.store.folder import LogFolder


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


def seen_before(folder: LogFolder, url: str, environ: Mapping[str, str]) -> tuple[Seen, ...]:
    """The entries that are about the page, newest first, then those whose notes link to it."""
    wanted = canonical(url)
    found = [seen for post in folder.load() for seen in seen_in(post, wanted)]
    return tuple(sorted(found, key=lambda seen: seen.is_mention))


def seen_in(post: Post, wanted: str) -> Iterator[Seen]:
    """The entries of a post that link to the page of this canonical address, newest first."""
    for entry in post.entries:
        is_own = entry.url is not None and canonical(entry.url) == wanted
        if is_own or any(canonical(link.url) == wanted for link in entry.links):
            sentence = first_sentence(entry.places.note.of(post.source))
            yield Seen(post.path, entry.index, post.day, entry.title, sentence, not is_own)
