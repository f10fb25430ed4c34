import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readtui.grammar.days.weekwords import posts_of_week, week_named
from readtui.grammar.posts import peek_post
from readtui.model.conventions import Conventions
from readtui.model.post import PostRow
from readtui.model.week import MONDAY, week_holding

SUNDAY = 6
TODAY = datetime.date(2020, 7, 15)  # a Wednesday


def days(text: str, first_day: int = MONDAY) -> tuple[str, str]:
    week = week_named(text, TODAY, first_day)
    return week.start.isoformat(), week.end.isoformat()


def row(path: str, title: str, first_day: int = MONDAY) -> PostRow:
    return Conventions(first_day).placing(peek_post(path, f'+++\ntitle = "{title}"\n+++\n'.encode()))


def test_a_week_is_named_by_its_number_a_day_in_it_or_by_where_it_lies() -> None:
    assert days("2020-W28") == ("2020-07-06", "2020-07-12")
    assert days("2020w28") == ("2020-07-06", "2020-07-12")
    assert days("2020-07-08") == ("2020-07-06", "2020-07-12")
    assert days("this") == ("2020-07-13", "2020-07-19")
    assert days("Last") == ("2020-07-06", "2020-07-12")


def test_a_number_means_the_logs_week_that_holds_most_of_it() -> None:
    assert days("2020-W28", SUNDAY) == ("2020-07-05", "2020-07-11")
    assert days("2020-07-12", SUNDAY) == ("2020-07-12", "2020-07-18")
    assert days("2020-W53", SUNDAY) == ("2020-12-27", "2021-01-02")


@pytest.mark.parametrize(
    "text",
    [
        *("", "2020-W54", "2021-W53", "2020-W", "2020-02-30", "28", "next", "2020-7-8", "0000-W01"),
        *("0001-01-01", "0001-W01", "9999-W52", "9999-12-31"),  # what is near has no weeks before or after
    ],
)
def test_what_names_no_week_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match="is no week: write it as 2020-W28, as a day in it such as 2020-07-08"):
        days(text)


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 1, 1)), st.integers(0, 6))
def test_each_day_names_the_week_that_holds_it(day: datetime.date, first_day: int) -> None:
    week = week_named(day.isoformat(), TODAY, first_day)
    assert week.start <= day <= week.end
    assert week.start.weekday() == first_day
    year, number, _ = day.isocalendar()
    numbered = week_named(f"{year}-W{number}", TODAY, MONDAY)
    assert numbered.start <= day <= numbered.end


def test_the_posts_of_a_week_are_those_of_the_series() -> None:
    weeks = [row(f"post/2020-07-{day:02}-read.md", "Read") for day in (4, 11, 18)]
    beside = [row("post/2020-07-09-essay.md", "On trees"), row("about.md", "About")]
    asked = week_holding(datetime.date(2020, 7, 8), "date")
    assert posts_of_week([*weeks, *beside], asked) == [weeks[1]]
    assert posts_of_week([weeks[0], *beside], asked) == [beside[0]]
    assert posts_of_week([weeks[0], weeks[2], beside[0], row("post/2020-06-27-read.md", "Read")], asked) == []


def test_a_title_that_states_a_week_makes_a_post_that_weeks_whatever_its_name() -> None:
    stated = row("post/late.md", "Read (July 5 - July 11, 2020)")
    both = row("post/2020-07-19-both.md", "2020 Week 28 & 29")
    other = row("post/2020-07-08-essay.md", "On trees")
    asked = week_holding(datetime.date(2020, 7, 8), "date", SUNDAY)
    assert posts_of_week([stated, both, other], asked) == [both, stated]
    undated = [row("post/2020-07-12-read.md", "Read (July 5 - July 11)"), both, other]
    assert posts_of_week(undated, asked) == [both, undated[0]]
