"""Days that are meant by words, and the post that is shown for them."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readtui.grammar.days.daywords import dated, days_meant, post_for
from readtui.grammar.posts import peek_post
from readtui.model.conventions import Conventions
from readtui.model.post import PostRow

SUNDAY = 6
TODAY = datetime.date(2020, 7, 15)  # a Wednesday
WORDS = [
    *("last", "this", "next", "week", "weeks", "month", "months", "year", "days", "ago", "in", "of", "the", "a", "w"),
    *("july", "feb", "sept.", "mon", "friday", "2020", "0", "0000", "9999", "29", "31st", "8,", "2020-W53", "w53", "-"),
    *("2020-02-30", "twelve", "today", "yesterday", "2020/7/8", "12:61", "é", "\x00", "1"),
]


def days(text: str, today: datetime.date = TODAY, first_day: int = 0) -> str | None:
    found = days_meant(text, today, first_day)
    return None if found is None else " ".join(dict.fromkeys(day.isoformat() for day in found))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("today", "2020-07-15"),
        ("Yesterday", "2020-07-14"),
        ("tomorrow", "2020-07-16"),
        ("wednesday", "2020-07-15"),
        ("last wednesday", "2020-07-08"),
        ("Friday", "2020-07-10"),
        ("last fri", "2020-07-10"),
        ("this week", "2020-07-13 2020-07-19"),
        ("last week", "2020-07-06 2020-07-12"),
        ("next week", "2020-07-20 2020-07-26"),
        ("this month", "2020-07-01 2020-07-31"),
        ("last month", "2020-06-01 2020-06-30"),
        ("last year", "2019-01-01 2019-12-31"),
        ("3 days ago", "2020-07-12"),
        ("3 weeks ago", "2020-06-22 2020-06-28"),
        ("three  WEEKS ago", "2020-06-22 2020-06-28"),
        ("a month ago", "2020-06-15 2020-06-21"),
        ("2 years ago", "2018-07-09 2018-07-15"),
        ("July", "2020-07-01 2020-07-31"),
        ("last july", "2019-07-01 2019-07-31"),
        ("last may", "2020-05-01 2020-05-31"),
        ("august", "2019-08-01 2019-08-31"),
        ("july 2020", "2020-07-01 2020-07-31"),
        ("in July, 2020", "2020-07-01 2020-07-31"),
        ("2020 jul", "2020-07-01 2020-07-31"),
        ("february last year", "2019-02-01 2019-02-28"),
        ("8 july", "2020-07-08"),
        ("july 16", "2019-07-16"),
        ("July 4th, 2020", "2020-07-04"),
        ("on the 4 of july", "2020-07-04"),
        ("4th of july", "2020-07-04"),
        ("8 Jul 2019", "2019-07-08"),
        ("july 8 last year", "2019-07-08"),
        ("29 feb", "2020-02-29"),
        ("2020-07-08", "2020-07-08"),
        ("2020/7/8", "2020-07-08"),
        ("2020-07", "2020-07-01 2020-07-31"),
        ("2020", "2020-01-01 2020-12-31"),
        ("2020-W28", "2020-07-06 2020-07-12"),
        ("2020w28", "2020-07-06 2020-07-12"),
        ("week 28", "2020-07-06 2020-07-12"),
        ("w52", "2019-12-23 2019-12-29"),
        ("week 28 of 2019", "2019-07-08 2019-07-14"),
        ("2019 week 28", "2019-07-08 2019-07-14"),
    ],
)
def test_days_are_meant_by_words(text: str, meant: str | None) -> None:
    assert days(text) == meant
    assert days(f" {text.upper()} ") == meant


@pytest.mark.parametrize(
    "text",
    [
        *("", "last", "this", "jax", "marching on", "mayor", "week", "week 54", "2021-W53", "2020-13", "2020-02-30"),
        *("31 june", "0 july", "three", "monkey", "sunny", "9999 years ago", "20200708", "8", "july " * 90),
    ],
)
def test_other_words_mean_no_day(text: str) -> None:
    assert days(text) is None


def test_weeks_are_the_logs_own() -> None:
    assert days("last week", first_day=SUNDAY) == "2020-07-05 2020-07-11"
    assert days("2020-W28", first_day=SUNDAY) == "2020-07-05 2020-07-11"
    assert days("3 weeks ago", first_day=SUNDAY) == "2020-06-21 2020-06-27"


def test_the_last_day_of_a_longer_month_falls_to_that_of_a_shorter() -> None:
    assert days("a month ago", datetime.date(2020, 3, 31), SUNDAY) == "2020-02-23 2020-02-29"
    assert days("a year ago", datetime.date(2020, 2, 29)) == "2019-02-25 2019-03-03"


@given(
    st.one_of(st.text(max_size=80), st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)),
    st.one_of(st.sampled_from([datetime.date.min, datetime.date.max]), st.dates()),
    st.integers(0, 6),
)
def test_any_words_on_any_day_mean_days_in_order_or_none(text: str, today: datetime.date, first_day: int) -> None:
    found = days_meant(text, today, first_day)
    assert found is None or found[0] <= found[1]
    assert days_meant(text.swapcase(), today, first_day) == found or not text.isascii()


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 1, 1)), st.integers(0, 6))
def test_each_day_is_meant_by_each_way_to_write_it(day: datetime.date, first_day: int) -> None:
    for form in ("%Y-%m-%d", "%d %b %Y", "%B %d, %Y", "%A, %d %B %Y"):
        assert days_meant(day.strftime(form), TODAY, first_day) == (day, day)
    today = day + datetime.timedelta(days=100)
    for text in (f"{day:%B} {day.day}", f"{day.day} {day:%b}", "100 days ago"):
        assert days_meant(text, today, first_day) == (day, day)
    for text in (f"{day:%B %Y}", f"{day:%Y-%m}", f"{day:%b}"):
        month = days_meant(text, day, first_day)
        assert month is not None
        assert (month[0].day, month[0] <= day <= month[1]) == (1, True)
    week = days_meant("this week", day, first_day)
    assert week is not None
    assert (week[0].weekday(), (week[1] - week[0]).days, week[0] <= day <= week[1]) == (first_day, 6, True)


def row(path: str, title: str = "Read", first_day: int = SUNDAY) -> PostRow:
    return Conventions(first_day).placing(peek_post(path, f'+++\ntitle = "{title}"\n+++\n'.encode()))


def shown(rows: list[PostRow], text: str) -> str | None:
    meant = days_meant(text, TODAY, SUNDAY)
    assert meant is not None
    post = post_for(meant, dated(rows), rows)
    return post and post.path


def test_the_post_that_is_shown_is_the_newest_of_those_days() -> None:
    rows = [row(f"2020-{day}-read.md") for day in ("07-11", "07-04", "06-27", "06-20", "06-13")]
    assert shown(rows, "2020-07-08") == "2020-07-11-read.md"
    assert shown(rows, "last week") == "2020-07-11-read.md"
    assert shown(rows, "june") == "2020-06-27-read.md"
    assert shown(rows, "2020-W26") == "2020-06-27-read.md"
    assert [post.lies_off((TODAY, TODAY)) for post in dated(rows)] == [4, 11, 18, 25, 32]


def test_of_several_posts_of_a_week_that_of_the_series_is_shown() -> None:
    weeks = [row(f"post/2020-07-{day:02}-read.md") for day in (18, 11, 4)]
    assert shown([weeks[0], row("post/2020-07-11-essay.md"), *weeks[1:]], "2020-07-08") == weeks[1].path
    assert shown([weeks[0], row("post/2020-07-09-essay.md"), weeks[2]], "2020-07-08") == "post/2020-07-09-essay.md"


def test_where_no_post_has_the_days_the_next_is_shown() -> None:
    rows = [row("2020-07-11-read.md"), row("2020-03-07-read.md"), row("about.md")]
    assert shown(rows, "june 2020") == "2020-07-11-read.md"
    assert shown(rows, "2010") == "2020-03-07-read.md"
    assert shown([row("about.md")], "today") is None
    assert shown([], "today") is None
