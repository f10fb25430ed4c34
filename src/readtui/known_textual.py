"""Known Textual: of which versions it is known how they make frames, so that only what differs can be sent.

Told without loading Textual, for the screen and for `readtui doctor`.
"""

import re
from importlib.util import find_spec
from pathlib import Path

_FIRST, _AFTER_LAST = (8, 2, 8), (8, 3)
_RELEASE = re.compile(r"textual-(\d+)\.(\d+)(?:\.(\d+))?[^-]*\.dist-info\Z")


def unknown_version() -> str | None:
    """Why frames are sent as Textual sends them, for its version alone; None where that is known."""
    found = find_spec("textual")
    folder = Path(found.origin).parents[1] if found and found.origin else None
    return unknown_version_in(folder) if folder else "frames are sent as Textual sends them: Textual is not installed"


def unknown_version_in(folder: Path) -> str | None:
    """The same of the Textual that is installed in a folder."""
    # importlib.metadata answers too, after 10 ms.
    releases = [match for path in folder.iterdir() if (match := _RELEASE.match(path.name))]
    version = max((tuple(int(part or 0) for part in match.groups()) for match in releases), default=None)
    if version is None:
        return "frames are sent as Textual sends them: it is not told which Textual this is"
    if _FIRST <= version < _AFTER_LAST:
        return None
    return f"frames are sent as Textual sends them: Textual {'.'.join(map(str, version))} is not known to the wire"
