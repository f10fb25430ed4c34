"""The dates of front matter, as Hugo reads them and a little kinder."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readtui.grammar.days.dates import date_of, read_date
from readtui.grammar.frontmatter import date_problem, read_front_matter


def instant(value: object) -> str | None:
    """As Hugo lists a date: a time without a zone is UTC, a day is its first moment."""
    read = read_date(value)
    if read is None:
        return None
    if not isinstance(read, datetime.datetime):
        read = datetime.datetime.combine(read, datetime.time())
    if read.tzinfo is None:
        read = read.replace(tzinfo=datetime.UTC)
    return read.replace(microsecond=0).isoformat().replace("+00:00", "Z")


# Taken down from `hugo list all` 0.168, for values of the key `date`.
@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2020-07-11T10:11:12Z", "2020-07-11T10:11:12Z"),
        ("2014-05-01 12:00:00 +0200", "2014-05-01T12:00:00+02:00"),
        ("2014-05-01 12:00:00 +02:00", "2014-05-01T12:00:00+02:00"),
        ("2006-01-02", "2006-01-02T00:00:00Z"),
        ("02 Jan 2006", "2006-01-02T00:00:00Z"),
        ("2006-01-02 15:04:05", "2006-01-02T15:04:05Z"),
        ("2006-01-02T15:04:05", "2006-01-02T15:04:05Z"),
        ("2006-01-02T8:00:00", "2006-01-02T08:00:00Z"),
        ("2006-01-02T15:04:05.123Z", "2006-01-02T15:04:05Z"),
        ("2006-01-02T15:04:05.123456789+01:00", "2006-01-02T15:04:05+01:00"),
        ("2006-01-02T15:04:05+0100", "2006-01-02T15:04:05+01:00"),
        ("2006-01-02 15:04:05 +0000 UTC", "2006-01-02T15:04:05Z"),
        ("2006-01-02 15:04:05.5 -0700 MST", "2006-01-02T15:04:05-07:00"),
        ("Mon, 02 Jan 2006 15:04:05 MST", "2006-01-02T15:04:05Z"),
        ("Mon, 02 Jan 2006 15:04:05 -0700", "2006-01-02T15:04:05-07:00"),
        ("02 Jan 06 15:04 -0700", "2006-01-02T15:04:00-07:00"),
        ("Mon Jan  2 15:04:05 2006", "2006-01-02T15:04:05Z"),
        ("Mon Jan  2 15:04:05 MST 2006", "2006-01-02T15:04:05Z"),
        ("Mon Jan 02 15:04:05 -0700 2006", "2006-01-02T15:04:05-07:00"),
        ("Monday, 02-Jan-06 15:04:05 MST", "2006-01-02T15:04:05Z"),
        ("2006-01-02 15:04:05Z", "2006-01-02T15:04:05Z"),
        ("2006-01-02 15:04:05+02:00", "2006-01-02T15:04:05+02:00"),
        ("9999-12-31", "9999-12-31T00:00:00Z"),
        (20060102, "1970-08-21T04:15:02Z"),
        (1136214245, "2006-01-02T15:04:05Z"),
    ],
)
def test_what_hugo_reads_is_read_the_same(text, wanted):
    assert instant(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2019-11-26 8:00AM", datetime.datetime(2019, 11, 26, 8)),
        ("2019-11-26 12:30 am", datetime.datetime(2019, 11, 26, 0, 30)),
        ("2019-11-26 12:30 p.m.", datetime.datetime(2019, 11, 26, 12, 30)),
        ("2020-07-11T10:11Z", datetime.datetime(2020, 7, 11, 10, 11, tzinfo=datetime.UTC)),
        ("2020-7-1", datetime.date(2020, 7, 1)),
        ("2020/07/01", datetime.date(2020, 7, 1)),
        (" 2020-07-01 ", datetime.date(2020, 7, 1)),
        ("January 2, 2006", datetime.date(2006, 1, 2)),
        ("Jan 2 2006", datetime.date(2006, 1, 2)),
        ("2nd January 2006", datetime.date(2006, 1, 2)),
        ("Monday, January 2nd, 2006 at 3:04 PM", datetime.datetime(2006, 1, 2, 15, 4)),
        ("2 Jan 70", datetime.date(1970, 1, 2)),
    ],
)
def test_what_people_write_beside_is_read_too(text, wanted):
    assert read_date(text) == wanted
    assert type(read_date(text)) is type(wanted)


@pytest.mark.parametrize(
    "value",
    [
        *(
            "",
            "soon",
            "2020-02-30",
            "2020-13-01",
            "2006-01",
            "2006",
            "01/02/2006",
            "2020-01/02",
            "10000-01-01",
            "3:04PM",
        ),
        *(
            "2006-01-02T24:00:00Z",
            "2006-01-02T23:59:60Z",
            "2020-01-01 13:00PM",
            "2020-01-01 10:00:00 +99:00",
            "٢٠٢٠-٠١-٠١",
        ),
        *(
            "0001-01-01",
            "0001-01-01T00:00:00Z",
            "0000-01-01",
            datetime.date(1, 1, 1),
            10**30,
            -(10**30),
            12.5,
            True,
            None,
        ),
        *([], {}, datetime.time(7, 32), "Mon " * 16, "1" * 5000, b"2020-01-01"),
    ],
)
def test_what_is_no_date_is_none(value):
    assert read_date(value) is None


@given(st.datetimes(min_value=datetime.datetime(2, 1, 1)), st.sampled_from([None, datetime.UTC, 330, -720, 0]))
def test_times_come_back_as_they_were_written(time, zone):
    if zone is not None:
        time = time.replace(
            tzinfo=zone if zone == datetime.UTC else datetime.timezone(datetime.timedelta(minutes=zone))
        )
    assert read_date(time.isoformat()) == read_date(time.isoformat(" ")) == time
    assert read_date(time) is time
    assert read_date(time.date().isoformat()) == time.date()


@settings(max_examples=300)
@given(st.text(alphabet="0123456789-/:.TZ+ JanMoAPmst,thd", max_size=30))
def test_no_text_is_too_much(text):
    read_date(text)


@pytest.mark.parametrize(
    ("block", "wanted", "line"),
    [
        (b"date: 2020-07-11\npublishDate: 2021-01-01", datetime.date(2020, 7, 11), None),
        (b"Date: 2020-07-11", datetime.date(2020, 7, 11), None),
        (b"lastmod: 2019-01-01\npublishDate: 2021-01-01\npubdate: 2022-01-01", datetime.date(2021, 1, 1), None),
        (b"date: ''\nPubdate: '2021-01-01'", datetime.date(2021, 1, 1), None),
        (b"modified: 2021-01-01", datetime.date(2021, 1, 1), None),
        (b"published: 2021-01-01", datetime.date(2021, 1, 1), None),
        (b"published: false\nlastmod: 2021-01-01", datetime.date(2021, 1, 1), None),
        (b"published: false", None, None),
        (b"datetime: 2021-01-01", None, None),
        (b"date:", None, None),
        (b"date: 0001-01-01", None, None),
        (b"date: 0001-01-01\nlastmod: 2021-01-01", None, None),
        (b"title: A\ndate: soon", None, 3),
        (b"title: A\nDate: 2020-02-30\npublishDate: 2021-01-01", datetime.date(2021, 1, 1), 3),
        (b"date: [2020-01-01]", None, 2),
    ],
)
def test_the_date_of_a_post_is_the_one_that_hugo_takes(block, wanted, line):
    source = b"---\n" + block + b"\n---\n"
    front_matter, problems = read_front_matter(source)
    assert not problems
    assert date_of(front_matter) == wanted
    problem = date_problem(source, front_matter)
    assert (problem and (problem.code, problem.line)) == (("date-invalid", line) if line else None)
