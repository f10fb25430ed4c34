"""Markup: what the head of a page says, as it says it: its meta tags, its title, its linked data."""

import time
from collections.abc import Iterator
from html.parser import HTMLParser

_PIECE = 4096
"""Characters that are parsed at a time."""
_LONGEST = 1 << 20
"""Characters that are parsed at most; a title, or linked data, may be as long as a quarter of that."""
_SECONDS = 1.0
"""What a page may take: none takes a tenth of it, and broken ones are not to take more."""
_MOST = 2000
"""Meta tags that are kept."""


class Head(HTMLParser):
    """What the head of a page says. Nothing of a page makes it fail, and none takes long."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.meta: list[tuple[str, str]] = []
        """Name or property in lower case, and content."""
        self.title: str | None = None
        self.linked_data: list[str] = []
        self._text: list[str] | None = None
        self._inside = ""
        self._depth = 0

    @classmethod
    def of(cls, text: str) -> "Head":
        """What this page says."""
        head, end = cls(), time.monotonic() + _SECONDS
        for piece in _pieces(text):
            head.feed(piece)
            if time.monotonic() > end:
                break
        head._take()  # what was broken off counts as far as it came
        return head

    def values(self, *names: str) -> list[str]:
        """What is said under the first of these names that says anything."""
        for name in names:
            found = [content for key, content in self.meta if key == name and content.strip()]
            if found:
                return found
        return []

    def value(self, *names: str) -> str | None:
        """The first that is said under any of these names, the first name first."""
        return next(iter(self.values(*names)), None)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take what a tag says."""
        if tag == "meta" and len(self.meta) < _MOST:
            given = dict(reversed(attrs))  # of two of a name the first counts
            content = given.get("content")
            for key in ("property", "name", "itemprop"):
                if content and (name := given.get(key)):
                    self.meta += [(each, content) for each in name.lower().split()[:4]]
                    break
        elif tag in ("svg", "math"):  # pictures have titles too
            self._depth += 1
        elif (tag == "title" and self.title is None and not self._depth) or (
            tag == "script" and (dict(attrs).get("type") or "").strip().lower() == "application/ld+json"
        ):
            self._begin(tag)

    def handle_endtag(self, tag: str) -> None:
        """Take what ends here."""
        if tag in ("svg", "math"):
            self._depth = max(self._depth - 1, 0)
        elif self._inside and (tag == self._inside or tag == "head"):
            self._take()

    def handle_data(self, data: str) -> None:
        """Take text where it is wanted."""
        if self._text is not None and sum(map(len, self._text)) < _LONGEST // 4:
            self._text.append(data)

    def unknown_decl(self, data: str) -> None:
        """Pass over what begins like a marked section and is none."""

    def _begin(self, tag: str) -> None:
        self._take()
        self._text, self._inside = [], tag

    def _take(self) -> None:
        text = "".join(self._text or ())
        if self._inside == "title":
            self.title = text
        elif self._inside:
            self.linked_data.append(text)
        self._text, self._inside = None, ""


def _pieces(text: str) -> Iterator[str]:
    for start in range(0, min(len(text), _LONGEST), _PIECE):
        yield text[start : start + _PIECE]
