"""Keys from a shell's prompt to a saved entry: what is typed, key by key, in readtui and in vim, in a real shell.

The link, the title and the speaker are typed or pasted alike everywhere, so they are told apart from the rest.
"""

import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from terminal import Terminal

LINK, TITLE, SPEAKER = "https://example.org/thing", "A thing", "Di Fox"
GIVEN = (LINK, TITLE, SPEAKER)
ENTRY = f"## [Talk] [{TITLE}]({LINK})\n**Speaker**: {SPEAKER}\n".encode()

Step = str | tuple[str, str]
"""A key by its name, a text of `GIVEN`, or either with what the screen shows before the next key goes."""


@dataclass(frozen=True, slots=True)
class Way:
    """How an entry gets into a log."""

    program: str
    steps: Sequence[Step]

    @property
    def is_there(self) -> bool:
        """Whether the program is installed."""
        return self.program == "readtui" or shutil.which(self.program) is not None


IN_READTUI = Way(
    "readtui",
    (
        *"readtui",
        ("enter", "enter Open"),
        ("a", "Add an entry"),
        *(LINK, "enter", TITLE, "enter"),
        ("T", "Kind   Talk  "),  # the rest of it dimmed
        *("ctrl+e", "enter", SPEAKER),
        ("enter", "Added"),
    ),
)
LOOKED_UP = Way(
    "readtui",
    (
        *"readtui",
        ("enter", "enter Open"),
        ("a", "Add an entry"),
        LINK,
        ("ctrl+l", "not yet added"),
        ("ctrl+s", "Added"),
    ),
)
IN_VIM = Way(
    "vim",
    (
        *"vim c",
        ("tab", "content/"),
        ("tab", "post/"),
        ("tab", "2020-07-"),
        "1",
        ("tab", "2020-07-11-what-i-read.md"),
        ("enter", "+++"),
        *("G", "o", "enter", *"## [Talk] [", TITLE, *"](", LINK, ")", "enter", *"**Speaker**: ", SPEAKER),
        *("esc", "Z", "Z"),
    ),
)


def keys(way: Way) -> tuple[int, int]:
    """How many keys a way takes, without what is given, and with it."""
    pressed = [step if isinstance(step, str) else step[0] for step in way.steps]
    rest = sum(step not in GIVEN for step in pressed)
    return rest, rest + sum(len(step) for step in pressed if step in GIVEN)


def typed(way: Way, home: Path, site: Path, env: Mapping[str, str], is_done: Callable[[], bool]) -> int:
    """Press all of it at the prompt of a shell in the site, till it is done; how many keys that took beside `GIVEN`."""
    path = f"{Path(sys.executable).parent}:/usr/local/bin:/usr/bin:/bin"
    shell = ["bash", "--norc", "--noprofile", "-i"]
    env = {"PATH": path, "PS1": "prompt> ", "INPUTRC": "/dev/null", **env}
    count = 0
    with Terminal(shell, home=home, cwd=site, env=env) as terminal:
        terminal.wait_for("prompt>")
        for step in way.steps:
            key, shown = (step, None) if isinstance(step, str) else step
            if key in GIVEN:
                terminal.type(key)
            else:
                terminal.press(key)
                count += 1
            if shown is not None:
                terminal.wait_for(shown)
        terminal.wait_for(lambda _: is_done())
    return count
