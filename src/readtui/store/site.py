"""Site: what kind of site a folder is, and in which of its folders the posts lie."""

import os
import re
from contextlib import suppress
from pathlib import Path
from typing import Literal, NamedTuple

_HUGO_NAMES = tuple(f"{stem}.{end}" for stem in ("hugo", "config") for end in ("toml", "yaml", "yml", "json"))
_JEKYLL_NAMES = ("_config.yml", "_config.yaml", "_config.toml")
_CONTENT_DIR = rb"""(?im)^[ \t{,]*["']?contentdir["']?[ \t]*[=:][ \t]*["']?([^"'\r\n,#}]+)"""
_LARGEST_CONFIG = 1 << 20


class Site(NamedTuple):
    """What kind of site a folder is, and where its posts lie."""

    maker: Literal["hugo", "jekyll"] | None
    """The program that builds it; None for a folder that is neither a site nor a site's content folder."""
    content: tuple[str, ...] = ("",)
    """The folders that hold posts, below this one and with `/`; "" is the folder itself."""
    is_within: bool = False
    """Whether the folder lies in the content folder of a Hugo site."""


def site_at(root: Path) -> Site:
    """What kind of site the folder at `root` is."""
    root = root.resolve()
    content = _hugo_content(root)
    if content:
        return Site("hugo", content)
    if any((root / name).is_file() for name in _JEKYLL_NAMES):
        return Site("jekyll")
    above = next((above for site in root.parents for above in _content_of(site) if root.is_relative_to(above)), None)
    return Site("hugo") if above == root else Site(None, is_within=above is not None)


def site_around(folder: Path) -> Path:
    """The folder of the site that `folder`, a real path, belongs to; itself where it belongs to none."""
    for site in (folder, *folder.parents):
        is_hugo = any(folder == site or folder.is_relative_to(content) for content in _content_of(site))
        if is_hugo or any((site / name).is_file() for name in _JEKYLL_NAMES):
            return site
    # A site's content alone, as some keep it: Hugo's name for the folder is all there is to go by.
    return next((above.parent for above in (folder, *folder.parents) if above.name == "content"), folder)


def _content_of(site: Path) -> list[Path]:
    return [site / name for name in _hugo_content(site)]


def _hugo_content(root: Path) -> tuple[str, ...]:
    """The content folders of the Hugo site at `root`, a real path; none where it is no such site."""
    configs = [path for name in _HUGO_NAMES if (path := root / name).is_file()]
    with suppress(OSError):  # a folder above the log may be closed to us
        configs += [path for path in (root / "config" / "_default").iterdir() if path.is_file()]
    if not configs:
        return ()
    # Languages may have a content folder each. Reading one key by its shape spares a start-up the parsers.
    found = (match for config in configs for match in re.findall(_CONTENT_DIR, _start(config)))
    named = {root / os.fsdecode(match.strip()) for match in found}
    there = {path.resolve() for path in named or {root / "content"} if path.is_dir()}
    inside = [path for path in sorted(there) if path.is_relative_to(root)]
    outermost = [path for path in inside if not any(path.is_relative_to(other) for other in inside if other != path)]
    return tuple("" if path == root else path.relative_to(root).as_posix() for path in outermost)


def _start(config: Path) -> bytes:
    try:
        with config.open("rb") as file:
            return file.read(_LARGEST_CONFIG)
    except OSError:
        return b""
