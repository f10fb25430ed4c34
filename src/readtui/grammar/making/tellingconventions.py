"""Telling conventions: how a log writes things, in words and with the log's own examples."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

from readtui.grammar.days.monthnames import ENGLISH, language_of
from readtui.grammar.making.headstyle import HeadStyle
from readtui.grammar.making.shifting import shape_of
from readtui.model.conventions import Chosen, Convention, Conventions
from readtui.model.post import Post, PostRow

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_LANGUAGES = {
    "de": "German", "fr": "French", "es": "Spanish", "it": "Italian", "pt": "Portuguese", "nl": "Dutch",
    "sv": "Swedish", "da": "Danish", "no": "Norwegian", "tr": "Turkish", "ru": "Russian", "pl": "Polish",
}  # fmt: skip
_MOST_SHOWN = 6
_NAMES = {"toml": "TOML, between +++", "yaml": "YAML, between ---", "json": "JSON", "none": "none"}


def told(
    posts: Sequence[Post], rows: Iterable[PostRow], conventions: Conventions, chosen: Chosen
) -> tuple[Convention, ...]:
    """Each convention in words; `posts` are the newest of the log's series, `rows` all of it."""
    rows = list(rows)
    if not posts:
        return tuple(_settled(chosen, conventions))
    settled = {each.name: each for each in _settled(chosen, conventions)}
    learned = (*_names(posts), *_weeks(posts, rows, conventions), *_fields(posts), *_entries(posts, conventions))
    names = dict.fromkeys((*(each.name for each in learned), *settled))
    by_name = {each.name: each for each in learned} | settled
    return tuple(by_name[name] for name in names)


def _settled(chosen: Chosen, conventions: Conventions) -> Iterator[Convention]:
    """What the reader settled in the configuration."""
    for name, value in (
        ("file", chosen.path),
        ("title", chosen.title),
        ("dated on", None if chosen.date_day is None else _DAYS[chosen.date_day]),
        ("front matter", chosen.language and _NAMES[chosen.language]),
        ("entries", chosen.entry_form or (chosen.heading_level and f"headings of level {chosen.heading_level}")),
        ("kinds", ", ".join(conventions.kinds[:_MOST_SHOWN]) if chosen.kinds else None),
        ("roles", _roles(conventions) if chosen.roles else None),
    ):
        if value:
            yield Convention(name, str(value), source="configuration")


def _names(posts: Sequence[Post]) -> Iterator[Convention]:
    """Where posts lie, and what they are called."""
    yield _most("folder", posts, _folder, lambda post: _folder(post) or "the log's own")
    file = _most("file", posts, lambda post: shape_of(_file(post)), lambda post: f"as {_file(post)}")
    yield file if _is_usual(file) else file._replace(value=f"each its own, {file.value}")
    titled = [post for post in posts if post.title]
    title = _most("title", titled, lambda post: shape_of(post.title or ""), lambda post: f"as “{post.name}”")
    yield title if _is_usual(title) else Convention("title", "each its own", looked_at=len(titled))
    language = language_of(post.title or "" for post in posts)
    if language != ENGLISH:
        yield Convention("months", f"in {_LANGUAGES[language]}", len(titled), len(posts))


def _weeks(posts: Sequence[Post], rows: Sequence[PostRow], conventions: Conventions) -> Iterator[Convention]:
    """From which day to which a week goes, and on which its post is dated."""
    first = conventions.first_day
    stating = [row.week for row in rows if row.week and row.week.rule == "title"]
    alike = sum(week.start.weekday() == first for week in stating)
    said = f"{_DAYS[first]} to {_DAYS[first - 1]}"
    yield Convention("week", said if stating else f"{said}; no title says", alike, len(stating))
    dated = [post for post in posts if post.day]
    if dated:
        day = _most("dated on", dated, _weekday, _weekday)
        yield day if _is_usual(day) else day._replace(value=f"any day, mostly {day.value}")


def _weekday(post: Post) -> str:
    return _DAYS[post.day.weekday()] if post.day else ""


def _is_usual(found: Convention) -> bool:
    """Whether more than half do so."""
    return found.posts * 2 > found.looked_at


