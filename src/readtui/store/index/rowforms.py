"""Row forms: rows of posts and entries as columns, and back."""

import datetime
import json
from typing import cast

from readtui.model.entry import Byline, EntryRow, Link
from readtui.model.frontmatter import Language
from readtui.model.post import Form, PostRow
from readtui.model.problem import Problem
from readtui.model.span import Span
from readtui.model.week import Week
from readtui.store.index.columns import Columns, path_bytes, path_of, sound, stored, summed, told


def post_columns(row: PostRow, kind: str | None) -> Columns:
    """A row in the order of POST_COLUMNS, with what the front matter says of its entries' kind.

    Only a week that the title states is kept: those that dates imply depend on all other posts.
    """
    stated = row.week if row.week is not None and row.week.rule == "title" else None
    problems = [(each.code, each.line, each.message, each.forbids_editing) for each in row.problems]
    return summed(
        path_bytes(row.path),
        stored(row.title),
        row.date.isoformat() if row.date else None,
        row.day.isoformat() if row.day else "",
        int(row.draft),
        stated.start.isoformat() if stated else None,
        stated.end.isoformat() if stated else None,
        row.language,
        row.form,
        row.entry_count,
        row.words,
        json.dumps(problems) if problems else None,
        stored(kind),
    )


def post_from(columns: tuple[object, ...]) -> tuple[PostRow, str | None]:
    """The row of columns in the order of POST_COLUMNS, and its entries' kind.

    Raises:
        ValueError: they are damaged.
    """
    path, title, date, day, draft, starts, ends, language, form, entries, words, problems, kind = sound(columns)
    week = Week(_day(cast(str, starts)), _day(cast(str, ends)), "title") if starts is not None else None
    row = PostRow(
        path=path_of(cast(bytes, path)),
        title=told(title),
        date=_date(cast(str, date)) if date is not None else None,
        day=_day(cast(str, day)) if day else None,
        draft=bool(draft),
        week=week,
        language=cast(Language, language),
        form=cast(Form, form),
        entry_count=cast(int, entries),
        words=cast(int, words),
        problems=tuple(Problem(*each) for each in json.loads(cast(str, problems))) if problems is not None else (),
    )
    return row, told(kind)


def entry_columns(entry: EntryRow) -> Columns:
    """An entry in the order of ENTRY_COLUMNS."""
    return summed(
        entry.index,
        entry.line,
        entry.last_line,
        entry.span.start,
        entry.span.end,
        stored(entry.kind),
        stored(entry.section),
        stored(entry.title),
        stored(entry.url),
        _listed([(byline.role, *byline.people) for byline in entry.bylines]),
        _listed([(link.text, link.url) for link in entry.links]),
        entry.words,
        entry.quoted_words,
    )


def entry_from(columns: tuple[object, ...]) -> EntryRow:
    """The entry of columns in the order of ENTRY_COLUMNS.

    Raises:
        ValueError: they are damaged.
    """
    number, line, last_line, start, stop, kind, section, title, url, bylines, links, words, quoted = sound(columns)
    return EntryRow(
        cast(int, number),
        Span(cast(int, start), cast(int, stop)),
        cast(int, line),
        cast(int, last_line),
        told(kind),
        told(section),
        told(title) or "",
        told(url),
        tuple(Byline(role, tuple(people)) for role, *people in _unlisted(bylines)),
        tuple(Link(text, link) for text, link in _unlisted(links)),
        cast(int, words),
        cast(int, quoted),
    )


def _listed(each: list[tuple[str, ...]]) -> str | None:
    return json.dumps(each) if each else None


def _unlisted(value: object) -> list[list[str]]:
    return json.loads(cast(str, value)) if value is not None else []


def _day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def _date(text: str) -> datetime.date | datetime.datetime:
    return datetime.datetime.fromisoformat(text) if "T" in text else datetime.date.fromisoformat(text)
