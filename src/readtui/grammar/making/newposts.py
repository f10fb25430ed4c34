"""New posts: the file name and the first bytes of a week's post, as the last posts of the log are."""

import datetime
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from readtui.grammar.days.dates import DATE_KEYS, read_date
from readtui.grammar.days.monthnames import full_names, language_of
from readtui.grammar.days.weeks import day_in_name
from readtui.grammar.frontmatter import Unusual, setting
from readtui.grammar.lineends import line_end
from readtui.grammar.making.archetypes import Archetype
from readtui.grammar.making.newblock import block_like
from readtui.grammar.making.patterns import filled, slug_of
from readtui.grammar.making.shifting import Shift, count_in, shape_of
from readtui.grammar.posts import read_post
from readtui.model.conventions import NOTHING_CHOSEN, Chosen, Conventions
from readtui.model.post import Post
from readtui.model.week import Week, week_holding

_MOST = 6  # posts that are looked at: what a log did a year ago it may do no more
_BUNDLE = re.compile(r"(?:(?P<above>.*)/)?[^/]+/(?P<index>index\.[^/.]+)")
_DATED_NAME = re.compile(r"(?:19|20)\d\d[-_]?\d\d[-_]?\d\d([-_]?)")
_COMPACT = re.compile(r"(?<!\d)(?:19|20)\d{6}(?!\d)")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is said of a new post besides its week."""

    title: str | None = None
    """Where none is said the log's own way to call a week's post goes."""
    day: datetime.date | None = None
    """The day that it is dated on; where none is said the usual one."""


_NOTHING_ASKED = Asked()
ArchetypeOf = Callable[[str], Archetype | None]
"""What gives the archetype for a post at a path; None where the site has none for it."""


def new_post(
    models: Sequence[Post],
    week: Week,
    first_day: int,
    asked: Asked = _NOTHING_ASKED,
    chosen: Chosen = NOTHING_CHOSEN,
    archetype_of: ArchetypeOf = lambda path: None,
) -> tuple[str, bytes]:
    """The path and the bytes of a new post of this week, a draft without entries.

    `models` are the newest posts of the log's series, or else of the log, newest first. The newest that was written on
    the usual day is taken over with its dates moved on: its path, its title if that tells the week or others have the
    same, and the fields that most have; an archetype goes before its fields. In an empty log it is a plain post named
    by its last day. What the reader has chosen goes before all of that.
    """
    asked = replace(asked, day=asked.day or chosen.dating(week))
    dated = [post for post in models if post.day is not None][:_MOST]
    if chosen.language:
        dated = [post for post in dated if post.language == chosen.language]
    if not dated:
        return _first_post(models, week, first_day, asked, chosen, archetype_of)
    sections = Counter(_section(post.path) for post in dated)
    filed = [post for post in dated if sections[_section(post.path)] == max(sections.values())]
    filed = [post for post in filed if _section(post.path) == _section(filed[0].path)]
    model = _usual(filed, week, first_day)
    others = [post for post in filed if post is not model]
    shift = _shift(model, filed, week, first_day)
    if asked.day:
        shift = replace(shift, off=asked.day - shift.of_day(shift.day))
    day = asked.day or _day(shift)
    said = filled(chosen.title, week, day, language=shift.language) if chosen.title else None
    title = asked.title or said
    words = title or model.title or ""
    path = filled(chosen.path, week, day, words, shift.language) if chosen.path else ""
    path = path or _path(model, others, shift, day, asked.title)
    for source in _attempts(model, others, shift, path, title, day, archetype_of(path)):
        if _is_right(read_post(path, source), week, first_day, title):
            return path, source
    return path, _plain(title or _range(week, shift.language), day, chosen.language or model.language)


def _first_post(
    models: Sequence[Post], week: Week, first_day: int, asked: Asked, chosen: Chosen, archetype_of: ArchetypeOf
) -> tuple[str, bytes]:
    """The path and the bytes of a post where there is none to learn from."""
    day, language = asked.day or week.end, language_of(post.title or "" for post in models)
    own = filled(chosen.title, week, day, language=language) if chosen.title else _range(week, language)
    title = asked.title or own
    path = filled(chosen.path, week, day, title, language) if chosen.path else _plain_path(day, asked.title)
    plain = _plain(title, day, chosen.language or "toml")
    return path, _of_archetype(archetype_of(path), path, week, first_day, day.isoformat(), title) or plain


def _section(path: str) -> str:
    """The folder it is filed in, numbers of years aside; for a bundle the one above its own."""
    bundle = _BUNDLE.fullmatch(path)
    return shape_of((bundle["above"] or "") if bundle else path.rpartition("/")[0])


def _usual(posts: Sequence[Post], week: Week, first_day: int) -> Post:
    """The newest of those that were dated and named as long after their week's first day as most.

    Among these go first one whose title states a week in as many months, and one with the fields that most have.
    """
    starts = [_week(post, first_day).start for post in posts]
    named = [day_in_name(post.path) or _of(post) for post in posts]
    offsets = [
        ((_of(post) - start).days, (name - start).days) for post, start, name in zip(posts, starts, named, strict=True)
    ]
    most = Counter(offsets).most_common(1)[0][0]
    usual = [post for post, offset in zip(posts, offsets, strict=True) if offset == most]
    spread = [post for post in usual if post.week and post.week.rule == "title" and _months(post.week) == _months(week)]
    usual = spread or usual
    alike = Counter(map(_fields, posts)).most_common(1)[0]
    return next((post for post in usual if alike[1] > 1 and _fields(post) == alike[0]), usual[0])


def _months(week: Week) -> bool:
    """Whether the week lies in one month."""
    return week.start.month == week.end.month


def _fields(post: Post) -> tuple[str, ...]:
    return (post.language, *post.front_matter.values)


def _of(post: Post) -> datetime.date:
    assert post.day is not None
    return post.day


def _week(post: Post, first_day: int) -> Week:
    return post.week or week_holding(_of(post), "date", first_day)


def _shift(model: Post, posts: Sequence[Post], week: Week, first_day: int) -> Shift:
    """The way from the model's week; what counts the posts goes on from the newest."""
    counts = [count_in(post.title or post.path) for post in posts[:2]]
    own, step = count_in(model.title or model.path), 0
    newest, before = counts[0], counts[-1]
    is_later = week.start > _week(posts[0], first_day).start
    if own is not None and newest is not None and before is not None and newest == before + 1 and is_later:
        step = newest + 1 - own
    samples = [text for post in posts for text in (post.title, post.front_matter.text("description")) if text]
    return Shift.between(_of(model), _week(model, first_day), week, step, samples)


