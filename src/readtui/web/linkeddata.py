"""Linked data: what a page says of itself in schema.org's words, as JSON-LD."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from readtui.model.page import PageKind

_KINDS: dict[str, PageKind] = {
    **dict.fromkeys(("scholarlyarticle", "medicalscholarlyarticle", "thesis", "report"), "paper"),
    **dict.fromkeys(("article", "newsarticle", "blogposting", "techarticle", "socialmediaposting"), "article"),
    **dict.fromkeys(
        ("reportagenewsarticle", "analysisnewsarticle", "opinionnewsarticle", "liveblogposting"), "article"
    ),
    **dict.fromkeys(("videoobject", "movie", "tvepisode", "clip"), "video"),
    **dict.fromkeys(("book", "audiobook"), "book"),
    **dict.fromkeys(("podcastepisode", "audioobject", "musicrecording", "radioepisode"), "audio"),
}
"""What makes a thing the page's own, as types in lower case, and the kind that it is."""
_MOST = 5000
"""Values that are looked at."""


@dataclass(frozen=True, slots=True)
class Thing:
    """What the page is about, as it says."""

    kind: PageKind
    title: str | None
    people: tuple[str, ...]
    site: str | None


def thing_in(texts: Iterable[str]) -> Thing | None:
    """The first thing that is one to be read, watched or heard; None where nothing is, or nothing can be read."""
    for text in texts:
        try:
            value = json.loads(text)
        except (ValueError, RecursionError):  # no JSON, or too deep to be meant
            continue
        named = {each["@id"]: each for each in _objects(value) if isinstance(each.get("@id"), str) and len(each) > 1}
        for each in _objects(value):
            kind = _kind(each)
            if kind is not None:
                return Thing(
                    kind,
                    _text(each.get("headline")) or _text(each.get("name")),
                    tuple(_names(each.get("author") or each.get("creator"), named)),
                    next(_names(each.get("publisher"), named), None),
                )
    return None


def _objects(value: object) -> Iterator[dict[str, object]]:
    """The objects at the top, in lists and in `@graph`, and what is the main thing of a page."""
    waiting, looked = [value], 0
    while waiting and looked < _MOST:
        looked += 1
        each = waiting.pop(0)
        if isinstance(each, list):
            waiting = [*each[:_MOST], *waiting][:_MOST]
        elif isinstance(each, dict):
            yield each
            waiting += [each[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in each]


def _kind(thing: dict[str, object]) -> PageKind | None:
    types = thing.get("@type")
    several = types if isinstance(types, list) else [types]
    kinds = (_KINDS.get(each.rpartition("/")[2].lower()) for each in several if isinstance(each, str))
    return next(filter(None, kinds), None)


def _names(value: object, named: dict[object, dict[str, object]]) -> Iterator[str]:
    """The names of people or publishers: texts, objects, lists of both, or references to objects elsewhere."""
    several = value if isinstance(value, list) else [value]
    for each in several[:_MOST]:
        if isinstance(each, dict):
            known = each if "name" in each else named.get(each.get("@id"), each)
            names = known.get("name")
            name = _text(names[0] if isinstance(names, list) and names else names)
            name = name or _text(f"{_text(known.get('givenName')) or ''} {_text(known.get('familyName')) or ''}")
        else:
            name = _text(each)
        if name:
            yield name


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value.strip() else None
