import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readtui.grammar.days.weeks import day_in_name, week_in_title

STATED = [
    ("Lately read (July 5 - July 11)", "2020-07-11", "2020-07-05", "2020-07-11"),
    ("Jul 26 - Aug 01, 2021", None, "2021-07-26", "2021-08-01"),
    ("July 6–13, 2024", None, "2024-07-06", "2024-07-13"),
    ("Week of 12/16/2019", "2019-12-16", "2019-12-16", "2019-12-22"),
    ("2022-21", "2022-05-29", "2022-05-23", "2022-05-29"),
    ("This week: 2021-04", "2021-01-30", "2021-01-25", "2021-01-31"),
    ("2022 Week 28 & 29", "2022-07-24", "2022-07-11", "2022-07-24"),
    ("2020-W28", None, "2020-07-06", "2020-07-12"),
    ("Reading (Dec 27 - Jan 2)", "2021-01-03", "2020-12-27", "2021-01-02"),
    ("Reading (Dec 27 - Jan 2, 2021)", None, "2020-12-27", "2021-01-02"),
    ("Dec 27, 2020 – Jan 2, 2021", None, "2020-12-27", "2021-01-02"),
    ("5–11 July 2020", None, "2020-07-05", "2020-07-11"),
    ("5 July - 11 July", "2020-07-12", "2020-07-05", "2020-07-11"),
    ("7月5日〜11日", "2020-07-12", "2020-07-05", "2020-07-11"),
    ("2020年7月5日〜7月11日", None, "2020-07-05", "2020-07-11"),
    ("週報 2020年7月5日(日)〜7月11日(土)", None, "2020-07-05", "2020-07-11"),
    ("2020年第28週", None, "2020-07-06", "2020-07-12"),
    ("Woche vom 6. bis 12. Juli 2020", None, "2020-07-06", "2020-07-12"),
    ("Woche vom 6. Juli 2020", None, "2020-07-06", "2020-07-12"),
    ("Semaine du 6 au 12 juillet 2020", None, "2020-07-06", "2020-07-12"),
    ("Semaine du 6 juillet", "2020-07-10", "2020-07-06", "2020-07-12"),
    ("Semana del 6 al 12 de julio de 2020", None, "2020-07-06", "2020-07-12"),
    ("Leituras de 6 a 12 de julho de 2020", None, "2020-07-06", "2020-07-12"),
    ("Letture dal 6 al 12 luglio", "2020-07-12", "2020-07-06", "2020-07-12"),
    ("6-12 Temmuz 2020", None, "2020-07-06", "2020-07-12"),
    ("Week van 6 juli 2020", None, "2020-07-06", "2020-07-12"),
    ("6 t/m 12 juli", "2020-07-12", "2020-07-06", "2020-07-12"),
    ("KW 28/2020", None, "2020-07-06", "2020-07-12"),
    ("2020-KW28", None, "2020-07-06", "2020-07-12"),
    ("Week 28, 2020", None, "2020-07-06", "2020-07-12"),
    ("Week 28 (2020)", None, "2020-07-06", "2020-07-12"),
    ("Week 28 of 2020", None, "2020-07-06", "2020-07-12"),
    ("Weeknotes W28 2020", None, "2020-07-06", "2020-07-12"),
    ("Weeks 28 and 29, 2022", None, "2022-07-11", "2022-07-24"),
    ("2022-W28 & 2022-W29", None, "2022-07-11", "2022-07-24"),
    ("2020 Week 52 & 1", None, "2020-12-21", "2021-01-10"),
    ("7/5 - 7/11", "2020-07-11", "2020-07-05", "2020-07-11"),
    ("5/7 - 11/7", "2020-07-11", "2020-07-05", "2020-07-11"),
    ("07/05/2020 - 07/11/2020", None, "2020-07-05", "2020-07-11"),
    ("05.07. - 11.07.2020", None, "2020-07-05", "2020-07-11"),
    ("6.-12.7.2020", None, "2020-07-06", "2020-07-12"),
    ("2020-07-05 to 2020-07-11", None, "2020-07-05", "2020-07-11"),
    ("2020-07-05 – 2020-07-11", None, "2020-07-05", "2020-07-11"),
    ("2020-07-05/2020-07-11", None, "2020-07-05", "2020-07-11"),
    ("2020.07.05 ~ 07.11", None, "2020-07-05", "2020-07-11"),
    ("20200705-20200711", None, "2020-07-05", "2020-07-11"),
    ("Week of July 6", "2020-07-10", "2020-07-06", "2020-07-12"),
    ("Week of July 6th, 2020", None, "2020-07-06", "2020-07-12"),
    ("Week of 6 July 2020", None, "2020-07-06", "2020-07-12"),
    ("Week of 2020-07-06", None, "2020-07-06", "2020-07-12"),
    ("The week of July 6-12", "2020-07-12", "2020-07-06", "2020-07-12"),
    ("w/c 6 July 2020", None, "2020-07-06", "2020-07-12"),
    ("Week ending July 11, 2020", None, "2020-07-05", "2020-07-11"),
    ("Week commencing 6th July 2020", None, "2020-07-06", "2020-07-12"),
    ("Sunday, July 5 – Saturday, July 11, 2020", None, "2020-07-05", "2020-07-11"),
    ("Sun 5 Jul – Sat 11 Jul 2020", None, "2020-07-05", "2020-07-11"),
    ("July 5th through 11th, 2020", None, "2020-07-05", "2020-07-11"),
    ("2020 July 5 - 11", None, "2020-07-05", "2020-07-11"),
    ("Weeknotes #12: July 5–11", "2020-07-11", "2020-07-05", "2020-07-11"),
    ("Issue 12: 5 July - 11 July 2020", None, "2020-07-05", "2020-07-11"),
    ("Reading, Jul. 5 - Jul. 11", "2020-07-11", "2020-07-05", "2020-07-11"),
    ("July 5 – 11: links", "2020-07-11", "2020-07-05", "2020-07-11"),
    ("Weeknotes, July 29 – August 4", "2019-08-05", "2019-07-29", "2019-08-04"),
    ("Dec 28 - Jan 3, 2020", "2021-01-03", "2020-12-28", "2021-01-03"),
    ("Issue 3 - July 5 - July 11", "2020-07-11", "2020-07-05", "2020-07-11"),
    ("1-7 марта 2021", None, "2021-03-01", "2021-03-07"),
    ("vecka 28, 2020", None, "2020-07-06", "2020-07-12"),
    ("du 29 juin au 5 juillet 2020", None, "2020-06-29", "2020-07-05"),
    ("del 29 de junio al 5 de julio de 2020", None, "2020-06-29", "2020-07-05"),
    ("29 giugno – 5 luglio", "2020-07-05", "2020-06-29", "2020-07-05"),
    ("29 juni t/m 5 juli", "2020-07-05", "2020-06-29", "2020-07-05"),
    ("Sept 28–Oct 4", "2020-10-04", "2020-09-28", "2020-10-04"),
    ("Week 28 – 2020", None, "2020-07-06", "2020-07-12"),
    ("Semaine 28 - 2020", None, "2020-07-06", "2020-07-12"),
    ("KW28 / 2020", None, "2020-07-06", "2020-07-12"),
    ("Weeknotes: 2020 week 28", None, "2020-07-06", "2020-07-12"),
    ("Weeknotes 2020/28", "2020-07-12", "2020-07-06", "2020-07-12"),
    ("Weeknotes 2020w28", None, "2020-07-06", "2020-07-12"),
    ("Week #28 2020", None, "2020-07-06", "2020-07-12"),
    ("Reading notes, week 28 of 2020", None, "2020-07-06", "2020-07-12"),
    ("Week 01, 2021", "2021-01-10", "2021-01-04", "2021-01-10"),
    ("2020 Week 53", "2021-01-03", "2020-12-28", "2021-01-03"),
    ("Weeks 28–30, 2020", None, "2020-07-06", "2020-07-26"),
    ("2020 Weeks 28, 29", None, "2020-07-06", "2020-07-19"),
    ("Weekly Review 2020-W28", "2020-07-12", "2020-07-06", "2020-07-12"),
    ("Woche 28/2020", None, "2020-07-06", "2020-07-12"),
    ("2020年第28周", None, "2020-07-06", "2020-07-12"),
    ("2020 第28週", None, "2020-07-06", "2020-07-12"),
    ("Dec 30, 2019 - Jan 5, 2020", None, "2019-12-30", "2020-01-05"),
    ("Dec 30 - Jan 5", "2020-01-06", "2019-12-30", "2020-01-05"),
    ("12/30 - 1/5", "2020-01-06", "2019-12-30", "2020-01-05"),
    ("2020 Week 28 - 5 links", None, "2020-07-06", "2020-07-12"),
    ("2020 Week 28 - 30 links", None, "2020-07-06", "2020-07-12"),
    ("2020 Week 28, 29 links", None, "2020-07-06", "2020-07-12"),
    ("2020-W28 - 2020-W29", None, "2020-07-06", "2020-07-19"),
    ("Weeks 28 - 29 (2020)", None, "2020-07-06", "2020-07-19"),
]
NOT_STATED = [
    ("Python 3.7 - 3.11 released", "2020-03-09"),
    ("iOS 7.5-7.11", "2020-07-11"),
    ("5 - 11 things", "2020-05-05"),
    ("1-7", "2020-01-07"),
    ("Top 5/7 - the list", "2020-05-07"),
    ("COVID 2020-21", "2020-05-23"),
    ("The 2020-21 budget", "2020-05-23"),
    ("July 4 - a retrospective", "2020-07-04"),
    ("2020-07-05 2 links", "2020-07-05"),
    ("March 3 - 2020 primaries", "2020-03-03"),
    ("Episode 28 (2020)", "2020-07-11"),
    ("Weeknotes 28 (2020)", "2020-07-11"),
    ("Weeknotes, July 2020", "2020-07-31"),
    ("Week 28", "2020-07-11"),
    ("Reading list #28: 2020", "2020-07-11"),
    ("Weekly 5 - July 11", "2020-07-11"),
    ("Weekly reads #5 - 11 July", "2020-07-11"),
    ("July 11, 2020 - 5 links", "2020-07-11"),
    ("July 2020 - week in review", "2020-07-31"),
    ("Weeknote 5, 2020-02-02", "2020-02-02"),
    ("Q2 2020 week", "2020-07-01"),
    ("2019 - 2020", "2020-01-01"),
    ("Links 7/11/2020", "2020-07-11"),
    ("3/4 of 5/6 - math", "2020-05-06"),
    ("Sun, moon - 5", "2020-05-05"),
    ("Day 5 - 11 May", "2020-05-11"),
    ("Weekly #7 – 13 July 2020", "2020-07-13"),
    ("24/7 - 365", "2020-07-24"),
    ("Jan 6 - what happened", "2021-01-06"),
    ("9/11 - 20 years on", "2021-09-11"),
    ("Sept 11 - 20 years on", "2021-09-11"),
    ("Notes on 1984-85", "1985-01-01"),
    ("Best of 2020: 10-12 books", "2020-12-10"),
    ("Weekly recap: 2020-12", "2020-12-31"),
    ("Monthly: 2020-07", "2020-07-31"),
    ("Reading Week 2020", "2020-02-20"),
    ("Week 4 2020-21 season", "2020-10-04"),
    ("Weekend reads 7/11", "2020-07-11"),
    ("Weekend of July 11", "2020-07-11"),
    ("CS 101 week 5 2019", "2020-07-11"),
    ("Weekly reading, 12/27/2019", "2019-12-26"),
    ("July 2020", "2020-07-31"),
    ("Issue #28", "2020-07-11"),
    ("Weeknotes 12", "2020-03-20"),
    ("Week 28", "2020-07-11"),
    ("2024 - Weeknotes 14", "2024-04-05"),
    ("20250303", "2025-03-03"),
    ("2021-04-05", "2021-04-05"),
    ("Links 2021-01", "2021-01-05"),
    ("2022-23 season", "2022-06-08"),
    ("August-November 2016", "2016-11-30"),
    ("December 2017-January 2018", "2018-01-31"),
    ("Issue 5 - 11 May 2020", "2020-05-11"),
    ("July 5 - 20 links worth reading", "2020-07-12"),
    ("A 4-5-4 calendar", "2018-11-16"),
    ("Upgrading 7.5 - 7.11", "2020-07-11"),
    ("12 lessons from 12 years", "2012-01-01"),
    ("July 5, 2020", "2020-07-05"),
    ("Weekly links for July 5, 2020", "2020-07-05"),
    ("Week 28 - 2020-07-11", "2020-07-11"),
    ("Feb 30 - Mar 5, 2020", None),
    ("July 11 - July 5", "2020-07-11"),
    ("July 5 - August 30, 2020", None),
    ("2021 W53", None),
    ("Week of May", "2020-05-05"),
    ("Weeknotes #5 – 11 May 2020", "2020-05-11"),
    ("Top 10 - 2020", "2020-01-01"),
    ("1/2", "2020-01-02"),
    ("2020-07", "2020-07-31"),
    ("May 2016", "2016-05-31"),
    ("Update - 12-Mar-2015", "2015-03-12"),
    ("CVE-2022-21", "2022-05-29"),
    ("Week 5", "2020-02-02"),
    ("Reading week", "2020-02-02"),
    ("This week 2020", "2020-05-05"),
    ("週報 20260515", "2026-05-15"),
    ("1週間に2回", "2026-03-10"),
    ("Weeknotes 2024-07-11", "2024-07-11"),
    ("July 5 & 11, 2020", None),
    ("Week 28: 5 things", "2020-07-11"),
    ("2020-07-05 - 5 links", "2020-07-05"),
    ("July 5 - 11", "2020-01-01"),
    ("(July 5 - July 11)", None),
    ("Notes from July 5 – 6 talks", "2020-07-07"),
    ("Summer 2020: week 3", "2020-08-01"),
]
THE_SAME_WEEK = [
    "Weekly Reading List: 7/5/20 - 7/11/20",
    "Links 2020-07-05 → 2020-07-11",
    "Links: 5th-11th July",
    "Read 05 Jul 2020 – 11 Jul 2020",
    "Week 28: 5-11 July 2020",
    "Week 28 (5 July – 11 July)",
    "July 5, 2020 to July 11, 2020",
    "July 5–July 11 2020",
    "5.–11. Juli 2020",
    "05.–11.07.2020",
    "05. bis 11. Juli",
    "Week ending 7/11/2020",
    "Week Ending Saturday, July 11",
    "Between July 5 and July 11",
    "Jul 5 2020 - Jul 11 2020",
    "2020 Jul 5 - Jul 11",
    "2020/07/05 - 07/11",
    "2020-07-05..2020-07-11",
    "2020-07-05-2020-07-11",
    "2020-07-05_2020-07-11",
    "2020-07-05--2020-07-11",
    "2020.7.5-7.11",
    "Weekly Digest (5/7–11/7)",
    "7월 5일 ~ 7월 11일",
    "7월 5일~11일",
    "2020년 7월 5일 - 11일",
    "07/05(日)〜07/11(土)",
    "7/5(Sun) - 7/11(Sat)",
    "Sun 5 – Sat 11 Jul 2020",
    "From 5 to 11 July",
    "July 5 &ndash; July 11",
    "July 5 &#8211; 11",
    "Weekly (2020/7/5-11)",
    "2020年7月5日－7月11日",
    "2020年7月5日~2020年7月11日",
    "7月5日から7月11日まで",
    "Du 5 au 11 juillet",
    "5 al 11 de julio",
    "5–11 de julho de 2020",
    "5 - 11 Temmuz",
    "week 28: july 5 to july 11",
    "WHAT I READ (JULY 5 - JULY 11)",
    "Jul.5-Jul.11",
    "July 5th – July 11th, 2020",
    "July 5 thru July 11",
    "Reading [07/05 - 07/11]",
    "What I read, 5 – 11 July 2020",
    "Notes: 05/07/2020 – 11/07/2020",
    "Notes | July 5 – 11, 2020 | links",
    "July 5-11th",
    "Weekly reading (7/5-7/11/2020)",
    "July 05 - July 11",
    "What I read (05 July – 11 July)",
    "2020-07-05 - 07-11",
    "Sunday 5 July to Saturday 11 July 2020",
    "Week of July 5–11",
    "Week of July 5 - July 11, 2020",
    "Week of Sunday, July 5",
    "The week of 5 July",
    "Week of 5th July 2020",
    "Week of 07/05/20",
    "Week beginning Sunday 5 July",
    "Semana del 5 de julio",
    "Week of Jul 5th",
]
"""All of 5 to 11 July 2020, in a post of the 11th."""
NAMED = [
    ("2020-07-11-x.md", "2020-07-11"),
    ("post/2020_07_11_x.md", "2020-07-11"),
    ("20260515/index.md", "2026-05-15"),
    ("weekly/20211201-links/index.md", "2021-12-01"),
    ("20260515.md", "2026-05-15"),
    ("2020/07/11/x.md", "2020-07-11"),
    ("2020/7/11-x.md", "2020-07-11"),
    ("what-i-read-2020-07-11.md", "2020-07-11"),
    ("2019-01-01/2020-07-11.md", "2020-07-11"),
    ("2020-07.md", None),
    ("2020-02-30-x.md", None),
    ("x-120200711.md", None),
    ("1234567890123.md", None),
    ("2020/index.md", None),
    ("devlog-01.md", None),
    ("", None),
]


