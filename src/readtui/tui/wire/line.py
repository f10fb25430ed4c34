"""Line: how the terminal is reached, and what follows from that."""

from collections.abc import Mapping
from typing import NamedTuple


class Line(NamedTuple):
    """How the terminal is reached."""

    is_far: bool
    """Whether the reader sits at another machine, over SSH."""
    is_lean: bool
    """Whether to spare it: frames are held back while keys come faster than it carries them."""
    is_tmux: bool
    """Whether tmux stands between, which passes on only what it is told to."""
    is_screen: bool
    """Whether GNU screen does."""

    @classmethod
    def of(cls, environ: Mapping[str, str], lean: bool | None) -> "Line":
        """The line of this environment; `lean` is the reader's choice, None to spare a line over SSH."""
        is_far = bool(environ.get("SSH_CONNECTION") or environ.get("SSH_TTY"))
        is_tmux = bool(environ.get("TMUX"))
        is_screen = bool(environ.get("STY")) and not is_tmux
        return cls(is_far, is_far if lean is None else lean, is_tmux, is_screen)
