import datetime
from pathlib import Path

import pytest

from readtui.grammar.changing.arranging import adding
from readtui.grammar.making.composing import new_entry, new_post
from readtui.grammar.posts import read_post
from readtui.model.conventions import Conventions, learned_from
from readtui.model.log import ReadingLog
from readtui.model.post import Post
from readtui.model.series import series_of
from readtui.model.span import splicing
from readtui.model.week import MONDAY, Week, week_holding

SUNDAY = 6
ARCHETYPE = b"""+++
title = "What I read this week (July 5 - July 11)"
date = 2020-07-11
categories = ["what I read"]
tags = ["science"]
draft = false
+++

Words.

## [Talk] [One](https://a.example)
"""


def post_of(path: str, source: bytes, first_day: int = MONDAY) -> Post:
    return Conventions(first_day).placing(read_post(path, source))


def week_of(day: str, first_day: int = MONDAY) -> Week:
    return week_holding(datetime.date.fromisoformat(day), "date", first_day)


def made(models: list[Post], day: str, first_day: int = MONDAY) -> tuple[str, str]:
    """The new post of the week that holds the day, which reads as it should."""
    week = week_of(day, first_day)
    path, source = new_post(models, week, first_day)
    check(path, source, week, first_day)
    return path, source.decode()


def check(path: str, source: bytes, week: Week, first_day: int) -> None:
    post = post_of(path, source, first_day)
    assert post.week is not None
    assert (post.week.start, post.week.end) == (week.start, week.end)
    assert post.draft is True
    assert not post.problems
    assert not post.entries
    entry = new_entry(None, kind=None, title="New", url="https://n.example")
    after = read_post(path, splicing(source, adding(post, entry)))
    assert [entry.title for entry in after.entries] == ["New"]
    assert after.source.startswith(source)
    assert after.source.split() == source.split() + entry.split()


def test_the_archetypes_next_week_is_dated_on_its_saturday() -> None:
    model = post_of("content/post/2020-07-11-what-i-read.md", ARCHETYPE, SUNDAY)
    assert made([model], "2020-07-15", SUNDAY) == (
        "content/post/2020-07-18-what-i-read.md",
        "+++\n"
        'title = "What I read this week (July 12 - July 18)"\n'
        "date = 2020-07-18\n"
        'categories = ["what I read"]\n'
        "draft = true\n"
        "+++\n\n",
    )
    path, source = made([model], "2021-01-01", SUNDAY)
    assert path == "content/post/2021-01-02-what-i-read.md"
    assert 'title = "What I read this week (December 27 - January 2)"\n' in source


def test_the_first_post_of_a_log_is_plain() -> None:
    assert made([], "2020-07-15", SUNDAY) == (
        "2020-07-18.md",
        '+++\ntitle = "July 12 - July 18, 2020"\ndate = 2020-07-18\ndraft = true\n+++\n\n',
    )
    assert 'title = "December 28, 2020 - January 3, 2021"' in made([], "2021-01-01")[1]


def yaml_post(day: str, number: int, extra: str = "") -> Post:
    source = (
        f'---\r\nlayout: post\r\ntitle: "Weeknotes #{number}"\r\ndate: {day}T21:30:00+01:00\r\n'
        f"tags:\r\n  - reading\r\n  - notes\r\nslug: weeknotes-{number}\r\n{extra}comments: true # yes\r\n---\r\n\r\n"
    )
    return post_of(f"content/notes/{day[:4]}/{day}-weeknotes-{number}/index.md", source.encode())


def test_what_all_posts_have_in_common_is_kept_in_its_own_spelling() -> None:
    models = [yaml_post("2020-12-27", 12, "mood: good\r\n"), yaml_post("2020-12-20", 11), yaml_post("2020-12-13", 10)]
    assert made(models, "2021-01-01") == (
        "content/notes/2021/2021-01-03-weeknotes-13/index.md",
        '---\r\nlayout: post\r\ntitle: "Weeknotes #13"\r\ndate: 2021-01-03T21:30:00+01:00\r\n'
        "tags:\r\n  - reading\r\n  - notes\r\nslug: weeknotes-13\r\ncomments: true # yes\r\ndraft: true\r\n---\r\n\r\n",
    )


