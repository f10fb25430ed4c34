"""Hosts: where links lead, for those who ask by site."""

import re

_HOST = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//(?:[^/?#\\]*@)?(?:\[([^]/?#]*)\]|([^][/?#:\\]*))", re.IGNORECASE)
"""The host of a link, in square brackets where it is a number with colons. urllib.parse raises on some links."""


def host_of(url: str | None) -> str:
    """The host that a link leads to, in lower case; empty where it names none."""
    found = _HOST.match(url or "")
    return (found[1] or found[2] or "").casefold() if found else ""
