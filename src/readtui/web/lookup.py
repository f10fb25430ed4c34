"""Look-up: what a page says of itself, asked of its site by one request."""

import re
from collections.abc import Sequence
from urllib.parse import quote

from readtui.model.canonical import canonical
from readtui.model.page import PageFacts
from readtui.web.allowing import Allowing
from readtui.web.faults import NotFetched
from readtui.web.fetching import fetch
from readtui.web.reading import is_enough, read_oembed, read_page

_AS_USUAL = Allowing()
OEMBED = (
    (re.compile(r"https://youtube\.com/watch\?v=[\w-]+"), "https://www.youtube.com/oembed?format=json&url="),
    (re.compile(r"https://vimeo\.com/\d+(?:/\w+)?"), "https://vimeo.com/api/oembed.json?url="),
)
"""Of which pages, by their canonical addresses, a site says more elsewhere than on the page, and where."""
_PAPERS = "https://arxiv.org/abs/"


def look_up(
    url: str, allowing: Allowing = _AS_USUAL, oembed: Sequence[tuple[re.Pattern[str], str]] = OEMBED
) -> PageFacts:
    """What the page at `url` says of itself: its title, who made it, what it is, whose site it is on.

    One request, redirects aside: of the page, of what its site says of its videos, or of a paper's page for its PDF.

    Raises:
        NotFetched: there is no such page, it cannot be reached, may not be asked for or says nothing; `str` says why.
    """
    page = canonical(url)
    place = next((place for pattern, place in oembed if pattern.fullmatch(page)), None)
    if place is not None:
        found = fetch(f"{place}{quote(page, safe='')}", allowing, lambda *_: False)
        facts = read_oembed(url, found.body)
    else:
        found = fetch(page if page.startswith(_PAPERS) else url.strip(), allowing, is_enough)
        facts = read_page(url, found.type, found.charset, found.body)
        if facts is None:
            raise NotFetched(f"it is no page but {found.type or 'something else'}, which names no title")
    if facts is None or facts.title is None:
        raise NotFetched("it names no title; write one yourself")
    return facts