def test_the_usual_weekday_is_kept_where_the_last_post_came_late() -> None:
    models = [yaml_post(day, number) for day, number in (("2020-12-28", 12), ("2020-12-20", 11), ("2020-12-13", 10))]
    path, source = made(models, "2021-01-05")
    assert path == "content/notes/2021/2021-01-10-weeknotes-13/index.md"
    assert "date: 2021-01-10T21:30:00+01:00" in source


def test_json_keeps_its_indentation() -> None:
    source = (
        b'{\n\t"Title": "Read 2020-28",\n\t"Tags": ["a"],\n\t"Pubdate": "2020-07-12",\n\t"draft": false\n}\n\nText.\n'
    )
    models = [
        post_of("post/2020-07-12.md", source),
        post_of(
            "post/2020-07-05.md", source.replace(b"-28", b"-27").replace(b"07-12", b"07-05").replace(b"a", b"b", 1)
        ),
    ]
    path, new = made(models, "2020-07-14")
    assert path == "post/2020-07-19.md"
    assert new.startswith('{\n\t"Title": "Read 2020-29",\n')
    assert '\t"Pubdate": "2020-07-19",\n\t"draft": true\n}\n' in new


def test_an_essay_lends_its_folder_and_its_language_alone() -> None:
    essay = post_of(
        "blog/on-trees/index.md", b"---\ntitle: On trees\ndate: 2020-07-08\ntype: essay\nimage: a.png\n---\nText.\n"
    )
    assert made([essay], "2020-07-14") == (
        "blog/2020-07-15/index.md",
        "---\ntitle: July 13 - July 19, 2020\ndate: 2020-07-15\ntype: essay\ndraft: true\n---\n",
    )
    jekyll = post_of("_posts/2020-07-08-on-trees.md", b"---\ntitle: On trees\n---\nText.\n")
    assert made([jekyll], "2020-07-14")[0] == "_posts/2020-07-15-reading.md"


@pytest.mark.parametrize(
    "source",
    [
        b"No front matter.\n",
        b"---\n[ broken\n---\nText.\n",
        b"---\na: &x 1\nb: *x\ntitle: T\n---\nText.\n",
        b"---\n{title: T, date: 2020-07-11}\n---\nText.\n",
        b"+++\ntitle = 'T'\n[params]\ndate = 1\n+++\nText.\n",
        b"---\ntitle: |\n  Long\n  title\ndate: 2020-07-11\n---\nText.\n",
        b"---\ntitle: T\ndate: never\ndraft: 'no'\n---\nText.\n",
        b"\xef\xbb\xbf---\ntitle: T\n---\nText.\n",
        b"---\ntitle: Read (July 5 - July 9)\ntitle: twice\n---\nText.\n",
        b"\xff\xfe",
    ],
)
def test_a_strange_model_still_gives_a_plain_post(source: bytes) -> None:
    made([post_of("post/2020-07-11-read.md", source)], "2020-07-15")
    made([post_of(f"post/2020-07-{day:02}-read.md", source) for day in (11, 4)], "2019-12-31")


def test_the_edges_of_the_calendar_are_weeks_too() -> None:
    model = post_of("2020-07-11.md", b"+++\ndate = 2020-07-11\n+++\n")
    made([model], "9999-12-30")
    made([model], "1900-01-01")
    for day in ("9999-12-31", "0001-01-01"):  # how some keep a post from being published
        made([post_of(f"2020-w01-{day}.md", f"+++\ndate = {day}\ntitle = 'Issue 12'\n+++\n".encode())], "2020-07-15")


def test_each_real_log_gets_a_post_for_any_week(real_logs: Path) -> None:
    for log in sorted(path for path in real_logs.iterdir() if path.is_dir()):
        posts = [read_post(str(path.relative_to(log)), path.read_bytes()) for path in sorted(log.rglob("*.md"))]
        conventions = learned_from(posts)
        placed = ReadingLog.of(conventions.placing(post) for post in posts)
        models = (series_of(placed) or [post for post in placed if post.day])[:8]
        for weeks in (-60, -1, 0, 1, 2, 26, 53):
            day = (models[0].day or datetime.date.min) + datetime.timedelta(weeks=weeks)
            week = week_holding(day, "date", conventions.first_day)
            path, source = new_post(models, week, conventions.first_day)
            check(path, source, week, conventions.first_day)
            assert path.rpartition(".")[2] == models[0].path.rpartition(".")[2]
