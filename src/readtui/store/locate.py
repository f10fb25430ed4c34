"""Locate: where the log is that the reader means."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Literal, NamedTuple

from readtui.store.faults import NoLog, reason
from readtui.store.site import site_at

Found = Literal["argument", "environment", "config", "here", "sample", "demo"]
"""How a log was found: named on the command line, by READTUI_LOG or in the configuration; as the site in this
folder; as the sample, where there was nothing else; or as a copy of it that is thrown away."""

_MARKDOWN = {".md", ".markdown"}


class Place(NamedTuple):
    """Where a log is, and how it was found."""

    root: Path
    """Its folder: absolute, and as the reader wrote it, links and all."""
    found: Found
    post: str | None = None
    """The one post that was named instead of a folder: its path below `root`."""


def locate(
    path: str | None,
    configured: Path | None,
    environ: Mapping[str, str],
    here: Path,
    *,
    may_be_sample: bool = True,
) -> Place:
    """Where the log is: at `path`, else READTUI_LOG, else `configured`, else the site `here`, else the sample.

    Raises:
        NoLog: there is nothing at the place that was named, or none was and the sample is not asked for.
        Unwritable: the reader's copy of the sample cannot be made.
    """
    if path is not None:
        return _place(here / path, "argument", path)
    if named := environ.get("READTUI_LOG"):
        return _place(here / Path(named).expanduser(), "environment", f"READTUI_LOG={named}")
    if configured is not None:
        return _place(here / configured, "config", f"{configured} (log in the configuration)")
    if site_at(here).maker is not None:
        return Place(here, "here")
    if not may_be_sample:
        raise NoLog("there is no log here; name one with --log PATH, READTUI_LOG or the configuration")
    from readtui.store.sample import private_copy  # for whoever has no log yet

    return Place(private_copy(environ), "sample")


def _place(path: Path, found: Found, named: str) -> Place:
    try:
        if path.is_dir():
            os.scandir(path).close()
            return Place(path, found)
        if path.is_file():
            if path.suffix.lower() not in _MARKDOWN:
                raise NoLog(f"{named}: this file is no post; name a folder of posts, or a file that ends in .md")
            return Place(path.parent, found, path.name)
    except OSError as error:
        raise NoLog(f"{named}: it cannot be read: {reason(error)}") from error
    if os.path.lexists(path):
        raise NoLog(f"{named}: this is neither a folder nor a file that can be read; name another")
    raise NoLog(f"{named}: there is no such folder or post; look at how it is written")
