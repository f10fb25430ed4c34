"""What the writing pane reports; apart from it, since it is loaded only when something is edited."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from readtui.model.unsaved import UnsavedText


@dataclass
class TextTyped(Message):
    """The text in the editor is another now."""

    make: "Callable[[], UnsavedText]"
    """Makes of it what is unsaved; it may be called later, in any thread."""


@dataclass
class TextSaved(Message):
    """The reader wants this text in its file."""

    text: "UnsavedText"


@dataclass
class TextLeft(Message):
    """The reader went back to reading, and this text is to be kept."""

    text: "UnsavedText"


@dataclass
class OutsideAsked(Message):
    """The reader wants to go on with this text in a program of their own."""

    text: "UnsavedText"


@dataclass
class WritingTold(Message):
    """What the reader asked for cannot be done."""

    text: str
    """Why."""


class FindAsked(Message):
    """The reader wants to find words in the text."""


@dataclass
class SplitAsked(Message):
    """The reader wants the entry split."""

    line: int
    """The line of the text that the second is to begin with, from 0."""
