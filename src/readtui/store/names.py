"""Names: the tags, categories, kinds and people that a log's posts have, and how many have each."""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

from readtui.model.frontmatter import FrontMatter
from readtui.model.post import Post
from readtui.store.faults import NoSuchPost
from readtui.store.folder import LogFolder

_FEW_POSTS = 64
"""Posts that are sooner read than an index is: 0.1 s."""


@dataclass(frozen=True, slots=True)
class Names:
    """How many posts have each tag and category, and how many entries each kind and person."""

    tags: Mapping[str, int]
    categories: Mapping[str, int]
    kinds: Mapping[str, int]
    people: Mapping[str, int]


def names_in(posts: Iterable[Post]) -> Names:
    """Those of these posts."""
    tags: Counter[str] = Counter()
    categories: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    people: Counter[str] = Counter()
    for post in posts:
        _count(post.front_matter, tags, categories)
        for entry in post.entries:
            kinds.update((entry.kind,) if entry.kind else ())
            people.update({person for byline in entry.bylines for person in byline.people})
    return Names(tags, categories, kinds, people)


def names_of(folder: LogFolder, environ: Mapping[str, str] | None, is_wanted: Callable[[], bool]) -> Names:
    """Those of the log, which is read for them, until they are no longer wanted; `environ` tells where an index is.

    What an index has may be out of date.
    """
    paths = folder.paths()
    indexed = _indexed(folder, environ) if environ is not None and len(paths) > _FEW_POSTS else None
    if indexed is None:
        return names_in(_opened(folder, paths, is_wanted))
    tags: Counter[str] = Counter()
    categories: Counter[str] = Counter()
    for front_matter in _front_matters(folder, paths, is_wanted):
        _count(front_matter, tags, categories)
    return Names(tags, categories, *indexed)


def _count(front_matter: FrontMatter, tags: Counter[str], categories: Counter[str]) -> None:
    from readtui.grammar.frontmatter.list_items import listed  # loads what writes fields

    for key, counts in (("tags", tags), ("categories", categories)):
        counts.update({name for name in listed(front_matter, key) if name.strip()})  # `tags: [""]` names nothing


def _opened(folder: LogFolder, paths: Iterable[str], is_wanted: Callable[[], bool]) -> Iterator[Post]:
    for path in paths:
        if not is_wanted():
            return
        yield folder.open(path)


def _front_matters(folder: LogFolder, paths: Iterable[str], is_wanted: Callable[[], bool]) -> Iterator[FrontMatter]:
    from readtui.grammar.frontmatter import read_front_matter
    from readtui.store.faults import Unreadable
    from readtui.store.files.reading import read_bytes

    root = os.path.realpath(folder.root)
    for path in paths:
        if not is_wanted():
            return
        with suppress(NoSuchPost, Unreadable):
            yield read_front_matter(read_bytes(root, path))[0]


def _indexed(folder: LogFolder, environ: Mapping[str, str]) -> tuple[Mapping[str, int], Mapping[str, int]] | None:
    """The kinds and people as the index has them; None without one."""
    from readtui.store.index.indexfile import IndexTrouble  # SQLite: 10 ms
    from readtui.store.index.naming import titles_and_names

    try:
        _, names = titles_and_names(folder, environ)
    except IndexTrouble:
        return None
    kinds = {name.text: name.entries for name in names if name.sort == "kind"}
    return kinds, {name.text: name.entries for name in names if name.sort == "by"}
