"""Reading: what the bytes of a page say of it. No page makes this fail, and none takes long."""

import json
import re
from collections.abc import Iterable

from readtui.model.page import PageFacts, PageKind
from readtui.model.printable import one_line
from readtui.web.charsets import decoded
from readtui.web.linkeddata import Thing, thing_in
from readtui.web.markup import Head
from readtui.web.pdftitles import is_pdf, titled

_LONGEST_TITLE = 300
_LONGEST_NAME = 100
"""Characters."""
_MOST_PEOPLE = 20
"""Papers have been written by 5,000."""
_ENOUGH = 20_000
"""Characters of a text that are looked at before it is made one line."""
_HTML = ("text/html", "application/xhtml+xml", "")
_HEAD_ENDS = re.compile(rb"</head\b|<body\b", re.IGNORECASE)
_KINDS: dict[str, PageKind] = {
    "video": "video",
    "article": "article",
    "book": "book",
    "books": "book",
    "music": "audio",
}
_PAPER_TITLES = ("citation_title", "bepress_citation_title", "eprints.title", "wkhealth_title")
_PAPER_AUTHORS = ("citation_author", "bepress_citation_author", "eprints.creators_name", "citation_authors")
_AUTHORS = (
    "author",
    "dc.creator",
    "dcterms.creator",
    "article:author",
    "book:author",
    "parsely-author",
    "sailthru.author",
)
_ADDRESS = re.compile(r"\s*(?:https?:|//|www\.|@)", re.IGNORECASE)
_INITIALS = re.compile(r"(?:Jr|Sr|Ph\.?D|M\.?D|I{1,3}|IV)\.?", re.IGNORECASE)
_PARTED = re.compile(r"\s*(?:;|,|\band\b|&)\s*")
_BEFORE_SITE = " |-–—·•:/»«~"


def is_enough(kind: str, body: bytes, new: int) -> bool:
    """Whether the rest of a page need not be read: its head, which says what is to be known, ends after `new` bytes."""
    return kind in _HTML and _HEAD_ENDS.search(body, max(new - 8, 0)) is not None


def read_page(url: str, kind: str, charset: str | None, body: bytes) -> PageFacts | None:
    """The facts in a page, the address of which is `url`; None where it is nothing that says any."""
    if is_pdf(body):
        title, people = titled(body)
        return _facts(url, title, people, None, None)
    if kind not in _HTML:
        return None
    head = Head.of(decoded(body, charset))
    return _from_head(url, head, thing_in(head.linked_data))


def read_oembed(url: str, body: bytes) -> PageFacts | None:
    """The facts in what a site of videos says of the one at `url`; None where that cannot be read."""
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(told, dict):
        return None
    title, person, site = (told.get(key) for key in ("title", "author_name", "provider_name"))
    people = [person] if isinstance(person, str) else []
    kind: PageKind | None = "video" if told.get("type") == "video" else None
    return _facts(url, title if isinstance(title, str) else None, people, kind, site if isinstance(site, str) else None)


def _from_head(url: str, head: Head, thing: Thing | None) -> PageFacts:
    paper = head.value(*_PAPER_TITLES)
    site = (
        head.value("og:site_name") or (thing and thing.site) or head.value("citation_journal_title", "application-name")
    )
    of_thing = thing.title if thing else None
    title = paper or of_thing or head.value("og:title", "twitter:title", "dc.title", "dcterms.title") or head.title
    people: Iterable[str] = _authors_of_paper(head)
    if not people:
        people = (thing.people if thing else ()) or [
            name
            for each in head.values(*_AUTHORS)
            if not _ADDRESS.match(each)  # profiles, and names that only one site knows
            for name in _PARTED.split(each)
        ]
    return _facts(url, title, people, _kind(head, thing, is_paper=paper is not None), site)


def _authors_of_paper(head: Head) -> list[str]:
    found = head.values(*_PAPER_AUTHORS)
    if len(found) == 1 and ";" in found[0]:
        found = found[0].split(";")
    return [_first_name_first(name) for name in found]


def _first_name_first(name: str) -> str:
    """`Moss, Ada` as `Ada Moss`; what follows a name otherwise stays."""
    last, comma, first = name.partition(",")
    if not comma or "," in first or not first.strip() or _INITIALS.fullmatch(first.strip()):
        return name
    return f"{first} {last}"


def _kind(head: Head, thing: Thing | None, *, is_paper: bool) -> PageKind | None:
    if is_paper:
        return "book" if head.value("citation_isbn") and not head.value("citation_inbook_title") else "paper"
    if thing:
        return thing.kind
    return _KINDS.get((head.value("og:type") or "").strip().lower().partition(".")[0])


def _facts(url: str, title: str | None, people: Iterable[str], kind: PageKind | None, site: str | None) -> PageFacts:
    site_name = _line(site, _LONGEST_NAME)
    names = dict.fromkeys(filter(None, (_line(name, _LONGEST_NAME) for name in list(people)[:_MOST_PEOPLE])))
    return PageFacts(url, _without_site(_line(title, _LONGEST_TITLE), site_name), tuple(names), kind, site_name)


def _line(text: str | None, longest: int) -> str | None:
    """A text printable, on one line and of this length at most; None for one without any letter or digit."""
    line = one_line((text or "")[:_ENOUGH])
    if not any(map(str.isalnum, line)):
        return None
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"


def _without_site(title: str | None, site: str | None) -> str | None:
    """The title without the site's name, which many put behind it."""
    if title is None or site is None or not title.casefold().endswith(site.casefold()):
        return title
    rest = title[: len(title) - len(site)]
    return rest.rstrip(_BEFORE_SITE) or title if rest.rstrip(_BEFORE_SITE) != rest.rstrip() else title
