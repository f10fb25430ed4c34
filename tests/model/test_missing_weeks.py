"""Which weeks a log leaves out, and where they stand between its posts."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readtui.model.log import ReadingLog
from readtui.model.missing import Gaps, gaps_in
from readtui.model.packedrows import PackedRows
from readtui.model.post import PostRow
from readtui.model.session import Session
from readtui.model.week import week_holding

SUNDAY = 6
LONG_AFTER = datetime.date(2030, 1, 1)
FIRST = datetime.date(2020, 7, 11)


def row(weeks: int, name: str = "read", *, rule: str = "title", by: int = 0) -> PostRow:
    """The post of the week that is so many weeks after the first, dated on its Saturday."""
    day = FIRST + datetime.timedelta(weeks=weeks, days=by)
    week = week_holding(FIRST + datetime.timedelta(weeks=weeks), rule, SUNDAY)  # type: ignore[arg-type]
    return PostRow(path=f"post/{day}-{name}.md", day=day, week=week)


def log_of(*rows: PostRow) -> ReadingLog[PostRow]:
    return ReadingLog.of(rows)


def lines(log: ReadingLog[PostRow], gaps: Gaps) -> list[str]:
    """What stands on each line: the post's day, or how many weeks are missing from when."""
    found = []
    for number in range(gaps.lines(len(log))):
        here = gaps.at(number)
        if isinstance(here, int):
            assert gaps.line_of(here) == number
            found.append(str(log.posts[here].day))
        else:
            assert gaps.line_of_missing(here) == number
            found.append(f"{here.count} from {here.first.start}")
    return found


def test_missing_weeks_stand_between_the_posts() -> None:
    log = log_of(row(0), row(1), row(4), row(5))
    assert lines(log, gaps_in(log, LONG_AFTER)) == [
        "2020-08-15",
        "2020-08-08",
        "1 from 2020-07-26",
        "1 from 2020-07-19",
        "2020-07-18",
        "2020-07-11",
    ]


def test_more_than_eight_in_a_row_share_a_line() -> None:
    log = log_of(row(0), row(1), row(2), row(11))
    assert lines(log, gaps_in(log, LONG_AFTER))[1:9] == [f"1 from {row(n).week.start}" for n in range(10, 2, -1)]  # type: ignore[union-attr]
    log = log_of(row(0), row(1), row(2), row(12))
    assert lines(log, gaps_in(log, LONG_AFTER))[1] == "9 from 2020-07-26"


def test_the_weeks_since_the_newest_are_missing_unless_the_log_ended_long_ago() -> None:
    log = log_of(row(0), row(1), row(2))
    assert lines(log, gaps_in(log, row(4).day or FIRST))[:3] == ["1 from 2020-08-02", "1 from 2020-07-26", "2020-07-25"]
    assert lines(log, gaps_in(log, row(2).day or FIRST))[0] == "2020-07-25"
    assert lines(log, gaps_in(log, row(11).day or FIRST))[0] == "2020-07-25"


def test_a_log_that_is_not_weekly_misses_nothing() -> None:
    for log in (
        log_of(),
        log_of(row(0)),
        log_of(row(0, rule="date"), row(3, rule="date")),
        log_of(*(row(n, rule="date") for n in (0, 4, 8, 13))),
    ):
        assert gaps_in(log, LONG_AFTER) == Gaps()


def test_two_posts_of_a_week_and_one_off_the_rule_are_left_as_they_are() -> None:
    log = log_of(row(0), row(1), row(1, "also"), row(2, by=3), row(3))
    assert gaps_in(log, LONG_AFTER) == Gaps()


def test_posts_beside_the_series_stand_where_their_day_is() -> None:
    beside = PostRow(path="essay/on-trees.md", day=datetime.date(2020, 7, 22), week=None)
    log = log_of(row(0), row(1), row(3), row(4), beside)
    assert lines(log, gaps_in(log, LONG_AFTER)) == [
        "2020-08-08",
        "2020-08-01",
        "2020-07-22",
        "1 from 2020-07-19",
        "2020-07-18",
        "2020-07-11",
    ]


@given(st.sets(st.integers(0, 120), min_size=3, max_size=60), st.integers(0, 200), st.booleans())
def test_each_week_between_is_there_once_or_missing(there: set[int], today: int, is_packed: bool) -> None:
    log = log_of(*(row(number) for number in there))
    log = ReadingLog(PackedRows.of(log.posts)) if is_packed else log
    gaps = gaps_in(log, FIRST + datetime.timedelta(weeks=today))
    if gaps == Gaps():
        return
    told = lines(log, gaps)
    assert len(told) == len(set(told))
    missing = {each.first.start + datetime.timedelta(weeks=n) for each in gaps.missing for n in range(each.count)}
    starts = {found.week.start for found in log.posts if found.week}
    assert not missing & starts
    inner = {start for start in missing if min(starts) < start < max(starts)}
    assert len(inner) + len(starts) == (max(starts) - min(starts)).days // 7 + 1
    assert all(start > min(starts) for start in missing)


def test_chosen_weeks_without_a_post_are_no_post_until_one_is_chosen() -> None:
    log = log_of(row(0), row(1), row(4), row(5))
    missing = gaps_in(log, LONG_AFTER).missing[0]
    session = Session(log=log, path=log.posts[0].path).choosing_missing(missing)
    assert (session.gap, session.path, session.post, session.entry) == (missing, None, None, None)
    assert session.reading(log).gap == missing
    assert missing.is_of(row(3).week)
    assert not missing.is_of(row(2).week)


@pytest.mark.parametrize("count", [1, 2000])
def test_a_long_log_is_looked_through_as_far_as_ten_years(count: int) -> None:
    log = ReadingLog(PackedRows.of(log_of(*(row(2 * n if n % 9 == 0 else n) for n in range(count))).posts))
    assert len(gaps_in(log, LONG_AFTER).missing) <= 512
