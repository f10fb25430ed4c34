import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readtui.grammar.days.weeks import day_in_name, week_in_title
from readtui.grammar.making.shifting import Shift, count_in, shape_of
from readtui.model.week import week_holding

SUNDAY = 6


def moved(text: str, day: str, weeks: int = 1, first_day: int = 0, step: int = 1, samples: tuple[str, ...] = ()) -> str:
    """The text of a post of this day in the log's week so many weeks later."""
    on = datetime.date.fromisoformat(day)
    later = week_holding(on + datetime.timedelta(weeks=weeks), "date", first_day)
    shift = Shift.between(on, week_holding(on, "date", first_day), later, step, [text, *samples])
    return shift.of_text(text)


@pytest.mark.parametrize(
    ("text", "day", "expected"),
    [
        ("Jul 26 - Aug 01, 2021", "2021-08-01", "Aug 02 - Aug 08, 2021"),
        ("July 6–12, 2024", "2024-07-12", "July 13–19, 2024"),
        ("July 24–30, 2024", "2024-07-30", "July 31 – August 6, 2024"),
        ("24-30 July 2024", "2024-07-30", "31 July - 6 August 2024"),
        ("Week of 12/16/2019", "2019-12-16", "Week of 12/23/2019"),
        ("Week of 28.12.2020", "2020-12-28", "Week of 04.01.2021"),
        ("Reading, July 1st", "2020-07-01", "Reading, July 8th"),
        ("Links for 5 JULY", "2020-07-05", "Links for 12 JULY"),
        ("2022 Week 51", "2022-12-25", "2022 Week 52"),
        ("What I read: 2022-52", "2023-01-01", "What I read: 2023-01"),
        ("2026 - Week Note 31", "2026-08-02", "2026 - Week Note 32"),
        ("Issue #12: the 3 best of 2020", "2020-07-05", "Issue #13: the 3 best of 2020"),
        ("Weeknotes 214", "2020-05-09", "Weeknotes 215"),
        ("April 2018", "2018-04-30", "May 2018"),
        ("20260619", "2026-06-19", "20260626"),
        ("2020年7月5日", "2020-07-05", "2020年7月12日"),
        ("2019-11-26 8:00AM", "2019-11-26", "2019-12-03 8:00AM"),
        ("2026-12-30T16:17:07+09:00", "2026-12-30", "2027-01-06T16:17:07+09:00"),
        ("weeknotes/2025/2025-12-28-weeknote-52.md", "2025-12-28", "weeknotes/2026/2026-01-04-weeknote-01.md"),
        ("_posts/2023-05-01-this-week-2023-18.md", "2023-05-01", "_posts/2023-05-08-this-week-2023-19.md"),
        ("post/2020/07/05/read.md", "2020-07-05", "post/2020/07/12/read.md"),
        ("My 7 best books, 3rd part, at 9:30", "2020-07-05", "My 7 best books, 3rd part, at 9:30"),
        ("On the war of July 4, 1776", "2020-07-05", "On the war of July 4, 1776"),
        ("Nothing to move", "2020-07-05", "Nothing to move"),
    ],
)
def test_a_text_moves_on_in_its_own_spelling(text: str, day: str, expected: str) -> None:
    assert moved(text, day) == expected


def test_the_archetypes_week_moves_over_months_and_back() -> None:
    title = "What I read this week (July 5 - July 11)"
    assert moved(title, "2020-07-11", 1, SUNDAY) == "What I read this week (July 12 - July 18)"
    assert moved(title, "2020-07-11", 3, SUNDAY) == "What I read this week (July 26 - August 1)"
    assert moved(title, "2020-07-11", -5, SUNDAY) == "What I read this week (May 31 - June 6)"


def test_days_below_ten_are_written_as_the_other_posts_write_them() -> None:
    assert moved("July 26", "2020-07-26") == "August 2"
    assert moved("July 26", "2020-07-26", samples=("July 05",)) == "August 02"
    assert moved("Week 52", "2020-12-27", 2) == "Week 1"
    assert moved("Week 52", "2020-12-27", 2, samples=("Week 08",)) == "Week 01"


def test_what_counts_goes_on_by_the_step() -> None:
    assert moved("Issue 7", "2020-07-05", 3, step=1) == "Issue 8"
    assert moved("Issue 7", "2020-07-05", 3, step=0) == "Issue 7"
    assert count_in("Issue 7 of 2020") == 7
    assert count_in("2020-28") == 28
    assert count_in("Seven books of 2020") is None


def test_titles_of_one_pattern_have_one_shape() -> None:
    assert shape_of("Read (July 5 - July 11)") == shape_of("Read (July 26–30)") != shape_of("Seen (July 5 - July 11)")
    assert shape_of("2026 - Week Note 31") == shape_of("2025 - Week Note 2")
    assert shape_of("post/2020-07-05-read/index.md") == shape_of("post/2021-12-30-read/index.md")


DAYS = st.dates(datetime.date(2000, 1, 15), datetime.date(2060, 1, 1))
PATTERNS = st.sampled_from(["%B %-d", "%b %-d", "%-d %B", "%B %-d, %Y", "%-d %b %Y", "%Y-%m-%d"])


@given(DAYS, st.integers(-200, 200), st.integers(0, 6), PATTERNS)
def test_a_title_that_states_its_week_states_the_one_that_is_wanted(
    day: datetime.date, weeks: int, first_day: int, pattern: str
) -> None:
    week = week_holding(day, "date", first_day)
    title = f"Read ({week.start.strftime(pattern)} - {week.end.strftime(pattern)})"
    stated = week_in_title(title, day)
    to = week_holding(day + datetime.timedelta(weeks=weeks), "date", first_day)
    shift = Shift.between(day, week, to, 1, [title])
    new = week_in_title(shift.of_text(title), shift.of_day(day))
    assert stated is not None
    assert new is not None
    assert (stated.start, stated.end, new.start, new.end) == (week.start, week.end, to.start, to.end)


@given(
    DAYS,
    st.integers(-200, 200),
    st.sampled_from(["%Y-%m-%d-read.md", "%Y%m%d/index.md", "%Y_%m_%d.md", "%Y/%Y-%m-%d.md"]),
)
def test_a_path_tells_the_day_that_is_wanted(day: datetime.date, weeks: int, pattern: str) -> None:
    path = moved(day.strftime(pattern), day.isoformat(), weeks)
    assert day_in_name(path) == day + datetime.timedelta(weeks=weeks)


@given(st.text(max_size=60), DAYS)
def test_any_text_can_be_moved(text: str, day: datetime.date) -> None:
    moved(text, day.isoformat())
    shape_of(text)
