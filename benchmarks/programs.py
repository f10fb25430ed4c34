"""Programs: ours, ours without its wire, and their peers; and by which keys each does the same things.

The peers are as Debian's packages set them up. A list is netrw's of a folder in vim, the file browser in nano, and the
list of feeds in newsboat. What a program has nothing like is left out.
"""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field

from benchmarks.measuring import READTUI

_TYPED = ("q", "u", "i", "c", "k", "space", *"brown", "space", *"foxes", "space", *"jump")
_MID_LINE = (*["down"] * 8, *["right"] * 10)
"""From the top of the whole post to its first paragraph."""


@dataclass(frozen=True, slots=True)
class Way:
    """How a program does something."""

    place: str
    """What is opened: `log`, or the posts `short` and `long`."""
    there: tuple[str, ...]
    """The keys that lead there."""
    presses: tuple[str, ...]
    """What is pressed and measured, in turns; keys with blanks between are pressed at once."""
    back: str = ""
    """What is pressed before the next press; it is not measured."""


@dataclass(frozen=True, slots=True)
class Program:
    """A program that is measured."""

    name: str
    command: tuple[str, ...]
    arguments: Mapping[str, tuple[str, ...]]
    """What follows the command, by the place; where `{log}` and other braces are, a path comes."""
    ways: Mapping[str, Way]
    """By what is done: the names that our own program has for all of it."""
    env: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_there(self) -> bool:
        """Whether it is installed."""
        return shutil.which(self.command[0]) is not None


_OURS = {
    "list": Way("log", ("z",), ("j",)),
    "list and detail": Way("log", (), ("j",)),
    "editor": Way("short", ("e", *_MID_LINE), _TYPED),
    "editor, long": Way("long", ("e", *_MID_LINE), _TYPED),
    "page": Way("long", ("enter", "enter"), ("pagedown",), "pageup"),
    "rest": Way("short", ("e",), ()),
    "help": Way("log", (), ("?",), "esc"),
    "help, back": Way("log", ("?",), ("esc",), "?"),
    "palette": Way("log", (), (":",), "esc"),
    "palette, back": Way("log", (":",), ("esc",), ":"),
    "question": Way("log", (), ("d",), "esc"),
    "question, back": Way("log", ("d",), ("esc",), "d"),
}
_VIM = {
    "list": Way("log", (), ("j",)),
    "editor": Way("short", (*_MID_LINE, "i"), _TYPED),
    "editor, long": Way("long", (*_MID_LINE, "i"), _TYPED),
    "page": Way("long", (), ("pagedown",), "pageup"),
    "rest": Way("short", ("i",), ()),
    "help": Way("short", (), (": h enter",), ": q enter"),
    "help, back": Way("short", (": h enter",), (": q enter",), ": h enter"),
}
_NANO = {
    "list": Way("log", ("ctrl+r", "ctrl+t"), ("down",)),
    "editor": Way("short", _MID_LINE, _TYPED),
    "editor, long": Way("long", _MID_LINE, _TYPED),
    "page": Way("long", (), ("pagedown",), "pageup"),
    "rest": Way("short", (), ()),
    "help": Way("short", (), ("ctrl+g",), "ctrl+x"),
    "help, back": Way("short", ("ctrl+g",), ("ctrl+x",), "ctrl+g"),
}
_NEWSBOAT = {
    "list": Way("log", (), ("j",)),
    "page": Way("log", ("enter", "enter"), ("pagedown",), "pageup"),
    "rest": Way("log", (), ()),
    "help": Way("log", (), ("?",), "q"),
    "help, back": Way("log", ("?",), ("q",), "?"),
}
_FEEDS = ("-u", "{feeds}/urls", "-c", "{feeds}/cache.db", "-C", "{feeds}/config")
_POSTS = {"short": ("{short}/{post}",), "long": ("{long}/{post}",)}
_FOLDERS = {"log": ("{log}",), "short": ("{short}",), "long": ("{long}",)}

OURS = Program("readtui", tuple(READTUI), _FOLDERS, _OURS)
STOCK = Program("wire off", tuple(READTUI), _FOLDERS, _OURS, {"READTUI_WIRE": "textual"})
VIM = Program("vim", ("vim",), {"log": ("{log}",)} | _POSTS, _VIM)
NANO = Program("nano", ("nano",), {"log": ()} | _POSTS, _NANO)
NEWSBOAT = Program("newsboat", ("newsboat",), {"log": _FEEDS}, _NEWSBOAT)
PROGRAMS = (OURS, STOCK, VIM, NANO, NEWSBOAT)