def _day(shift: Shift) -> datetime.date:
    """The day of the new post: the model's moved on, within the week."""
    return min(max(shift.of_day(shift.day), shift.to.start), shift.to.end)


def _path(model: Post, others: Sequence[Post], shift: Shift, day: datetime.date, title: str | None) -> str:
    """The model's path moved on; the bare date in its folder, where the path tells of the model's text.

    A title's words stand in it where the model has its own.
    """
    is_filed_alike = any(shape_of(other.path) == shape_of(model.path) for other in others)
    is_of_log = bool(model.entries) or (model.week is not None and model.week.rule == "title")
    moved = shift.of_text(model.path)
    if moved != model.path and (is_filed_alike or is_of_log):
        return moved
    words = slug_of(title or "")
    own = slug_of(model.title or "")
    if words and own and own in model.path:
        return moved.replace(shift.of_text(own), words)
    bundle = _BUNDLE.fullmatch(model.path)
    folder, _, name = model.path.rpartition("/")
    if bundle:
        folder, name = bundle["above"] or "", bundle["index"]
    dated = day.strftime("%Y%m%d") if _COMPACT.search(model.path) else day.isoformat()
    if folder.rpartition("/")[2] == "_posts":
        dated += "-reading"  # Jekyll passes over a post whose name is no more than a date
    stem = model.path.split("/")[-2 if bundle else -1].removesuffix("." + name.rpartition(".")[2])
    in_name = _DATED_NAME.match(stem)
    if words and (in_name is None or in_name[1]):
        dated = dated + in_name[1] + words if in_name else words
    ending = f"/{name}" if bundle else "." + name.rpartition(".")[2]
    return shift.of_text(folder) + "/" * bool(folder) + dated + ending


