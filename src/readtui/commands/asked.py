"""Asked: what the page at an address says of itself, and where the log has that page already, for a command line."""

import sys
from collections.abc import Mapping, Sequence

from readtui.commands.json_form import JsonObject
from readtui.commands.printing import complain
from readtui.grammar.making.pagewords import day_in_words
from readtui.model.page import PageFacts
from readtui.model.printable import one_line
from readtui.store.folder import LogFolder
from readtui.store.seen import Seen, seen_before


def fetched(url: str, *, allow_private: bool) -> PageFacts | None:
    """What the page says of itself, asked of its site; None where it could not be asked, which is said."""
    from readtui.web.allowing import Allowing  # sockets and parsers, for who asks for them
    from readtui.web.faults import NotFetched, NotPublic
    from readtui.web.lookup import look_up

    try:
        return look_up(url, Allowing(private=allow_private))
    except NotPublic as fault:
        complain(f"{fault}; --allow-private allows them")
        return None
    except NotFetched as fault:
        complain(str(fault))
        return None


def where_seen(folder: LogFolder, url: str | None, environ: Mapping[str, str]) -> tuple[Seen, ...]:
    """Where the log has the page at this address; the newest first."""
    return seen_before(folder, url, environ) if url else ()


def seen_in_words(seen: Seen) -> str:
    """`read on July 8, 2020 (2020-07-11.md#2): “It is good.”`, on one printable line."""
    day = f" on {day_in_words(seen.day)}" if seen.day else ""
    verb = "mentioned" if seen.is_mention else "read"
    return one_line(f"{verb}{day} ({seen.post}#{seen.index}): “{seen.sentence or seen.title}”")


def seen_objects(seen: Sequence[Seen]) -> list[JsonObject]:
    """For programs: each entry by its post and index."""
    return [
        {
            "post": each.post,
            "index": each.index,
            "date": each.day.isoformat() if each.day else None,
            "title": each.title,
            "sentence": each.sentence,
            "mention": each.is_mention,
        }
        for each in seen
    ]


def facts_object(facts: PageFacts) -> JsonObject:
    """For programs: what the page says."""
    return {"title": facts.title, "people": list(facts.people), "kind": facts.kind, "site": facts.site}


def say_seen(seen: Sequence[Seen]) -> None:
    """Tell people on standard error where it was read last."""
    if seen:
        complain(f"{seen_in_words(seen[0])}{f', and {len(seen) - 1} more' if len(seen) > 1 else ''}")


def say_found(facts: PageFacts) -> None:
    """Tell people on standard error what the page says."""
    told = {"title": facts.title, "by": ", ".join(facts.people), "kind": facts.kind, "site": facts.site}
    for name, text in told.items():
        if text and sys.stderr is not None:
            complain(f"found {name}: {text}")
