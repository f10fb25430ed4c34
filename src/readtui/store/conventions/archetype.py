"""Archetype: the file that a Hugo site begins the posts of a section with, found below its `archetypes`."""

import os
from contextlib import suppress

from readtui.grammar.making.archetypes import Archetype, UnknownAction
from readtui.store.faults import Unreadable
from readtui.store.files.reading import now
from readtui.store.folder import LogFolder
from readtui.store.site import site_around, site_at


def archetype_for(folder: LogFolder, path: str, *, is_last_resort: bool = False) -> Archetype | None:
    """What the site begins a post at `path` with; None where it has nothing for its section.

    `is_last_resort` says that nothing could be learned from the log: then the archetype for all sections will do. One
    that is not understood is none.
    """
    found = _archetype_file(folder, path, is_last_resort=is_last_resort)
    try:
        if found:
            found.check()
    except UnknownAction:
        return None
    return found


def trouble_with_archetype(folder: LogFolder, path: str) -> str:
    """Why the archetype for a post at `path` is not used; empty where it is, or where there is none."""
    found = _archetype_file(folder, path, is_last_resort=False)
    try:
        if found:
            found.check()
    except UnknownAction as trouble:
        return str(trouble)
    return ""


def _archetype_file(folder: LogFolder, path: str, *, is_last_resort: bool) -> Archetype | None:
    root = folder.root.resolve()
    site = site_around(root)
    real = root / path
    contents = [site / name for name in site_at(site).content] or [site]
    content = next((each for each in contents if real.is_relative_to(each)), None)
    if content == site and (site / "content").is_dir():  # a content folder without its site's configuration
        content = site / "content"
    if content is None or not real.is_relative_to(content):
        return None
    section = real.relative_to(content).parts[0]
    is_bundle = real.stem == "index"
    names = [f"{section}/index.md", f"{section}.md"] if is_bundle else [f"{section}.md"]
    if is_last_resort:
        names.append("default.md")
    for name in names:
        with suppress(Unreadable):
            source = now(os.path.realpath(site), f"archetypes/{name}")
            if source is not None:
                return Archetype(f"archetypes/{name}", source)
    return None
