"""A post for every week from 1990 to 2060, in titles of many logs and languages: its dates are those of the week."""

import datetime
import os

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from readtui.grammar.days.monthnames import full_names, language_of
from readtui.grammar.days.titlewords import A_MONTH, marked
from readtui.grammar.making.newposts import new_post
from readtui.grammar.posts import read_post
from readtui.model.conventions import Conventions
from readtui.model.post import Post
from readtui.model.week import Week, week_holding

MONDAY, SUNDAY = 0, 6
FIRST, LAST = datetime.date(1990, 1, 1), datetime.date(2060, 12, 31)
A_WEEK = datetime.timedelta(days=7)


def two_titles(form: int, week: Week) -> str:
    """The title of a week in one of several logs."""
    start, end = week.start, week.end
    short = [f"{day:%b} {day.day:02}" for day in (start, end)]
    french = [f"{day.day} {full_names('fr')[day.month - 1]}" for day in (start, end)]
    german = [f"{day.day}. {full_names('de')[day.month - 1]}" for day in (start, end)]
    spanish = [f"{day.day} de {full_names('es')[day.month - 1]}" for day in (start, end)]
    one_month = start.month == end.month
    return [
        f"What I read this week ({start:%B} {start.day} - {end:%B} {end.day})",
        f"Links, {short[0]} - {short[1]}, {end.year}",
        f"Week of {start:%m/%d/%Y}",
        f"Reading {start:%B} {start.day}–{end.day}, {end.year}"
        if one_month
        else f"Reading {start:%B} {start.day} – {end:%B} {end.day}, {end.year}",
        f"Lectures ({start.day} - {french[1]} {end.year})"
        if one_month
        else f"Lectures ({french[0]} - {french[1]} {end.year})",
        f"Gelesen {start.day}. - {german[1]} {end.year}"
        if one_month
        else f"Gelesen {german[0]} - {german[1]} {end.year}",
        f"Lecturas: {spanish[0]} - {spanish[1]} de {end.year}",
        f"What I read: {end.isocalendar().year}-W{end.isocalendar().week:02}",
    ][form]


FORMS = 8


def post_of(form: int, week: Week, first_day: int) -> Post:
    path = f"content/post/{week.end}-what-i-read.md"
    source = f'+++\ntitle = "{two_titles(form, week)}"\ndate = {week.end}\ndraft = false\n+++\n\nWords.\n'
    return Conventions(first_day).placing(read_post(path, source.encode()))


def check(form: int, first_day: int, old: datetime.date, to: datetime.date) -> None:
    """The post of the week that holds `to`, made after six of the weeks up to `old`."""
    newest, week = week_holding(old, "title", first_day), week_holding(to, "date", first_day)
    if newest.start == week.start:
        return
    weeks = [week_holding(newest.start - n * A_WEEK, "title", first_day) for n in range(6)]
    models = [post_of(form, each, first_day) for each in weeks]
    path, source = new_post(models, week, first_day)
    post = Conventions(first_day).placing(read_post(path, source))
    assert post.week is not None
    assert (post.week.start, post.week.end, post.date) == (week.start, week.end, week.end), post.title
    assert post.draft
    assert path == f"content/post/{week.end}-what-i-read.md"
    assert post.title == two_titles(form, week)


DAYS = st.dates(FIRST, LAST)


@example(0, SUNDAY, datetime.date(2020, 7, 11), datetime.date(2020, 12, 30))
@example(4, MONDAY, datetime.date(2024, 2, 28), datetime.date(2024, 3, 1))
@given(st.integers(0, FORMS - 2), st.sampled_from((MONDAY, SUNDAY)), DAYS, DAYS)
def test_any_week_after_any_other(form: int, first_day: int, old: datetime.date, to: datetime.date) -> None:
    check(form, first_day, old, to)


@pytest.mark.parametrize("first_day", [MONDAY, SUNDAY])
@pytest.mark.parametrize("form", range(FORMS))
def test_each_week_after_the_one_before(form: int, first_day: int) -> None:
    if form == FORMS - 1 and first_day != MONDAY:
        return  # ISO's weeks begin on Monday
    day = FIRST
    step = 1 if os.environ.get("READTUI_LONG") else 11
    while day <= LAST:
        check(form, first_day, day, day + A_WEEK)
        day += step * A_WEEK


def test_months_are_named_in_the_languages_that_titles_are_read_in() -> None:
    for language in ("en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "tr", "ru", "pl"):
        for number, name in enumerate(full_names(language), 1):
            found = A_MONTH.search(marked(f"5 {name}"))
            assert found, (language, name)
            assert ord(found.group()) - 0xE000 == number
        assert language_of([f"5 {name}" for name in full_names(language)]) == language
