"""JSON form: a post and an entry as the objects that every command gives to programs.

The keys and their order are a promise; no command invents another name for the same thing.
"""

import json
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from readtui.model.entry import EntryRow
from readtui.model.found import Hit, Snippet
from readtui.model.post import PostRow
from readtui.model.printable import escaped
from readtui.model.span import Span
from readtui.model.week import Week

if TYPE_CHECKING:
    from readtui.model.change import Record

JsonObject = dict[str, object]


def week_object(row: PostRow) -> JsonObject:
    """A post as a row of `weeks`."""
    return {
        "post": row.path,
        "title": row.title,
        "date": row.date.isoformat() if row.date else None,
        "draft": row.draft,
        "week": _week(row.week),
        "front_matter": row.language,
        "form": row.form,
        "entries": row.entry_count,
        "words": row.words,
        "problems": [
            {"code": problem.code, "line": problem.line, "message": problem.message} for problem in row.problems
        ],
    }


def hit_object(hit: Hit) -> JsonObject:
    """What a search found, as an entry with its snippet; of a post beside its entries what an entry has is null."""
    if hit.entry is not None:
        found = entry_object(hit.row, hit.entry)
    else:
        whole = EntryRow(0, Span(0, 0), 0, 0, None, None, "", None, (), (), hit.row.words, 0)
        nothing = dict.fromkeys(("index", "line", "last_line", "start", "end", "quoted_words"))
        words = hit.row.words if hit.row.form == "whole" else None
        found = entry_object(hit.row, whole) | nothing | {"title": hit.row.title, "words": words}
    return found | {"snippet": marked(hit.snippet)}


def marked(snippet: Snippet) -> str:
    """A snippet as text, with `**` around each hit, as markdown has what is stressed."""
    parts, end = [], 0
    for mark in snippet.marks:
        parts += [snippet.text[end : mark.start], "**", snippet.text[mark.start : mark.end], "**"]
        end = mark.end
    return "".join([*parts, snippet.text[end:]])


def entry_object(post: PostRow, entry: EntryRow) -> JsonObject:
    """An entry as a row of `entries`."""
    return {
        "post": post.path,
        "index": entry.index,
        "line": entry.line,
        "last_line": entry.last_line,
        "start": entry.span.start,
        "end": entry.span.end,
        "kind": entry.kind,
        "section": entry.section,
        "title": entry.title,
        "url": entry.url,
        "byline": [{"role": byline.role, "people": list(byline.people)} for byline in entry.bylines],
        "links": [{"text": link.text, "url": link.url} for link in entry.links],
        "words": entry.words,
        "quoted_words": entry.quoted_words,
        "date": post.date.isoformat() if post.date else None,
        "week": _week(post.week),
    }


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


def _week(week: Week | None) -> JsonObject | None:
    if week is None:
        return None
    return {"start": week.start.isoformat(), "end": week.end.isoformat(), "rule": week.rule}
