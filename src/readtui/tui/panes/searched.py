"""What the search bar reports; apart from it, since it is loaded only when something is searched for."""

from dataclasses import dataclass

from textual.message import Message


@dataclass
class SearchTyped(Message):
    """Another search stands in the bar."""

    text: str


class SearchKept(Message):
    """The reader goes on to what was found."""
