"""What the writing pane reports; apart from it, since it is loaded only when something is edited."""

from dataclasses import dataclass

from textual.message import Message

from readtui.model.unsaved import UnsavedText


@dataclass
class TextSaved(Message):
    """The reader wants this text in its file."""

    text: UnsavedText


@dataclass
class TextLeft(Message):
    """The reader went back to reading, and this text is to be kept."""

    text: UnsavedText


@dataclass
class OutsideAsked(Message):
    """The reader wants to go on with this text in a program of their own."""

    text: UnsavedText


class FindAsked(Message):
    """The reader wants to find words in the text."""
