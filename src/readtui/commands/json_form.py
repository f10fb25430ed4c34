"""JSON form: a post and an entry as the objects that every command gives to programs.

The keys and their order are a promise; no command invents another name for the same thing.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from readtui.model.printable import escaped

if TYPE_CHECKING:
    from readtui.model.change import Record
    from readtui.model.entry import EntryRow
    from readtui.model.found import Hit
    from readtui.model.post import PostRow
    from readtui.model.snippet import Snippet
    from readtui.model.week import Week

JsonObject = dict[str, object]


WEEK_KEYS = ("post", "title", "date", "draft", "week", "front_matter", "form", "entries", "words", "problems")
ENTRY_KEYS = (
    *("post", "index", "line", "last_line", "start", "end", "kind", "section", "title", "url"),
    *("byline", "links", "words", "quoted_words", "date", "week"),
)


def week_object(row: "PostRow") -> JsonObject:
    """A post as a row of `weeks`."""
    date = row.date.isoformat() if row.date else None
    problems = problem_objects((problem.code, problem.line, problem.message) for problem in row.problems)
    told = (row.path, row.title, date, row.draft, days_object(row.week), row.language, row.form)
    return dict(zip(WEEK_KEYS, (*told, row.entry_count, row.words, problems), strict=True))


def hit_object(hit: "Hit") -> JsonObject:
    """What a search found, as an entry with its snippet; of a post beside its entries what an entry has is null."""
    found = beside_entries(week_object(hit.row)) if hit.entry is None else entry_object(hit.row, hit.entry)
    return found | {"snippet": marked(hit.snippet)}


def beside_entries(week: JsonObject) -> JsonObject:
    """A row of `weeks` as an entry without what only an entry has: what a search finds beside the entries."""
    same = {key: week[key] for key in ("post", "title", "date", "week")}
    words = week["words"] if week["form"] == "whole" else None
    return dict.fromkeys(ENTRY_KEYS) | same | {"byline": [], "links": [], "words": words}


def marked(snippet: "Snippet") -> str:
    """A snippet as text, with `**` around each hit, as markdown has what is stressed."""
    parts, end = [], 0
    for mark in snippet.marks:
        parts += [snippet.text[end : mark.start], "**", snippet.text[mark.start : mark.end], "**"]
        end = mark.end
    return "".join([*parts, snippet.text[end:]])


def entry_object(post: "PostRow", entry: "EntryRow") -> JsonObject:
    """An entry as a row of `entries`."""
    places = (entry.index, entry.line, entry.last_line, entry.span.start, entry.span.end)
    bylines = byline_objects((byline.role, *byline.people) for byline in entry.bylines)
    links = link_objects((link.text, link.url) for link in entry.links)
    told = (entry.kind, entry.section, entry.title, entry.url, bylines, links, entry.words, entry.quoted_words)
    date = post.date.isoformat() if post.date else None
    return dict(zip(ENTRY_KEYS, (post.path, *places, *told, date, days_object(post.week)), strict=True))


def days_object(week: "Week | None") -> JsonObject | None:
    """A week as rows have it."""
    if week is None:
        return None
    return {"start": week.start.isoformat(), "end": week.end.isoformat(), "rule": week.rule}


def problem_objects(problems: Iterable[Sequence[object]]) -> list[JsonObject]:
    """Problems as rows have them, of their codes, lines and messages; what comes behind these is not told."""
    return [dict(zip(("code", "line", "message"), problem, strict=False)) for problem in problems]


def byline_objects(bylines: Iterable[Sequence[str]]) -> list[JsonObject]:
    """Bylines as entries have them, each of its role and its people."""
    return [{"role": role, "people": people} for role, *people in bylines]


def link_objects(links: Iterable[Sequence[str]]) -> list[JsonObject]:
    """Links as entries have them, each of its text and where it leads."""
    return [{"text": text, "url": url} for text, url in links]


def change_object(done: str, posts: Iterable[str], entry: JsonObject | None, record: int | None) -> JsonObject:
    """What a command that changes something answers: the sentence, the posts, the entry now, what undoes it."""
    return {"done": done, "posts": list(posts), "entry": entry, "undo": record}


def record_object(record: "Record", *, stands: bool) -> JsonObject:
    """A change as a row of `history`; `stands` is whether nothing took it back since."""
    return {
        "id": record.id,
        "when": record.when.isoformat(),
        "what": record.what,
        "kind": record.kind,
        "of": record.of,
        "stands": stands,
        "posts": list(record.paths),
    }


def json_lines(objects: Iterable[JsonObject], *, ascii_only: bool = False) -> str:
    """An array of objects, one on a line."""
    encode = _encoder(ascii_only)
    lines = [encode(each) for each in objects]
    return escaped("[\n" + ",\n".join(lines) + "\n]" if lines else "[]")


def json_line(each: JsonObject, *, ascii_only: bool = False) -> str:
    """One object on one line."""
    return escaped(_encoder(ascii_only)(each))


def _encoder(ascii_only: bool) -> Callable[[object], str]:
    return json.JSONEncoder(ensure_ascii=ascii_only).encode
