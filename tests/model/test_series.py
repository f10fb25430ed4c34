import datetime

from readtui.model.post import PostRow
from readtui.model.series import series_of
from readtui.model.week import Week, week_holding


def row(path: str, day: str, week: Week | None = None) -> PostRow:
    return PostRow(path=path, day=datetime.date.fromisoformat(day), week=week)


def paths(rows: list[PostRow]) -> list[str]:
    return [found.path for found in series_of(rows)]


def test_posts_that_are_filed_alike_are_a_series() -> None:
    essays = [row(f"post/{name}.md", f"2020-07-{day}") for name, day in (("trees", "30"), ("rivers", "31"))]
    weeks = [row(f"notes/2020-07-{day:02}-week-{day // 7}/index.md", f"2020-07-{day:02}") for day in (4, 18, 11)]
    assert paths([*essays, *weeks]) == [weeks[1].path, weeks[2].path, weeks[0].path]
    assert paths(essays) == []


def test_what_follows_weekly_comes_before_what_is_newer() -> None:
    weekly = [row(f"weekly/2020{day:04}.md", f"2020-07-{day - 700:02}") for day in (704, 711, 719)]
    links = [row(f"links/{day}.md", f"2020-08-{day:02}") for day in range(10, 20)]
    assert paths([*weekly, *links])[0] == "weekly/20200719.md"
    assert paths(links)[0] == "links/19.md"


def test_two_make_a_series_only_a_week_apart() -> None:
    assert paths([row("part-1.md", "2020-07-01"), row("part-2.md", "2020-07-02")]) == []
    assert paths([row("2020-07-01.md", "2020-07-01"), row("2020-07-08.md", "2020-07-08")]) == [
        "2020-07-08.md",
        "2020-07-01.md",
    ]


def test_a_title_that_states_its_week_is_enough() -> None:
    week = week_holding(datetime.date(2020, 7, 8), "title")
    stated = row("read.md", "2020-07-11", week)
    later = [row(f"note-{number}.md", f"2021-01-{number:02}") for number in (1, 8, 15)]
    assert paths([*later, stated]) == ["read.md"]
    undated = PostRow(path="other.md", week=week)
    assert paths([*later, undated, stated]) == ["read.md", "other.md"]


def test_an_empty_log_has_none() -> None:
    assert paths([]) == []
    assert paths([PostRow(path="undated-1.md"), PostRow(path="undated-2.md")]) == []
