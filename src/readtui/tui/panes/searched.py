"""What the search bar reports; apart from it, since it is loaded only when something is searched for."""

from textual.message import Message

MOST = 1000
"""Characters that a search may have; what is longer was pasted by mistake."""


class SearchCut(Message):
    """More was pasted than a search may have."""


class SearchKept(Message):
    """The reader goes on to what was found."""
