"""Posts: from a file's bytes to a post, whatever the bytes are."""

import datetime
import re
from typing import NamedTuple

from readtui.grammar.days.dates import date_of
from readtui.grammar.days.weeks import day_in_name, week_in_title
from readtui.grammar.frontmatter import date_problem, draft_of, kind_of, read_front_matter, title_of
from readtui.model.frontmatter import FrontMatter
from readtui.model.post import Post, PostRow
from readtui.model.problem import Problem
from readtui.model.span import Span
from readtui.model.week import Week

_OTHER_FILES = (
    (b"{\\rtf", "a Rich Text document"),
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x1f\x8b", "a compressed file"),
    (b"\xff\xfe", "UTF-16 text"),
    (b"\xfe\xff", "UTF-16 text"),
)
_OTHER_MARKS = tuple(mark for mark, _ in _OTHER_FILES)
_LOOKED_THROUGH = 8192  # bytes, for what no text has; git looks as far
_BINARY_SHARE = 0.02  # of NUL bytes: a stray one is still text, UTF-16 and programs have far more
_MORE = re.compile(rb"^[ \t]*<!--[ \t]*more[ \t]*-->", re.MULTILINE)


class _Top(NamedTuple):
    """What the top of a post tells: all that a row has before the body is read."""

    front_matter: FrontMatter
    title: str | None
    date: datetime.date | datetime.datetime | None
    day: datetime.date | None
    draft: bool
    week: Week | None
    problems: tuple[Problem, ...]


def read_post(path: str, source: bytes, problems: tuple[Problem, ...] = ()) -> Post:
    """The post at `path` with these bytes, and `problems` with those found in it; never raises.

    Its week is what its title states. The week that a date implies needs the log's `Conventions`.
    """
    from readtui.grammar.entries import read_entries  # here, since a listing from the index reads no body
    from readtui.grammar.words import count_words

    strange = _not_markdown(source)
    if strange:
        nothing = FrontMatter("none", Span(0, 0), Span(0, 0), {})
        day = day_in_name(path)
        return Post(path=path, day=day, problems=(*problems, strange), source=source, front_matter=nothing)
    top = _read_top(path, source)
    body = Span(top.front_matter.block.end, len(source))
    form, entries = read_entries(source, body)
    if form == "whole":
        words = count_words(body.of(source).decode(errors="replace"))
    else:
        words = sum(entry.words for entry in entries)
    return Post(
        path=path,
        title=top.title,
        date=top.date,
        day=top.day,
        draft=top.draft,
        week=top.week,
        language=top.front_matter.language,
        form=form,
        entry_count=len(entries),
        words=words,
        problems=(*problems, *top.problems),
        source=source,
        front_matter=top.front_matter,
        summary=_summary(source, body),
        entries=entries,
        kind=kind_of(top.front_matter),
    )


def peek_post(path: str, source: bytes) -> PostRow:
    """What the top of the post tells, with the counts still to come; never raises, and loads no markdown parser."""
    strange = _not_markdown(source)
    if strange:
        return PostRow(path=path, day=day_in_name(path), problems=(strange,), is_read=False)
    top = _read_top(path, source)
    return PostRow(
        path=path,
        title=top.title,
        date=top.date,
        day=top.day,
        draft=top.draft,
        week=top.week,
        language=top.front_matter.language,
        problems=top.problems,
        is_read=False,
    )


def _read_top(path: str, source: bytes) -> _Top:
    front_matter, problems = read_front_matter(source)
    title, date = title_of(front_matter), date_of(front_matter)
    day = date.date() if isinstance(date, datetime.datetime) else date or day_in_name(path)
    week = week_in_title(title, day) if title else None
    undated = date_problem(source, front_matter)
    problems = (*_of_the_bytes(source), *problems, *([undated] if undated else []))
    return _Top(front_matter, title, date, day, draft_of(front_matter), week, problems)


def _not_markdown(source: bytes) -> Problem | None:
    """The problem of a file whose bytes are something else's than a post's."""
    start = source[:_LOOKED_THROUGH]
    if start.startswith(_OTHER_MARKS):
        what = next(name for mark, name in _OTHER_FILES if start.startswith(mark))
    elif start.count(0) > len(start) * _BINARY_SHARE:
        what = "no text"
    else:
        return None
    remedy = "save it as UTF-8" if what == "UTF-16 text" else "move it elsewhere"
    return Problem(
        "not-markdown", 1, f"this is {what}, not markdown; it is left as it is, {remedy} to be rid of this", True
    )


def _of_the_bytes(source: bytes) -> tuple[Problem, ...]:
    """What is wrong with the bytes as such."""
    if not source:
        return (Problem("empty", None, "the file is empty; write something or delete it"),)
    try:
        source.decode()
    except UnicodeDecodeError as error:
        from readtui.grammar.lines import LineTable

        line = LineTable.of(source).line_of(error.start)
        sentence = f"line {line} is not UTF-8; the post can be read, save it as UTF-8 to edit it"
        return (Problem("not-utf8", line, sentence, True),)
    return ()


def _summary(source: bytes, body: Span) -> Span | None:
    """What stands above `<!--more-->`, without the white space around it."""
    match = _MORE.search(source, body.start)
    if match is None:
        return None
    above = source[body.start : match.start()]
    start = body.start + len(above) - len(above.lstrip())
    end = body.start + len(above.rstrip())
    return Span(start, end) if start < end else None