def _fields(posts: Sequence[Post]) -> Iterator[Convention]:
    """The front matter, and whether a summary is set off."""
    yield _most("front matter", posts, lambda post: post.language, lambda post: _NAMES[post.language])
    yield _most(
        "fields", posts, lambda post: tuple(post.front_matter.values), lambda post: ", ".join(post.front_matter.values)
    )
    quoted = [post for post in posts if _quotes(post)]
    if quoted:
        yield _most("quotes", quoted, _quotes, lambda post: f"{_quotes(post)} around text")
    count = sum(post.summary is not None for post in posts)
    if count:
        yield Convention("summary", "above <!--more-->", count, len(posts))


def _quotes(post: Post) -> str:
    """What the post puts around most texts of its front matter; empty where there are none."""
    from readtui.grammar.frontmatter.places import places

    marks: Counter[str] = Counter()
    for key, span in places(post.source, post.front_matter).items():
        if isinstance(post.front_matter.values.get(key), str):
            mark = post.source[span.start : span.start + 1].decode(errors="replace")
            marks[mark if mark in "\"'" else "nothing"] += 1
    return marks.most_common(1)[0][0] if marks else ""


def _entries(posts: Sequence[Post], conventions: Conventions) -> Iterator[Convention]:
    """How entries begin, what kinds there are, and how people are credited."""
    with_entries = [post for post in posts if post.entries]
    if not with_entries:
        yield Convention("entries", "none were found", 0, len(posts))
        return
    yield _most("entries", with_entries, lambda post: (post.form, HeadStyle.of(post).mark.strip()), _begin)
    kinds = Counter(entry.kind for post in with_entries for entry in post.entries)
    shown = [f"{kind} {kinds[kind]}" for kind in conventions.kinds[:_MOST_SHOWN]]
    rest = len(conventions.kinds) - len(shown)
    if shown:
        having = sum(any(entry.kind for entry in post.entries) for post in with_entries)
        yield Convention("kinds", ", ".join(shown) + f" and {rest} more" * (rest > 0), having, len(with_entries))
    credited = [post for post in with_entries if any(entry.bylines for entry in post.entries)]
    if credited:
        yield Convention("roles", _roles(conventions), len(credited), len(with_entries))
        yield _most("byline", credited, _byline, lambda post: f"as {_byline(post)}")


def _begin(post: Post) -> str:
    mark = HeadStyle.of(post).mark.strip().decode(errors="replace")
    match post.form:
        case "heading":
            return f"headings of level {len(mark)}, as {mark} [Title](link)"
        case "list":
            return f"items of a list, as {mark} [Title](link)"
    return "paragraphs that begin with a link in bold"


def _byline(post: Post) -> str:
    entry = next(entry for entry in post.entries if entry.places.bylines)
    assert entry.places.bylines is not None
    role = entry.bylines[0].role
    line = entry.places.bylines.of(post.source).splitlines()[0].decode(errors="replace")
    return f"**{role}:** name" if f"{role}:" in line else f"**{role}**: name"


def _roles(conventions: Conventions) -> str:
    others = "all others" if conventions.usual_role else "without a kind"
    return ", ".join(f"{kind or others}: {role}" for kind, role in conventions.roles[:_MOST_SHOWN])


def _folder(post: Post) -> str:
    above = post.path.rpartition("/")[0]
    above = above.rpartition("/")[0] if _is_bundle(post) else above
    return "/".join("{year}" if part.isdigit() and len(part) == 4 else part for part in above.split("/"))


def _file(post: Post) -> str:
    return "/".join(post.path.split("/")[-2 if _is_bundle(post) else -1 :])


def _is_bundle(post: Post) -> bool:
    return post.path.rpartition("/")[2].startswith("index.") and "/" in post.path


def _most(
    name: str, posts: Sequence[Post], alike: Callable[[Post], Hashable], shown: Callable[[Post], str]
) -> Convention:
    """What most of the posts do, told by the newest that does so."""
    if not posts:
        return Convention(name, "nothing to go by")
    usual, count = Counter(map(alike, posts)).most_common(1)[0]
    example = next(post for post in posts if alike(post) == usual)
    return Convention(name, shown(example), count, len(posts))
