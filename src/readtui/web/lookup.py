"""Look-up: what a page says of itself, asked of its site by one request."""

from readtui.model.page import PageFacts
from readtui.web.allowing import Allowing
from readtui.web.faults import NotFetched

_AS_USUAL = Allowing()


def look_up(url: str, allowing: Allowing = _AS_USUAL) -> PageFacts:
    """What the page at `url` says of itself: its title, who made it, what it is, whose site it is on.

    Raises:
        NotFetched: there is no such page, it cannot be reached or may not be asked for; `str` says why.
    """
    raise NotFetched(f"look-ups are not there yet ({url}, {allowing.seconds} seconds)")