def day(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


@pytest.mark.parametrize(("title", "dated", "start", "end"), STATED)
def test_a_title_states_its_week(title: str, dated: str | None, start: str, end: str) -> None:
    week = week_in_title(title, day(dated))
    assert week is not None
    assert (week.start, week.end, week.rule) == (day(start), day(end), "title")


@pytest.mark.parametrize("title", THE_SAME_WEEK)
def test_one_week_is_stated_in_many_ways(title: str) -> None:
    test_a_title_states_its_week(title, "2020-07-11", "2020-07-05", "2020-07-11")


@pytest.mark.parametrize(("title", "dated"), NOT_STATED)
def test_no_week_is_invented(title: str, dated: str | None) -> None:
    assert week_in_title(title, day(dated)) is None


@pytest.mark.parametrize(("path", "named"), NAMED)
def test_a_file_name_tells_its_day(path: str, named: str | None) -> None:
    assert day_in_name(path) == day(named)


@given(
    st.dates(min_value=datetime.date(2000, 1, 1), max_value=datetime.date(2090, 1, 1)),
    st.integers(1, 15),
    st.integers(-10, 10),
)
def test_a_range_without_a_year_is_completed_from_the_date(start: datetime.date, length: int, late: int) -> None:
    end = start + datetime.timedelta(days=length)
    title = f"Read ({start:%B} {start.day} - {end:%B} {end.day})"
    week = week_in_title(title, end + datetime.timedelta(days=late))
    assert week is not None
    assert (week.start, week.end) == (start, end)


@given(st.text(max_size=60), st.one_of(st.none(), st.dates()))
def test_any_title_can_be_asked(title: str, dated: datetime.date | None) -> None:
    week_in_title(title, dated)
    day_in_name(title)


@given(
    st.text("0123456789/-. ~'W年月日週第〜&,", max_size=40) | st.from_regex(r"(July|W|week of) ?[0-9/., -]{1,20}"),
    st.one_of(st.none(), st.dates()),
)
def test_a_week_is_short_and_near(title: str, dated: datetime.date | None) -> None:
    week = week_in_title(title, dated)
    if week:
        assert 1 <= (week.end - week.start).days < 35
        assert dated is None or abs((week.end - dated).days) <= 440


def test_a_title_without_end_is_passed_over() -> None:
    assert week_in_title("July 5 - " * 100_000, None) is None
