"""Cross-links: how one post of the log links to an entry of another, as its site has it."""

import os
from pathlib import Path

from readtui.grammar.making.crosslink import anchor_of, cross_link, hugo_place, relative_place
from readtui.store.folder import LogFolder
from readtui.store.site import site_around, site_at


def link_to_entry(folder: LogFolder, path: str, index: int, from_path: str) -> str:
    """A link to entry `index` of the post at `path`, for the post at `from_path`; the latter need not be there yet.

    In a Hugo site it is one that Hugo resolves or refuses to build by, elsewhere one to the file. Its text is the
    entry's title.

    Raises:
        NoSuchPost: the post is not there.
        Unreadable: it cannot be read.
    """
    post = folder.read(path)
    entry = post.entry(index)
    text = entry.title if entry else post.name
    within = _within_content(folder, path)
    place = hugo_place(within, anchor_of(post, index)) if within is not None else None
    return cross_link(text or post.name, place or relative_place(path, from_path))


def _within_content(folder: LogFolder, path: str) -> str | None:
    """The path below the content folder of a Hugo site; None where the post is in none."""
    root = Path(os.path.realpath(folder.root))
    around = site_around(root)
    site = site_at(around)
    if site.maker != "hugo":
        return None
    file = root / path
    contents = (around / content for content in site.content)
    return next((file.relative_to(each).as_posix() for each in contents if file.is_relative_to(each)), None)
