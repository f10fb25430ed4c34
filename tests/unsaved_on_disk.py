"""What is on disk of unsaved text, below the home of a program on a terminal, while it runs or once it ended."""

import os
from collections.abc import Callable
from pathlib import Path

from readtui.store.statefolder import StateFolder
from readtui.store.unsaved.leftover import leftover
from readtui.store.unsaved.textrecord import TextRecord
from terminal import Terminal


def unsaved_below(home: Path) -> list[bytes]:
    """The texts as they were typed, of all sessions, also of those that run."""
    texts = []
    for file in sorted(home.glob("state/readtui/logs/*/unsaved/[0-9]*/*.text")):
        try:
            texts.append(TextRecord.read(file).text.typed)
        except FileNotFoundError:  # a later version has taken its place
            continue
    return texts


def is_kept(home: Path, words: bytes) -> Callable[[Terminal], bool]:
    """A condition to wait for: these words are in a text on disk."""
    return lambda _: any(words in text for text in unsaved_below(home))


def offered_at(log: Path, home: Path) -> list[bytes]:
    """What the next start offers, as it was typed."""
    state = StateFolder.of(log, {**os.environ, "XDG_STATE_HOME": str(home / "state")})
    return [left.text.typed for left in leftover(state)]
