"""Own folders: where readtui keeps its configuration, its state and its cache. Nothing of it is in a log's folder."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Literal
from zlib import crc32

from readtui.store.files.durable import sync_folder

Purpose = Literal["config", "state", "cache"]

_XDG = {
    "config": ("XDG_CONFIG_HOME", ".config"),
    "state": ("XDG_STATE_HOME", ".local/state"),
    "cache": ("XDG_CACHE_HOME", ".cache"),
}


def own_folder(purpose: Purpose, environ: Mapping[str, str]) -> Path:
    """The folder for this purpose, as platformdirs names it; it need not exist."""
    if sys.platform == "linux":
        # The same answer without the 15-20 ms that importing platformdirs costs: every start asks for the
        # configuration, and all of `readtui weeks` may take 30. A test holds the two together.
        variable, below_home = _XDG[purpose]
        chosen, home = Path(environ.get(variable, "")), Path(environ.get("HOME", ""))
        if chosen.is_absolute():
            return chosen / "readtui"
        if home.is_absolute():
            return home / below_home / "readtui"
    import platformdirs  # slow, and wanted where the above does not hold

    named = {
        "config": platformdirs.user_config_path,
        "state": platformdirs.user_state_path,
        "cache": platformdirs.user_cache_path,
    }
    return named[purpose]("readtui", appauthor=False)


def short_name(named: bytes) -> str:
    """A name of 16 letters for what `named` says at length; hashlib would take 3 ms of every start."""
    return f"{crc32(named):08x}{crc32(named[::-1]):08x}"


def made_private(folder: Path) -> Path:
    """The folder, made if missing, durably, and for nobody else to look into.

    Raises:
        OSError: it cannot be made.
    """
    missing = [each for each in (folder, *folder.parents) if not each.is_dir()]
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for each in missing:  # what is kept in it is synced itself, and gone if its folder is
        sync_folder(each.parent)
    if folder.stat().st_mode & 0o077:
        folder.chmod(0o700)
    return folder
