"""New posts: the file name and the first bytes of a week's post, as the last posts of the log are."""

import datetime
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress

from readtui.grammar.frontmatter import Unusual, setting
from readtui.grammar.lineends import line_end
from readtui.grammar.newblock import block_like
from readtui.grammar.posts import read_post
from readtui.grammar.shifting import MONTHS, Shift, count_in, shape_of
from readtui.grammar.weeks import day_in_name
from readtui.model.conventions import Conventions
from readtui.model.post import Post
from readtui.model.week import Week, week_holding

_MOST = 6  # posts that are looked at: what a log did a year ago it may do no more
_BUNDLE = re.compile(r"(?:(?P<above>.*)/)?[^/]+/(?P<index>index\.[^/.]+)")
_COMPACT = re.compile(r"(?<!\d)(?:19|20)\d{6}(?!\d)")


def new_post(models: Sequence[Post], week: Week, first_day: int) -> tuple[str, bytes]:
    """The path and the bytes of a new post of this week, a draft without entries.

    `models` are the newest posts of the log's series, or else of the log, newest first. The newest that was written on
    the usual day is taken over with its dates moved on: its path, its title if that tells the week or others have the
    same, and the fields that all have alike. In an empty log it is a plain post named by its last day.
    """
    dated = [post for post in models if post.day is not None][:_MOST]
    if not dated:
        return f"{week.end}.md", _plain(week.end, week, "toml")
    filed = [post for post in dated if _section(post.path) == _section(dated[0].path)]
    model = _usual(filed, first_day)
    others = [post for post in filed if post is not model]
    shift = _shift(model, filed, week, first_day)
    path = _path(model, others, shift)
    for source in _attempts(model, others, shift, path):
        if _is_right(read_post(path, source), week, first_day):
            return path, source
    return path, _plain(_day(shift), week, model.language)


def _section(path: str) -> str:
    """The folder it is filed in, numbers of years aside; for a bundle the one above its own."""
    bundle = _BUNDLE.fullmatch(path)
    return shape_of((bundle["above"] or "") if bundle else path.rpartition("/")[0])


def _usual(posts: Sequence[Post], first_day: int) -> Post:
    """The newest of those that were dated and named as long after their week's first day as most."""
    starts = [_week(post, first_day).start for post in posts]
    named = [day_in_name(post.path) or _of(post) for post in posts]
    offsets = [
        ((_of(post) - start).days, (name - start).days) for post, start, name in zip(posts, starts, named, strict=True)
    ]
    return posts[offsets.index(Counter(offsets).most_common(1)[0][0])]


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


def _path(model: Post, others: Sequence[Post], shift: Shift) -> str:
    """The model's path moved on; the bare date in its folder, where the path tells of the model's text."""
    is_filed_alike = any(shape_of(other.path) == shape_of(model.path) for other in others)
    is_of_log = bool(model.entries) or (model.week is not None and model.week.rule == "title")
    moved = shift.of_text(model.path)
    if moved != model.path and (is_filed_alike or is_of_log):
        return moved
    day = _day(shift)
    bundle = _BUNDLE.fullmatch(model.path)
    folder, _, name = model.path.rpartition("/")
    if bundle:
        folder, name = bundle["above"] or "", bundle["index"]
    dated = day.strftime("%Y%m%d") if _COMPACT.search(model.path) else day.isoformat()
    if folder.rpartition("/")[2] == "_posts":
        dated += "-reading"  # Jekyll passes over a post whose name is no more than a date
    ending = f"/{name}" if bundle else "." + name.rpartition(".")[2]
    return shift.of_text(folder) + "/" * bool(folder) + dated + ending


def _attempts(model: Post, others: Sequence[Post], shift: Shift, path: str) -> Iterator[bytes]:
    """What the post may be, the likest to its model first."""
    title = model.title or ""
    states_week = model.week is not None and model.week.rule == "title"
    is_shared = any(shape_of(other.title or "") == shape_of(title) for other in others)
    with suppress(Unusual):
        source = block_like(model, others, shift)
        body = model.body.of(model.source)
        if not body.strip() or not body.splitlines()[0].strip():
            source += line_end(b"", source)
        if not title or states_week or is_shared:
            yield _setting(path, source, "draft", value=True)
        source = _setting(path, source, "title", _range(shift.to))
        yield _setting(path, source, "draft", value=True)
        source = _setting(path, source, "date", _day(shift))
        yield _setting(path, source, "draft", value=True)


def _setting(path: str, source: bytes, key: str, value: object) -> bytes:
    return setting(source, read_post(path, source).front_matter, key, value).apply(source)


def _is_right(post: Post, week: Week, first_day: int) -> bool:
    """Whether it reads as an empty draft of this week."""
    found = Conventions(first_day).placing(post).week
    return (
        found is not None
        and (found.start, found.end) == (week.start, week.end)
        and post.draft
        and not post.problems
        and not post.entries
    )


def _plain(day: datetime.date, week: Week, language: str) -> bytes:
    """A post with title, date and draft alone."""
    title = _range(week)
    if language == "yaml":
        return f'---\ntitle: "{title}"\ndate: {day}\ndraft: true\n---\n\n'.encode()
    if language == "json":
        return f'{{\n  "title": "{title}",\n  "date": "{day}",\n  "draft": true\n}}\n\n'.encode()
    return f'+++\ntitle = "{title}"\ndate = {day}\ndraft = true\n+++\n\n'.encode()


def _range(week: Week) -> str:
    """A title that states the week: July 5 - July 11, 2020."""
    first = f"{MONTHS[week.start.month - 1]} {week.start.day}"
    if week.start.year != week.end.year:
        first += f", {week.start.year}"
    return f"{first} - {MONTHS[week.end.month - 1]} {week.end.day}, {week.end.year}"
