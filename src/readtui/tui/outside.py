"""Others on this terminal while the screen waits: the reader's own editor, the shell behind.

Its functions are called from synchronous handlers: in an asynchronous one the suspended screen can lock up.
"""

import os
from pathlib import Path

from textual.app import App, SuspendNotSupported

from readtui.store.editor import NoEditorError, Scratch, as_meant, editor_command, run_editor

_TAKES_A_LINE = {"vi", "vim", "nvim", "view", "nano", "emacs", "emacsclient", "micro", "kak", "joe", "ne", "mg", "jed"}
"""Programs to which `+7` before a file's name means its seventh line."""


def open_outside(app: App[object], configured: str | None, path: Path, line: int) -> None:
    """Open the file at `path` in the reader's editor at `line`, from 1, and wait until it ends.

    Raises:
        NoEditorError: it could not be started, or ended with an error.
    """
    command = editor_command(configured, os.environ)
    name = Path(command[0]).name
    place = [f"+{line}"] if name in _TAKES_A_LINE else []
    trouble = ""
    try:
        with app.suspend():  # an exception in here would leave the screen suspended for ever
            try:
                code = run_editor([*command, *place], path)
                trouble = f"ended with code {code}" if code else ""
            except OSError as error:
                trouble = f"could not be started: {error.strerror}; look at $VISUAL and $EDITOR"
    except SuspendNotSupported:
        trouble = "cannot be started from this terminal"
    if trouble:
        raise NoEditorError(f"{name} {trouble}")


def stop_for_shell(app: App[object]) -> bool:
    """Leave the terminal to the shell behind until the reader comes back by `fg`; False where there is none."""
    stop_job = getattr(app._driver, "stop_job", None)
    if stop_job is None or os.getpgrp() == os.getsid(0):  # the session's first: who stopped it could not go on with it
        return False
    return bool(stop_job())


def edited_outside(app: App[object], configured: str | None, text: bytes) -> bytes:
    """`text` as the reader's editor leaves it.

    Raises:
        NoEditorError: it could not be started, ended with an error, or took the file away.
    """
    try:
        scratch = Scratch.holding(text, "entry")
        try:
            open_outside(app, configured, scratch.path, 1)
            typed = scratch.read()
        except NoEditorError as trouble:
            if scratch.was_written(text):  # what was typed is never lost
                raise NoEditorError(f"{trouble}; what it wrote is kept in {scratch.path}") from None
            scratch.discard()
            raise
    except OSError as error:
        raise NoEditorError(f"the editor's file could not be made or read: {error.strerror}") from None
    scratch.discard()
    return as_meant(text, typed)
