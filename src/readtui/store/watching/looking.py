"""Looking: how the posts on disk differ from what was known of them."""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from readtui.store.folder import LogFolder
from readtui.store.site import Site, site_at
from readtui.store.walk import in_sections, look_through, newest_first
from readtui.store.watching.pace import Pace
from readtui.store.watching.stamps import NOTHING, Stamp, Stamps, stamp_of

_MOST_FOLDERS = 512
"""Folders that hints are asked for: each takes 25 microseconds in which no key is answered, and 1 KB of the system."""


@dataclass(slots=True)
class Look:
    """How the posts differ from what was known of them."""

    changed: list[str] = field(default_factory=list)
    new: list[str] = field(default_factory=list)
    gone: dict[str, Stamp] = field(default_factory=dict)
    """With the stamps that they had."""
    is_torn: bool = False
    """Whether posts went while they were looked at: the next look tells of them, and of what they became meanwhile."""
    folders: list[str] = field(default_factory=list)
    """All folders in which posts are looked for: below the log's, empty or with `/` at their ends."""


def look_at_all(
    root: str, folder: LogFolder, site: Site, stamps: Stamps, known: Callable[[], Iterable[str]], pace: Pace
) -> Look:
    """Look at every post below `root`, the real path of `folder`.

    `known` gives the paths of all posts that may be gone; what else is gone was told before, and its stamp is dropped.
    """
    look, seen = Look(), bytearray(len(stamps))
    for inside, paths in _folders(root, folder, site):
        look.folders.append(inside)
        for path in paths:
            pace.breathe()
            file, place = f"{root}/{path}", stamps.place_of(path)
            stamp = stamp_of(file)
            if stamp == NOTHING and not os.path.lexists(file):
                if place is not None and _has_gone(file):  # under another name it may be where was looked before
                    look.is_torn, seen[place] = True, 1
                continue
            if place is None:
                look.new.append(path)
                continue
            seen[place] = 1
            if stamps[place] != stamp:
                look.changed.append(path)
    if not all(seen):
        for path in known():
            pace.breathe()
            place = stamps.place_of(path)
            if place is not None and not seen[place]:
                look.gone[path] = stamps[place]
                seen[place] = 1
        stamps.keep(seen)
    return look


def _has_gone(file: str) -> bool:
    """Whether a name that was listed is no more; not where it may only not be looked at."""
    try:
        os.lstat(file)
    except OSError as error:
        return isinstance(error, FileNotFoundError | NotADirectoryError)
    return False


def worth_watching(folders: Iterable[str]) -> tuple[str, ...]:
    """Of the folders in which posts are looked for those where others will write: the upper ones, the newest ones."""
    by_date = newest_first([*folders])
    by_date.sort(key=lambda inside: inside.count("/"))
    return tuple(by_date[:_MOST_FOLDERS])


def folders_of(folder: LogFolder) -> Iterator[str]:
    """The folders in which posts are looked for: below the log's, empty or with `/` at their ends."""
    return (inside for inside, _ in _folders(os.path.realpath(folder.root), folder, site_at(folder.root)))


def _folders(root: str, folder: LogFolder, site: Site) -> Iterator[tuple[str, Iterable[str]]]:
    if folder.only is not None:
        yield folder.only[: folder.only.rfind("/") + 1], [folder.only]
        return
    for inside, paths in look_through(root, site):
        yield inside, (path for path in paths if in_sections(path, folder.sections))
