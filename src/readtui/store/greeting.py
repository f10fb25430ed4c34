"""Greeting: whether a reader opens a log for the first time."""

from contextlib import suppress

from readtui.store.statefolder import StateFolder

_MARK = "greeted"


def greeted(state: StateFolder) -> bool:
    """Whether this is the first time; from now on it is not. No, too, where that cannot be remembered."""
    with suppress(OSError):
        if not (state.folder / _MARK).exists():
            (state.made() / _MARK).touch(0o600)
            return True
    return False
