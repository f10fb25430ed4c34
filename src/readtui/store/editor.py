"""Editor: the reader's own program, and the private file that it works on."""

import os
import shlex
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

_LONGEST_NAME = 80
"""In characters; what names a scratch file may be longer than a file's name."""


class NoEditorError(ValueError):
    """There is no editor to start; its text is one sentence for the reader."""


@dataclass(frozen=True, slots=True)
class Scratch:
    """A private file with a text for an editor; it stays until it is discarded."""

    path: Path
    """Absolute, in a folder of its own that only its owner can enter."""

    @classmethod
    def holding(cls, source: bytes, name: str) -> Self:
        """A new file with these bytes, called after `name`, which may hold any character.

        Raises:
            OSError: it cannot be written.
        """
        path = Path(tempfile.mkdtemp(prefix="readtui-")) / f"{_harmless(name)}.md"
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(source)
        return cls(path)

    def read(self) -> bytes:
        """Its bytes as they are now; editors put another file in its place, so it is opened anew.

        Raises:
            OSError: it cannot be read, or the editor took it away.
        """
        return self.path.read_bytes()

    def was_written(self, before: bytes) -> bool:
        """Whether it holds something that is worth keeping, other than `before`."""
        try:
            return self.read() not in (before, b"")
        except OSError:
            return False

    def discard(self) -> None:
        """Remove it, with what the editor may have left beside it."""
        shutil.rmtree(self.path.parent, ignore_errors=True)


def editor_command(configured: str | None, environ: Mapping[str, str]) -> list[str]:
    """The words that start the reader's editor: the configured one, else $VISUAL or $EDITOR; no shell reads them.

    Raises:
        NoEditorError: none is named, or its name cannot be split into words.
    """
    named = (configured, environ.get("VISUAL"), environ.get("EDITOR"))
    line = next((line for line in named if line and line.strip()), None)
    if line is None:
        raise NoEditorError("no editor is named; set VISUAL or EDITOR")
    try:
        return shlex.split(line)
    except ValueError:
        raise NoEditorError(f"the name of your editor has a quote that is not closed: {line}") from None


def run_editor(command: Sequence[str], path: Path) -> int:
    """Edit the file at `path`, an absolute one, and wait; how the editor ended, 0 being well.

    Raises:
        OSError: the editor cannot be started.
    """
    # Ctrl+C belongs to the editor while it runs. A handler of ours, since an ignored signal is inherited by it.
    before = signal.signal(signal.SIGINT, lambda number, frame: None)
    try:
        return subprocess.run([*command, str(path)], check=False).returncode
    finally:
        signal.signal(signal.SIGINT, before)


def as_meant(before: bytes, typed: bytes) -> bytes:
    """What an editor left of `before`, without the last line end that most editors add where there was none."""
    return typed if not before or before.endswith((b"\n", b"\r")) else typed.removesuffix(b"\n").removesuffix(b"\r")


def _harmless(name: str) -> str:
    """`name` as part of a file's name: no separator, no leading dot or dash, nothing but letters and digits."""
    kept = "".join(character if character.isalnum() else "-" for character in name)
    return kept.strip("-")[:_LONGEST_NAME].encode("ascii", "ignore").decode() or "text"
