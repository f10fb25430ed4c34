"""Walk: which files below a folder are posts."""

import os
import re
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from itertools import islice

from readtui.store.site import Site

_MARKDOWN = (".md", ".markdown")
_PAPERS = r"(?i:readme|licen[cs]e|changelog|contributing|code_of_conduct|security)\b.*"
"""What lies at the top of a repository and is no post; most logs have no such name to look at."""
_OF_PAPERS = "rRlLcCsS"
"""What their names begin with: it is told from a date ten times as fast as by the whole name."""
_LEFTOVER = ".sync-conflict-"
"""What Syncthing leaves; the leftovers of editors begin with `.`, or do not end as markdown does."""
_NEVER_POSTS = frozenset(("node_modules",))
_PASSED_OVER = _NEVER_POSTS | {
    *("themes", "archetypes", "layouts", "public"),
    *("_site", "_layouts", "_includes", "_sass", "_data"),
}
"""Folders of sites that hold no posts; below a content folder they are sections like any other."""
_MOST_NAMES = 1024
_DATE = r"(?<!\d)((?:19|20)\d\d)(?:[-_]?(\d\d))?(?:[-_]?(\d\d))?(?!\d)"


def find_posts(root: str, site: Site) -> list[str]:
    """The posts below `root`: their paths from there, with `/`, in no order.

    A path may turn out to be no file that can be read: that is for the one who opens it to say.
    """
    found: list[str] = []
    for _, posts in look_through(root, site, most_names=None):
        found += posts
    return found


def look_through(root: str, site: Site, most_names: int | None = _MOST_NAMES) -> Iterator[tuple[str, Iterable[str]]]:
    """Each folder below `root` in which posts are looked for, and the posts in it: their paths from there, with `/`.

    Those of one folder are to be gone through before the next is asked for. One that has more than `most_names` is
    looked into twice, instead of holding the names.
    """
    for top in site.content:
        yield from _look_below(root, top, site, most_names)


def _look_below(root: str, top: str, site: Site, most_names: int | None) -> Iterator[tuple[str, Iterable[str]]]:
    """The folders of one content folder. Symbolic links to folders are not followed, as Hugo does not."""
    stack = [f"{top}/" if top else ""]
    while stack:
        inside = stack.pop()
        try:
            posts, folders, indexes = _look_into(os.path.join(root, inside), site, most_names)
        except OSError:
            if inside:  # the row that will say why
                yield inside, [inside.rstrip("/")]
            continue
        is_top = not inside.rstrip("/").removeprefix(top)
        # The rule of bundles would let one index.md at the top hide the whole log.
        if indexes and (not is_top or site.is_within):
            yield inside, [inside + name for name in indexes]
            continue
        if is_top and site.maker != "hugo" and not site.is_within:
            posts = (name for name in posts if name[0] not in _OF_PAPERS or not re.fullmatch(_PAPERS, name))
        yield inside, map(inside.__add__, posts) if inside else posts
        is_content = site.is_within or site.maker == "hugo" or "/content/" in f"/{inside}"
        passed_over = _NEVER_POSTS if is_content else _PASSED_OVER
        stack += [f"{inside}{name}/" for name in folders if name not in passed_over]


def _look_into(folder: str, site: Site, most_names: int | None) -> tuple[Iterable[str], list[str], list[str]]:
    """The names of a folder's posts and folders, and of the posts that make it a leaf bundle, if it is one.

    Raises:
        OSError: it cannot be read.
    """
    folders: list[str] = []
    indexes: list[str] = []
    names = _post_names(folder, site, folders, indexes)
    posts = [*islice(names, most_names)]
    is_long = bool(deque(names, maxlen=1))  # gone through to the end, where all folders are known
    return _post_names_again(folder, site) if is_long else posts, folders, indexes


def _post_names(folder: str, site: Site, folders: list[str], indexes: list[str]) -> Iterator[str]:
    """The names of a folder's posts; put into lists, those of its folders, and of posts that make it a leaf bundle."""
    has_bundles = site.maker != "jekyll"
    hidden = ".#" if site.maker == "hugo" or site.is_within else "."
    with os.scandir(folder) as entries:
        for entry in entries:
            name = entry.name
            if name[0] in hidden:
                continue
            is_markdown = name[-3:] == ".md" or name.lower().endswith(_MARKDOWN)
            if entry.is_dir(follow_symlinks=False):
                if is_markdown and not _holds_posts(entry.path):
                    yield name
                else:
                    folders.append(name)
            elif is_markdown and _LEFTOVER not in name:
                if name[0] not in "iI_" or not has_bundles:
                    yield name
                elif name[0] != "_" or not _index().fullmatch(name, 1):
                    if _index().fullmatch(name):
                        indexes.append(name)
                    yield name


@cache
def _index() -> re.Pattern[str]:
    """The name of a leaf bundle's post; behind a `_` it is that of a branch's, which is none.

    Compiled by who meets a name like it: that takes 0.5 ms.
    """
    return re.compile(r"index(\.[a-z]{2,3}([-_][a-z0-9]{2,8})?)?\.(md|markdown)", re.IGNORECASE)


def _post_names_again(folder: str, site: Site) -> Iterator[str]:
    """The names of the posts of a long folder, one by one: together they would take memory that is never given back."""
    with suppress(OSError):
        yield from _post_names(folder, site, [], [])


def _holds_posts(folder: str) -> bool:
    """Whether a folder that is named like a post holds one: then it is a folder, else a post gone wrong."""
    try:
        return any(name.lower().endswith(_MARKDOWN) for name in os.listdir(folder))
    except OSError:
        return False


def in_sections(path: str, sections: tuple[str, ...]) -> bool:
    """Whether a post lies in one of the sections: folders, each named as `weekly` or `post/2020`; all where none."""
    folders = f"/{path.rpartition('/')[0]}/"
    return not sections or any(f"/{section.strip('/')}/" in folders for section in sections)


def newest_first(paths: list[str]) -> list[str]:
    """The paths by the dates in them, newest first, then by name backwards: a guess that opens no post."""
    dates = re.compile(_DATE).findall  # of who only looks for posts, nobody asks for them

    def guess(path: str) -> tuple[str, str]:
        return max(map("-".join, dates(path)), key=len, default=""), path

    return sorted(paths, key=guess, reverse=True)