def _attempts(
    model: Post,
    others: Sequence[Post],
    shift: Shift,
    path: str,
    title: str | None,
    day: datetime.date,
    archetype: Archetype | None,
) -> Iterator[bytes]:
    """What the post may be, the likest to its model first."""
    own = model.title or ""
    states_week = model.week is not None and model.week.rule == "title"
    is_shared = any(shape_of(other.title or "") == shape_of(own) for other in others)
    said = title or (replace(shift, off=datetime.timedelta()) if states_week else shift).of_text(own)
    with suppress(Unusual, ValueError):
        if archetype is not None:
            source = archetype.rendered(path, _dated_like(model, shift, day), said)
            source = source.replace(b"\r\n", b"\n").replace(b"\n", line_end(b"", model.source))
            if (title or states_week or is_shared) and said:
                source = _setting(path, source, "title", said)
            yield _setting(path, source, "draft", value=True)
            yield _setting(path, _setting(path, source, "title", _range(shift.to, shift.language)), "draft", value=True)
    with suppress(Unusual):
        source = block_like(model, others, shift)
        body = model.body.of(model.source)
        if not body.strip() or not body.splitlines()[0].strip():
            source += line_end(b"", source)
        if title or states_week:
            source = _setting(path, source, "title", said)
        if title or not own or states_week or is_shared:
            yield _setting(path, source, "draft", value=True)
        source = _setting(path, source, "title", title or _range(shift.to, shift.language))
        yield _setting(path, source, "draft", value=True)
        source = _setting(path, source, "date", day)
        yield _setting(path, source, "draft", value=True)


def _dated_like(model: Post, shift: Shift, day: datetime.date) -> str:
    """The day as the model's front matter writes its own."""
    for key in DATE_KEYS:
        value = model.front_matter.value(key)
        found = read_date(value)
        if found is not None:
            own = found.date() if isinstance(found, datetime.datetime) else found
            written = value.isoformat() if isinstance(value, datetime.date) else str(value)
            return shift.dating(own).of_text(written)
    return day.isoformat()


def _of_archetype(
    archetype: Archetype | None, path: str, week: Week, first_day: int, date: str, title: str
) -> bytes | None:
    """A post of an empty log, as the site's archetype has it; None where that does not show its week."""
    if archetype is None:
        return None
    with suppress(Unusual, ValueError):
        source = _setting(path, archetype.rendered(path, date, title), "draft", value=True)
        for made in (source, _setting(path, source, "title", title)):
            if _is_right(read_post(path, made), week, first_day, None):
                return made
    return None


def _setting(path: str, source: bytes, key: str, value: object) -> bytes:
    return setting(source, read_post(path, source).front_matter, key, value).apply(source)


def _is_right(post: Post, week: Week, first_day: int, title: str | None) -> bool:
    """Whether it reads as an empty draft of this week; where a title is given, it may be of any."""
    found = Conventions(first_day).placing(post).week
    is_of_week = found is not None and (found.start, found.end) == (week.start, week.end)
    return (is_of_week or title is not None) and post.draft and not post.problems and not post.entries


def _plain_path(day: datetime.date, title: str | None) -> str:
    words = slug_of(title or "")
    return f"{day}-{words}.md" if words else f"{day}.md"


def _plain(title: str, day: datetime.date, language: str) -> bytes:
    """A post with title, date and draft alone."""
    quoted = json.dumps(title, ensure_ascii=False)
    if language == "yaml":
        return f"---\ntitle: {quoted}\ndate: {day}\ndraft: true\n---\n\n".encode()
    if language == "json":
        return f'{{\n  "title": {quoted},\n  "date": "{day}",\n  "draft": true\n}}\n\n'.encode()
    return f"+++\ntitle = {quoted}\ndate = {day}\ndraft = true\n+++\n\n".encode()


def _range(week: Week, language: str) -> str:
    """A title that states the week: July 5 - July 11, 2020."""
    months = full_names(language)
    first = f"{months[week.start.month - 1]} {week.start.day}"
    if week.start.year != week.end.year:
        first += f", {week.start.year}"
    return f"{first} - {months[week.end.month - 1]} {week.end.day}, {week.end.year}"
